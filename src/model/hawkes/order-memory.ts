import { z } from 'zod';
import { estimateSchema } from '../estimate.js';
import { bucketOf } from './flow-types.js';

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
 * The zone of a limit order, whose orders repeat one another and have laws of their own: 0 inside the spread, 1 at the
 * touch, and from 2 on by ticks behind it.
 * @param kind - 0 improves, 1 joins, 2 rests deeper
 * @param distanceEdges - smallest distance of each zone behind the touch but the first
 */
export function orderZone(kind: number, behind: number, distanceEdges: readonly number[]): number {
  return kind < 2 ? kind : 2 + bucketOf(distanceEdges, behind);
}

/**
 * How limit orders repeat what was there. A quantity is that of the last cancel of its side, which then is replaced; or
 * that of one of the last orders of its side and zone; or drawn from the law of all there: copies leave that law what it
 * is. An order that replaces a cancelled one is placed by the cancelled price.
 */
export const orderMemorySchema = z.strictObject({
  orders: z
    .int()
    .positive()
    .describe('last limit orders of a side and zone of which one may be repeated, each as likely'),
  cancelEdgesNs: z.array(z.int().positive()).min(1).describe('buckets of the time since the last cancel of the side'),
  zones: z
    .array(
      z.strictObject({
        afterCancel: z
          .array(
            z.strictObject({
              orders: z.int().nonnegative(),
              cancelled: estimateSchema,
              recent: estimateSchema,
            }),
          )
          .describe('by bucket, shares of orders that repeat the cancelled quantity, and one of the last orders'),
        otherwise: z
          .strictObject({ recent: estimateSchema })
          .describe('share of other orders that repeat one of the last'),
      }),
    )
    .describe('orders inside the spread, at the touch, and behind it by quantities.distanceEdgesTicks'),
  replacements: z
    .strictObject({ improve: z.array(replacementSchema), deeper: z.array(replacementSchema) })
    .describe('by bucket, where orders are placed that repeat the cancelled quantity'),
});
export type OrderMemoryFile = z.infer<typeof orderMemorySchema>;

/** What one side remembers: quantities of its last orders of each zone, and its last cancel. */
export class OrderMemory {
  /** Of the last cancel; 0 before there was one. */
  cancelledQuantity = 0;
  /** Ticks. */
  cancelledPrice = -1;
  private cancelledAt = Number.NEGATIVE_INFINITY;
  private readonly rings: readonly Float64Array[];
  private readonly orders: Float64Array;

  constructor(
    private readonly length: number,
    private readonly cancelEdgesNs: readonly number[],
    zones: number,
  ) {
    this.rings = Array.from({ length: zones }, () => new Float64Array(length));
    this.orders = new Float64Array(zones);
  }

  order(zone: number, quantity: number): void {
    this.rings[zone][this.orders[zone]++ % this.length] = quantity;
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

  /** How many orders of a zone are remembered. */
  count(zone: number): number {
    return Math.min(this.orders[zone], this.length);
  }

  /** Quantity of a remembered order. @param index - 0 … count − 1, in no particular order */
  at(zone: number, index: number): number {
    return this.rings[zone][index];
  }

  /** Share of the remembered orders of a zone that have a quantity; NaN when there are none. */
  shareOf(zone: number, quantity: number): number {
    const count = this.count(zone);
    const ring = this.rings[zone];
    let same = 0;
    for (let index = 0; index < count; index++) if (ring[index] === quantity) same++;
    return same / count;
  }
}
