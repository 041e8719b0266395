import { autocorrelation, crossCorrelation, sortedQuantile } from '../statistics/index.js';

const SHARES = [0.01, 0.05, 0.25, 0.5, 0.75, 0.95, 0.99];
const LAGS = [1, 2, 5, 10, 20, 50];

/**
 * What can be said of three series in numbers: location, spread, tails and memory of each and of its size, and how each
 * leads the others.
 */
export function seriesFeatures(...series: readonly Float64Array[]): Float64Array {
  const features: number[] = [];
  for (const each of series) {
    const sorted = each.slice().sort();
    const sizes = each.map(Math.abs);
    features.push(meanOf(each), meanOf(sizes), deviationOf(each), distinctShare(sorted), zeroShare(each));
    for (const share of SHARES) features.push(sortedQuantile(sorted, share));
    for (const lag of LAGS) features.push(autocorrelation(each, lag), autocorrelation(sizes, lag));
  }
  for (const [index, one] of series.entries())
    for (const [otherIndex, other] of series.entries()) {
      if (index === otherIndex) continue;
      features.push(crossCorrelation(one, other, 0), crossCorrelation(one, other, 1));
      features.push(crossCorrelation(one.map(Math.abs), other.map(Math.abs), 1));
    }
  return Float64Array.from(features);
}

function meanOf(values: Float64Array): number {
  let sum = 0;
  for (const value of values) sum += value;
  return sum / values.length;
}

function deviationOf(values: Float64Array): number {
  const mean = meanOf(values);
  let squares = 0;
  for (const value of values) squares += (value - mean) * (value - mean);
  return Math.sqrt(squares / values.length);
}

function distinctShare(sorted: Float64Array): number {
  let distinct = 0;
  for (let at = 0; at < sorted.length; at++) if (at === 0 || sorted[at] !== sorted[at - 1]) distinct++;
  return distinct / sorted.length;
}

function zeroShare(values: Float64Array): number {
  let zeros = 0;
  for (const value of values) if (value === 0) zeros++;
  return zeros / values.length;
}
