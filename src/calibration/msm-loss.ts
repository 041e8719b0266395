import { cholesky, incompleteGamma, inverse } from '../statistics/index.js';
import type { Target } from './target.js';

/** How far the covariance of the moments is drawn to its diagonal: a few dozen blocks do not tell all correlations. */
const SHRINKAGE = 0.2;

/** Standard deviation that no moment goes below: half a percent of a rate or quantity is nobody's claim. */
const LEAST_DEVIATION = 0.005;

/**
 * A covariance of moments as it weighs: drawn to its diagonal, no moment surer than half a percent.
 * @param covariance - row-major
 */
export function weighingCovariance(covariance: ArrayLike<number>, size: number): Float64Array {
  return Float64Array.from(covariance, (value, at) => {
    const isVariance = at % (size + 1) === 0;
    return isVariance ? Math.max(value, LEAST_DEVIATION * LEAST_DEVIATION) : (1 - SHRINKAGE) * value;
  });
}

/** (m − z)'W(m − z) with a weight matrix of its own. */
export class QuadraticForm {
  private readonly weights: Float64Array;
  private readonly gaps: Float64Array;

  /** @param covariance - the inverse of the weights, row-major */
  constructor(
    covariance: Float64Array,
    readonly size: number,
  ) {
    this.weights = inverse(cholesky(covariance, size), size);
    this.gaps = new Float64Array(size);
  }

  at(moments: ArrayLike<number>, target: ArrayLike<number>): number {
    const { gaps, size } = this;
    for (let i = 0; i < size; i++) gaps[i] = moments[i] - target[i];
    return this.product(gaps, gaps);
  }

  /** x'Wy. */
  product(x: ArrayLike<number>, y: ArrayLike<number>): number {
    const { weights, size } = this;
    let sum = 0;
    for (let i = 0; i < size; i++) {
      let row = 0;
      for (let j = 0; j < size; j++) row += weights[i * size + j] * y[j];
      sum += x[i] * row;
    }
    return sum;
  }
}

/**
 * The loss of the method of simulated moments: J = (m − z)'W(m − z), W the inverse of the covariance of the target's
 * moments (Franke & Westerhoff 2012, J. Economic Dynamics and Control 36). About as large as the number of moments where
 * the model is right and simulated without end.
 */
export class MsmLoss {
  private readonly form: QuadraticForm;

  constructor(readonly target: Target) {
    this.form = new QuadraticForm(weighingCovariance(target.covariance, target.values.length), target.values.length);
  }

  /** Infinity where a moment could not be measured. */
  of(moments: ArrayLike<number>): number {
    const loss = this.form.at(moments, this.target.values);
    return Number.isNaN(loss) ? Infinity : loss;
  }

  /**
   * Hansen's J-test: probability of a larger loss were the model right at a point.
   * @param seeds - simulations behind its moments, each as long as a stretch of the target
   * @param fitted - parameters that were fitted to the target
   */
  pValue(loss: number, seeds: number, fitted: number): number {
    const { stretches, values } = this.target;
    const degrees = Math.max(1, values.length - fitted);
    return 1 - incompleteGamma(degrees / 2, loss / (1 + stretches / seeds) / 2);
  }
}
