import { exp } from '../../random/elementary.js';
import type { EventSequence, Modulation } from './event-sequence.js';
import { expectedEvents, type HawkesParameters } from './hawkes-fit.js';

/** How far the rescaled times of one type are from unit-exponential and independent. */
export interface ResidualCheck {
  readonly events: number;
  /** Kolmogorov–Smirnov distance from the exponential distribution. */
  readonly distance: number;
  /** Mean of the residuals: 1 where as many events came as were expected. */
  readonly mean: number;
  /** Ljung–Box statistic over {@link LAGS} lags; χ² with as many degrees of freedom when they are independent. */
  readonly ljungBox: number;
}

/** Lags of the Ljung–Box statistic. */
export const LAGS = 20;

/**
 * Residuals by time rescaling: between two events of a type its compensator grows by a unit-exponential amount if the
 * model is right (Brown et al. 2002, Neural Computation 14).
 */
export function checkResiduals(
  events: EventSequence,
  parameters: HawkesParameters,
  modulation?: Modulation,
): ResidualCheck[] {
  const { types, type, first, count } = events;
  const expected = expectedEvents(events, parameters, modulation);
  const grown = new Float64Array(types);
  const residuals: number[][] = Array.from({ length: types }, () => []);
  const begun = new Uint8Array(types);
  for (let row = first; row < count; row++) {
    for (let target = 0; target < types; target++) grown[target] += expected[row * types + target];
    const own = type[row];
    // What grew before the first event of the window is part of a residual only.
    if (begun[own] === 1) residuals[own].push(grown[own]);
    begun[own] = 1;
    grown[own] = 0;
  }
  return residuals.map(check);
}

function check(residuals: readonly number[]): ResidualCheck {
  const n = residuals.length;
  const mean = residuals.reduce((sum, residual) => sum + residual, 0) / Math.max(1, n);
  // Under an exponential law 1 − exp(−τ) is uniform; correlations are taken of that, which heavy tails cannot rule.
  const uniform = residuals.map((residual) => 1 - exp(-residual));
  const sorted = Float64Array.from(uniform).sort();
  let distance = 0;
  for (let i = 0; i < n; i++) distance = Math.max(distance, sorted[i] - i / n, (i + 1) / n - sorted[i]);
  return { events: n, distance, mean, ljungBox: ljungBox(uniform) };
}

/** n(n + 2) Σ_k r_k²/(n − k) (Ljung & Box 1978). */
function ljungBox(values: readonly number[]): number {
  const n = values.length;
  const mean = values.reduce((sum, value) => sum + value, 0) / Math.max(1, n);
  let variance = 0;
  for (const value of values) variance += (value - mean) * (value - mean);
  let statistic = 0;
  for (let lag = 1; lag <= LAGS && lag < n; lag++) {
    let sum = 0;
    for (let i = lag; i < n; i++) sum += (values[i] - mean) * (values[i - lag] - mean);
    const correlation = variance > 0 ? sum / variance : 0;
    statistic += (correlation * correlation) / (n - lag);
  }
  return n * (n + 2) * statistic;
}
