import { betaQuantile } from './incomplete-beta.js';
import { CONFIDENCE, type Interval } from './interval.js';

/**
 * The exact interval of a proportion from independent trials (Clopper & Pearson 1934, Biometrika 26): it holds the true
 * proportion with at least the stated confidence, whatever that proportion is. Counts may be fractional, as effective
 * sample sizes are. Without trials nothing is known: 0 to 1.
 */
export function clopperPearson(successes: number, trials: number, confidence = CONFIDENCE): Interval {
  if (!(successes >= 0 && successes <= trials))
    throw new Error(`a proportion needs 0 ≤ successes ≤ trials, was ${successes} of ${trials}`);
  if (trials === 0) return { estimate: Number.NaN, lower: 0, upper: 1 };
  const tail = (1 - confidence) / 2;
  const failures = trials - successes;
  return {
    estimate: successes / trials,
    lower: successes === 0 ? 0 : betaQuantile(tail, successes, failures + 1),
    upper: failures === 0 ? 1 : betaQuantile(1 - tail, successes + 1, failures),
  };
}
