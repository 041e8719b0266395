/** Edges between the age bins of an order, seconds: below 0.1 s, below 1 s, … */
export const AGE_EDGES_SECONDS: readonly number[] = [0.1, 1, 5, 20, 60, 300, 1800];

/** Smallest distance of each distance bin but the first, ticks behind the touch: at the touch, 1, 2–5, 6–20, 21–60, more. */
export const DISTANCE_EDGES_TICKS: readonly number[] = [1, 2, 6, 21, 61];

/** Number of the bin of a value between increasing edges; an edge belongs to the bin above it. */
export function binOf(edges: readonly number[], value: number): number {
  let bin = 0;
  while (bin < edges.length && value >= edges[bin]) bin++;
  return bin;
}
