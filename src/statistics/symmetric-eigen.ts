/** Sweeps after which a matrix that is still not diagonal is taken as it is; a dozen are usual. */
const MOST_SWEEPS = 60;

/**
 * Eigenvalues and eigenvectors of a symmetric matrix by Jacobi's rotations (Golub & Van Loan, Matrix Computations, §8.5).
 * @param matrix - p × p, row-major; left as it is
 * @returns values in no order; `vectors` row-major, column k belongs to value k
 */
export function symmetricEigen(
  matrix: Float64Array,
  p: number,
): { readonly values: Float64Array; readonly vectors: Float64Array } {
  const a = Float64Array.from(matrix);
  const vectors = new Float64Array(p * p);
  for (let i = 0; i < p; i++) vectors[i * p + i] = 1;
  for (let sweep = 0; sweep < MOST_SWEEPS && !isDiagonal(a, p); sweep++)
    for (let i = 0; i < p - 1; i++) for (let j = i + 1; j < p; j++) rotate(a, vectors, p, i, j);
  return { values: Float64Array.from({ length: p }, (_, i) => a[i * p + i]), vectors };
}

function isDiagonal(a: Float64Array, p: number): boolean {
  let off = 0;
  let on = 0;
  for (let i = 0; i < p; i++)
    for (let j = 0; j < p; j++)
      if (i === j) on += a[i * p + i] * a[i * p + i];
      else off += a[i * p + j] * a[i * p + j];
  return off <= 1e-30 * on;
}

/** Makes the entry (i, j) nought. */
function rotate(a: Float64Array, vectors: Float64Array, p: number, i: number, j: number): void {
  const entry = a[i * p + j];
  if (entry === 0) return;
  const half = (a[j * p + j] - a[i * p + i]) / (2 * entry);
  const tangent = (half < 0 ? -1 : 1) / (Math.abs(half) + Math.sqrt(half * half + 1));
  const cosine = 1 / Math.sqrt(tangent * tangent + 1);
  const sine = tangent * cosine;
  for (let k = 0; k < p; k++) {
    const [left, right] = [a[k * p + i], a[k * p + j]];
    a[k * p + i] = cosine * left - sine * right;
    a[k * p + j] = sine * left + cosine * right;
  }
  for (let k = 0; k < p; k++) {
    const [left, right] = [a[i * p + k], a[j * p + k]];
    a[i * p + k] = cosine * left - sine * right;
    a[j * p + k] = sine * left + cosine * right;
    const [one, other] = [vectors[k * p + i], vectors[k * p + j]];
    vectors[k * p + i] = cosine * one - sine * other;
    vectors[k * p + j] = sine * one + cosine * other;
  }
}
