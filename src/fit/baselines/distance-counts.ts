import type { FlowVisitor, OrderArrival, OrderCancel, RebuiltBook } from '../../order-flow/index.js';
import { FlowType } from '../../order-flow/index.js';
import { Side } from '../../tape/index.js';
import type { BookLevels } from './book-levels.js';
import { QuantitySum } from './quantity-sum.js';

/**
 * Orders and cancels by their distance from the opposite touch, and the quantity that was there to be cancelled. Index 0
 * is a distance of one tick; the last index holds all that lies beyond the levels, up to the reach.
 */
export class DistanceCounts implements FlowVisitor {
  readonly limits: Float64Array;
  readonly limitQuantity: Float64Array;
  readonly cancels: Float64Array;
  readonly cancelQuantity: Float64Array;
  /** Quantity times seconds, both sides together. */
  readonly exposure: Float64Array;
  readonly limitSizes = new QuantitySum();
  readonly cancelSizes = new QuantitySum();
  readonly marketSizes = new QuantitySum();
  /** Distances of the limit orders beyond the last level. */
  readonly beyond: number[] = [];
  seconds = 0;

  constructor(
    readonly levels: number,
    private readonly book: BookLevels,
  ) {
    const columns = () => new Float64Array(levels + 1);
    this.limits = columns();
    this.limitQuantity = columns();
    this.cancels = columns();
    this.cancelQuantity = columns();
    this.exposure = columns();
  }

  arrival(arrival: OrderArrival, rebuilt: RebuiltBook): void {
    const { type, side, price, quantity, executed, before, order } = arrival;
    if (type === FlowType.unplaced) return;
    if (type !== FlowType.marketable) {
      this.limit(side === Side.buy ? before.bestAsk - price : price - before.bestBid, quantity);
      return;
    }
    this.marketSizes.add(executed);
    const slot = order < 0 ? -1 : rebuilt.slotOf(order);
    if (slot < 0) return;
    const { book } = rebuilt;
    // What an order could not execute rests, at a distance from the touch that it has made.
    const opposite = side === Side.buy ? book.bestAsk : book.bestBid;
    if (book.quantityAt(side ^ 1, opposite) === 0) return;
    const rested = book.priceOf(slot);
    this.limit(side === Side.buy ? opposite - rested : rested - opposite, book.quantityOf(slot));
  }

  cancel({ side, price, quantity, before }: OrderCancel): void {
    const distance = side === Side.buy ? before.bestAsk - price : price - before.bestBid;
    if (distance < 1 || distance > this.book.reach) return;
    const index = Math.min(distance - 1, this.levels);
    this.cancels[index]++;
    this.cancelQuantity[index] += quantity;
    this.cancelSizes.add(quantity);
  }

  /** The book stood as it is for a while. */
  pass(seconds: number): void {
    const { near, all } = this.book;
    const { exposure, levels } = this;
    this.seconds += seconds;
    for (const side of [Side.buy, Side.sell] as const) {
      for (let i = 0; i < near.counts[side]; i++) {
        const distance = near.distanceOf(side, i);
        if (distance > levels) break;
        exposure[distance - 1] += near.quantities[side][i] * seconds;
      }
      for (let i = all.counts[side] - 1; i >= 0 && all.distanceOf(side, i) > levels; i--)
        exposure[levels] += all.quantities[side][i] * seconds;
    }
  }

  private limit(distance: number, quantity: number): void {
    if (distance < 1 || distance > this.book.reach) return;
    const index = Math.min(distance - 1, this.levels);
    this.limits[index]++;
    this.limitQuantity[index] += quantity;
    this.limitSizes.add(quantity);
    if (index === this.levels) this.beyond.push(distance);
  }
}
