import { describe, expect, it } from 'vitest';
import {
  betaQuantile,
  gammaQuantile,
  incompleteBeta,
  incompleteGamma,
  logGamma,
  studentT,
  studentTQuantile,
} from '../../src/statistics/index.js';

describe('the logarithm of the gamma function', () => {
  it.each([
    [0.5, 0.5723649429247001],
    [1, 0],
    [5, 3.1780538303479458],
    [10.5, 13.940625219403763],
    [1000, 5905.220423209181],
  ])('at %d', (x, expected) => {
    expect(logGamma(x)).toBeCloseTo(expected, 11);
  });
});

describe('the incomplete beta function', () => {
  it('is a polynomial for whole numbers', () => {
    expect(incompleteBeta(0.3, 1, 1)).toBeCloseTo(0.3, 14);
    expect(incompleteBeta(0.3, 2, 1)).toBeCloseTo(0.09, 14);
    expect(incompleteBeta(0.5, 5, 5)).toBeCloseTo(0.5, 14);
    expect(incompleteBeta(0.25, 2, 3)).toBeCloseTo(0.26171875, 13);
  });

  it('is symmetric', () => {
    expect(incompleteBeta(0.2, 3.5, 0.7) + incompleteBeta(0.8, 0.7, 3.5)).toBeCloseTo(1, 13);
  });

  it('is inverted by its quantile', () => {
    expect(incompleteBeta(betaQuantile(0.025, 38, 3), 38, 3)).toBeCloseTo(0.025, 13);
  });
});

describe('the incomplete gamma function', () => {
  it('is the exponential for a = 1', () => {
    expect(incompleteGamma(1, 0.5)).toBeCloseTo(1 - Math.exp(-0.5), 14);
    expect(incompleteGamma(1, 5)).toBeCloseTo(1 - Math.exp(-5), 14);
  });

  it('has the quantiles of the chi-squared table', () => {
    expect(2 * gammaQuantile(0.95, 5)).toBeCloseTo(18.307038, 5);
    expect(2 * gammaQuantile(0.05, 5)).toBeCloseTo(3.940299, 5);
  });
});

describe("Student's distribution", () => {
  it.each([
    [1, 12.706205],
    [2, 4.302653],
    [9, 2.262157],
    [39, 2.022691],
    [1000, 1.962339],
  ])('with %i degrees of freedom', (degrees, expected) => {
    expect(studentTQuantile(0.975, degrees)).toBeCloseTo(expected, 5);
  });

  it('is symmetric about 0', () => {
    expect(studentT(0, 7)).toBe(0.5);
    expect(studentT(-1.3, 7) + studentT(1.3, 7)).toBeCloseTo(1, 14);
  });
});
