import { KernelSums } from '../../model/index.js';
import { type EventSequence, type Modulation, mirrored } from './event-sequence.js';
import type { TargetProblem } from './projected-newton.js';

/**
 * Integrals over the window of φ_d(t)·h_q(t) and φ_d(t)·S_jk(t) for every target type d: what its baseline at each knot
 * and its kernels are paid for. [target·(Q + K·types) + m], m < Q the baseline, then Q + k·types + j.
 */
export function integralsOf(
  events: EventSequence,
  decays: ArrayLike<number>,
  { factors, hats }: Modulation = {},
): Float64Array {
  const { types } = events;
  const knots = hats?.knots ?? 1;
  const features = types * decays.length;
  const p = knots + features;
  const totals = new Float64Array(types * p);
  passThrough(events, decays, (row, seconds, { integrals }) => {
    const knot = hats === undefined ? 0 : hats.knot[row];
    const weight = hats === undefined ? 0 : hats.weight[row];
    // Without factors all targets are alike: the first row is theirs.
    for (let target = 0; target < (factors === undefined ? 1 : types); target++) {
      const factor = factors === undefined ? 1 : factors[row * types + target];
      if (factor === 0) continue;
      const at = target * p;
      totals[at + knot] += factor * (1 - weight) * seconds;
      if (weight > 0) totals[at + knot + 1] += factor * weight * seconds;
      for (let m = 0; m < features; m++) totals[at + knots + m] += factor * integrals[m];
    }
  });
  if (factors === undefined) for (let target = 1; target < types; target++) totals.copyWithin(target * p, 0, p);
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
  { factors, hats }: Modulation = {},
): TargetProblem {
  const { types } = events;
  const knots = hats?.knots ?? 1;
  const features = types * decays.length;
  const p = knots + features;
  const other = tied ? mirrored(target) : target;
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
    const factor = factors === undefined ? 1 : factors[row * types + type];
    const knot = hats === undefined ? 0 : hats.knot[row];
    const weight = hats === undefined ? 0 : hats.weight[row];
    rows[at + knot] = factor * (1 - weight);
    if (weight > 0) rows[at + knot + 1] = factor * weight;
    if (type === target) for (let m = 0; m < features; m++) rows[at + knots + m] = factor * values[m];
    else for (let m = 0; m < features; m++) rows[at + knots + m] = factor * values[mirrored(m)];
  });
  const own = integrals.slice(target * p, (target + 1) * p);
  if (tied) {
    for (let m = 0; m < knots; m++) own[m] += integrals[other * p + m];
    for (let m = 0; m < features; m++) own[knots + m] += integrals[other * p + knots + mirrored(m)];
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
