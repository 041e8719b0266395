import { integerBelow, type Stream } from '../random/index.js';
import { incompleteGamma } from '../statistics/index.js';
import { EmulatedTarget } from './emulated-target.js';
import { emulate, type SimulatedPoint } from './emulator.js';
import { weighingCovariance } from './msm-loss.js';
import { type CalibratedParameter, roundedPoint } from './parameter-space.js';
import { posteriorDraws } from './posterior.js';

/** Posterior draws against which each truth is ranked; one less than a multiple of the bins. */
const DRAWS = 63;
const BINS = 8;
const FOLDS = 8;

/** How posteriors do on truths that are known. */
export interface RankHistogram {
  readonly path: string;
  /** Truths by the rank that they have among their posterior's draws, in bins of equal width. */
  readonly counts: readonly number[];
  /** Probability of a histogram at least as uneven were the posteriors right. */
  readonly pValue: number;
}

/**
 * Simulation-based calibration (Talts et al. 2018, arXiv 1804.06788): every point drawn from the prior is in turn the
 * truth and its simulated moments the data. Where posteriors are right, truths rank evenly among their draws. The emulator
 * that judges a truth was fitted without it.
 * @param points - drawn from the prior, each with as many seeds as the others
 */
export function rankHistograms(
  parameters: readonly CalibratedParameter[],
  points: readonly SimulatedPoint[],
  stream: Stream,
): RankHistogram[] {
  const free = parameters.map((_, i) => i);
  const counts = parameters.map(() => new Array<number>(BINS).fill(0));
  for (let fold = 0; fold < FOLDS; fold++) {
    const emulator = emulate(points.filter((_, index) => index % FOLDS !== fold));
    const noise = weighingCovariance(emulator.residuals, points[0].moments.length);
    for (const { at, moments } of points.filter((_, index) => index % FOLDS === fold)) {
      const misfit = new Float64Array(moments.length);
      const start = Float64Array.from(at, () => 0.5);
      const target = new EmulatedTarget(emulator, moments, noise, misfit, at);
      const draws = posteriorDraws(target, start, free, DRAWS, stream).map((draw) => roundedPoint(parameters, draw).at);
      for (const i of free) {
        // Where a parameter has few values, truths and draws are often the same: any order among them is as likely.
        const below = draws.filter((draw) => draw[i] < at[i]).length;
        const equal = draws.filter((draw) => draw[i] === at[i]).length;
        const rank = below + integerBelow(stream, equal + 1);
        counts[i][Math.floor((rank * BINS) / (DRAWS + 1))]++;
      }
    }
  }
  return parameters.map(({ path }, i) => ({ path, counts: counts[i], pValue: uniformity(counts[i]) }));
}

/** χ² test of equal counts. */
export function uniformity(counts: readonly number[]): number {
  const expected = counts.reduce((sum, count) => sum + count, 0) / counts.length;
  const statistic = counts.reduce((sum, count) => sum + ((count - expected) * (count - expected)) / expected, 0);
  return 1 - incompleteGamma((counts.length - 1) / 2, statistic / 2);
}
