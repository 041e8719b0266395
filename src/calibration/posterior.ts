import { exp, normal, type Stream } from '../random/index.js';
import { cholesky } from '../statistics/index.js';
import type { EmulatedTarget } from './emulated-target.js';
import { minimise } from './minimise.js';
import type { UnitPoint } from './parameter-space.js';

/** Steps of the chain before its states count, and between two that count. */
const BURN_IN = 1000;
const THINNING = 40;

/** Variance of a uniform prior over a coordinate, turned over: it keeps the proposals inside the cube. */
const PRIOR_CURVATURE = 12;

/**
 * Draws from the posterior under a uniform prior and a synthetic likelihood: moments are normal around what the emulator
 * expects (Wood 2010, Nature 466; Price et al. 2018). Random-walk Metropolis from the likeliest point, steps shaped by the
 * curvature there (Roberts & Rosenthal 2001: 2.38²/d of the covariance).
 * @param free - coordinates that move; the others stay as they are in `start`
 */
export function posteriorDraws(
  target: EmulatedTarget,
  start: UnitPoint,
  free: readonly number[],
  count: number,
  stream: Stream,
): Float64Array[] {
  const { at, loss } = minimise((point) => target.distance(point), start, free, stream);
  const steps = proposal(target, at, free);
  let state = at;
  let distance = loss;
  const draws: Float64Array[] = [];
  for (let step = 1; draws.length < count; step++) {
    const moved = steps(state, 2.38 / Math.sqrt(free.length), stream);
    if (free.every((i) => moved[i] >= 0 && moved[i] <= 1)) {
      const other = target.distance(moved);
      if (other < distance || stream.uniform53() < exp((distance - other) / 2)) [state, distance] = [moved, other];
    }
    if (step > BURN_IN && step % THINNING === 0) draws.push(state);
  }
  return draws;
}

/** Draws a point around another, as far as the target leaves it open times a scale. */
export function proposal(
  target: EmulatedTarget,
  around: UnitPoint,
  free: readonly number[],
): (from: UnitPoint, scale: number, stream: Stream) => Float64Array {
  const n = free.length;
  const curvature = target.curvature(around, free);
  for (let i = 0; i < n; i++) curvature[i * (n + 1)] += PRIOR_CURVATURE;
  // With L·L' the curvature, L'⁻¹ε has its inverse as covariance.
  const factor = cholesky(curvature, n);
  return (from, scale, stream) => {
    const chance = free.map(() => normal(stream));
    const point = Float64Array.from(from);
    for (let row = n - 1; row >= 0; row--) {
      for (let k = row + 1; k < n; k++) chance[row] -= factor[k * n + row] * chance[k];
      chance[row] /= factor[row * n + row];
      point[free[row]] += scale * chance[row];
    }
    return point;
  };
}
