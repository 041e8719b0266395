/**
 * Cholesky factor of a symmetric positive definite matrix, row by row; throws when it is not.
 * @param matrix - p × p, row-major; left as it is
 */
export function cholesky(matrix: Float64Array, p: number): Float64Array {
  const factor = new Float64Array(p * p);
  for (let i = 0; i < p; i++)
    for (let j = 0; j <= i; j++) {
      let sum = matrix[i * p + j];
      for (let k = 0; k < j; k++) sum -= factor[i * p + k] * factor[j * p + k];
      if (i > j) factor[i * p + j] = sum / factor[j * p + j];
      else if (sum > 0) factor[i * p + i] = Math.sqrt(sum);
      else throw new Error(`matrix is not positive definite at row ${i}`);
    }
  return factor;
}

/** Solves A·x = b by the Cholesky factor of A. */
export function solve(factor: Float64Array, p: number, b: Float64Array): Float64Array {
  const x = Float64Array.from(b);
  for (let i = 0; i < p; i++) {
    for (let k = 0; k < i; k++) x[i] -= factor[i * p + k] * x[k];
    x[i] /= factor[i * p + i];
  }
  for (let i = p - 1; i >= 0; i--) {
    for (let k = i + 1; k < p; k++) x[i] -= factor[k * p + i] * x[k];
    x[i] /= factor[i * p + i];
  }
  return x;
}

/** The inverse of A by its Cholesky factor, row-major. */
export function inverse(factor: Float64Array, p: number): Float64Array {
  const result = new Float64Array(p * p);
  const unit = new Float64Array(p);
  for (let j = 0; j < p; j++) {
    unit.fill(0);
    unit[j] = 1;
    const column = solve(factor, p, unit);
    for (let i = 0; i < p; i++) result[i * p + j] = column[i];
  }
  return result;
}
