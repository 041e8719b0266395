import { log } from '../../random/elementary.js';
import { type BaselineHats, baselineAt, type EventSequence, type Modulation, mirrored } from './event-sequence.js';
import {
  type FittedMultipliers,
  multiplierTable,
  renewMultipliers,
  type StateBuckets,
  unitMultipliers,
} from './multiplier-fit.js';
import { type FitTargets, fitTargets as fitOneByOne } from './target-fits.js';
import { integralsOf, passThrough } from './target-rows.js';

/**
 * Baselines and kernels of all types: [target·(Q + K·types) + m], m < Q the baseline μ_q per second at each of its
 * knots, then Q + k·types + j the share α_djk of an event of type j that decay k hands on to type d.
 */
export interface HawkesParameters {
  readonly types: number;
  /** Q; 1 is a constant baseline. */
  readonly knots: number;
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

export interface HawkesOptions {
  readonly decays: readonly number[];
  /** Whether bid and ask share their parameters, mirrored. @defaultValue false */
  readonly tied?: boolean;
  /** Functions of the book that multiply the intensities. @defaultValue none */
  readonly factors?: readonly StateBuckets[];
  /** Time of day in which the baseline changes. @defaultValue a constant baseline */
  readonly hats?: BaselineHats;
  /** Turns between multipliers and kernels. @defaultValue 3 */
  readonly turns?: number;
  /** Who fits the targets. @defaultValue this thread, one after the other */
  readonly fitTargets?: FitTargets;
}

/**
 * Maximum likelihood of
 *
 *     λ_d(t) = φ_d(t)·[μ_d(t) + Σ_j Σ_k α_djk S_jk(t)],   φ_d = factors of the book, μ_d(t) a straight line between knots,
 *
 * concave in (μ, α) given φ, and climbing in each factor given the rest (state-dependent Hawkes: Morariu-Patrichi &
 * Pakkanen 2022), so that turning between the two leads to the maximum. The time of day moves the baseline alone: as a
 * factor on everything it would also stretch what bursts set off, and a rate a little off would come out many times as
 * far off in a simulation.
 */
export function fitHawkes(events: EventSequence, options: HawkesOptions): HawkesFit {
  const { factors, hats, turns = 3 } = options;
  if (factors === undefined) return { ...fitKernels(events, options, { hats }), multipliers: undefined };
  // First against constant rates: a beginning that is near the end.
  let multipliers = unitMultipliers(events.types >> 1, factors);
  multipliers = renewMultipliers(events, constantRates(events), factors, multipliers);
  const modulation = (): Modulation => ({ factors: multiplierTable(events, factors, multipliers), hats });
  let fit = fitKernels(events, options, modulation());
  for (let turn = 1; turn < turns; turn++) {
    multipliers = renewMultipliers(events, expectedEvents(events, fit.parameters, { hats }), factors, multipliers);
    fit = fitKernels(events, options, modulation(), fit.parameters.values);
  }
  return { ...fit, multipliers };
}

function fitKernels(
  events: EventSequence,
  { decays, tied = false, fitTargets = fitOneByOne }: HawkesOptions,
  modulation: Modulation,
  guess?: Float64Array,
) {
  const { types } = events;
  const knots = modulation.hats?.knots ?? 1;
  const p = knots + types * decays.length;
  const integrals = integralsOf(events, decays, modulation);
  const values = new Float64Array(types * p);
  const standardErrors = new Float64Array(types * p);
  let logLikelihood = 0;
  let iterations = 0;
  const targets = Array.from({ length: types }, (_, type) => type).filter((type) => !tied || type % 2 === 0);
  const fits = fitTargets({ events, decays, integrals, tied, modulation, guess }, targets);
  for (const [place, target] of targets.entries()) {
    const fit = fits[place];
    logLikelihood += fit.logLikelihood;
    iterations += fit.iterations;
    values.set(fit.values, target * p);
    standardErrors.set(fit.standardErrors, target * p);
    if (!tied) continue;
    const other = mirrored(target) * p;
    for (let m = 0; m < p; m++) {
      const from = m < knots ? m : knots + mirrored(m - knots);
      values[other + m] = fit.values[from];
      standardErrors[other + m] = fit.standardErrors[from];
    }
  }
  return { parameters: { types, knots, decays, values, standardErrors }, logLikelihood, iterations };
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

/** ∫ of each type's intensity over the stretch before every row, [row·types + type]. */
export function expectedEvents(
  events: EventSequence,
  { decays, knots, values }: HawkesParameters,
  { factors, hats }: Modulation = {},
): Float64Array {
  const { types, count } = events;
  const features = types * decays.length;
  const p = knots + features;
  const expected = new Float64Array((count + 1) * types);
  passThrough(events, decays, (row, seconds, { integrals }) => {
    for (let target = 0; target < types; target++) {
      const at = target * p;
      let sum = baselineAt(values, at, hats, row) * seconds;
      for (let m = 0; m < features; m++) sum += values[at + knots + m] * integrals[m];
      expected[row * types + target] = factors === undefined ? sum : sum * factors[row * types + target];
    }
  });
  return expected;
}

/** Log-likelihood of the events of a window in nats under given parameters: Σ log λ_type(t_i) − Σ_d ∫ λ_d, seconds. */
export function hawkesLogLikelihood(
  events: EventSequence,
  { decays, knots, values }: HawkesParameters,
  modulation: Modulation = {},
): number {
  const { types, type, count } = events;
  const { factors, hats } = modulation;
  const features = types * decays.length;
  const p = knots + features;
  const integrals = integralsOf(events, decays, modulation);
  let sum = 0;
  for (let m = 0; m < types * p; m++) sum -= values[m] * integrals[m];
  passThrough(events, decays, (row, _seconds, sums) => {
    if (row === count) return;
    const at = type[row] * p;
    let intensity = baselineAt(values, at, hats, row);
    for (let m = 0; m < features; m++) intensity += values[at + knots + m] * sums.values[m];
    sum += log(factors === undefined ? intensity : intensity * factors[row * types + type[row]]);
  });
  return sum;
}
