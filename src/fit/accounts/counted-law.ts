import { exp, log } from '../../random/elementary.js';
import { logGamma } from '../../statistics/index.js';
import { type ClassLaw, NEGLIGIBLE } from './class-law.js';
import { digamma, trigamma } from './polygamma.js';

/** Range of α and β: beyond it accounts of a class are alike, or all at 0 or 1. */
const LEAST = 0.02;
const MOST = 5_000;

/** Steps of Newton's method in one step of EM. */
const STEPS = 2;

/**
 * Beta-binomial: an account's share is drawn from Beta(α, β), its count from that share. Newton's method in log α and
 * log β, a step no longer than a factor of e.
 */
export class CountedLaw implements ClassLaw {
  readonly parameters = 2;

  constructor(
    private readonly counts: Float64Array,
    private readonly trials: Float64Array,
    public alpha: number,
    public beta: number,
  ) {}

  addLogDensity(into: Float64Array): void {
    const { counts, trials, alpha, beta } = this;
    const both = alpha + beta;
    const constant = logGamma(both) - logGamma(alpha) - logGamma(beta);
    for (let i = 0; i < into.length; i++) {
      const n = trials[i];
      if (n === 0) continue;
      const k = counts[i];
      into[i] += constant + logGamma(k + alpha) + logGamma(n - k + beta) - logGamma(n + both);
    }
  }

  improve(weights: Float64Array): void {
    for (let step = 0; step < STEPS; step++) {
      const { alpha, beta } = this;
      const { score, information, whole } = this.derivatives(weights);
      if (whole === 0) return;
      const [a, b] = score;
      const [aa, bb, ab] = information;
      // In logarithms; where the surface is not concave there, by the fixed point that never descends (Minka 2000,
      // "Estimating a Dirichlet distribution").
      const [u, v] = [alpha * a, beta * b];
      const [uu, vv, uv] = [alpha * alpha * aa - u, beta * beta * bb - v, alpha * beta * ab];
      const determinant = uu * vv - uv * uv;
      let [x, y] = [log((a + whole) / whole), log((b + whole) / whole)];
      if (uu > 0 && determinant > 0) [x, y] = [(vv * u - uv * v) / determinant, (uu * v - uv * u) / determinant];
      this.alpha = within(alpha * exp(Math.max(-1, Math.min(1, x))));
      this.beta = within(beta * exp(Math.max(-1, Math.min(1, y))));
    }
  }

  /** The mean share of the class. */
  get mean(): number {
    return this.alpha / (this.alpha + this.beta);
  }

  /** Standard errors from the inverse of the information of the weighted accounts. */
  errors(weights: Float64Array): { alpha: number; beta: number; mean: number } {
    const { information } = this.derivatives(weights);
    const [aa, bb, ab] = information;
    const determinant = aa * bb - ab * ab;
    if (!(determinant > 0 && aa > 0)) return { alpha: this.alpha, beta: this.beta, mean: this.meanErrorAlone(weights) };
    const [va, vb, vab] = [bb / determinant, aa / determinant, -ab / determinant];
    const both = this.alpha + this.beta;
    const [da, db] = [this.beta / (both * both), -this.alpha / (both * both)];
    const variance = da * da * va + db * db * vb + 2 * da * db * vab;
    return { alpha: Math.sqrt(va), beta: Math.sqrt(vb), mean: Math.sqrt(Math.max(0, variance)) };
  }

  copy(): CountedLaw {
    return new CountedLaw(this.counts, this.trials, this.alpha, this.beta);
  }

  /** Of the mean where α and β are at their bounds: the spread among accounts and the error within. */
  private meanErrorAlone(weights: Float64Array): number {
    const { mean } = this;
    const between = 1 / (this.alpha + this.beta + 1);
    let precision = 0;
    for (let i = 0; i < weights.length; i++)
      if (this.trials[i] > 0)
        precision += weights[i] / (mean * (1 - mean) * (between + (1 - between) / this.trials[i]));
    return 1 / Math.sqrt(precision);
  }

  /** `whole` is Σ w (ψ(n + α + β) − ψ(α + β)). */
  private derivatives(weights: Float64Array): {
    score: [number, number];
    information: [number, number, number];
    whole: number;
  } {
    const { counts, trials, alpha, beta } = this;
    const both = alpha + beta;
    const [base, baseA, baseB] = [digamma(both), digamma(alpha), digamma(beta)];
    const [slope, slopeA, slopeB] = [trigamma(both), trigamma(alpha), trigamma(beta)];
    let [a, b, aa, bb, ab, sum] = [0, 0, 0, 0, 0, 0];
    for (let i = 0; i < weights.length; i++) {
      const weight = weights[i];
      const n = trials[i];
      if (weight < NEGLIGIBLE || n === 0) continue;
      const k = counts[i];
      const whole = base - digamma(n + both);
      sum -= weight * whole;
      a += weight * (whole + digamma(k + alpha) - baseA);
      b += weight * (whole + digamma(n - k + beta) - baseB);
      const curve = trigamma(n + both) - slope;
      aa += weight * (curve + slopeA - trigamma(k + alpha));
      bb += weight * (curve + slopeB - trigamma(n - k + beta));
      ab += weight * curve;
    }
    return { score: [a, b], information: [aa, bb, ab], whole: sum };
  }
}

function within(value: number): number {
  return Math.max(LEAST, Math.min(MOST, value));
}

/** α and β with the mean and the variance that weighted accounts show, roughly: a place to start from. */
export function roughBeta(
  counts: Float64Array,
  trials: Float64Array,
  weights: Float64Array,
): { alpha: number; beta: number } {
  let [sum, share, square] = [0, 0, 0];
  for (let i = 0; i < weights.length; i++) {
    if (trials[i] === 0) continue;
    const p = (counts[i] + 0.5) / (trials[i] + 1);
    sum += weights[i];
    share += weights[i] * p;
    square += weights[i] * p * p;
  }
  if (sum === 0) return { alpha: 1, beta: 1 };
  const mean = share / sum;
  const variance = Math.max(square / sum - mean * mean, 1e-4);
  const both = Math.max(0.5, Math.min(200, (mean * (1 - mean)) / variance - 1));
  return { alpha: within(mean * both), beta: within((1 - mean) * both) };
}
