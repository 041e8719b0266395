import { log } from '../../random/elementary.js';
import { type EventSequence, type Multipliers, mirrored } from './event-sequence.js';
import {
  type FittedMultipliers,
  multiplierTable,
  renewMultipliers,
  type ShapeWeights,
  type StateBuckets,
  unitMultipliers,
} from './multiplier-fit.js';
import { type FitTargets, fitTargets as fitOneByOne } from './target-fits.js';
import { integralsOf, passThrough } from './target-rows.js';

/**
 * Baselines and kernels of all types: [target·(1 + K·types) + m], m = 0 the baseline μ per second, then
 * 1 + k·types + j the share α_djk of an event of type j that decay k hands on to type d.
 */
export interface HawkesParameters {
  readonly types: number;
  readonly decays: readonly number[];
  readonly values: Float64Array;
  readonly standardErrors: Float64Array;
}

export interface HawkesFit {
  readonly parameters: HawkesParameters;
  readonly multipliers: FittedMultipliers | undefined;
  /** Nats over all events of the window. */
  readonly logLikelihood: number;
  readonly iterations: number;
}

/** What multiplies the intensities besides baseline and kernels. */
export interface HawkesStates {
  readonly factors: readonly StateBuckets[];
  readonly shape: ShapeWeights;
  /** How many of the decays, the slowest first, they steer besides the baseline. @defaultValue all */
  readonly steered?: number;
}

export interface HawkesOptions {
  readonly decays: readonly number[];
  /** Whether bid and ask share their parameters, mirrored. @defaultValue false */
  readonly tied?: boolean;
  readonly states?: HawkesStates;
  /** Turns between multipliers and kernels. @defaultValue 3 */
  readonly turns?: number;
  /** Who fits the targets. @defaultValue this thread, one after the other */
  readonly fitTargets?: FitTargets;
}

/**
 * Maximum likelihood of
 *
 *     λ_d(t) = φ_d(t)·[μ_d + Σ_j Σ_{slow k} α_djk S_jk(t)] + Σ_j Σ_{fast k} α_djk S_jk(t),   φ_d = shape of the day × factors of the book,
 *
 * concave in (μ, α) given φ, and climbing in each factor given the rest (state-dependent Hawkes: Morariu-Patrichi &
 * Pakkanen 2022), so that turning between the two leads to the maximum. What follows an event within a moment — pieces
 * of one order, races of machines — does not wait for the state of the book, and steered by it would feed on itself.
 */
export function fitHawkes(events: EventSequence, options: HawkesOptions): HawkesFit {
  const { states, turns = 3 } = options;
  if (states === undefined) return { ...fitKernels(events, options), multipliers: undefined };
  const { decays } = options;
  const { factors, shape, steered = decays.length } = states;
  // First against constant rates: a beginning that is near the end.
  const every = new Float64Array(events.count + 1).fill(1);
  let multipliers = unitMultipliers(events.types >> 1, factors, shape);
  multipliers = renewMultipliers(events, constantRates(events), every, factors, shape, multipliers);
  const table = () => ({ factors: multiplierTable(events, factors, shape, multipliers), steered });
  let fit = fitKernels(events, options, table());
  for (let turn = 1; turn < turns; turn++) {
    const { expected, shares } = steeredPart(events, fit.parameters, table());
    multipliers = renewMultipliers(events, expected, shares, factors, shape, multipliers);
    fit = fitKernels(events, options, table(), fit.parameters.values);
  }
  return { ...fit, multipliers };
}

function fitKernels(
  events: EventSequence,
  { decays, tied = false, fitTargets = fitOneByOne }: HawkesOptions,
  multipliers?: Multipliers,
  guess?: Float64Array,
) {
  const { types } = events;
  const p = 1 + types * decays.length;
  const integrals = integralsOf(events, decays, multipliers);
  const values = new Float64Array(types * p);
  const standardErrors = new Float64Array(types * p);
  let logLikelihood = 0;
  let iterations = 0;
  const targets = Array.from({ length: types }, (_, type) => type).filter((type) => !tied || type % 2 === 0);
  const fits = fitTargets({ events, decays, integrals, tied, multipliers, guess }, targets);
  for (const [place, target] of targets.entries()) {
    const fit = fits[place];
    logLikelihood += fit.logLikelihood;
    iterations += fit.iterations;
    values.set(fit.values, target * p);
    standardErrors.set(fit.standardErrors, target * p);
    if (!tied) continue;
    const other = mirrored(target) * p;
    values[other] = fit.values[0];
    standardErrors[other] = fit.standardErrors[0];
    for (let m = 0; m < p - 1; m++) {
      values[other + 1 + m] = fit.values[1 + mirrored(m)];
      standardErrors[other + 1 + m] = fit.standardErrors[1 + mirrored(m)];
    }
  }
  return { parameters: { types, decays, values, standardErrors }, logLikelihood, iterations };
}

/** ∫ of each type's mean rate over the stretch before every row. */
function constantRates(events: EventSequence): Float64Array {
  const { types, count, first, seconds, start, end, type } = events;
  const expected = new Float64Array((count + 1) * types);
  const seen = new Float64Array(types);
  for (let row = first; row < count; row++) seen[type[row]]++;
  for (let row = first; row <= count; row++) {
    const length = (row < count ? seconds[row] : end) - (row > first ? seconds[row - 1] : start);
    for (let target = 0; target < types; target++)
      expected[row * types + target] = (length * seen[target]) / (end - start);
  }
  return expected;
}

/** What multipliers steer of the intensities: its integrals without them, and its share in each event's intensity. */
function steeredPart(
  events: EventSequence,
  { decays, values }: HawkesParameters,
  { factors, steered }: Multipliers,
): { expected: Float64Array; shares: Float64Array } {
  const { types, type, count } = events;
  const slow = types * steered;
  const features = types * decays.length;
  const p = 1 + features;
  const expected = new Float64Array((count + 1) * types);
  const shares = new Float64Array(count + 1);
  passThrough(events, decays, (row, seconds, { integrals, values: sums }) => {
    for (let target = 0; target < types; target++) {
      const at = target * p;
      let sum = values[at] * seconds;
      for (let m = 0; m < slow; m++) sum += values[at + 1 + m] * integrals[m];
      expected[row * types + target] = sum;
    }
    if (row === count) return;
    const at = type[row] * p;
    let own = values[at];
    for (let m = 0; m < slow; m++) own += values[at + 1 + m] * sums[m];
    own *= factors[row * types + type[row]];
    let rest = 0;
    for (let m = slow; m < features; m++) rest += values[at + 1 + m] * sums[m];
    shares[row] = own / (own + rest);
  });
  return { expected, shares };
}

/** ∫ of each type's intensity over the stretch before every row, [row·types + type]. */
export function expectedEvents(
  events: EventSequence,
  { decays, values }: HawkesParameters,
  multipliers?: Multipliers,
): Float64Array {
  const { types, count } = events;
  const features = types * decays.length;
  const slow = multipliers === undefined ? 0 : types * multipliers.steered;
  const p = 1 + features;
  const expected = new Float64Array((count + 1) * types);
  passThrough(events, decays, (row, seconds, { integrals }) => {
    for (let target = 0; target < types; target++) {
      const at = target * p;
      let sum = values[at] * seconds;
      for (let m = 0; m < slow; m++) sum += values[at + 1 + m] * integrals[m];
      if (multipliers !== undefined) sum *= multipliers.factors[row * types + target];
      for (let m = slow; m < features; m++) sum += values[at + 1 + m] * integrals[m];
      expected[row * types + target] = sum;
    }
  });
  return expected;
}

/** Log-likelihood of the events of a window in nats under given parameters: Σ log λ_type(t_i) − Σ_d ∫ λ_d, seconds. */
export function hawkesLogLikelihood(
  events: EventSequence,
  { decays, values }: HawkesParameters,
  multipliers?: Multipliers,
): number {
  const { types, type, count } = events;
  const features = types * decays.length;
  const slow = multipliers === undefined ? 0 : types * multipliers.steered;
  const p = 1 + features;
  const integrals = integralsOf(events, decays, multipliers);
  let sum = 0;
  for (let m = 0; m < types * p; m++) sum -= values[m] * integrals[m];
  passThrough(events, decays, (row, _seconds, sums) => {
    if (row === count) return;
    const at = type[row] * p;
    let intensity = values[at];
    for (let m = 0; m < slow; m++) intensity += values[at + 1 + m] * sums.values[m];
    if (multipliers !== undefined) intensity *= multipliers.factors[row * types + type[row]];
    for (let m = slow; m < features; m++) intensity += values[at + 1 + m] * sums.values[m];
    sum += log(intensity);
  });
  return sum;
}
