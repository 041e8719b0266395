import { cholesky, solve } from '../statistics/index.js';

/** Penalties that are tried, in variances of a response per squared unit of a coefficient. */
const PENALTIES = [1e-6, 1e-4, 1e-3, 1e-2, 0.1, 0.3, 1, 3, 10, 30, 100, 300];

/** A linear regression of several responses on the same features. */
export interface RidgeFit {
  /** One vector of coefficients a response. */
  readonly coefficients: readonly Float64Array[];
  /** Residuals of every row when the fit has not seen it, one vector a response. */
  readonly leftOut: readonly Float64Array[];
  /** Variance of a prediction in variances of the residuals: x'(X'X + λ)⁻¹x. */
  leverage(features: ArrayLike<number>): number;
}

/**
 * Ridge regression (Hoerl & Kennard 1970). The penalty is the one with the least squares of left-out residuals, which for
 * linear fits need no second fit: e/(1 − h) (Allen 1974, PRESS). The first feature is the constant and is not penalised.
 * @param rows - features of every observation
 * @param responses - one vector over the observations each
 */
export function ridge(rows: readonly Float64Array[], responses: readonly Float64Array[]): RidgeFit {
  const p = rows[0].length;
  const gram = new Float64Array(p * p);
  for (const row of rows) for (let i = 0; i < p; i++) for (let j = 0; j <= i; j++) gram[i * p + j] += row[i] * row[j];
  for (let i = 0; i < p; i++) for (let j = i + 1; j < p; j++) gram[i * p + j] = gram[j * p + i];
  const products = responses.map((response) => {
    const sums = new Float64Array(p);
    for (const [at, row] of rows.entries()) for (let i = 0; i < p; i++) sums[i] += row[i] * response[at];
    return sums;
  });
  const scales = responses.map((response) => Math.max(varianceOf(response), Number.MIN_VALUE));
  let best: { fit: RidgeFit; score: number } | undefined;
  for (const penalty of PENALTIES) {
    const fit = fitWith(penalty, gram, products, rows, responses, p);
    if (fit === undefined) continue;
    const score = fit.leftOut.reduce((sum, residuals, k) => sum + squares(residuals) / scales[k], 0);
    if (best === undefined || score < best.score) best = { fit, score };
  }
  return best!.fit;
}

/** Undefined where the penalty is too small for the features to be told apart. */
function fitWith(
  penalty: number,
  gram: Float64Array,
  products: readonly Float64Array[],
  rows: readonly Float64Array[],
  responses: readonly Float64Array[],
  p: number,
): RidgeFit | undefined {
  const matrix = Float64Array.from(gram);
  matrix[0] += 1e-9;
  for (let i = 1; i < p; i++) matrix[i * p + i] += penalty;
  let factor: Float64Array;
  try {
    factor = cholesky(matrix, p);
  } catch {
    return undefined;
  }
  const coefficients = products.map((sums) => solve(factor, p, sums));
  const leverage = (features: ArrayLike<number>): number => forwardSquares(factor, p, features);
  const seen = rows.map((row) => Math.max(1e-6, 1 - leverage(row)));
  const leftOut = responses.map((response, k) =>
    Float64Array.from(rows, (row, at) => (response[at] - dot(row, coefficients[k])) / seen[at]),
  );
  return { coefficients, leftOut, leverage };
}

/** |L⁻¹x|². */
function forwardSquares(factor: Float64Array, p: number, x: ArrayLike<number>): number {
  const y = new Float64Array(p);
  let sum = 0;
  for (let i = 0; i < p; i++) {
    let value = x[i];
    for (let k = 0; k < i; k++) value -= factor[i * p + k] * y[k];
    y[i] = value / factor[i * p + i];
    sum += y[i] * y[i];
  }
  return sum;
}

export function dot(a: ArrayLike<number>, b: ArrayLike<number>): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += a[i] * b[i];
  return sum;
}

/** Mean square around the mean. */
export function varianceOf(values: ArrayLike<number>): number {
  let mean = 0;
  for (let i = 0; i < values.length; i++) mean += values[i] / values.length;
  let sum = 0;
  for (let i = 0; i < values.length; i++) sum += (values[i] - mean) * (values[i] - mean);
  return sum / values.length;
}

function squares(values: Float64Array): number {
  return dot(values, values);
}
