import { exp, log } from '../random/elementary.js';

/**
 * The log-logistic distribution on the whole numbers 1, 2, 3, …: P(K ≤ k) = 1 / (1 + (k/scale)^−shape), cut off at a
 * largest value. Its body resembles a lognormal with median `scale`, its tail is Pareto's with exponent `shape`
 * (Fisk 1961); probability and inverse are closed, so it is fitted and drawn without special functions.
 */
export interface LogLogistic {
  /** Median, in the unit of the variable. */
  readonly scale: number;
  /** Exponent of the tail: P(K > k) falls as k^−shape. */
  readonly shape: number;
}

/** P(K ≤ x) without cut; 0 at 0 and below. */
export function logLogisticDistribution({ scale, shape }: LogLogistic, x: number): number {
  if (x <= 0) return 0;
  if (x === Infinity) return 1;
  return 1 / (1 + exp(-shape * (log(x) - log(scale))));
}

/** P(K = k), given K ≤ `largest`. */
export function logLogisticProbability(law: LogLogistic, k: number, largest: number): number {
  if (k < 1 || k > largest) return 0;
  const mass = logLogisticDistribution(law, k) - logLogisticDistribution(law, k - 1);
  return mass / logLogisticDistribution(law, largest);
}

/** The k that belongs to a uniform number u in [0, 1), given K ≤ `largest`: inversion, increasing in u. */
export function logLogisticQuantile(law: LogLogistic, u: number, largest: number): number {
  const below = u * logLogisticDistribution(law, largest);
  if (below <= 0) return 1;
  if (below >= 1) return largest;
  const x = law.scale * exp((log(below) - log(1 - below)) / law.shape);
  return Math.max(1, Math.min(largest, Math.ceil(x)));
}
