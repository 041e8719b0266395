import { normalQuantile, type Stream } from '../random/index.js';
import type { EmulatedTarget } from './emulated-target.js';
import { minimise } from './minimise.js';
import type { UnitPoint } from './parameter-space.js';

/** Probability that a right point is rejected by any of its moments. */
const SIGNIFICANCE = 0.05;

/** Weight of a rejection against a coordinate, when the ends of the set are looked for. */
const REJECTION = 10;

/** All that the data do not reject: what a calibration can honestly say. */
export interface EligibilitySet {
  /** Standard deviations by which a moment may be off: Bonferroni's over all moments at 5 %. */
  readonly cutoff: number;
  /** Share of the prior that is eligible. */
  readonly share: number;
  /** Ends of the set by coordinate; null where no point is eligible. */
  readonly ends: readonly (readonly [lower: number, upper: number])[] | null;
}

/**
 * The eligibility set of Bai, Lam, Balch & Vyetrenko (2022, "Efficient calibration of multi-agent simulation models from
 * output series with Bayesian optimization", ICAIF): points whose moments are compared with the real ones and not rejected
 * at 5 % with Bonferroni's correction.
 * @param targets - the target by several emulators: a point is eligible where none rejects it
 * @param prior - points over the whole prior, by which its share is counted
 * @param best - where the set is begun from
 * @param free - coordinates that were calibrated
 */
export function eligibilitySet(
  targets: readonly EmulatedTarget[],
  moments: number,
  prior: readonly UnitPoint[],
  best: UnitPoint,
  free: readonly number[],
  stream: Stream,
): EligibilitySet {
  const cutoff = eligibilityCutoff(moments);
  const worst = (at: UnitPoint): number => Math.max(...targets.map((target) => target.implausibility(at)));
  const eligible = prior.filter((at) => worst(at) <= cutoff);
  const start = minimise(worst, best, free, stream);
  if (start.loss > cutoff) return { cutoff, share: 0, ends: null };
  const end = (i: number, direction: 1 | -1): number => {
    const loss = (at: UnitPoint): number => direction * at[i] + REJECTION * Math.max(0, worst(at) - cutoff);
    return minimise(loss, start.at, free, stream).at[i];
  };
  const ends = Array.from(best, (value, i) =>
    free.includes(i) ? ([end(i, 1), end(i, -1)] as const) : ([value, value] as const),
  );
  return { cutoff, share: eligible.length / prior.length, ends };
}

/** Standard deviations beyond which one of so many moments rejects a point. */
export function eligibilityCutoff(moments: number): number {
  return normalQuantile(1 - SIGNIFICANCE / (2 * moments));
}
