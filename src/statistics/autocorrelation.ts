/**
 * Autocorrelation of a series at a lag, around its mean; 0 for a constant series, NaN where the lag is not shorter than
 * the series.
 */
export function autocorrelation(series: ArrayLike<number>, lag: number): number {
  return crossCorrelation(series, series, lag);
}

/** Correlation of one series with another `lag` steps later, both around their means; 0 where one is constant. */
export function crossCorrelation(earlier: ArrayLike<number>, later: ArrayLike<number>, lag: number): number {
  const count = earlier.length;
  if (lag >= count) return Number.NaN;
  const earlierMean = meanOf(earlier);
  const laterMean = meanOf(later);
  let earlierSquares = 0;
  let laterSquares = 0;
  let products = 0;
  for (let at = 0; at < count; at++) {
    const value = earlier[at] - earlierMean;
    const other = later[at] - laterMean;
    earlierSquares += value * value;
    laterSquares += other * other;
    if (at + lag < count) products += value * (later[at + lag] - laterMean);
  }
  const scale = Math.sqrt(earlierSquares * laterSquares);
  return scale === 0 ? 0 : products / scale;
}

function meanOf(series: ArrayLike<number>): number {
  let sum = 0;
  for (let at = 0; at < series.length; at++) sum += series[at];
  return sum / series.length;
}
