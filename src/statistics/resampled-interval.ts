import { CONFIDENCE, type Interval } from './interval.js';
import { sortedQuantile } from './sorted-quantile.js';

/**
 * The interval of an estimate from its values in bootstrap resamples: their quantiles, moved by as much as their mean lies
 * from the estimate. A distance between two samples is larger in resamples than in the sample, by about as much as the
 * sample's own distance is larger than the truth; without the move the interval would often lie above the estimate.
 */
export function resampledInterval(estimate: number, resampled: readonly number[], confidence = CONFIDENCE): Interval {
  const sorted = Float64Array.from(resampled.filter((value) => !Number.isNaN(value))).sort();
  if (sorted.length < 2 || Number.isNaN(estimate)) return { estimate, lower: Number.NaN, upper: Number.NaN };
  let sum = 0;
  for (const value of sorted) sum += value;
  const move = estimate - sum / sorted.length;
  const tail = (1 - confidence) / 2;
  return {
    estimate,
    lower: sortedQuantile(sorted, tail) + move,
    upper: sortedQuantile(sorted, 1 - tail) + move,
  };
}
