import type { SimulatedPoint } from './emulator.js';
import type { CalibratedParameter } from './parameter-space.js';
import { dot, ridge, varianceOf } from './ridge.js';

/** Below it a parameter cannot be told from the moments (JASSS 23(1), 2020). */
const LEAST_R2 = 0.3;

/** Whether the moments tell a parameter. */
export interface Identifiability {
  readonly path: string;
  /** Cross-validated R² of the parameter's regression on the moments: 1 exactly told, 0 not at all. */
  readonly r2: number;
  readonly identified: boolean;
}

/**
 * The map of what can be known: every parameter is regressed on the moments over points drawn from the prior, and judged by
 * how well that predicts points it has not seen (Carrella, Bailey & Madsen 2020, JASSS 23(1) 7). Squares of the moments are
 * in the regression where they predict better than without: few points cannot pay for them.
 */
export function identifiability(
  parameters: readonly CalibratedParameter[],
  points: readonly SimulatedPoint[],
): Identifiability[] {
  const scaled = standardised(points.map(({ moments }) => moments));
  const lines = scaled.map((row) => Float64Array.from([1, ...row]));
  const curves = scaled.map((row) => Float64Array.from([1, ...row, ...row.map((value) => value * value - 1)]));
  return parameters.map(({ path }, i) => {
    const response = Float64Array.from(points, ({ at }) => at[i]);
    const r2 = Math.max(predicted(lines, response), predicted(curves, response));
    return { path, r2, identified: r2 >= LEAST_R2 };
  });
}

/** Share of a response's variance that a regression predicts at rows it has not seen. */
function predicted(rows: readonly Float64Array[], response: Float64Array): number {
  const [leftOut] = ridge(rows, [response]).leftOut;
  return 1 - dot(leftOut, leftOut) / leftOut.length / varianceOf(response);
}

/** Columns of mean 0 and mean square 1; a constant one is nought. */
function standardised(rows: readonly (readonly number[])[]): number[][] {
  const columns = rows[0].map((_, k) => rows.map((row) => row[k]));
  const means = columns.map((column) => column.reduce((sum, value) => sum + value, 0) / column.length);
  const deviations = columns.map((column) => Math.sqrt(varianceOf(column)));
  return rows.map((row) => row.map((value, k) => (deviations[k] > 0 ? (value - means[k]) / deviations[k] : 0)));
}
