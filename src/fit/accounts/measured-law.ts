import { exp, log } from '../../random/elementary.js';
import { type ClassLaw, NEGLIGIBLE } from './class-law.js';

/** Steps of the bisection for the variance, each halving its logarithm's interval. */
const STEPS = 26;

/** Weight of accounts below which a class's law is not told from the data. */
const FEWEST = 2;

/**
 * A normal law among accounts whose figures are known up to a normal error: x ~ N(mean, spread² + error²). The variance
 * among accounts solves its likelihood equation by bisection, the mean belonging to each.
 *
 * The error of a log-rate that was counted depends on the rate itself. Taken at what the account happens to show, it
 * would give accounts that were busy by chance more weight; so it is taken at what the account is likely to be.
 */
export class MeasuredLaw implements ClassLaw {
  readonly parameters = 2;

  constructor(
    /** What each account shows. */
    private readonly values: Float64Array,
    /** Squared standard errors of that; Infinity where an account does not show it. */
    private readonly variances: Float64Array,
    public mean: number,
    public variance: number,
    /** The law cannot be narrower. */
    private readonly leastVariance: number,
    /** How the error depends on the figure x: its square goes as exp(tilt · x). */
    private readonly tilt: number,
  ) {}

  addLogDensity(into: Float64Array): void {
    const { values, variances, mean, variance } = this;
    for (let i = 0; i < into.length; i++) {
      if (variances[i] === Infinity) continue;
      const total = variance + this.errorOf(i, mean, variance);
      const away = values[i] - mean;
      into[i] -= 0.5 * (log(total) + (away * away) / total);
    }
  }

  improve(weights: Float64Array): void {
    let known = 0;
    for (let i = 0; i < weights.length; i++) if (this.variances[i] !== Infinity) known += weights[i];
    if (known < FEWEST) return;
    let low = this.leastVariance;
    if (this.excess(weights, low) <= 0) {
      this.variance = low;
      return;
    }
    let high = Math.max(this.variance, 2 * low);
    while (this.excess(weights, high) > 0) {
      low = high;
      high *= 4;
    }
    for (let step = 0; step < STEPS; step++) {
      const middle = Math.sqrt(low * high);
      if (this.excess(weights, middle) > 0) low = middle;
      else high = middle;
    }
    this.variance = Math.sqrt(low * high);
    this.excess(weights, this.variance);
  }

  /** Standard errors of the mean and of the spread among accounts, from the information of the weighted accounts. */
  errors(weights: Float64Array): { mean: number; spread: number; known: number } {
    let [first, second, known] = [0, 0, 0];
    for (let i = 0; i < weights.length; i++) {
      if (weights[i] < NEGLIGIBLE || this.variances[i] === Infinity) continue;
      const total = this.variance + this.errorOf(i, this.mean, this.variance);
      known += weights[i];
      first += weights[i] / total;
      second += weights[i] / (2 * total * total);
    }
    const spread = Math.sqrt(this.variance);
    return { mean: 1 / Math.sqrt(first), spread: 1 / Math.sqrt(second) / (2 * spread), known };
  }

  copy(): MeasuredLaw {
    return new MeasuredLaw(this.values, this.variances, this.mean, this.variance, this.leastVariance, this.tilt);
  }

  /** Sets the mean that belongs to a variance; what is returned is positive where a larger variance is likelier. */
  private excess(weights: Float64Array, variance: number): number {
    const { values, variances } = this;
    const before = this.mean;
    let [sum, weighted] = [0, 0];
    for (let i = 0; i < weights.length; i++) {
      if (weights[i] < NEGLIGIBLE || variances[i] === Infinity) continue;
      const precision = weights[i] / (variance + this.errorOf(i, before, variance));
      sum += precision;
      weighted += precision * values[i];
    }
    const mean = weighted / sum;
    this.mean = mean;
    let score = 0;
    for (let i = 0; i < weights.length; i++) {
      if (weights[i] < NEGLIGIBLE || variances[i] === Infinity) continue;
      const total = variance + this.errorOf(i, mean, variance);
      const away = values[i] - mean;
      score += (weights[i] * ((away * away) / total - 1)) / total;
    }
    return score;
  }

  /** Squared standard error of an account's figure, were it what the law and the account together suggest. */
  private errorOf(i: number, mean: number, variance: number): number {
    const shown = this.variances[i];
    if (this.tilt === 0) return shown;
    const value = this.values[i];
    const likely = (mean * shown + value * variance) / (shown + variance);
    return shown * exp(this.tilt * (likely - value));
  }
}
