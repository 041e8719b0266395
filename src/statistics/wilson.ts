import { normalQuantile } from '../random/index.js';
import { CONFIDENCE, type Interval } from './interval.js';

/**
 * The score interval of a proportion (Wilson 1927, JASA 22): close to its nominal confidence on average, narrower than
 * the exact one, and never outside 0 to 1.
 */
export function wilson(successes: number, trials: number, confidence = CONFIDENCE): Interval {
  if (!(successes >= 0 && successes <= trials))
    throw new Error(`a proportion needs 0 ≤ successes ≤ trials, was ${successes} of ${trials}`);
  if (trials === 0) return { estimate: Number.NaN, lower: 0, upper: 1 };
  const z = normalQuantile((1 + confidence) / 2);
  const share = successes / trials;
  const weight = (z * z) / trials;
  const middle = (share + weight / 2) / (1 + weight);
  const half = Math.sqrt(weight * (share * (1 - share) + weight / 4)) / (1 + weight);
  return { estimate: share, lower: Math.max(0, middle - half), upper: Math.min(1, middle + half) };
}
