/** Sweeps over all coordinates after which the answer is good enough for a step. */
const MOST_SWEEPS = 400;

/**
 * Maximises score·d − ½ d·H·d over d with `from + d ≥ 0`, by coordinate ascent: monotone, and parameters that belong at
 * their bound arrive there exactly.
 * @param information - H, p × p and symmetric, both triangles
 * @param held - parameters that stay where they are
 */
export function boundedStep(
  information: Float64Array,
  score: Float64Array,
  from: Float64Array,
  held: (m: number) => boolean,
): Float64Array {
  const p = from.length;
  const to = from.slice();
  // What is left of the score at `to`.
  const residual = score.slice();
  const movable = Int32Array.from(from.keys()).filter((m) => !held(m) && information[m * p + m] > 0);
  for (let sweep = 0; sweep < MOST_SWEEPS; sweep++) {
    let gain = 0;
    let most = 0;
    for (const m of movable) {
      const curvature = information[m * p + m] * (1 + 1e-10) + 1e-9;
      const next = Math.max(0, to[m] + residual[m] / curvature);
      const change = next - to[m];
      if (change === 0) continue;
      gain += change * (residual[m] - (curvature * change) / 2);
      to[m] = next;
      const row = m * p;
      for (let j = 0; j < p; j++) residual[j] -= information[row + j] * change;
      most = Math.max(most, Math.abs(change));
    }
    if (gain < 1e-8 || most === 0) break;
  }
  return to;
}
