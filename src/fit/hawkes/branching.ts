import type { HawkesParameters } from './hawkes-fit.js';

/**
 * Largest spectral radius that a model may have. A rate that is a little off in hours that the fit has not seen comes out
 * 1/(1 − ρ) times as far off in a simulation; a day whose activity falls is otherwise fitted as one that hardly stops.
 */
const MOST_BRANCHING = 0.92;

/** Row norms n_dj = Σ_k α_djk, [d·types + j]: how many events of type d one of type j sets off in the end. */
export function rowNorms({ types, knots, decays, values }: HawkesParameters): Float64Array {
  const p = knots + types * decays.length;
  const norms = new Float64Array(types * types);
  for (let target = 0; target < types; target++)
    for (let k = 0; k < decays.length; k++)
      for (let source = 0; source < types; source++)
        norms[target * types + source] += values[target * p + knots + k * types + source];
  return norms;
}

/** Largest eigenvalue of a matrix without negative entries, by power iteration on (A + I)/2, which cannot cycle. */
export function spectralRadius(matrix: Float64Array, types: number): number {
  let vector = new Float64Array(types).fill(1 / types);
  let radius = 0;
  for (let turn = 0; turn < 2000; turn++) {
    const next = new Float64Array(types);
    let sum = 0;
    for (let i = 0; i < types; i++) {
      for (let j = 0; j < types; j++) next[i] += matrix[i * types + j] * vector[j];
      next[i] = (next[i] + vector[i]) / 2;
      sum += next[i];
    }
    const before = radius;
    radius = 2 * sum - 1;
    vector = next.map((value) => value / sum);
    if (Math.abs(radius - before) < 1e-12) break;
  }
  return radius;
}

/**
 * Keeps a fit stable. At the maximum every row explains its own events, μ_d·c_0 + Σ α·c = N_d, so that with φ = 1 and
 * a long window the radius is below 1 by itself (Collatz–Wielandt, on the vector of event numbers); a short window cuts
 * kernels off and may leave it above. Then kernels shrink together and baselines take over what they explained.
 * @param integrals - what each parameter is paid for, as `integralsOf` gives them
 */
export function stabilised(parameters: HawkesParameters, integrals: Float64Array): HawkesParameters {
  const radius = spectralRadius(rowNorms(parameters), parameters.types);
  if (radius <= MOST_BRANCHING) return parameters;
  const { types, knots, decays } = parameters;
  const p = knots + types * decays.length;
  const factor = MOST_BRANCHING / radius;
  const values = parameters.values.slice();
  for (let at = 0; at < types * p; at += p) {
    let [paid, baseline, length] = [0, 0, 0];
    for (let m = knots; m < p; m++) {
      paid += values[at + m] * (1 - factor) * integrals[at + m];
      values[at + m] *= factor;
    }
    for (let m = 0; m < knots; m++) {
      baseline += values[at + m] * integrals[at + m];
      length += integrals[at + m];
    }
    // In the shape that the baseline has, as far as it has one.
    for (let m = 0; m < knots; m++)
      if (baseline > 0) values[at + m] *= 1 + paid / baseline;
      else if (length > 0) values[at + m] += paid / length;
  }
  return { ...parameters, values };
}
