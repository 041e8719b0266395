import { z } from 'zod';
import { estimateSchema } from '../estimate.js';

/**
 * How limit orders repeat quantities: a quantity is that of the last cancel of its side, if that was shortly before; or
 * that of one of the last orders of its side; or drawn from the law of all. Copies of either kind leave the law what it is.
 */
export const quantityMemorySchema = z.strictObject({
  orders: z.int().positive().describe('last limit orders of a side of which one may be repeated, each as likely'),
  cancelWithinNs: z.int().positive().describe('time after a cancel in which its quantity may come back'),
  afterCancel: z
    .strictObject({ cancelled: estimateSchema, recent: estimateSchema })
    .describe('shares of orders within that time that repeat the cancelled quantity, and one of the last orders'),
  otherwise: z.strictObject({ recent: estimateSchema }).describe('share of other orders that repeat one of the last'),
});
export type QuantityMemoryFile = z.infer<typeof quantityMemorySchema>;

/** The quantities of a side that may be repeated, and the last one that was cancelled. */
export class RecentQuantities {
  private readonly ring: Float64Array;
  private orders = 0;
  /** 0 when nothing was cancelled shortly before. */
  private cancelled = 0;
  private cancelledAt = Number.NEGATIVE_INFINITY;

  constructor(
    private readonly length: number,
    private readonly cancelWithinNs: number,
  ) {
    this.ring = new Float64Array(length);
  }

  order(quantity: number): void {
    this.ring[this.orders++ % this.length] = quantity;
  }

  cancel(quantity: number, now: number): void {
    this.cancelled = quantity;
    this.cancelledAt = now;
  }

  /** The last cancelled quantity, 0 when that is too long ago. */
  lastCancelled(now: number): number {
    return now - this.cancelledAt <= this.cancelWithinNs ? this.cancelled : 0;
  }

  /** How many orders are remembered. */
  get count(): number {
    return Math.min(this.orders, this.length);
  }

  /** Quantity of a remembered order. @param index - 0 … count − 1, in no particular order */
  at(index: number): number {
    return this.ring[index];
  }

  /** Share of the remembered orders that have a quantity; NaN when there are none. */
  shareOf(quantity: number): number {
    const { count } = this;
    let same = 0;
    for (let index = 0; index < count; index++) if (this.ring[index] === quantity) same++;
    return same / count;
  }
}
