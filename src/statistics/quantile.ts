/**
 * The value below which a share of the values lies, interpolated between order statistics (Hyndman & Fan 1996, type 7).
 * NaN without values.
 */
export function quantile(values: readonly number[], share: number): number {
  if (values.length === 0) return Number.NaN;
  const sorted = Float64Array.from(values).sort();
  const position = share * (sorted.length - 1);
  const below = Math.floor(position);
  if (below === position) return sorted[below];
  return sorted[below] + (position - below) * (sorted[below + 1] - sorted[below]);
}

/** The middle value, or the mean of the two middle ones. NaN without values. */
export function median(values: readonly number[]): number {
  return quantile(values, 0.5);
}
