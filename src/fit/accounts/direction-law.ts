import { exp, log } from '../../random/elementary.js';
import { logGamma } from '../../statistics/index.js';
import { type ClassLaw, NEGLIGIBLE } from './class-law.js';
import { digamma, trigamma } from './polygamma.js';

const LEAST = 0.02;
const MOST = 5_000;
const STEPS = 2;

/**
 * How one-sided the accounts of a class are: an account's share of buys is drawn from Beta(α, α), since a class has no
 * side of its own. Beta(0.1, 0.1) are accounts that buy or sell, Beta(30, 30) accounts that do both.
 */
export class DirectionLaw implements ClassLaw {
  readonly parameters = 1;

  constructor(
    private readonly buys: Float64Array,
    private readonly orders: Float64Array,
    public alpha: number,
  ) {}

  addLogDensity(into: Float64Array): void {
    const { buys, orders, alpha } = this;
    const constant = logGamma(2 * alpha) - 2 * logGamma(alpha);
    for (let i = 0; i < into.length; i++)
      if (orders[i] > 0)
        into[i] +=
          constant +
          logGamma(buys[i] + alpha) +
          logGamma(orders[i] - buys[i] + alpha) -
          logGamma(orders[i] + 2 * alpha);
  }

  improve(weights: Float64Array): void {
    for (let step = 0; step < STEPS; step++) {
      const { score, information } = this.derivatives(weights);
      const gradient = this.alpha * score;
      const curvature = this.alpha * this.alpha * information - gradient;
      const move = curvature > 0 ? gradient / curvature : Math.sign(gradient);
      this.alpha = Math.max(LEAST, Math.min(MOST, this.alpha * exp(Math.max(-1, Math.min(1, move)))));
    }
  }

  error(weights: Float64Array): number {
    const { information } = this.derivatives(weights);
    return information > 0 ? 1 / Math.sqrt(information) : this.alpha;
  }

  copy(): DirectionLaw {
    return new DirectionLaw(this.buys, this.orders, this.alpha);
  }

  private derivatives(weights: Float64Array): { score: number; information: number } {
    const { buys, orders, alpha } = this;
    const [base, slope] = [2 * (digamma(2 * alpha) - digamma(alpha)), 4 * trigamma(2 * alpha) - 2 * trigamma(alpha)];
    let [score, information] = [0, 0];
    for (let i = 0; i < weights.length; i++) {
      const weight = weights[i];
      const n = orders[i];
      if (weight < NEGLIGIBLE || n === 0) continue;
      const [bought, sold] = [buys[i] + alpha, n - buys[i] + alpha];
      score += weight * (base + digamma(bought) + digamma(sold) - 2 * digamma(n + 2 * alpha));
      information -= weight * (slope + trigamma(bought) + trigamma(sold) - 4 * trigamma(n + 2 * alpha));
    }
    return { score, information };
  }
}

/**
 * Mean of 1 − |buys − sells| / orders over accounts whose share of buys is of the law Beta(α, α): E|2p − 1| is
 * Γ(α+½) / (√π Γ(α+1)).
 */
export function twoSidedness(alpha: number): number {
  return 1 - exp(logGamma(alpha + 0.5) - logGamma(alpha + 1) - 0.5 * log(Math.PI));
}
