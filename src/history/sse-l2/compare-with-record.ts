import { RebuiltBook } from '../../order-flow/index.js';
import { formatTimeOfDay, Kind, Side, TapeCursor, TradeStage } from '../../tape/index.js';
import { Comparison } from '../comparison.js';
import type { AuctionResult, Check, Mismatch } from '../replay-result.js';
import type { SseDay } from './read-day.js';
import { isOpening } from './session.js';
import { SnapshotCheck } from './snapshot-check.js';
import type { Through } from './through-venue.js';
import type { SseTrade } from './tick-record.js';

interface ComparedRecord {
  readonly checks: readonly Check[];
  readonly auctions: readonly AuctionResult[];
  readonly mismatches: readonly Mismatch[];
}

type Call = 'openCall' | 'closeCall';

/**
 * Compares the venue's tape with the record: every trade in order, with its price, quantity and both orders; executed
 * and cancelled quantities of every order; price and quantity of the calls; and the snapshots (see {@link SnapshotCheck}).
 */
export function compareWithRecord({ ticks, snapshots }: SseDay, through: Through): ComparedRecord {
  const recorded = ticks.filter((tick) => tick.kind === 'trade');
  const trades = new TradeCheck(recorded, through.numbers);
  const books = new SnapshotCheck(snapshots);
  const cursor = new TapeCursor(through.tape);
  const rebuilt = new RebuiltBook(through.tape.header, 0);
  while (cursor.next()) {
    rebuilt.apply(cursor);
    if (cursor.kind === Kind.trade) trades.add(cursor);
    if (rebuilt.settled) books.state(rebuilt, trades.count, trades.volume);
  }
  const comparisons = [
    trades.finish(),
    trades.executed(),
    compareCancels(ticks, through.cancelled),
    ...trades.auctionChecks(),
    ...books.finish(),
  ];
  return {
    checks: comparisons.map((comparison) => comparison.check()).filter(({ compared }) => compared > 0),
    auctions: trades.auctions,
    mismatches: comparisons.flatMap(({ mismatches }) => mismatches),
  };
}

/** Trades of the venue beside those of the exchange. */
class TradeCheck {
  count = 0;
  volume = 0;
  readonly auctions: { readonly phase: Call; readonly priceTicks: number; quantity: number }[] = [];
  private readonly comparison = new Comparison('trades in order: price, quantity, both orders', 1);
  /** Executed quantity by the exchange's number of the order. */
  private readonly replayed = new Map<number, number>();

  constructor(
    private readonly recorded: readonly SseTrade[],
    private readonly numbers: readonly number[],
  ) {}

  add({ order, otherOrder, side, price, quantity, code, time }: TapeCursor): void {
    const buy = this.numbers[side === Side.sell ? otherOrder : order];
    const sell = this.numbers[side === Side.sell ? order : otherOrder];
    const recorded = this.recorded[this.count++];
    this.volume += quantity;
    addTo(this.replayed, buy, quantity);
    addTo(this.replayed, sell, quantity);
    if (code === TradeStage.openCall || code === TradeStage.closeCall) {
      const phase = code === TradeStage.openCall ? 'openCall' : 'closeCall';
      const auction = this.auctions.find((each) => each.phase === phase);
      if (auction === undefined) this.auctions.push({ phase, priceTicks: price, quantity });
      else auction.quantity += quantity;
    }
    const text = `${quantity} at ${price}, ${buy} and ${sell}`;
    if (recorded === undefined)
      this.comparison.add(false, () => [`trade ${this.count}, ${formatTimeOfDay(time)}`, 'no such trade', text]);
    else
      this.comparison.add(
        recorded.price === price &&
          recorded.quantity === quantity &&
          recorded.buyOrder === buy &&
          recorded.sellOrder === sell,
        () => [`trade ${this.count}, line ${recorded.line}`, textOf(recorded), text],
      );
  }

  /** Recorded trades that the venue did not make count as differences. */
  finish(): Comparison {
    for (const trade of this.recorded.slice(this.count))
      this.comparison.add(false, () => [`line ${trade.line}`, textOf(trade), 'no such trade']);
    return this.comparison;
  }

  executed(): Comparison {
    const executed = new Comparison('executed quantity of every order that traded', 1);
    const recorded = new Map<number, number>();
    for (const { buyOrder, sellOrder, quantity } of this.recorded) {
      addTo(recorded, buyOrder, quantity);
      addTo(recorded, sellOrder, quantity);
    }
    for (const order of new Set([...recorded.keys(), ...this.replayed.keys()])) {
      const expected = recorded.get(order) ?? 0;
      const made = this.replayed.get(order) ?? 0;
      executed.add(expected === made, () => [`order ${order}`, String(expected), String(made)]);
    }
    return executed;
  }

  auctionChecks(): Comparison[] {
    return (['openCall', 'closeCall'] as const).flatMap((call) => {
      const crossed = this.recorded.filter((trade) => trade.aggressor === Side.none && callOf(trade) === call);
      const made = this.auctions.find(({ phase }) => phase === call);
      if (crossed.length === 0 && made === undefined) return [];
      const price = new Comparison(`${call} price`, 1);
      const quantity = new Comparison(`${call} quantity`, 1);
      const recordedPrice = crossed[0]?.price ?? 0;
      const recordedQuantity = crossed.reduce((sum, trade) => sum + trade.quantity, 0);
      const { priceTicks = 0, quantity: shares = 0 } = made ?? {};
      price.add(recordedPrice === priceTicks, () => [call, String(recordedPrice), String(priceTicks)]);
      quantity.add(recordedQuantity === shares, () => [call, String(recordedQuantity), String(shares)]);
      return [price, quantity];
    });
  }
}

function compareCancels(ticks: SseDay['ticks'], cancelled: ReadonlyMap<number, number>): Comparison {
  const quantities = new Comparison('quantity that a cancel takes away', 1);
  for (const [index, tick] of ticks.entries()) {
    if (tick.kind !== 'cancel') continue;
    const made = cancelled.get(index) ?? 0;
    quantities.add(made === tick.quantity, () => [
      `order ${tick.order}, line ${tick.line}`,
      String(tick.quantity),
      String(made),
    ]);
  }
  return quantities;
}

function callOf(trade: SseTrade): Call {
  return isOpening(trade) ? 'openCall' : 'closeCall';
}

function addTo(sums: Map<number, number>, order: number, quantity: number): void {
  sums.set(order, (sums.get(order) ?? 0) + quantity);
}

function textOf({ quantity, price, buyOrder, sellOrder }: SseTrade): string {
  return `${quantity} at ${price}, ${buyOrder} and ${sellOrder}`;
}
