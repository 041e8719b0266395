import { z } from 'zod';
import { estimateSchema } from '../estimate.js';

/** Ticks on either side of a cancelled price within which what replaces it has a law of its own. */
export const REPLACEMENT_REACH = 20;

const replacementSchema = z.strictObject({
  orders: z.int().nonnegative(),
  within: estimateSchema.describe(`share placed within ${REPLACEMENT_REACH} ticks of the cancelled price`),
  offsets: z
    .array(z.number())
    .describe(`probabilities of −${REPLACEMENT_REACH} … ${REPLACEMENT_REACH} ticks away from the market, of those`),
});

/**
 * How limit orders repeat what was there. A quantity is that of the last cancel of its side, which then is replaced; or
 * that of one of the last orders of its side; or drawn from the law of all: copies leave that law what it is. An order
 * that replaces a cancelled one is placed by the cancelled price.
 */
export const orderMemorySchema = z.strictObject({
  orders: z.int().positive().describe('last limit orders of a side of which one may be repeated, each as likely'),
  cancelEdgesNs: z.array(z.int().positive()).min(1).describe('buckets of the time since the last cancel of the side'),
  afterCancel: z
    .array(z.strictObject({ cancelled: estimateSchema, recent: estimateSchema }))
    .describe('by bucket, shares of orders that repeat the cancelled quantity, and one of the last orders'),
  otherwise: z.strictObject({ recent: estimateSchema }).describe('share of other orders that repeat one of the last'),
  replacements: z
    .strictObject({ improve: z.array(replacementSchema), deeper: z.array(replacementSchema) })
    .describe('by bucket, where orders are placed that repeat the cancelled quantity'),
});
export type OrderMemoryFile = z.infer<typeof orderMemorySchema>;

/** What one side remembers: quantities of its last orders, and its last cancel. */
export class OrderMemory {
  /** Of the last cancel; 0 before there was one. */
  cancelledQuantity = 0;
  /** Ticks. */
  cancelledPrice = -1;
  private cancelledAt = Number.NEGATIVE_INFINITY;
  private readonly ring: Float64Array;
  private orders = 0;

  constructor(
    private readonly length: number,
    private readonly cancelEdgesNs: readonly number[],
  ) {
    this.ring = new Float64Array(length);
  }

  order(quantity: number): void {
    this.ring[this.orders++ % this.length] = quantity;
  }

  cancel(quantity: number, price: number, now: number): void {
    this.cancelledQuantity = quantity;
    this.cancelledPrice = price;
    this.cancelledAt = now;
  }

  /** Bucket of the time since the last cancel; −1 when it is too long ago. */
  sinceCancel(now: number): number {
    const { cancelEdgesNs } = this;
    const since = now - this.cancelledAt;
    for (let bucket = 0; bucket < cancelEdgesNs.length; bucket++) if (since <= cancelEdgesNs[bucket]) return bucket;
    return -1;
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
