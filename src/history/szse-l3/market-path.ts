import { NO_ASK, NO_BID } from '../../market/index.js';
import { RebuiltBook } from '../../order-flow/index.js';
import { codeNames, Kind, type Tape, TapeCursor, TradeStage } from '../../tape/index.js';
import type { AuctionResult } from '../replay-result.js';

/** What a replayed tape says over time: cumulative volume and best prices, and in the end every order's executions. */
export class MarketPath {
  /** Executed quantity by order number. */
  readonly executed: Float64Array;
  readonly auctions: readonly AuctionResult[];
  /** Price of the first trade in ticks; 0 when there was none. */
  readonly firstPrice: number;
  /** Moments of change in ns, and what held from then on. Prices in ticks, 0 for a side without orders as in snapshots. */
  readonly times: number[] = [Number.NEGATIVE_INFINITY];
  readonly volumes: number[] = [0];
  readonly bids: number[] = [0];
  readonly asks: number[] = [0];

  constructor(tape: Tape, orderCount: number) {
    this.executed = new Float64Array(orderCount);
    const cursor = new TapeCursor(tape);
    const rebuilt = new RebuiltBook(tape.header, 0);
    const auctions: { phase: string; priceTicks: number; quantity: number }[] = [];
    let volume = 0;
    let firstPrice = 0;
    while (cursor.next()) {
      rebuilt.apply(cursor);
      if (cursor.kind === Kind.trade) {
        const { quantity, price, code } = cursor;
        volume += quantity;
        if (firstPrice === 0) firstPrice = price;
        this.executed[cursor.order] += quantity;
        this.executed[cursor.otherOrder] += quantity;
        if (code !== TradeStage.continuous) {
          const phase = stages[code];
          if (auctions.at(-1)?.phase !== phase) auctions.push({ phase, priceTicks: price, quantity: 0 });
          auctions[auctions.length - 1].quantity += quantity;
        }
      }
      if (!rebuilt.settled) continue;
      const { bestBid, bestAsk } = rebuilt.book;
      this.note(cursor.time, volume, bestBid === NO_BID ? 0 : bestBid, bestAsk === NO_ASK ? 0 : bestAsk);
    }
    this.auctions = auctions;
    this.firstPrice = firstPrice;
  }

  /** Whether something held at some moment from `startNs` until `endNs`, both included. */
  holds(startNs: number, endNs: number, test: (moment: number) => boolean): boolean {
    for (let moment = this.momentAt(startNs); moment < this.times.length && this.times[moment] <= endNs; moment++)
      if (test(moment)) return true;
    return false;
  }

  /** The last moment of change not after a time. */
  momentAt(timeNs: number): number {
    let low = 0;
    let high = this.times.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if (this.times[middle] <= timeNs) low = middle;
      else high = middle - 1;
    }
    return low;
  }

  private note(time: number, volume: number, bid: number, ask: number): void {
    const last = this.times.length - 1;
    if (volume === this.volumes[last] && bid === this.bids[last] && ask === this.asks[last]) return;
    this.times.push(time);
    this.volumes.push(volume);
    this.bids.push(bid);
    this.asks.push(ask);
  }
}

const stages = codeNames(TradeStage);
