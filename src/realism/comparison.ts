import {
  decileThresholds,
  edgesBelow,
  freedmanDiaconis,
  rankSample,
  thresholdsBelow,
  totalVariation,
  wasserstein,
} from '../statistics/index.js';

/** How far two distributions lie apart. */
export interface Losses {
  /** Total variation over bins, 0 to 1. */
  readonly l1: number;
  /** In standard deviations of the pooled values; NaN where a side has none. */
  readonly wasserstein: number;
}

/** Which bins total variation counts: of equal width, one a value, or one a decile of the pooled values. */
export type Binning = 'freedman-diaconis' | 'values' | 'deciles';

/** Values of all windows, real ones first, in a row. */
export interface PooledValues {
  readonly values: Float64Array;
  /** Group of each value, from 0; without it all are one group. */
  readonly groups?: Int32Array;
  /** Where each window's values begin; one more at the end. */
  readonly offsets: readonly number[];
  /** How many of the windows are real. */
  readonly realWindows: number;
}

interface Group {
  /** Its distinct values, increasing. */
  readonly distinct: Float64Array;
  /** Where its distinct values begin among those of all groups. */
  readonly start: number;
  /** Bin of each distinct value, from 0 and without gaps. */
  readonly bins: Int32Array;
  readonly binCount: number;
  /** Standard deviation of its pooled values. */
  readonly deviation: number;
}

/**
 * Real against simulated values, ready to be compared under any weights of the windows, so that a bootstrap need not look
 * at a value twice. Bins and standard deviations are those of all values, whatever the weights.
 */
export class Comparison {
  private readonly groups: readonly Group[];
  /** Position of each value among the distinct ones of all groups. */
  private readonly ranks: Int32Array;
  private readonly real: Float64Array;
  private readonly simulated: Float64Array;

  constructor(
    private readonly pooled: PooledValues,
    binning: Binning,
  ) {
    const { values, groups } = pooled;
    this.ranks = new Int32Array(values.length);
    const made: Group[] = [];
    let start = 0;
    for (const members of membersOf(groups, values.length)) {
      const { sorted, distinct, ranks } = rankSample(members === undefined ? values : pick(values, members));
      for (let entry = 0; entry < ranks.length; entry++) this.ranks[members?.[entry] ?? entry] = start + ranks[entry];
      const { bins, binCount } = binsOf(distinct, sorted, binning);
      made.push({ distinct, start, bins, binCount, deviation: deviationOf(sorted) });
      start += distinct.length;
    }
    this.groups = made;
    this.real = new Float64Array(start);
    this.simulated = new Float64Array(start);
  }

  /**
   * Losses with every window counted as often as `weights` say; once without them. Groups count by their share of the
   * values; one that is empty on one side is as far away as can be, and adds no Wasserstein distance: where all are so,
   * there is none (LOB-Bench has 0).
   */
  losses(weights?: ArrayLike<number>): Losses {
    this.count(weights);
    const { real, simulated, groups } = this;
    let total = 0;
    let l1 = 0;
    let distance = 0;
    let distances = 0;
    for (const { distinct, start, bins, binCount, deviation } of groups) {
      const one = real.subarray(start, start + distinct.length);
      const other = simulated.subarray(start, start + distinct.length);
      const realBins = new Float64Array(binCount);
      const simulatedBins = new Float64Array(binCount);
      let size = 0;
      for (let at = 0; at < distinct.length; at++) {
        realBins[bins[at]] += one[at];
        simulatedBins[bins[at]] += other[at];
        size += one[at] + other[at];
      }
      if (size === 0) continue;
      total += size;
      l1 += size * totalVariation(realBins, simulatedBins);
      const area = wasserstein(distinct, one, other);
      if (Number.isNaN(area)) continue;
      distances++;
      if (deviation > 0) distance += (size * area) / deviation;
    }
    if (total === 0) return { l1: Number.NaN, wasserstein: Number.NaN };
    return { l1: l1 / total, wasserstein: distances === 0 ? Number.NaN : distance / total };
  }

  /** How many values each side has. */
  get sizes(): { readonly real: number; readonly simulated: number } {
    const { offsets, realWindows } = this.pooled;
    return { real: offsets[realWindows], simulated: offsets[offsets.length - 1] - offsets[realWindows] };
  }

  private count(weights: ArrayLike<number> | undefined): void {
    const { real, simulated, ranks, pooled } = this;
    const { offsets, realWindows } = pooled;
    real.fill(0);
    simulated.fill(0);
    for (let window = 0; window + 1 < offsets.length; window++) {
      const weight = weights === undefined ? 1 : weights[window];
      if (weight === 0) continue;
      const counts = window < realWindows ? real : simulated;
      for (let entry = offsets[window]; entry < offsets[window + 1]; entry++) counts[ranks[entry]] += weight;
    }
  }
}

/** Entries of each group, in the order of the groups' numbers; undefined for all of them. */
function membersOf(groups: Int32Array | undefined, count: number): (readonly number[] | undefined)[] {
  if (groups === undefined) return [undefined];
  const members: number[][] = [];
  for (let entry = 0; entry < count; entry++) {
    const { [entry]: group } = groups;
    members[group] ??= [];
    members[group].push(entry);
  }
  return members.filter((each) => each !== undefined);
}

function pick(values: Float64Array, members: readonly number[]): Float64Array {
  return Float64Array.from(members, (entry) => values[entry]);
}

function binsOf(
  distinct: Float64Array,
  sorted: Float64Array,
  binning: Binning,
): { readonly bins: Int32Array; readonly binCount: number } {
  const bins = new Int32Array(distinct.length);
  if (distinct.length === 0) return { bins, binCount: 0 };
  const binOf = binFunction(sorted, binning);
  let binCount = 0;
  let before = Number.NaN;
  for (let at = 0; at < distinct.length; at++) {
    const bin = binOf(distinct[at]);
    if (bin !== before) binCount++;
    before = bin;
    bins[at] = binCount - 1;
  }
  return { bins, binCount };
}

/** A number that is the same for values of one bin and another one for values of the next. */
function binFunction(sorted: Float64Array, binning: Binning): (value: number) => number {
  if (binning === 'values') return (value) => value;
  if (binning === 'deciles') {
    const thresholds = decileThresholds(sorted);
    return (value) => thresholdsBelow(thresholds, value);
  }
  const edges = freedmanDiaconis(sorted);
  return (value) => edgesBelow(edges, value);
}

/** Standard deviation of a sample, with n − 1; 0 below two values. */
function deviationOf(values: Float64Array): number {
  const count = values.length;
  if (count < 2) return 0;
  let sum = 0;
  for (const value of values) sum += value;
  const mean = sum / count;
  let squares = 0;
  for (const value of values) squares += (value - mean) * (value - mean);
  return Math.sqrt(squares / (count - 1));
}
