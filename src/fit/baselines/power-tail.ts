import { type Estimate, estimate } from '../../model/index.js';
import { exp, log } from '../../random/elementary.js';

/** Newton's method takes a handful of steps: the likelihood is concave. */
const MOST_STEPS = 60;

/**
 * Exponent of a power law i^−a on whole numbers from `first` to `last`: maximum likelihood, with the standard error of the
 * Fisher information.
 */
export function powerExponent(values: readonly number[], first: number, last: number): Estimate {
  const mean = values.reduce((sum, value) => sum + log(value), 0) / values.length;
  const moments = (exponent: number) => {
    let [mass, sum, square] = [0, 0, 0];
    for (let i = first; i <= last; i++) {
      const logarithm = log(i);
      const weight = exp(-exponent * logarithm);
      mass += weight;
      sum += weight * logarithm;
      square += weight * logarithm * logarithm;
    }
    const expected = sum / mass;
    return { expected, variance: square / mass - expected * expected };
  };
  let exponent = 2;
  for (let step = 0; step < MOST_STEPS; step++) {
    const { expected, variance } = moments(exponent);
    const change = Math.max(-1, Math.min(1, (expected - mean) / variance));
    exponent = Math.max(-20, Math.min(20, exponent + change));
    if (Math.abs(change) < 1e-9) break;
  }
  return estimate(exponent, 1 / Math.sqrt(values.length * Math.max(1e-12, moments(exponent).variance)));
}
