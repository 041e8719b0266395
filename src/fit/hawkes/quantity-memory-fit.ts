import { type Estimate, estimate, type QuantityMemoryFile, RecentQuantities } from '../../model/index.js';
import { EventKind, type FlowRecord } from '../../order-flow/index.js';
import { log } from '../../random/elementary.js';

/** Lengths of the memory, and times after a cancel, ms, among which the likelihood chooses. */
const LENGTHS = [10, 20, 50, 100, 200];
const CANCEL_MILLISECONDS = [1, 10, 100, 1000];
/** Steps of expectation and maximisation; shares move by less than 10⁻⁶ after them. */
const STEPS = 60;
const MILLISECOND = 1_000_000;

/** Probabilities that the components of the mixture give to the quantity that an order had. */
interface Candidates {
  /** Whether a cancel of the side was shortly before. */
  readonly afterCancel: boolean;
  readonly cancelled: number;
  readonly recent: number;
  readonly law: number;
}

/**
 * Fits how limit orders repeat quantities: mixture shares by expectation–maximisation (Dempster, Laird & Rubin 1977) with
 * standard errors from the observed information, and the lengths of memory by likelihood.
 */
export function fitQuantityMemory(record: FlowRecord): QuantityMemoryFile {
  const law = frequencies(record);
  let best: { readonly file: QuantityMemoryFile; readonly logLikelihood: number } | undefined;
  for (const orders of LENGTHS)
    for (const milliseconds of CANCEL_MILLISECONDS) {
      const cancelWithinNs = milliseconds * MILLISECOND;
      const candidates = readCandidates(record, law, orders, cancelWithinNs);
      const after = fitShares(candidates.filter(({ afterCancel }) => afterCancel));
      const others = fitShares(candidates.filter(({ afterCancel }) => !afterCancel));
      const logLikelihood = after.logLikelihood + others.logLikelihood;
      if (best !== undefined && logLikelihood <= best.logLikelihood) continue;
      const file = {
        orders,
        cancelWithinNs,
        afterCancel: { cancelled: after.cancelled, recent: after.recent },
        otherwise: { recent: others.recent },
      };
      best = { file, logLikelihood };
    }
  return best!.file;
}

/** Share of the limit orders that have each quantity. */
function frequencies({ count, kind, quantity }: FlowRecord): ReadonlyMap<number, number> {
  const counts = new Map<number, number>();
  let orders = 0;
  for (let row = 0; row < count; row++) {
    if (kind[row] > EventKind.deeper) continue;
    counts.set(quantity[row], (counts.get(quantity[row]) ?? 0) + 1);
    orders++;
  }
  for (const [each, same] of counts) counts.set(each, same / orders);
  return counts;
}

function readCandidates(
  { count, kind, side, quantity, time }: FlowRecord,
  frequency: ReadonlyMap<number, number>,
  length: number,
  cancelWithinNs: number,
): Candidates[] {
  const sides = [new RecentQuantities(length, cancelWithinNs), new RecentQuantities(length, cancelWithinNs)];
  const found: Candidates[] = [];
  for (let row = 0; row < count; row++) {
    const memory = sides[side[row]];
    if (kind[row] === EventKind.cancelTouch || kind[row] === EventKind.cancelDeeper)
      memory.cancel(quantity[row], time[row]);
    if (kind[row] > EventKind.deeper) continue;
    const last = memory.lastCancelled(time[row]);
    const law = frequency.get(quantity[row])!;
    found.push({
      afterCancel: last > 0,
      cancelled: last === quantity[row] ? 1 : 0,
      recent: memory.count > 0 ? memory.shareOf(quantity[row]) : law,
      law,
    });
    memory.order(quantity[row]);
  }
  return found;
}

/** Shares of the components; without a cancel before, `cancelled` stays 0. */
function fitShares(candidates: readonly Candidates[]): {
  readonly cancelled: Estimate;
  readonly recent: Estimate;
  readonly logLikelihood: number;
} {
  const zero = estimate(0, 0);
  if (candidates.length === 0) return { cancelled: zero, recent: zero, logLikelihood: 0 };
  const { afterCancel } = candidates[0];
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
  return { cancelled: estimate(cancelled, cancelledError), recent: estimate(recent, recentError), logLikelihood };
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
  if (!candidates[0].afterCancel) return [0, rr > 0 ? Math.sqrt(1 / rr) : 0];
  const determinant = cc * rr - cr * cr;
  return determinant > 0 ? [Math.sqrt(rr / determinant), Math.sqrt(cc / determinant)] : [0, 0];
}
