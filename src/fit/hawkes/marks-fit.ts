import { bucketOf, estimate, type HawkesFile, type QuantityMixtureFile, sixDigits } from '../../model/index.js';
import { EventKind, type FlowRecord } from '../../order-flow/index.js';
import { Side } from '../../tape/index.js';
import { fitQuantities } from '../quantity-fit.js';
import { fitTickLaw, share } from '../tick-law-fit.js';

/** Share of the orders within which a deep distance has a probability of its own; the tail begins beyond. */
const ATOM_SHARE = 0.98;
const MOST_ATOMS = 150;
/** Orders that lie farther count as this far: where a tail is cut. */
const FARTHEST_SHARE = 0.999;
/** Quantities above this quantile count as it: a law of so few orders is no law. */
const LARGEST_SHARE = 0.9995;
/** Touches in buckets of equal numbers of market orders. */
const TOUCH_BUCKETS = 5;

/** Buckets of the spread by which placement differs, and by which quantities do. */
const PLACEMENT_BUCKETS = 8;
const QUANTITY_BUCKETS = 3;

/** Where orders are placed, by bucket of the spread. */
export function fitHawkesPlacement(record: FlowRecord): Omit<HawkesFile['placement'], 'takenPrices'> {
  const spreadEdges = spreadQuantiles(record, PLACEMENT_BUCKETS);
  const { count, kind, distance, bestBid, bestAsk } = record;
  const buckets = spreadEdges.length + 1;
  const deeper: number[][] = Array.from({ length: buckets }, () => []);
  const improve: { spread: number; ticks: number }[][] = Array.from({ length: buckets }, () => []);
  for (let row = 0; row < count; row++) {
    if (bestBid[row] < 0 || bestAsk[row] < 0) continue;
    const spread = bestAsk[row] - bestBid[row];
    const bucket = bucketOf(spreadEdges, spread);
    if (kind[row] === EventKind.deeper) deeper[bucket].push(distance[row] - 1);
    else if (kind[row] === EventKind.improve && spread > 1) improve[bucket].push({ spread, ticks: -distance[row] });
  }
  const all = deeper.flat().sort((a, b) => a - b);
  const atoms = Math.min(MOST_ATOMS, 1 + (all[Math.floor(ATOM_SHARE * (all.length - 1))] ?? 0));
  const farthestTicks = Math.max(atoms + 1, all[Math.floor(FARTHEST_SHARE * (all.length - 1))] ?? 0);
  return {
    spreadEdges,
    improve: improve.map((orders) => {
      const own: number[] = [];
      const opposite: number[] = [];
      let nearer = 0;
      for (const { spread, ticks } of orders) {
        if (ticks <= spread >> 1) {
          nearer++;
          own[ticks] = (own[ticks] ?? 0) + 1;
        } else opposite[spread - ticks] = (opposite[spread - ticks] ?? 0) + 1;
      }
      return {
        orders: orders.length,
        fromOwn: orders.length === 0 ? estimate(1, 0) : share(nearer, orders.length),
        ownTicks: probabilities(own),
        oppositeTicks: probabilities(opposite),
      };
    }),
    deeper: deeper.map((distances) => fitTickLaw(distances.length > 0 ? distances : all, atoms, farthestTicks)),
    farthestTicks,
  };
}

/** Counts at 1, 2, … as probabilities; a certain 1 where nothing was counted. */
function probabilities(counts: readonly number[]): number[] {
  let total = 0;
  for (let i = 1; i < counts.length; i++) total += counts[i] ?? 0;
  if (total === 0) return [1];
  return Array.from({ length: counts.length - 1 }, (_, i) => sixDigits((counts[i + 1] ?? 0) / total));
}

/** Parts of the orders behind the touch, by distance, that have quantities of their own: found by likelihood on GOOG. */
const ZONE_SHARES = [1 / 3, 0.8];

/** Quantities of limit orders by kind and by third of the spreads, of those behind the touch by zone of the distance. */
export function fitHawkesQuantities(record: FlowRecord, lot: number): HawkesFile['quantities'] {
  const { count, kind, quantity, distance, bestBid, bestAsk } = record;
  const spreadEdges = spreadQuantiles(record, QUANTITY_BUCKETS);
  const spreads = bestAsk.map((ask, row) => ask - bestBid[row]);
  const distances = distance.filter((_, row) => kind[row] === EventKind.deeper).sort();
  const distanceEdgesTicks = [
    ...new Set(ZONE_SHARES.map((share) => distances[Math.floor(share * (distances.length - 1))])),
  ].filter((edge) => edge > 1);
  const laws = (of: number, edges: readonly number[], values: Int32Array) => {
    const found: number[][] = Array.from({ length: edges.length + 1 }, () => []);
    for (let row = 0; row < count; row++)
      if (kind[row] === of) found[bucketOf(edges, values[row])].push(lotsOf(quantity[row], lot));
    const together = found.flat();
    return found.map((lots) => quantityLaw(lots.length >= FEWEST ? lots : together));
  };
  return {
    spreadEdges,
    improve: laws(EventKind.improve, spreadEdges, spreads),
    join: laws(EventKind.join, spreadEdges, spreads),
    distanceEdgesTicks,
    deeper: laws(EventKind.deeper, distanceEdgesTicks, distance),
  };
}

/** Edges that part the events into buckets of about equal size by the spread before them, ticks. */
function spreadQuantiles({ count, bestBid, bestAsk }: FlowRecord, buckets: number): number[] {
  const sorted = Int32Array.from(bestAsk, (ask, row) => ask - bestBid[row]).sort();
  const edges = Array.from({ length: buckets - 1 }, (_, i) => sorted[Math.floor(((i + 1) * count) / buckets)]);
  return [...new Set(edges)].filter((edge) => edge > sorted[0]);
}

/** Orders with which a bucket has a law of its own. */
const FEWEST = 100;

/** How much market orders take of the touch that they meet. */
export function fitTaking(record: FlowRecord, lot: number): HawkesFile['taking'] {
  const { count, kind, side, quantity, bidQuantity, askQuantity } = record;
  const orders: { touch: number; lots: number; units: number; touchUnits: number }[] = [];
  for (let row = 0; row < count; row++) {
    if (kind[row] !== EventKind.market) continue;
    const touchUnits = side[row] === Side.buy ? askQuantity[row] : bidQuantity[row];
    if (touchUnits <= 0) continue;
    orders.push({
      touch: lotsOf(touchUnits, lot),
      lots: lotsOf(quantity[row], lot),
      units: quantity[row],
      touchUnits,
    });
  }
  const touches = orders.map(({ touch }) => touch).sort((a, b) => a - b);
  const touchEdgesLots = [
    ...new Set(
      Array.from(
        { length: TOUCH_BUCKETS - 1 },
        (_, i) => touches[Math.floor(((i + 1) * touches.length) / TOUCH_BUCKETS)],
      ),
    ),
  ].filter((edge) => edge > touches[0]);
  const seen = new Array<number>(touchEdgesLots.length + 1).fill(0);
  const exactly = seen.slice();
  const beyond = seen.slice();
  const within: number[] = [];
  const more: number[] = [];
  for (const { touch, lots, units, touchUnits } of orders) {
    const bucket = bucketOf(touchEdgesLots, touch);
    seen[bucket]++;
    if (units === touchUnits) exactly[bucket]++;
    else if (units > touchUnits) {
      beyond[bucket]++;
      more.push(Math.max(1, lots - touch));
    } else within.push(lots);
  }
  return {
    touchEdgesLots,
    exactly: exactly.map((events, bucket) => share(events, seen[bucket])),
    beyond: beyond.map((events, bucket) => share(events, seen[bucket])),
    within: quantityLaw(within.length > 0 ? within : [1]),
    more: quantityLaw(more.length > 0 ? more : [1]),
  };
}

function lotsOf(quantity: number, lot: number): number {
  return Math.max(1, Math.round(quantity / lot));
}

/** The law of quantities in lots, the rarest of which count as those that are rare. */
export function quantityLaw(lots: readonly number[]): QuantityMixtureFile {
  const sorted = Float64Array.from(lots).sort();
  const largest = sorted[Math.floor(LARGEST_SHARE * (sorted.length - 1))];
  const counts = new Map<number, number>();
  for (const each of lots) {
    const value = Math.min(each, largest);
    counts.set(value, (counts.get(value) ?? 0) + 1);
  }
  return fitQuantities(counts).file;
}
