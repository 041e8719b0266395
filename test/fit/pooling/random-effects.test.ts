import { describe, expect, it } from 'vitest';
import { randomEffect } from '../../../src/fit/pooling/random-effects.js';
import { normal, Streams } from '../../../src/random/index.js';

describe('the mean of a parameter over days', () => {
  it('is that of DerSimonian and Laird, by hand', () => {
    // w = 1, 1/4; weighted mean 12/5; Q = 16/5·…: two days at 2 ± 1 and 6 ± 2.
    const { value, standardError, betweenDays } = randomEffect([
      { value: 2, standardError: 1 },
      { value: 6, standardError: 2 },
    ]);
    // Q = 1·(2 − 2.8)² + ¼·(6 − 2.8)² = 3.2; τ² = (3.2 − 1) / (1.25 − 1.0625/1.25) = 5.5
    expect(betweenDays).toBeCloseTo(Math.sqrt(5.5), 12);
    const [first, second] = [1 / 6.5, 1 / 9.5];
    expect(value).toBeCloseTo((2 * first + 6 * second) / (first + second), 12);
    expect(standardError).toBeCloseTo(Math.sqrt(1 / (first + second)), 12);
  });

  it('holds the truth in 95 of 100 intervals, and finds the deviation of the days', () => {
    const stream = new Streams(1).stream('days/0/values');
    const [studies, days, mean, deviation] = [400, 30, 5, 0.8];
    let [covered, variance] = [0, 0];
    for (let study = 0; study < studies; study++) {
      const effect = randomEffect(
        Array.from({ length: days }, (_, day) => {
          const standardError = 0.2 + (day % 5) * 0.2;
          return { value: mean + deviation * normal(stream) + standardError * normal(stream), standardError };
        }),
      );
      if (Math.abs(effect.value - mean) <= 1.959964 * effect.standardError) covered++;
      variance += (effect.betweenDays * effect.betweenDays) / studies;
    }
    expect(covered / studies).toBeGreaterThan(0.91);
    expect(covered / studies).toBeLessThan(0.98);
    expect(Math.sqrt(variance)).toBeCloseTo(deviation, 1);
  });

  it('takes days without an error alike, and a number that is always the same as known', () => {
    const exact = (value: number) => ({ value, standardError: 0 });
    expect(randomEffect([exact(1), exact(1)])).toEqual({ value: 1, standardError: 0, betweenDays: 0 });
    const { value, betweenDays } = randomEffect([exact(0), { value: 0.2, standardError: 0.1 }]);
    expect([value, betweenDays]).toEqual([0.1, expect.closeTo(Math.sqrt(0.02), 12)]);
  });
});
