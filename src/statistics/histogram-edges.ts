import { power } from '../random/index.js';
import { sortedQuantile } from './sorted-quantile.js';

/** Equal bins from `first` to `last`; edge i lies at `first + i * step`, but the last one at `last`. */
export interface HistogramEdges {
  readonly first: number;
  readonly last: number;
  readonly step: number;
  readonly bins: number;
}

/**
 * Bins of the width of Freedman & Diaconis (1981), 2·IQR·n^(−1/3), over the range of the values, as NumPy's
 * `histogram_bin_edges(values, 'fd')` makes them: one bin where the quartiles coincide.
 * @param sorted - increasing and finite, at least one
 */
export function freedmanDiaconis(sorted: ArrayLike<number>): HistogramEdges {
  const count = sorted.length;
  let first = sorted[0];
  let last = sorted[count - 1];
  if (first === last) {
    first -= 0.5;
    last += 0.5;
  }
  const spread = sortedQuantile(sorted, 0.75) - sortedQuantile(sorted, 0.25);
  const width = 2 * spread * power(count, -1 / 3);
  const bins = width > 0 ? Math.ceil((last - first) / width) : 1;
  return { first, last, step: (last - first) / bins, bins };
}

/** How many edges lie at or below a value of the range: 1 in the first bin, `bins + 1` at the last edge itself. */
export function edgesBelow({ first, last, step, bins }: HistogramEdges, value: number): number {
  if (value >= last) return bins + 1;
  let edge = Math.min(bins - 1, Math.floor((value - first) / step));
  while (edge + 1 < bins && (edge + 1) * step + first <= value) edge++;
  while (edge > 0 && edge * step + first > value) edge--;
  return edge + 1;
}
