import type { Stream } from '../random/index.js';
import { CmaEs } from './cma-es.js';
import type { UnitPoint } from './parameter-space.js';

const MOST_GENERATIONS = 150;

/** Where the distribution is narrower than this there is nothing left to find. */
const NARROW = 1e-4;

/**
 * The least point of a cheap function over the unit cube, by CMA-ES; points outside are judged at the nearest one inside,
 * with a penalty for the way there (Hansen 2016, §B.5).
 * @param free - coordinates that move; the others stay as they are in `start`
 */
export function minimise(
  loss: (at: UnitPoint) => number,
  start: UnitPoint,
  free: readonly number[],
  stream: Stream,
): { readonly at: Float64Array; readonly loss: number } {
  const inner = Float64Array.from(free, (i) => start[i]);
  const search = new CmaEs({ start: inner, step: 0.2, stream });
  const whole = Float64Array.from(start);
  let best = { at: Float64Array.from(start), loss: loss(start) };
  for (let generation = 0; generation < MOST_GENERATIONS && search.deviation > NARROW; generation++) {
    const points = search.ask();
    const losses = points.map((point) => {
      let outside = 0;
      for (const [k, i] of free.entries()) {
        whole[i] = Math.min(1, Math.max(0, point[k]));
        outside += (point[k] - whole[i]) * (point[k] - whole[i]);
      }
      const value = loss(whole);
      if (value < best.loss) best = { at: Float64Array.from(whole), loss: value };
      return value + outside * (1 + Math.abs(value)) * 100;
    });
    search.tell(points, losses);
  }
  return best;
}
