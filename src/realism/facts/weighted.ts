import { rankSample } from '../../statistics/index.js';
import type { WeightedStatistic } from './fact.js';

/** Sums by block: what most statistics are made of. */
export class BlockSums {
  readonly sums: Float64Array;

  constructor(count: number) {
    this.sums = new Float64Array(count);
  }

  add(block: number, value: number): void {
    this.sums[block] += value;
  }

  total(weights?: ArrayLike<number>): number {
    let total = 0;
    for (let block = 0; block < this.sums.length; block++) total += this.sums[block] * (weights?.[block] ?? 1);
    return total;
  }
}

/** One weighted sum over another: a share or a mean. */
export function ratio(numerator: BlockSums, denominator: BlockSums): WeightedStatistic {
  return (weights) => numerator.total(weights) / denominator.total(weights);
}

/** A value and the block it belongs to. */
export interface BlockValue {
  readonly block: number;
  readonly value: number;
}

/** The least value at or below which a share of the weight lies. */
export function weightedQuantile(entries: readonly BlockValue[], share: number): WeightedStatistic {
  const { distinct, ranks } = rankSample(Float64Array.from(entries, ({ value }) => value));
  const blocks = Int32Array.from(entries, ({ block }) => block);
  const counts = new Float64Array(distinct.length);
  return (weights) => {
    counts.fill(0);
    let total = 0;
    for (let entry = 0; entry < ranks.length; entry++) {
      const weight = weights === undefined ? 1 : weights[blocks[entry]];
      counts[ranks[entry]] += weight;
      total += weight;
    }
    let below = 0;
    for (let at = 0; at < counts.length; at++) {
      below += counts[at];
      if (below > 0 && below >= share * total) return distinct[at];
    }
    return Number.NaN;
  };
}

/**
 * Autocorrelation at a lag of series that do not reach over their block, around the mean of all blocks.
 * @param series - one a block
 */
export function blockAutocorrelation(series: readonly ArrayLike<number>[], lag: number): WeightedStatistic {
  const count = new BlockSums(series.length);
  const sum = new BlockSums(series.length);
  const squares = new BlockSums(series.length);
  const pairs = new BlockSums(series.length);
  const products = new BlockSums(series.length);
  const ends = new BlockSums(series.length);
  for (const [block, values] of series.entries())
    for (let at = 0; at < values.length; at++) {
      count.add(block, 1);
      sum.add(block, values[at]);
      squares.add(block, values[at] * values[at]);
      if (at + lag >= values.length) continue;
      pairs.add(block, 1);
      products.add(block, values[at] * values[at + lag]);
      ends.add(block, values[at] + values[at + lag]);
    }
  return (weights) => {
    const mean = sum.total(weights) / count.total(weights);
    const variance = squares.total(weights) / count.total(weights) - mean * mean;
    const many = pairs.total(weights);
    const covariance = (products.total(weights) - mean * ends.total(weights)) / many + mean * mean;
    return variance > 0 ? covariance / variance : Number.NaN;
  };
}

/** Kurtosis above that of a normal distribution, of values of all blocks together. */
export function blockKurtosis(series: readonly ArrayLike<number>[]): WeightedStatistic {
  const powers = Array.from({ length: 5 }, () => new BlockSums(series.length));
  for (const [block, values] of series.entries())
    for (let at = 0; at < values.length; at++)
      for (let power = 0, value = 1; power < 5; power++, value *= values[at]) powers[power].add(block, value);
  return (weights) => {
    const [count, first, second, third, fourth] = powers.map((sums) => sums.total(weights));
    const mean = first / count;
    const variance = second / count - mean * mean;
    const central =
      fourth / count - (4 * mean * third) / count + (6 * mean * mean * second) / count - 3 * mean * mean * mean * mean;
    return variance > 0 ? central / (variance * variance) - 3 : Number.NaN;
  };
}
