import { exp, log } from '../random/elementary.js';

/**
 * The tilted discrete lognormal law on 1, 2, …, `largest`:
 *
 *     P(k) ∝ (1/k)·exp(−(log k − logMean)²/(2·logSpread²) + tilt·k/largest)
 *
 * Its body is a lognormal's; the tilt bends the tail so that the mean is right. Being tabulated it needs no special
 * function, and being an exponential family it is fitted by matching moments.
 */
export class DiscreteLognormal {
  /** P(K ≤ k) at k − 1. */
  private readonly cumulative: Float64Array;
  readonly mean: number;

  constructor(
    logMean: number,
    logSpread: number,
    tilt: number,
    readonly largest: number,
  ) {
    this.cumulative = new Float64Array(largest);
    const precision = 1 / (logSpread * logSpread);
    let highest = Number.NEGATIVE_INFINITY;
    const exponents = Float64Array.from({ length: largest }, (_, i) => {
      const x = log(i + 1);
      const exponent = -0.5 * precision * (x - logMean) * (x - logMean) - x + (tilt * (i + 1)) / largest;
      highest = Math.max(highest, exponent);
      return exponent;
    });
    let [total, first] = [0, 0];
    for (let k = 1; k <= largest; k++) {
      const mass = exp(exponents[k - 1] - highest);
      total += mass;
      first += k * mass;
      this.cumulative[k - 1] = total;
    }
    for (let i = 0; i < largest; i++) this.cumulative[i] /= total;
    this.mean = first / total;
  }

  probability(k: number): number {
    if (k < 1 || k > this.largest) return 0;
    return this.cumulative[k - 1] - (k > 1 ? this.cumulative[k - 2] : 0);
  }

  /** The k that belongs to a uniform number in [0, 1): inversion, increasing in u. */
  quantile(u: number): number {
    let [low, high] = [0, this.largest - 1];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.cumulative[middle] > u) high = middle;
      else low = middle + 1;
    }
    return low + 1;
  }
}
