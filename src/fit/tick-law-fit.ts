import { type Estimate, estimate, type TickLawFile } from '../model/index.js';
import { type CountedValue, fitLogLogistic } from './log-logistic-fit.js';

/** Share of `count` in `total` with its binomial standard error; a share of nothing has error 1. */
export function share(count: number, total: number): Estimate {
  if (total <= 0) return estimate(0, 1);
  const value = count / total;
  return estimate(value, Math.sqrt(Math.max(value * (1 - value), 1 / total / 4) / total));
}

/** Fits probabilities of 0 … `atoms` − 1 ticks and a log-logistic tail beyond, cut at `largest`. */
export function fitTickLaw(distances: readonly number[], atoms: number, largest: number): TickLawFile {
  const counts = new Array<number>(atoms).fill(0);
  const tail = new Map<number, number>();
  for (const distance of distances) {
    if (distance < atoms) counts[distance]++;
    else {
      const beyond = Math.min(distance, largest) - atoms + 1;
      tail.set(beyond, (tail.get(beyond) ?? 0) + 1);
    }
  }
  const fit = fitLogLogistic(counted(tail, largest - atoms + 1), 2);
  return {
    orders: distances.length,
    atoms: counts.map((count) => share(count, distances.length)),
    tail: { scaleTicks: estimate(fit.law.scale, fit.scaleError), shape: estimate(fit.law.shape, fit.shapeError) },
  };
}

/** Values with their counts in increasing order, all with one largest value. */
export function counted(counts: ReadonlyMap<number, number>, largest: number): CountedValue[] {
  return [...counts].sort((a, b) => a[0] - b[0]).map(([value, weight]) => ({ value, weight, largest }));
}
