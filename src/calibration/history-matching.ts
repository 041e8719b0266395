import { integerBelow, normal, type Stream } from '../random/index.js';
import type { EmulatedTarget } from './emulated-target.js';
import type { UnitPoint } from './parameter-space.js';

/** Points above it are ruled out. */
const IMPLAUSIBLE = 3;

/** Attempts at a point near one that is not ruled out, for each that is wanted. */
const ATTEMPTS = 200;

/** Spread of those attempts at first, in widths of the prior. */
const SPREAD = 0.1;

/** The next points of a wave, and how much of the prior is left. */
export interface Wave {
  readonly points: readonly UnitPoint[];
  /** Share of the prior that is not ruled out. */
  readonly left: number;
}

/**
 * A wave of history matching (Craig et al. 1997; Andrianakis et al. 2015): points that no emulator rules out, spread over
 * what is left. Where everything is ruled out, the least implausible ones.
 * @param targets - the emulated targets of this wave and those before it
 * @param prior - points over the whole prior, the fixed coordinates set
 * @param free - coordinates that move
 */
export function nextWave(
  targets: readonly EmulatedTarget[],
  prior: readonly UnitPoint[],
  free: readonly number[],
  count: number,
  stream: Stream,
): Wave {
  const worst = (at: UnitPoint): number => Math.max(...targets.map((target) => target.implausibility(at)));
  const judged = prior.map((at) => ({ at, value: worst(at) })).sort((a, b) => a.value - b.value);
  const left = judged.filter(({ value }) => value < IMPLAUSIBLE).length;
  if (left >= count) {
    // Every so many of those that are left: they stand in the order of their implausibility.
    const points = Array.from({ length: count }, (_, i) => judged[Math.floor((i * left) / count)].at);
    return { points, left: left / prior.length };
  }
  const points = judged.slice(0, Math.max(left, 1)).map(({ at }) => at);
  const limit = Math.max(IMPLAUSIBLE, judged[Math.min(judged.length, count) - 1].value);
  let spread = SPREAD;
  for (let attempt = 0; points.length < count && attempt < ATTEMPTS * count; attempt++) {
    const near = points[integerBelow(stream, points.length)];
    const moved = Float64Array.from(near);
    for (const i of free) moved[i] += spread * normal(stream);
    if (free.some((i) => moved[i] < 0 || moved[i] > 1)) continue;
    if (worst(moved) < (left > 0 ? IMPLAUSIBLE : limit)) points.push(moved);
    else spread = Math.max(0.01, spread * 0.999);
  }
  for (let i = 0; points.length < count; i++) points.push(judged[i].at);
  return { points, left: left / prior.length };
}
