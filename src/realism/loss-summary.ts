import { median, recentredInterval, sortedQuantile } from '../statistics/index.js';
import type { LossSummary } from './scorecard.js';

/**
 * A loss over several scores.
 * @param losses - one a score; NaN for a score without
 * @param resampled - the same in every resample of the windows
 */
export function summarise(losses: readonly number[], resampled: readonly (readonly number[])[]): LossSummary {
  const interval = (statistic: (values: readonly number[]) => number) =>
    recentredInterval(statistic(known(losses)), resampled.map(known).map(statistic));
  return { mean: interval(mean), median: interval(median), interquartileMean: interval(interquartileMean) };
}

function known(values: readonly number[]): readonly number[] {
  return values.filter((value) => !Number.isNaN(value));
}

function mean(values: readonly number[]): number {
  let sum = 0;
  for (const value of values) sum += value;
  return sum / values.length;
}

/** The mean of the values from the lower to the upper quartile. */
function interquartileMean(values: readonly number[]): number {
  const sorted = Float64Array.from(values).sort();
  const lower = sortedQuantile(sorted, 0.25);
  const upper = sortedQuantile(sorted, 0.75);
  return mean(values.filter((value) => value >= lower && value <= upper));
}
