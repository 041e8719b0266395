import { CONFIDENCE, type Interval } from './interval.js';
import { studentTQuantile } from './student-t.js';

/**
 * The mean of independent values with Student's t interval: for paired differences over seeds, hand in one difference
 * a seed. One value has a mean and no interval.
 */
export function meanInterval(values: readonly number[], confidence = CONFIDENCE): Interval {
  const count = values.length;
  if (count === 0) return { estimate: Number.NaN, lower: -Infinity, upper: Infinity };
  const estimate = mean(values);
  if (count === 1) return { estimate, lower: -Infinity, upper: Infinity };
  let squares = 0;
  for (const value of values) squares += (value - estimate) * (value - estimate);
  const half = studentTQuantile((1 + confidence) / 2, count - 1) * Math.sqrt(squares / (count - 1) / count);
  return { estimate, lower: estimate - half, upper: estimate + half };
}

function mean(values: readonly number[]): number {
  let sum = 0;
  for (const value of values) sum += value;
  return sum / values.length;
}
