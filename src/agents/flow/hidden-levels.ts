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
  private readonly levels: number;
  /** The farthest price that is known or has been drawn, by side; −1 none. */
  private readonly drawn = [-1, -1];
  /** Of the opening book, by side: levels in sight and the last of them, and levels out of sight near it. */
  private readonly inSight = [0, 0];
  private readonly edge = [-1, -1];
  /** The price that was told last. */
  private readonly last = [-1, -1];
  private readonly remembered = [0, 0];

  constructor(
    { levels, fromTicks, occupied, renewalsPerSecond, quantities }: HiddenLevelsFile,
    private readonly lot: number,
    private readonly orders: Pick<HawkesOrders, 'newestAt' | 'older'>,
    private readonly stream: Stream,
    private readonly book: HiddenBook,
  ) {
    this.law = new QuantityLaw(quantities);
    this.occupied = occupied.value;
    this.fromTicks = fromTicks;
    this.levels = levels;
    this.ratePerSecond = 2 * fromTicks * renewalsPerSecond.value;
  }

  /**
   * A level of the opening book, best first. What was in sight is known; of what was out of sight the opening only
   * remembers what had been in sight before, so that the other ticks there are still to be drawn.
   */
  know(side: number, price: number): void {
    const { last, inSight, edge, drawn, remembered } = this;
    if (price === last[side]) return;
    last[side] = price;
    if (inSight[side] < this.levels) {
      inSight[side]++;
      edge[side] = price;
      drawn[side] = price;
    } else if (Math.abs(price - edge[side]) <= this.fromTicks) remembered[side]++;
  }

  start(now: number): void {
    this.renewAt = this.ratePerSecond > 0 ? now + (exponential(this.stream) / this.ratePerSecond) * SECOND : Infinity;
  }

  /** Draws the ticks that have come within twice the hidden distance of a touch. */
  reach(side: number, touch: number): void {
    const step = side === Side.buy ? -1 : 1;
    const goal = touch + 2 * step * this.fromTicks;
    const { drawn, occupied } = this;
    // With what is remembered, ticks near the opening's edge of sight are taken as often as others.
    const known = this.remembered[side] / this.fromTicks;
    const missing = known < occupied ? (occupied - known) / (1 - known) : 0;
    if (drawn[side] < 0 || (touch - drawn[side]) * step >= 0) drawn[side] = touch + step * this.fromTicks;
    while ((goal - drawn[side]) * step > 0) {
      const price = drawn[side] + step;
      drawn[side] = price;
      if (this.orders.newestAt(side, price) >= 0) continue;
      const nearTheEdge = this.edge[side] > 0 && (price - this.edge[side]) * step <= this.fromTicks;
      this.draw(side, price, nearTheEdge ? missing : occupied);
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
      this.draw(side, price, this.occupied);
    }
    this.start(now);
  }

  private draw(side: number, price: number, occupied: number): void {
    const { stream } = this;
    if (stream.uniform() < occupied) this.book.place(side, price, this.law.quantile(stream.uniform()) * this.lot);
  }
}
