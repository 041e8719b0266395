import { exp, log, normal, power, type Stream } from '../random/index.js';
import { symmetricEigen } from '../statistics/index.js';

export interface CmaEsOptions {
  readonly start: ArrayLike<number>;
  /** Standard deviation of the first points around the start. */
  readonly step: number;
  readonly stream: Stream;
  /** Points of a generation. @defaultValue 4 + 3 ln n, the usual */
  readonly population?: number;
}

/**
 * Evolution with an adapted covariance matrix: draws points from a normal distribution and moves it to the better half of
 * them. Hansen (2016), "The CMA evolution strategy: a tutorial", arXiv 1604.00772, with rank-one and rank-μ updates and
 * cumulative step-size adaptation, the tutorial's parameters.
 */
export class CmaEs {
  readonly mean: Float64Array;
  readonly population: number;
  private sigma: number;
  private readonly n: number;
  private readonly weights: readonly number[];
  private readonly effective: number;
  private readonly rates: { sigma: number; damping: number; path: number; one: number; mu: number };
  private readonly pathSigma: Float64Array;
  private readonly path: Float64Array;
  private readonly covariance: Float64Array;
  private axes: ReturnType<typeof symmetricEigen>;
  private generation = 0;

  constructor(private readonly options: CmaEsOptions) {
    this.mean = Float64Array.from(options.start);
    this.sigma = options.step;
    const n = this.mean.length;
    this.n = n;
    this.population = options.population ?? 4 + Math.floor(3 * log(n));
    const parents = Math.floor(this.population / 2);
    const raw = Array.from({ length: parents }, (_, i) => log((this.population + 1) / 2) - log(i + 1));
    const sum = raw.reduce((total, weight) => total + weight, 0);
    this.weights = raw.map((weight) => weight / sum);
    const mu = 1 / this.weights.reduce((total, weight) => total + weight * weight, 0);
    this.effective = mu;
    const one = 2 / ((n + 1.3) * (n + 1.3) + mu);
    const sigma = (mu + 2) / (n + mu + 5);
    this.rates = {
      sigma,
      damping: 1 + 2 * Math.max(0, Math.sqrt((mu - 1) / (n + 1)) - 1) + sigma,
      path: (4 + mu / n) / (n + 4 + (2 * mu) / n),
      one,
      mu: Math.min(1 - one, (2 * (mu - 2 + 1 / mu)) / ((n + 2) * (n + 2) + mu)),
    };
    this.pathSigma = new Float64Array(n);
    this.path = new Float64Array(n);
    this.covariance = new Float64Array(n * n);
    for (let i = 0; i < n; i++) this.covariance[i * n + i] = 1;
    this.axes = symmetricEigen(this.covariance, n);
  }

  /** Largest standard deviation of the distribution along an axis. */
  get deviation(): number {
    return this.sigma * Math.sqrt(Math.max(...this.axes.values));
  }

  /** The points of the next generation. */
  ask(): Float64Array[] {
    const { n, axes, sigma, mean } = this;
    return Array.from({ length: this.population }, () => {
      const scaled = Float64Array.from(
        axes.values,
        (value) => Math.sqrt(Math.max(0, value)) * normal(this.options.stream),
      );
      return mean.map((value, i) => {
        let move = 0;
        for (let k = 0; k < n; k++) move += axes.vectors[i * n + k] * scaled[k];
        return value + sigma * move;
      });
    });
  }

  /** Learns from the losses of a generation. */
  tell(points: readonly Float64Array[], losses: readonly number[]): void {
    const { n, weights, rates, covariance, pathSigma, path } = this;
    const mu = this.effective;
    const order = losses.map((_, i) => i).sort((a, b) => losses[a] - losses[b] || a - b);
    const steps = weights.map((_, i) => points[order[i]].map((value, k) => (value - this.mean[k]) / this.sigma));
    const move = Float64Array.from({ length: n }, (_, k) =>
      weights.reduce((sum, weight, i) => sum + weight * steps[i][k], 0),
    );
    for (let k = 0; k < n; k++) this.mean[k] += this.sigma * move[k];
    const whitened = this.whiten(move);
    const keep = Math.sqrt(rates.sigma * (2 - rates.sigma) * mu);
    for (let k = 0; k < n; k++) pathSigma[k] = (1 - rates.sigma) * pathSigma[k] + keep * whitened[k];
    this.generation++;
    const length = Math.sqrt(pathSigma.reduce((sum, value) => sum + value * value, 0));
    const expected = Math.sqrt(n) * (1 - 1 / (4 * n) + 1 / (21 * n * n));
    const settled = Math.sqrt(1 - power(1 - rates.sigma, 2 * this.generation));
    const moves = length / settled < (1.4 + 2 / (n + 1)) * expected ? 1 : 0;
    for (let k = 0; k < n; k++)
      path[k] = (1 - rates.path) * path[k] + moves * Math.sqrt(rates.path * (2 - rates.path) * mu) * move[k];
    const stalled = (1 - moves) * rates.path * (2 - rates.path);
    for (let i = 0; i < n; i++)
      for (let j = 0; j <= i; j++) {
        const rank = weights.reduce((sum, weight, at) => sum + weight * steps[at][i] * steps[at][j], 0);
        const value =
          (1 + rates.one * stalled - rates.one - rates.mu) * covariance[i * n + j] +
          rates.one * path[i] * path[j] +
          rates.mu * rank;
        covariance[i * n + j] = value;
        covariance[j * n + i] = value;
      }
    this.sigma *= exp((rates.sigma / rates.damping) * (length / expected - 1));
    this.axes = symmetricEigen(covariance, n);
  }

  /** C^(−½)·x. */
  private whiten(x: Float64Array): Float64Array {
    const { n, axes } = this;
    const result = new Float64Array(n);
    for (let k = 0; k < n; k++) {
      let along = 0;
      for (let i = 0; i < n; i++) along += axes.vectors[i * n + k] * x[i];
      along /= Math.sqrt(Math.max(axes.values[k], 1e-300));
      for (let i = 0; i < n; i++) result[i] += axes.vectors[i * n + k] * along;
    }
    return result;
  }
}
