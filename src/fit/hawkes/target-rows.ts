import { KernelSums } from '../../model/index.js';
import { type EventSequence, type Multipliers, mirrored } from './event-sequence.js';
import type { TargetProblem } from './projected-newton.js';

/**
 * Integrals over the window of φ_d(t) and φ_d(t)·S_jk(t) for every target type d: what its baseline and kernels are
 * paid for. [target·(1 + K·types) + m], m = 0 the baseline, then 1 + k·types + j. Decays that are not steered have φ = 1.
 */
export function integralsOf(events: EventSequence, decays: ArrayLike<number>, multipliers?: Multipliers): Float64Array {
  const { types } = events;
  const features = types * decays.length;
  const p = 1 + features;
  const totals = new Float64Array(types * p);
  // Without factors all targets are alike: the first row is theirs.
  const plain = new Float64Array(p);
  const steered = multipliers === undefined ? 0 : types * multipliers.steered;
  const factors = multipliers?.factors;
  passThrough(events, decays, (row, seconds, { integrals }) => {
    plain[0] += seconds;
    for (let m = steered; m < features; m++) plain[1 + m] += integrals[m];
    if (factors === undefined) return;
    for (let target = 0; target < types; target++) {
      const factor = factors[row * types + target];
      if (factor === 0) continue;
      const at = target * p;
      totals[at] += factor * seconds;
      for (let m = 0; m < steered; m++) totals[at + 1 + m] += factor * integrals[m];
    }
  });
  for (let target = 0; target < types; target++) {
    if (factors === undefined) totals[target * p] = plain[0];
    totals.set(plain.subarray(1 + steered), target * p + 1 + steered);
  }
  return totals;
}

/**
 * The problem of one target type. With `tied`, that of a pair of types whose parameters mirror one another: events of
 * the other side are seen in the mirror, their own side always first.
 */
export function targetProblem(
  events: EventSequence,
  decays: ArrayLike<number>,
  integrals: Float64Array,
  target: number,
  tied: boolean,
  multipliers?: Multipliers,
): TargetProblem {
  const { types } = events;
  const features = types * decays.length;
  const p = 1 + features;
  const other = tied ? mirrored(target) : target;
  const steered = multipliers === undefined ? 0 : types * multipliers.steered;
  const isOwn = (row: number) => events.type[row] === target || events.type[row] === other;
  // Rows in which fast kernels have died away come first: their sums are short. Nothing hangs on the order of rows.
  const places = new Int32Array(decays.length + 2);
  passThrough(events, decays, (row, _seconds, { values }) => {
    if (row < events.count && isOwn(row)) places[kernelsAlive(values, types) + 1]++;
  });
  for (let alive = 0; alive < decays.length; alive++) places[alive + 1] += places[alive];
  const count = places[decays.length] + places[decays.length + 1];
  const rows = new Float64Array(count * p);
  passThrough(events, decays, (row, _seconds, { values }) => {
    if (row === events.count || !isOwn(row)) return;
    const at = places[kernelsAlive(values, types)]++ * p;
    const type = events.type[row];
    const factor = multipliers === undefined ? 1 : multipliers.factors[row * types + type];
    if (type === target) for (let m = 0; m < features; m++) rows[at + 1 + m] = values[m];
    else for (let m = 0; m < features; m++) rows[at + 1 + m] = values[mirrored(m)];
    rows[at] = factor;
    for (let m = 1; m <= steered; m++) rows[at + m] *= factor;
  });
  const own = integrals.slice(target * p, (target + 1) * p);
  if (tied) {
    own[0] += integrals[other * p];
    for (let m = 0; m < features; m++) own[1 + m] += integrals[other * p + 1 + mirrored(m)];
  }
  return { parameters: p, events: count, rows, integrals: own };
}

/** How many of the decays, the slowest first, still have something to say. */
function kernelsAlive(values: Float64Array, types: number): number {
  let last = values.length;
  while (last > 0 && values[last - 1] === 0) last--;
  return Math.ceil(last / types);
}

/** Visits the stretch before every event of the window, and the one that ends it: the sums stand just before the event. */
export function passThrough(
  events: EventSequence,
  decays: ArrayLike<number>,
  visit: (row: number, seconds: number, sums: KernelSums) => void,
): void {
  const { count, first, seconds, type, start, end } = events;
  const sums = new KernelSums(events.types, decays);
  let now = first > 0 ? seconds[0] : start;
  for (let row = 0; row < first; row++) {
    sums.pass(seconds[row] - now);
    sums.add(type[row]);
    now = seconds[row];
  }
  sums.pass(start - now);
  now = start;
  for (let row = first; row <= count; row++) {
    const until = row < count ? seconds[row] : end;
    sums.pass(until - now);
    visit(row, until - now, sums);
    if (row < count) sums.add(type[row]);
    now = until;
  }
}
