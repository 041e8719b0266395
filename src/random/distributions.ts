import { exp, log } from './elementary.js';
import { normalQuantile } from './normal-quantile.js';
import type { Stream } from './streams.js';

/** Half a step of the 32-bit grid: moves a uniform number from [0, 1) into the open interval, symmetric about ½. */
const HALF_STEP = 1 / 8_589_934_592;

/** Exponential with mean 1, above 0 and below 22.9. One step of the stream. */
export function exponential(stream: Stream): number {
  return -log(stream.uniform() + HALF_STEP);
}

/** Standard normal, within ±6.4, by inversion: one step of the stream, and increasing in it. */
export function normal(stream: Stream): number {
  return normalQuantile(stream.uniform() + HALF_STEP);
}

/** exp(mu + sigma·Z): median exp(mu), mean exp(mu + sigma²/2). */
export function lognormal(stream: Stream, mu: number, sigma: number): number {
  return exp(mu + sigma * normal(stream));
}

/** Above `scale` with P(X > x) = (scale/x)^exponent. */
export function pareto(stream: Stream, scale: number, exponent: number): number {
  return scale * exp(exponential(stream) / exponent);
}

/** Uniform on 0 … n−1, for n below 2³²; the bias is at most n/2³². */
export function integerBelow(stream: Stream, n: number): number {
  return Math.floor(stream.uniform() * n);
}

/**
 * Index i with probability (cumulative[i] − cumulative[i−1]) / total, by binary search.
 * @param cumulative increasing sums of weights; the last one is the total and need not be 1
 */
export function discrete(stream: Stream, cumulative: ArrayLike<number>): number {
  const target = stream.uniform() * cumulative[cumulative.length - 1];
  let low = 0;
  let high = cumulative.length - 1;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (cumulative[middle] > target) high = middle;
    else low = middle + 1;
  }
  return low;
}

/** Number of events of a Poisson process in a time in which `mean` are expected; time grows with the mean. */
export function poisson(stream: Stream, mean: number): number {
  let count = 0;
  for (let left = mean; left > 0; left -= 16) count += poissonByInversion(stream, Math.min(left, 16));
  return count;
}

function poissonByInversion(stream: Stream, mean: number): number {
  let probability = exp(-mean);
  let target = stream.uniform53() - probability;
  let count = 0;
  while (target >= 0 && probability > 0) {
    count++;
    probability *= mean / count;
    target -= probability;
  }
  return count;
}
