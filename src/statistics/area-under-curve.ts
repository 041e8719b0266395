import { normalQuantile } from '../random/index.js';
import { CONFIDENCE, type Interval } from './interval.js';

/**
 * Area under the receiver operating characteristic: the chance that a positive scores above a negative, ties counting
 * half. The interval is that of Hanley & McNeil (1982), Radiology 143.
 */
export function areaUnderCurve(
  positives: readonly number[],
  negatives: readonly number[],
  confidence = CONFIDENCE,
): Interval {
  const sorted = Float64Array.from(negatives).sort();
  let wins = 0;
  for (const score of positives) wins += (countBelow(sorted, score, false) + countBelow(sorted, score, true)) / 2;
  const estimate = wins / (positives.length * negatives.length);
  const square = estimate * estimate;
  const variance =
    (estimate * (1 - estimate) +
      (positives.length - 1) * (estimate / (2 - estimate) - square) +
      (negatives.length - 1) * ((2 * square) / (1 + estimate) - square)) /
    (positives.length * negatives.length);
  const half = normalQuantile((1 + confidence) / 2) * Math.sqrt(Math.max(0, variance));
  return { estimate, lower: Math.max(0, estimate - half), upper: Math.min(1, estimate + half) };
}

/** How many values lie below one, or below and at it. */
function countBelow(sorted: Float64Array, value: number, inclusive: boolean): number {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (inclusive ? sorted[middle] <= value : sorted[middle] < value) low = middle + 1;
    else high = middle;
  }
  return low;
}
