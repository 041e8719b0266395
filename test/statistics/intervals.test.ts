import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  clopperPearson,
  clusteredProportion,
  meanInterval,
  poissonInterval,
  wilson,
} from '../../src/statistics/index.js';

describe('the exact interval of a proportion', () => {
  // lower ends for all of n: (α/2)^(1/n); the others from scipy.stats.beta
  it.each([
    [40, 40, 0.9119026971211976, 1],
    [38, 40, 0.8308031360405823, 0.9938863534006491],
    [0, 10, 0, 0.3084971],
    [5, 10, 0.18708602844739855, 0.8129139715526015],
    [35, 35, 0.8999675644278949, 1],
    [1, 100, 0.00025314603297742, 0.05445938539208065],
  ])('%i of %i', (successes, trials, lower, upper) => {
    const interval = clopperPearson(successes, trials);
    expect(interval.lower).toBeCloseTo(lower, 7);
    expect(interval.upper).toBeCloseTo(upper, 7);
    expect(interval.estimate).toBe(successes / trials);
  });

  it('covers the true proportion at least as often as it says', () => {
    fc.assert(
      fc.property(
        fc.double({ min: 0.02, max: 0.98, noNaN: true }),
        fc.integer({ min: 1, max: 40 }),
        (share, trials) => {
          let covered = 0;
          let weight = (1 - share) ** trials;
          for (let successes = 0; successes <= trials; successes++) {
            const { lower, upper } = clopperPearson(successes, trials);
            if (lower <= share && share <= upper) covered += weight;
            weight *= ((trials - successes) / (successes + 1)) * (share / (1 - share));
          }
          expect(covered).toBeGreaterThanOrEqual(0.95 - 1e-9);
        },
      ),
      { numRuns: 50 },
    );
  });

  it('knows nothing without trials and refuses impossible counts', () => {
    expect(clopperPearson(0, 0)).toEqual({ estimate: Number.NaN, lower: 0, upper: 1 });
    expect(() => clopperPearson(3, 2)).toThrow('3 of 2');
  });
});

describe("Wilson's interval", () => {
  // the figures that the surveillance literature quotes: 30 of 30 is no proof of 0.9
  it.each([
    [30, 30, 0.88648],
    [35, 35, 0.9011],
    [19, 20, 0.76387],
    [125, 125, 0.97018],
  ])('%i of %i has the lower end %d', (successes, trials, lower) => {
    expect(wilson(successes, trials).lower).toBeCloseTo(lower, 4);
  });

  it('lies within the exact one for a half', () => {
    const narrow = wilson(20, 40);
    const exact = clopperPearson(20, 40);
    expect(narrow.lower).toBeGreaterThan(exact.lower);
    expect(narrow.upper).toBeLessThan(exact.upper);
  });
});

describe('the exact interval of a rate', () => {
  // Garwood (1936), as in every table of exact Poisson limits
  it.each([
    [0, 0, 3.68887945],
    [1, 0.02531781, 5.57164339],
    [2, 0.24220928, 7.22468767],
    [3, 0.61867212, 8.76727307],
    [10, 4.79538887, 18.39035604],
    [100, 81.36399125, 121.62679379],
  ])('%i events', (events, lower, upper) => {
    const interval = poissonInterval(events);
    expect(interval.lower).toBeCloseTo(lower, 5);
    expect(interval.upper).toBeCloseTo(upper, 5);
  });

  it('is per unit of exposure', () => {
    expect(poissonInterval(0, 80).upper).toBeCloseTo(0.046111, 6);
    expect(poissonInterval(4, 80).estimate).toBe(0.05);
    expect(poissonInterval(0, 0).upper).toBe(Infinity);
  });
});

describe('the mean with its interval', () => {
  it("is Student's on his own sleep data (1908)", () => {
    const extraHours = [1.2, 2.4, 1.3, 1.3, 0, 1, 1.8, 0.8, 4.6, 1.4];
    const interval = meanInterval(extraHours);
    expect(interval.estimate).toBeCloseTo(1.58, 12);
    expect(interval.lower).toBeCloseTo(0.7001142, 6);
    expect(interval.upper).toBeCloseTo(2.4598858, 6);
  });

  it('has no end with one value and no middle without any', () => {
    expect(meanInterval([3])).toEqual({ estimate: 3, lower: -Infinity, upper: Infinity });
    expect(meanInterval([]).estimate).toBeNaN();
  });
});

describe('a proportion over clusters', () => {
  const one = (successes: number) => ({ successes, trials: 1 });

  it('is the exact interval where every cluster is one trial', () => {
    const clusters = [...Array(38).fill(one(1)), one(0), one(0)];
    expect(clusteredProportion(clusters)).toEqual(clopperPearson(38, 40));
  });

  it('does not grow surer by counting the same seed again', () => {
    const seeds = [...Array(8).fill({ successes: 5, trials: 5 }), ...Array(2).fill({ successes: 0, trials: 5 })];
    const clustered = clusteredProportion(seeds);
    const counted = clopperPearson(40, 50);
    const bySeed = clopperPearson(8, 10);
    expect(clustered.estimate).toBe(0.8);
    expect(clustered.lower).toBeLessThan(counted.lower - 0.1);
    expect(clustered.lower).toBeLessThan(bySeed.lower);
    expect(clustered.lower).toBeGreaterThan(bySeed.lower - 0.1);
  });

  it('counts clusters where all trials agree', () => {
    const clusters = Array(10).fill({ successes: 4, trials: 4 });
    expect(clusteredProportion(clusters)).toEqual(clopperPearson(10, 10));
  });
});
