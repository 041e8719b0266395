import { describe, expect, it } from 'vitest';
import {
  areaUnderCurve,
  autocorrelation,
  boostedTrees,
  decileThresholds,
  edgesBelow,
  freedmanDiaconis,
  percentileInterval,
  rankSample,
  recentredInterval,
  sortedQuantile,
  thresholdsBelow,
  totalVariation,
  wasserstein,
} from '../../src/statistics/index.js';

describe('bins of Freedman and Diaconis', () => {
  it('are those of numpy.histogram_bin_edges(x, "fd")', () => {
    // IQR of 0 … 9 is 4.5, so the width is 9 / 10^(1/3) = 4.177 and the range of 9 needs three bins.
    const edges = freedmanDiaconis([0, 1, 2, 3, 4, 5, 6, 7, 8, 9]);
    expect(edges).toEqual({ first: 0, last: 9, step: 3, bins: 3 });
    expect([0, 2.9, 3, 6, 8.9, 9].map((value) => edgesBelow(edges, value))).toEqual([1, 1, 2, 3, 3, 4]);
  });

  it('are one where the quartiles coincide, around a single value', () => {
    expect(freedmanDiaconis([1, 5, 5, 5, 5, 9])).toMatchObject({ first: 1, last: 9, bins: 1 });
    expect(freedmanDiaconis([7, 7])).toMatchObject({ first: 6.5, last: 7.5, bins: 1 });
  });
});

describe('quantiles', () => {
  it('interpolate between order statistics', () => {
    expect(sortedQuantile([1, 2, 4, 8], 0.5)).toBe(3);
    expect(sortedQuantile([1, 2, 4, 8], 0.75)).toBe(5);
    expect(sortedQuantile([], 0.5)).toBeNaN();
    expect(sortedQuantile([1, Infinity], 0)).toBe(1);
  });

  it('give deciles of which equal ones stand apart, so that a frequent value has a group of its own', () => {
    const thresholds = decileThresholds([...Array<number>(15).fill(3), 4, 5, 6, 7, 8]);
    expect(thresholds.slice(0, 2)).toEqual([3, 3.01]);
    expect(thresholds.filter((value) => value < 4)).toHaveLength(2);
    expect([2, 3, 4].map((value) => thresholdsBelow(thresholds, value))).toEqual([0, 1, 2]);
  });
});

describe('distances', () => {
  const { distinct, ranks } = rankSample(Float64Array.of(0, 1, 3, 5, 6, 8));
  const one = new Float64Array(6);
  const other = new Float64Array(6);
  for (const rank of ranks.subarray(0, 3)) one[rank]++;
  for (const rank of ranks.subarray(3)) other[rank]++;

  it('of Wasserstein are those of the example of scipy.stats.wasserstein_distance', () => {
    expect(wasserstein(distinct, one, other)).toBeCloseTo(5, 12);
  });

  it('of total variation go from 0 to 1', () => {
    expect(totalVariation([1, 1], [2, 2])).toBe(0);
    expect(totalVariation([1, 0], [0, 3])).toBe(1);
    expect(totalVariation([3, 1], [1, 3])).toBe(0.5);
    expect(totalVariation([1], [0])).toBe(1);
    expect(wasserstein([1], [1], [0])).toBeNaN();
  });
});

describe('intervals of resamples', () => {
  const resampled = Array.from({ length: 101 }, (_, at) => at);

  it('lie between quantiles, moved onto the estimate where that is asked for', () => {
    const between = percentileInterval(60, resampled);
    expect([between.lower, between.upper].map((end) => Math.round(end * 1e6) / 1e6)).toEqual([2.5, 97.5]);
    const moved = recentredInterval(60, resampled);
    expect([moved.lower, moved.upper].map((end) => Math.round(end * 1e6) / 1e6)).toEqual([12.5, 107.5]);
    expect(percentileInterval(1, [Number.NaN, 1]).lower).toBeNaN();
  });
});

describe('a classifier of boosted trees', () => {
  /** Points of a grid, with a class that no single feature tells. */
  const rows = Array.from({ length: 400 }, (_, at) => [at % 20, Math.floor(at / 20), (at * 7) % 11]);
  const labels = rows.map(([x, y]) => (x < 10 === y < 10 ? 1 : 0));

  it('learns what two features mean together', () => {
    const classify = boostedTrees(rows, labels);
    const scores = rows.map(classify);
    const of = (label: number) => scores.filter((_, row) => labels[row] === label);
    expect(areaUnderCurve(of(1), of(0)).estimate).toBe(1);
  });

  it('is not better than a coin where there is nothing to learn', () => {
    const classify = boostedTrees(
      rows.slice(0, 200),
      rows.slice(0, 200).map((_, row) => (row * 31) % 2),
    );
    const scores = rows.slice(200).map(classify);
    const area = areaUnderCurve(
      scores.filter((_, row) => (row * 17) % 3 === 0),
      scores.filter((_, row) => (row * 17) % 3 !== 0),
    );
    expect(area.lower).toBeLessThan(0.5);
    expect(area.upper).toBeGreaterThan(0.5);
  });
});

describe('area under the curve', () => {
  it('counts ties half', () => {
    expect(areaUnderCurve([1, 2, 3], [1, 2, 3]).estimate).toBe(0.5);
    expect(areaUnderCurve([2, 3], [0, 1]).estimate).toBe(1);
    expect(areaUnderCurve([1, 3], [2]).estimate).toBe(0.5);
  });
});

describe('autocorrelation', () => {
  it('is 1 at lag 0, negative for a swing, 0 for a constant', () => {
    const swing = [1, -1, 1, -1, 1, -1];
    expect(autocorrelation(swing, 0)).toBeCloseTo(1, 12);
    expect(autocorrelation(swing, 1)).toBeCloseTo(-5 / 6, 12);
    expect(autocorrelation([2, 2, 2], 1)).toBe(0);
    expect(autocorrelation([2, 2, 2], 3)).toBeNaN();
  });
});
