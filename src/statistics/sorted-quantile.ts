/**
 * The value below which a share of sorted values lies, interpolated between order statistics (Hyndman & Fan 1996, type 7),
 * with the roundings of NumPy's `percentile`: from the nearer neighbour. NaN without values.
 */
export function sortedQuantile(sorted: ArrayLike<number>, share: number): number {
  const last = sorted.length - 1;
  if (last < 0) return Number.NaN;
  const position = share * last;
  const below = Math.floor(position);
  if (below >= last) return sorted[last];
  const between = position - below;
  if (between === 0) return sorted[below];
  const difference = sorted[below + 1] - sorted[below];
  return between < 0.5 ? sorted[below] + difference * between : sorted[below + 1] - difference * (1 - between);
}
