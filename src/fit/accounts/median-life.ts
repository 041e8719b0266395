import { exp, log } from '../../random/elementary.js';

/** A figure with the square of its standard error; infinite where nothing is known. */
export interface Measured {
  readonly value: number;
  readonly variance: number;
}

export const notMeasured: Measured = { value: 0, variance: Infinity };

/** How long an order stood, and whether a cancel ended that. */
export interface OrderLife {
  readonly seconds: number;
  readonly cancelled: boolean;
}

/** Cancels below which nothing is said of lives, and below which their law has no shape of its own. */
const FEWEST = 2;
const FEWEST_FOR_SHAPE = 6;

/** Lives are told apart down to this, seconds. */
const SHORTEST = 1e-6;

/** Standard deviation of a log-life, from a steep law to one of a very long tail. */
const LEAST_SCALE = 0.05;
const MOST_SCALE = 10;
const STEPS = 40;

/** log(log 2): where the median of the standard law of least extremes lies. */
const MEDIAN = -0.36651292058166435;

/**
 * Log of the median life of orders until their cancel, where execution and the end of the day only say that a life was
 * longer: the median of a Weibull law by censored likelihood (Kalbfleisch & Prentice 2002, §3.2), its error from the
 * observed information. The quantiles of Kaplan and Meier would do without a law, but accounts whose curve ends before
 * its half would fall out, and they are those of the longest lives.
 */
export function medianLife(lives: readonly OrderLife[]): Measured {
  const logs = lives.map(({ seconds }) => log(Math.max(SHORTEST, seconds)));
  const ends = logs.filter((_, i) => lives[i].cancelled);
  const cancels = ends.length;
  if (cancels < FEWEST) return notMeasured;
  const longest = logs.reduce((most, value) => Math.max(most, value), logs[0]);
  const meanEnd = ends.reduce((sum, value) => sum + value, 0) / cancels;
  const sums = (scale: number) => {
    let [whole, first, second] = [0, 0, 0];
    for (const value of logs) {
      const weight = exp((value - longest) / scale);
      whole += weight;
      first += weight * (value - longest);
      second += weight * (value - longest) * (value - longest);
    }
    return { whole, first, second };
  };
  let scale = 1;
  if (cancels >= FEWEST_FOR_SHAPE) {
    // The profile equation of the scale: what is left over falls as the scale grows.
    let [low, high] = [LEAST_SCALE, MOST_SCALE];
    for (let step = 0; step < STEPS; step++) {
      const { whole, first } = sums(Math.sqrt(low * high));
      const left = first / whole + longest - meanEnd - Math.sqrt(low * high);
      if (left > 0) low = Math.sqrt(low * high);
      else high = Math.sqrt(low * high);
    }
    scale = Math.sqrt(low * high);
  }
  const { whole, first, second } = sums(scale);
  const place = longest + scale * log(whole / cancels);
  const value = place + scale * MEDIAN;
  if (cancels < FEWEST_FOR_SHAPE) return { value, variance: 1 / cancels };
  // Σ z eᶻ and Σ z² eᶻ with z = (log life − place) / scale, where Σ eᶻ is the number of cancels.
  const shift = (longest - place) / scale;
  const z1 = (cancels / whole) * (first / scale + shift * whole);
  const z2 = (cancels / whole) * (second / (scale * scale) + (2 * shift * first) / scale + shift * shift * whole);
  const determinant = cancels * (cancels + z2) - z1 * z1;
  const variance = (scale * scale * (cancels + z2 - 2 * MEDIAN * z1 + MEDIAN * MEDIAN * cancels)) / determinant;
  return { value, variance: Math.max(variance, 1e-6) };
}
