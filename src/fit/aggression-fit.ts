import { estimate, LARGE_BATCH, type MarksFile, type QuantityMixtureFile } from '../model/index.js';
import { Side } from '../tape/index.js';
import type { SampledArrival } from './flow-sample.js';
import { fitQuantities, type QuantityFit } from './quantity-fit.js';
import { fitTickLaw, share } from './tick-law-fit.js';

/** Edges of the buckets of the opposite touch, lots: up to 10, up to 50, up to 200, more. */
const TOUCH_EDGES = [10, 50, 200];
const BEYOND_ATOMS = 4;
/** Farthest that a limit lies beyond the touch: the price cage stops it at 2 %. */
const BEYOND_LARGEST = 30;

export interface AggressionFit {
  readonly aggression: MarksFile['aggression'];
  /** Mixtures of marketable orders that do not take exactly the touch, [side][in a large batch]. */
  readonly quantities: readonly (readonly [QuantityMixtureFile, QuantityMixtureFile])[];
}

/** How marketable orders choose quantity and limit against the opposite touch. */
export function fitAggression(arrivals: readonly SampledArrival[], lot: number): AggressionFit {
  const marketable = arrivals.filter((arrival) => arrival.batch.type === 0);
  const sides = [Side.buy, Side.sell].map((side) => marketable.filter((arrival) => arrival.side === side));
  const [buys, sells] = sides.map((orders) => fitExactlyTouch(orders, lot));
  const limits = (side: number, larger: boolean) =>
    fitTickLaw(
      sides[side]
        .filter((order) => order.head && order.price > 0 && order.quantity > order.oppositeTouch === larger)
        .map((order) => order.distance),
      BEYOND_ATOMS,
      BEYOND_LARGEST,
    );
  return {
    quantities: [buys.quantities, sells.quantities],
    aggression: {
      withoutLimit: share(marketable.filter((order) => order.price < 0).length, marketable.length),
      touchEdgesLots: TOUCH_EDGES,
      exactlyTouch: { buy: buys.exactly, sell: sells.exactly },
      limitBeyond: {
        within: { buy: limits(0, false), sell: limits(1, false) },
        larger: { buy: limits(0, true), sell: limits(1, true) },
      },
    },
  };
}

/** The bucket of a touch of so many lots. */
function touchBucket(lots: number): number {
  let bucket = 0;
  while (bucket < TOUCH_EDGES.length && lots > TOUCH_EDGES[bucket]) bucket++;
  return bucket;
}

/**
 * An order equals the touch either because it was meant to or by chance; expectation–maximisation tells the two apart:
 * P(q | touch) = p(bucket)·1{q = touch} + (1 − p(bucket))·mixture(q).
 */
function fitExactlyTouch(orders: readonly SampledArrival[], lot: number) {
  const rows = orders.map((order) => ({
    lots: Math.max(1, Math.round(order.quantity / lot)),
    large: order.batch.size >= LARGE_BATCH ? 1 : 0,
    equal: order.quantity === order.oppositeTouch,
    bucket: touchBucket(order.oppositeTouch / lot),
  }));
  const total = new Array<number>(TOUCH_EDGES.length + 1).fill(0);
  for (const row of rows) total[row.bucket]++;
  let exactly = total.map((count, bucket) => {
    const equal = rows.filter((row) => row.equal && row.bucket === bucket).length;
    return count === 0 ? 0 : (0.8 * equal) / count;
  });
  let quantities: QuantityFit[] = [];
  for (let iteration = 0; iteration < 6; iteration++) {
    const counts = [new Map<number, number>(), new Map<number, number>()];
    const meant = total.map(() => 0);
    for (const { lots, large, equal, bucket } of rows) {
      const chance = quantities.length === 0 ? 0.2 : (1 - exactly[bucket]) * quantities[large].probability(lots);
      const weight = equal ? exactly[bucket] / (exactly[bucket] + chance) : 0;
      meant[bucket] += weight;
      counts[large].set(lots, (counts[large].get(lots) ?? 0) + 1 - weight);
    }
    exactly = meant.map((count, bucket) => (total[bucket] === 0 ? 0 : count / total[bucket]));
    const [usual, inBatch] = counts;
    const usualFit = fitQuantities(usual.size > 0 ? usual : inBatch.size > 0 ? inBatch : new Map([[1, 1]]));
    quantities = [usualFit, inBatch.size > 0 ? fitQuantities(inBatch) : usualFit];
  }
  return {
    quantities: [quantities[0].file, quantities[1].file] as const,
    exactly: exactly.map((value, bucket) => estimate(value, share(value * total[bucket], total[bucket]).standardError)),
  };
}
