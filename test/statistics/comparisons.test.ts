import { describe, expect, it } from 'vitest';
import { mcnemar, median, quantile } from '../../src/statistics/index.js';

const outcomes = (both: number, onlyFirst: number, onlySecond: number) => ({
  first: [...Array(both + onlyFirst).fill(true), ...Array(onlySecond).fill(false)],
  second: [...Array(both).fill(true), ...Array(onlyFirst).fill(false), ...Array(onlySecond).fill(true)],
});

describe("McNemar's exact test", () => {
  // two-sided binomial tails: 2 · Σ C(n, k) / 2^n
  it.each([
    [6, 0, 0.03125],
    [5, 0, 0.0625],
    [10, 2, 0.03857421875],
    [3, 3, 1],
    [0, 0, 1],
  ])('%i against %i', (onlyFirst, onlySecond, pValue) => {
    const { first, second } = outcomes(20, onlyFirst, onlySecond);
    const result = mcnemar(first, second);
    expect(result).toMatchObject({ onlyFirst, onlySecond });
    expect(result.pValue).toBeCloseTo(pValue, 12);
  });

  it('refuses outcomes that are not paired', () => {
    expect(() => mcnemar([true], [])).toThrow('same cases');
  });
});

describe('quantiles', () => {
  it('interpolate between order statistics', () => {
    expect(quantile([4, 1, 3, 2], 0.25)).toBe(1.75);
    expect(median([5, 1, 9])).toBe(5);
    expect(median([1, 2])).toBe(1.5);
    expect(median([])).toBeNaN();
  });
});
