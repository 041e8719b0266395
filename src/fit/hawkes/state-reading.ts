import { bucketOf, ownImbalance, stateFactors, UsualSpread } from '../../model/index.js';
import type { FlowRecord } from '../../order-flow/index.js';
import { SECOND, Side } from '../../tape/index.js';
import type { BaselineHats } from './event-sequence.js';
import type { StateBuckets } from './multiplier-fit.js';
import type { CancelRisk } from './risk-reader.js';

/** Buckets of each factor, as far as its values differ. */
const BUCKETS = { spread: 8, relativeSpread: 6, imbalance: 6, ordersAtTouch: 5, ordersBehind: 6 } as const;

/** The state of the book before every event in buckets of equal numbers of events, and the edges between them. */
export interface ReadStates {
  readonly edges: readonly (readonly number[])[];
  readonly factors: readonly StateBuckets[];
  /** Length of the past by whose mean spread the relative spread is measured, seconds; null where ticks say it all. */
  readonly spreadMemorySeconds: number | null;
  /** Spread that is rarely exceeded, ticks. */
  readonly widestTicks: number;
  /** Orders behind the touch that are rarely exceeded. */
  readonly mostBehind: number;
}

/** Half an hour: what is wide or narrow is so by the hour of the day; and long against what a single burst does. */
const SPREAD_MEMORY_SECONDS = 1800;
/** Median spread up to which a tick is the measure of it: one more or less is another market. */
const FEW_TICKS = 4;

/** Reads the factors in the order of the model. With those of a fit given, its edges are applied to other rows. */
export function readStates(
  record: FlowRecord,
  risk: CancelRisk,
  fitted?: Pick<ReadStates, 'edges' | 'spreadMemorySeconds'>,
): ReadStates {
  const { count, bestBid, bestAsk, bidQuantity, askQuantity } = record;
  const spreads = values((row) => bestAsk[row] - bestBid[row], count);
  const medianSpread = spreads[count] ?? 1;
  const spreadMemorySeconds =
    fitted !== undefined ? fitted.spreadMemorySeconds : medianSpread > FEW_TICKS ? SPREAD_MEMORY_SECONDS : null;
  const relative = spreadMemorySeconds === null ? undefined : relativeSpreads(record, spreadMemorySeconds);
  // The stretch after the last event is in the state that the last event found: nearly nothing hangs on it.
  const value = [
    (row: number) => bestAsk[row] - bestBid[row],
    // Constant where a tick is the measure: one bucket.
    (row: number) => (relative === undefined ? 1 : relative[row]),
    (row: number, side: number) =>
      side === Side.buy
        ? ownImbalance(bidQuantity[row], askQuantity[row])
        : ownImbalance(askQuantity[row], bidQuantity[row]),
    (row: number, side: number) => risk.atTouch[side][row],
    (row: number, side: number) => risk.behind[side][row],
  ] as const;
  const used = fitted?.edges ?? stateFactors.map((name, f) => quantileEdges(values(value[f], count), BUCKETS[name]));
  const factors = used.map((own, f): StateBuckets => {
    const buckets = [Side.buy, Side.sell].map((side) => {
      const column = new Uint8Array(count + 1);
      for (let row = 0; row < count; row++) column[row] = bucketOf(own, value[f](row, side));
      if (count > 0) column[count] = column[count - 1];
      return column;
    });
    return { buckets: own.length + 1, own: [buckets[0], buckets[1]] };
  });
  const behind = values(value[4], count);
  return {
    edges: used,
    factors,
    spreadMemorySeconds,
    widestTicks: Math.max(1, spreads[Math.floor(0.995 * spreads.length)] ?? 1),
    mostBehind: Math.max(1, behind[Math.floor(0.98 * behind.length)] ?? 1),
  };
}

/** The spread before every event by what is usual. */
function relativeSpreads({ count, time, bestBid, bestAsk }: FlowRecord, memorySeconds: number): Float64Array {
  const spreads = new Float64Array(count);
  const usual = new UsualSpread(memorySeconds, bestAsk[0] - bestBid[0]);
  for (let row = 0; row < count; row++) {
    const spread = bestAsk[row] - bestBid[row];
    if (row > 0) usual.pass(spread, (time[row] - time[row - 1]) / SECOND);
    spreads[row] = spread / usual.ticks;
  }
  return spreads;
}

/** Weights of the knots of the baseline before every event. @param knotsNs - ns since midnight, increasing */
export function baselineHats(record: FlowRecord, knotsNs: readonly number[]): BaselineHats {
  const { count, time, endNs } = record;
  const knot = new Uint8Array(count + 1);
  const weight = new Float64Array(count + 1);
  const last = knotsNs.length - 1;
  for (let row = 0, k = 0; row <= count; row++) {
    const at = row < count ? time[row] : endNs;
    while (k < last - 1 && at >= knotsNs[k + 1]) k++;
    knot[row] = k;
    weight[row] = last === 0 ? 0 : Math.max(0, Math.min(1, (at - knotsNs[k]) / (knotsNs[k + 1] - knotsNs[k])));
  }
  return { knots: knotsNs.length, knot, weight };
}

/** Both sides' values, sorted. */
function values(of: (row: number, side: number) => number, count: number): Float64Array {
  const found = new Float64Array(2 * count);
  for (let row = 0; row < count; row++) for (const side of [Side.buy, Side.sell]) found[2 * row + side] = of(row, side);
  return found.sort();
}

/** Edges that part sorted values into about as many buckets of equal size; equal values are never parted. */
function quantileEdges(sorted: Float64Array, buckets: number): number[] {
  const edges: number[] = [];
  for (let i = 1; i < buckets; i++) {
    let place = Math.floor((i * sorted.length) / buckets);
    // Where the quantile is the least value, all of that value are one bucket: the next larger begins another.
    while (place < sorted.length && sorted[place] === sorted[0]) place++;
    const edge = sorted[place];
    if (edge !== undefined && (edges.length === 0 || edge > edges[edges.length - 1])) edges.push(edge);
  }
  return edges;
}
