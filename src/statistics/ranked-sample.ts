/** The values that occur in a sample, each once and increasing, and where each of the sample's entries stands among them. */
export interface RankedSample {
  /** All entries, increasing. */
  readonly sorted: Float64Array;
  readonly distinct: Float64Array;
  /** Index into {@link distinct}, by entry. */
  readonly ranks: Int32Array;
}

/** @param values - no NaN; −0 and 0 are one value */
export function rankSample(values: Float64Array): RankedSample {
  const sorted = values.slice().sort();
  const buffer = new Float64Array(values.length);
  let count = 0;
  for (const value of sorted) if (count === 0 || value !== buffer[count - 1]) buffer[count++] = value;
  const distinct = buffer.slice(0, count);
  const ranks = new Int32Array(values.length);
  for (let entry = 0; entry < values.length; entry++) {
    const value = values[entry];
    let low = 0;
    let high = count - 1;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (distinct[middle] < value) low = middle + 1;
      else high = middle;
    }
    ranks[entry] = low;
  }
  return { sorted, distinct, ranks };
}
