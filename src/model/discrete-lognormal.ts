import { exp, log } from '../random/elementary.js';

/**
 * The discrete lognormal law on 1, 2, …, `largest`: P(k) ∝ (1/k)·exp(−(log k − logMean)²/(2·logSpread²)). On a wide
 * support its body is a lognormal's; being tabulated it needs no special function, and being an exponential family in
 * log k and its square it is fitted by matching two moments.
 */
export class DiscreteLognormal {
  /** P(K ≤ k) at k − 1. */
  private readonly cumulative: Float64Array;
  readonly mean: number;

  constructor(
    logMean: number,
    logSpread: number,
    readonly largest: number,
  ) {
    this.cumulative = new Float64Array(largest);
    const precision = 1 / (logSpread * logSpread);
    let [total, first] = [0, 0];
    for (let k = 1; k <= largest; k++) {
      const distance = log(k) - logMean;
      const mass = exp(-0.5 * precision * distance * distance) / k;
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
