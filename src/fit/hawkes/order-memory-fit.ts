import {
  type Estimate,
  estimate,
  OrderMemory,
  type OrderMemoryFile,
  orderZone,
  REPLACEMENT_REACH,
  sixDigits,
} from '../../model/index.js';
import { EventKind, type FlowRecord } from '../../order-flow/index.js';
import { log } from '../../random/elementary.js';
import { Side } from '../../tape/index.js';
import { share } from '../tick-law-fit.js';

/** Lengths of the memory among which the likelihood chooses. */
const LENGTHS = [5, 10, 20, 50, 100];
/** Times since a cancel that are told apart: 1, 10, 100 ms, 1 s. */
const CANCEL_EDGES_NS = [1e6, 1e7, 1e8, 1e9];
/** Steps of expectation and maximisation; shares move by less than 10⁻⁶ after them. */
const STEPS = 60;

/** Probabilities that the components of the mixture give to the quantity that an order had. */
interface Candidates {
  readonly zone: number;
  /** Bucket of the time since the last cancel of the side, −1 for none. */
  readonly bucket: number;
  readonly cancelled: number;
  readonly recent: number;
  readonly law: number;
}

/**
 * Fits how limit orders repeat what was there, each zone by itself: mixture shares of quantities by expectation–maximisation (Dempster, Laird &
 * Rubin 1977) with standard errors from the observed information, the length of memory by likelihood; and where orders
 * that repeat the cancelled quantity are placed, counted.
 * @param distanceEdges - smallest distance of each zone behind the touch but the first, ticks
 */
export function fitOrderMemory(record: FlowRecord, distanceEdges: readonly number[]): OrderMemoryFile {
  const zones = orderZones(record, distanceEdges);
  const count = distanceEdges.length + 3;
  const law = frequencies(record, zones, count);
  let best: { readonly file: Omit<OrderMemoryFile, 'replacements'>; readonly logLikelihood: number } | undefined;
  for (const orders of LENGTHS) {
    const candidates = readCandidates(record, zones, law, orders);
    let logLikelihood = 0;
    const fits = law.map((_, zone) => {
      const sharesAfter = (wanted: number) =>
        fitShares(candidates.filter((each) => each.zone === zone && each.bucket === wanted));
      const after = CANCEL_EDGES_NS.map((_, bucket) => sharesAfter(bucket));
      const others = sharesAfter(-1);
      logLikelihood += after.reduce((sum, each) => sum + each.logLikelihood, others.logLikelihood);
      return {
        afterCancel: after.map(({ orders: each, cancelled, recent }) => ({ orders: each, cancelled, recent })),
        otherwise: { recent: others.recent },
      };
    });
    if (best !== undefined && logLikelihood <= best.logLikelihood) continue;
    best = { file: { orders, cancelEdgesNs: CANCEL_EDGES_NS, zones: fits }, logLikelihood };
  }
  return { ...best!.file, replacements: countReplacements(record) };
}

/** Where orders are placed that repeat the quantity of the last cancel, by kind and bucket. */
function countReplacements({ count, kind, side, quantity, price, time }: FlowRecord): OrderMemoryFile['replacements'] {
  const width = 2 * REPLACEMENT_REACH + 1;
  const counted = () => CANCEL_EDGES_NS.map(() => ({ orders: 0, within: 0, offsets: new Float64Array(width) }));
  const byKind = { [EventKind.improve]: counted(), [EventKind.deeper]: counted() };
  const sides = [new OrderMemory(1, CANCEL_EDGES_NS, 0), new OrderMemory(1, CANCEL_EDGES_NS, 0)];
  for (let row = 0; row < count; row++) {
    const memory = sides[side[row]];
    const what = kind[row];
    if (what === EventKind.cancelTouch || what === EventKind.cancelDeeper)
      memory.cancel(quantity[row], price[row], time[row]);
    if (what !== EventKind.improve && what !== EventKind.deeper) continue;
    const bucket = memory.sinceCancel(time[row]);
    if (bucket < 0 || memory.cancelledQuantity !== quantity[row]) continue;
    const away = side[row] === Side.buy ? memory.cancelledPrice - price[row] : price[row] - memory.cancelledPrice;
    const counts = byKind[what][bucket];
    counts.orders++;
    if (Math.abs(away) > REPLACEMENT_REACH) continue;
    counts.within++;
    counts.offsets[away + REPLACEMENT_REACH]++;
  }
  const laws = (counts: ReturnType<typeof counted>) =>
    counts.map(({ orders, within, offsets }) => ({
      orders,
      within: orders === 0 ? estimate(0, 0) : share(within, orders),
      offsets: Array.from(offsets, (each) => sixDigits(within === 0 ? 1 / width : each / within)),
    }));
  return { improve: laws(byKind[EventKind.improve]), deeper: laws(byKind[EventKind.deeper]) };
}

/** Zone of every limit order; of other rows without meaning. */
function orderZones({ count, kind, distance }: FlowRecord, distanceEdges: readonly number[]): Uint8Array {
  const zones = new Uint8Array(count);
  for (let row = 0; row < count; row++) zones[row] = orderZone(kind[row], distance[row], distanceEdges);
  return zones;
}

/** Share of the limit orders of each zone that have each quantity. */
function frequencies(
  { count, kind, quantity }: FlowRecord,
  zones: Uint8Array,
  number: number,
): readonly ReadonlyMap<number, number>[] {
  const counts = Array.from({ length: number }, () => new Map<number, number>());
  const orders = new Float64Array(number);
  for (let row = 0; row < count; row++) {
    if (kind[row] > EventKind.deeper) continue;
    const own = counts[zones[row]];
    own.set(quantity[row], (own.get(quantity[row]) ?? 0) + 1);
    orders[zones[row]]++;
  }
  for (const [zone, own] of counts.entries()) for (const [each, same] of own) own.set(each, same / orders[zone]);
  return counts;
}

function readCandidates(
  { count, kind, side, quantity, price, time }: FlowRecord,
  zones: Uint8Array,
  frequency: readonly ReadonlyMap<number, number>[],
  length: number,
): Candidates[] {
  const memory = () => new OrderMemory(length, CANCEL_EDGES_NS, frequency.length);
  const sides = [memory(), memory()];
  const found: Candidates[] = [];
  for (let row = 0; row < count; row++) {
    const memory = sides[side[row]];
    if (kind[row] === EventKind.cancelTouch || kind[row] === EventKind.cancelDeeper)
      memory.cancel(quantity[row], price[row], time[row]);
    if (kind[row] > EventKind.deeper) continue;
    const zone = zones[row];
    const law = frequency[zone].get(quantity[row])!;
    const bucket = memory.sinceCancel(time[row]);
    found.push({
      zone,
      bucket,
      cancelled: bucket >= 0 && memory.cancelledQuantity === quantity[row] ? 1 : 0,
      recent: memory.count(zone) > 0 ? memory.shareOf(zone, quantity[row]) : law,
      law,
    });
    memory.order(zone, quantity[row]);
  }
  return found;
}

/** Shares of the components; without a cancel before, `cancelled` stays 0. */
function fitShares(candidates: readonly Candidates[]): {
  readonly orders: number;
  readonly cancelled: Estimate;
  readonly recent: Estimate;
  readonly logLikelihood: number;
} {
  const zero = estimate(0, 0);
  if (candidates.length === 0) return { orders: 0, cancelled: zero, recent: zero, logLikelihood: 0 };
  const afterCancel = candidates[0].bucket >= 0;
  let cancelled = afterCancel ? 1 / 3 : 0;
  let recent = afterCancel ? 1 / 3 : 1 / 2;
  let logLikelihood = 0;
  for (let step = 0; step < STEPS; step++) {
    let [ofCancel, ofRecent] = [0, 0];
    logLikelihood = 0;
    for (const each of candidates) {
      const fromCancel = cancelled * each.cancelled;
      const fromRecent = recent * each.recent;
      const probability = fromCancel + fromRecent + (1 - cancelled - recent) * each.law;
      logLikelihood += log(probability);
      ofCancel += fromCancel / probability;
      ofRecent += fromRecent / probability;
    }
    cancelled = ofCancel / candidates.length;
    recent = ofRecent / candidates.length;
  }
  const [cancelledError, recentError] = standardErrors(candidates, cancelled, recent);
  return {
    orders: candidates.length,
    cancelled: estimate(cancelled, cancelledError),
    recent: estimate(recent, recentError),
    logLikelihood,
  };
}

/** From the observed information of the two free shares; of one where nothing was cancelled. */
function standardErrors(candidates: readonly Candidates[], cancelled: number, recent: number): [number, number] {
  let [cc, cr, rr] = [0, 0, 0];
  for (const each of candidates) {
    const probability = cancelled * each.cancelled + recent * each.recent + (1 - cancelled - recent) * each.law;
    const byCancel = (each.cancelled - each.law) / probability;
    const byRecent = (each.recent - each.law) / probability;
    cc += byCancel * byCancel;
    cr += byCancel * byRecent;
    rr += byRecent * byRecent;
  }
  if (candidates[0].bucket < 0) return [0, rr > 0 ? Math.sqrt(1 / rr) : 0];
  const determinant = cc * rr - cr * cr;
  return determinant > 0 ? [Math.sqrt(rr / determinant), Math.sqrt(cc / determinant)] : [0, 0];
}
