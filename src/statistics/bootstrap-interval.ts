import { CONFIDENCE, type Interval } from './interval.js';
import { sortedQuantile } from './sorted-quantile.js';

/** The interval of an estimate between quantiles of its values in bootstrap resamples. NaN ends below two of them. */
export function percentileInterval(estimate: number, resampled: readonly number[], confidence = CONFIDENCE): Interval {
  const sorted = Float64Array.from(resampled.filter(Number.isFinite)).sort();
  if (sorted.length < 2 || Number.isNaN(estimate)) return { estimate, lower: Number.NaN, upper: Number.NaN };
  const tail = (1 - confidence) / 2;
  return { estimate, lower: sortedQuantile(sorted, tail), upper: sortedQuantile(sorted, 1 - tail) };
}

/**
 * The same, moved by as much as the mean of the resamples lies from the estimate. A distance between two samples is larger
 * in resamples than in the sample, by about as much as the sample's own distance is larger than the truth; without the
 * move the interval would often lie above the estimate.
 */
export function recentredInterval(estimate: number, resampled: readonly number[], confidence = CONFIDENCE): Interval {
  const known = resampled.filter(Number.isFinite);
  const { lower, upper } = percentileInterval(estimate, known, confidence);
  let sum = 0;
  for (const value of known) sum += value;
  const move = estimate - sum / known.length;
  return { estimate, lower: lower + move, upper: upper + move };
}
