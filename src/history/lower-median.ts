import { UNKNOWN } from '../tape/index.js';

/** The lower median, a value that occurred; −1 (unknown) of nothing. */
export function lowerMedian(values: readonly number[]): number {
  if (values.length === 0) return UNKNOWN;
  const sorted = Float64Array.from(values).sort();
  return sorted[(sorted.length - 1) >> 1];
}
