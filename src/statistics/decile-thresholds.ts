import { sortedQuantile } from './sorted-quantile.js';

/** What separates a threshold from an equal one before it. */
const APART = 0.01;

/**
 * The nine deciles as thresholds of groups: a value belongs to the group of all thresholds at or below it. Where several
 * deciles are equal two stay, the second 0.01 higher (as LOB-Bench has it) or half way to the next one if that is less,
 * so that the value itself has a group of its own.
 */
export function decileThresholds(sorted: ArrayLike<number>): number[] {
  const deciles = Array.from({ length: 9 }, (_, decile) => sortedQuantile(sorted, 0.1 + decile * 0.1));
  const kept = deciles.filter((value, at) => !(value === deciles[at - 1] && value === deciles[at - 2]));
  return kept.map((value, at) => {
    if (value !== kept[at - 1]) return value;
    const next = kept[at + 1] ?? Infinity;
    return Math.min(value + APART, (value + next) / 2);
  });
}

/** How many thresholds lie at or below a value. */
export function thresholdsBelow(thresholds: ArrayLike<number>, value: number): number {
  let low = 0;
  let high = thresholds.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (thresholds[middle] <= value) low = middle + 1;
    else high = middle;
  }
  return low;
}
