import { type HiddenLevelsFile, QuantityLaw } from '../../model/index.js';
import { exponential, type Stream } from '../../random/index.js';
import { SECOND, Side } from '../../tape/index.js';
import type { HawkesOrders } from './hawkes-orders.js';

/** What a flow does with orders of the book that nobody sees. */
export interface HiddenBook {
  place(side: number, price: number, quantity: number): void;
  withdraw(slot: number): void;
}

/**
 * The book beyond the levels that the source of a model shows. Ticks that have never been near the market are drawn as
 * the touch comes towards them; in the stretch just out of sight, single ticks are drawn anew now and then, so that what
 * comes into sight keeps its density. What has come into sight is as any other order.
 */
export class HiddenLevels {
  /** When the next tick is drawn anew, ns since midnight. */
  renewAt = Infinity;
  private readonly law: QuantityLaw;
  private readonly occupied: number;
  private readonly fromTicks: number;
  private readonly ratePerSecond: number;
  /** The farthest price that has been drawn, by side; −1 none. */
  private readonly drawn = [-1, -1];

  constructor(
    { fromTicks, occupied, renewalsPerSecond, quantities }: HiddenLevelsFile,
    private readonly lot: number,
    private readonly orders: Pick<HawkesOrders, 'newestAt' | 'older'>,
    private readonly stream: Stream,
    private readonly book: HiddenBook,
  ) {
    this.law = new QuantityLaw(quantities);
    this.occupied = occupied.value;
    this.fromTicks = fromTicks;
    this.ratePerSecond = 2 * fromTicks * renewalsPerSecond.value;
  }

  /** What an opening book holds up to a price is known. */
  know(side: number, price: number): void {
    const before = this.drawn[side];
    if (before < 0 || (side === Side.buy ? price < before : price > before)) this.drawn[side] = price;
  }

  start(now: number): void {
    this.renewAt = this.ratePerSecond > 0 ? now + (exponential(this.stream) / this.ratePerSecond) * SECOND : Infinity;
  }

  /** Draws the ticks that have come within twice the hidden distance of a touch. */
  reach(side: number, touch: number): void {
    const step = side === Side.buy ? -1 : 1;
    const farthest = touch + 2 * step * this.fromTicks;
    const { drawn } = this;
    if (drawn[side] < 0 || (touch - drawn[side]) * step >= 0) drawn[side] = touch + step * this.fromTicks;
    while ((farthest - drawn[side]) * step > 0) {
      drawn[side] += step;
      this.draw(side, drawn[side]);
    }
  }

  /** Draws one tick of the stretch out of sight anew. */
  renew(bestBid: number, bestAsk: number, now: number): void {
    const { stream, orders } = this;
    const side = stream.uniform() < 0.5 ? Side.buy : Side.sell;
    const away = this.fromTicks + 1 + Math.floor(stream.uniform() * this.fromTicks);
    const price = side === Side.buy ? bestBid - away : bestAsk + away;
    if (bestBid > 0 && bestAsk > 0) {
      for (let slot = orders.newestAt(side, price); slot >= 0; ) {
        const next = orders.older(slot);
        this.book.withdraw(slot);
        slot = next;
      }
      this.draw(side, price);
    }
    this.start(now);
  }

  private draw(side: number, price: number): void {
    const { stream } = this;
    if (stream.uniform() < this.occupied) this.book.place(side, price, this.law.quantile(stream.uniform()) * this.lot);
  }
}
