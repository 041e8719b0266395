import { describe, expect, it } from 'vitest';
import {
  discrete,
  exponential,
  integerBelow,
  lognormal,
  normal,
  normalQuantile,
  pareto,
  poisson,
  type Stream,
  Streams,
} from '../../src/random/index.js';

const COUNT = 200_000;

function sample(name: string, draw: (stream: Stream) => number) {
  const stream = new Streams(11).stream(name);
  const values = Float64Array.from({ length: COUNT }, () => draw(stream)).sort();
  const mean = values.reduce((sum, value) => sum + value, 0) / COUNT;
  const variance = values.reduce((sum, value) => sum + (value - mean) * (value - mean), 0) / COUNT;
  return { values, mean, variance, quantile: (p: number) => values[Math.floor(p * COUNT)] };
}

/** Five standard errors of a mean: a right sampler fails one time in a million. */
const near = (value: number, expected: number, deviation: number) =>
  expect(Math.abs(value - expected)).toBeLessThan((5 * deviation) / Math.sqrt(COUNT));

describe('distributions', () => {
  it('exponential: mean and variance 1, never 0', () => {
    const { values, mean, variance, quantile } = sample('exponential', exponential);
    near(mean, 1, 1);
    near(variance, 1, Math.sqrt(8));
    near(quantile(0.5), Math.LN2, 1);
    expect(values[0]).toBeGreaterThan(0);
  });

  it('normal: moments and tails', () => {
    const { mean, variance, values } = sample('normal', normal);
    near(mean, 0, 1);
    near(variance, 1, Math.SQRT2);
    const outside = values.filter((value) => Math.abs(value) > 1.959963984540054).length / COUNT;
    near(outside, 0.05, Math.sqrt(0.05 * 0.95));
  });

  it('lognormal: median and mean', () => {
    const { mean, quantile } = sample('lognormal', (stream) => lognormal(stream, 2, 0.5));
    const expected = Math.exp(2.125);
    near(mean, expected, expected * Math.sqrt(Math.expm1(0.25)));
    expect(quantile(0.5) / Math.exp(2)).toBeCloseTo(1, 1);
  });

  it('pareto: the tail is a power law', () => {
    const { values } = sample('pareto', (stream) => pareto(stream, 3, 1.5));
    expect(values[0]).toBeGreaterThanOrEqual(3);
    for (const factor of [2, 10, 50]) {
      const tail = factor ** -1.5;
      near(values.filter((value) => value > 3 * factor).length / COUNT, tail, Math.sqrt(tail));
    }
  });

  it('poisson: mean and variance agree, for small and large means', () => {
    for (const expected of [0.2, 3.5, 40]) {
      const { mean, variance } = sample(`poisson ${expected}`, (stream) => poisson(stream, expected));
      near(mean, expected, Math.sqrt(expected));
      near(variance, expected, Math.sqrt(expected + 2 * expected * expected));
    }
    expect(poisson(new Streams(1).stream('zero'), 0)).toBe(0);
  });

  it('integerBelow and discrete: every cell as often as it should', () => {
    const cumulative = [1, 1, 4, 10];
    const stream = new Streams(3).stream('cells');
    const counts = [0, 0, 0, 0];
    const dice = [0, 0, 0, 0, 0, 0];
    for (let i = 0; i < COUNT; i++) {
      counts[discrete(stream, cumulative)]++;
      dice[integerBelow(stream, 6)]++;
    }
    [0.1, 0, 0.3, 0.6].forEach((p, cell) => {
      expect(Math.abs(counts[cell] / COUNT - p)).toBeLessThanOrEqual(5 * Math.sqrt((p * (1 - p)) / COUNT));
    });
    for (const count of dice) near(count / COUNT, 1 / 6, Math.sqrt(5 / 36));
  });
});

describe('normalQuantile', () => {
  it.each([
    [0.5, 0],
    [0.975, 1.959963984540054],
    [0.31, -0.4958503473474532],
    [0.93, 1.4757910281791708],
    [0.001, -3.090232306167813],
    [1e-10, -6.361340902404056],
    [1e-20, -9.26234008979841],
  ])('at %d is the published value', (p, expected) => {
    expect(Math.abs(normalQuantile(p) - expected)).toBeLessThan(1e-14);
  });
});
