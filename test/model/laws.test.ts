import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  Activity,
  DiscreteLognormal,
  Displacement,
  IntradayShape,
  imbalance,
  logLogisticProbability,
  logLogisticQuantile,
  QuantityLaw,
  SignMemory,
  spreadBucket,
  TickLaw,
} from '../../src/model/index.js';

const exact = { value: 0, standardError: 0 };
const given = (value: number) => ({ ...exact, value });

/** Shares of the values that evenly spaced uniform numbers give. */
function frequencies(quantile: (u: number) => number, draws = 20_000): Map<number, number> {
  const shares = new Map<number, number>();
  for (let i = 0; i < draws; i++) {
    const value = quantile((i + 0.5) / draws);
    shares.set(value, (shares.get(value) ?? 0) + 1 / draws);
  }
  return shares;
}

describe('laws', () => {
  it('log-logistic: probabilities sum to 1 and inversion draws them', () => {
    const law = { scale: 3, shape: 1.4 };
    let sum = 0;
    const shares = frequencies((u) => logLogisticQuantile(law, u, 60));
    for (let k = 1; k <= 60; k++) {
      const probability = logLogisticProbability(law, k, 60);
      sum += probability;
      expect(shares.get(k) ?? 0).toBeCloseTo(probability, 3);
    }
    expect(sum).toBeCloseTo(1, 12);
    expect(logLogisticProbability(law, 61, 60)).toBe(0);
  });

  it('log-logistic: inversion increases in u and stays inside', () => {
    const unit = fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true });
    fc.assert(
      fc.property(unit, unit, fc.double({ min: 0.2, max: 50, noNaN: true }), (u, v, scale) => {
        const law = { scale, shape: 0.9 };
        const [low, high] = [Math.min(u, v), Math.max(u, v)].map((x) => logLogisticQuantile(law, x, 500));
        expect(low).toBeLessThanOrEqual(high);
        expect(low).toBeGreaterThanOrEqual(1);
        expect(high).toBeLessThanOrEqual(500);
      }),
    );
  });

  it('discrete lognormal: inversion draws its probabilities, the tilt moves the mean', () => {
    const law = new DiscreteLognormal(1, 1.2, 0, 200);
    const shares = frequencies((u) => law.quantile(u));
    for (let k = 1; k <= 200; k++) expect(shares.get(k) ?? 0).toBeCloseTo(law.probability(k), 3);
    expect(law.probability(0) + law.probability(201)).toBe(0);
    expect(new DiscreteLognormal(1, 1.2, 2, 200).mean).toBeGreaterThan(law.mean);
  });

  it('quantities: atoms beside the tail, and the mean of both', () => {
    const law = new QuantityLaw({
      orders: 1,
      largestLots: 50,
      atoms: [
        { lots: 1, share: given(0.25) },
        { lots: 10, share: given(0.25) },
      ],
      tail: { logMean: given(1), logSpread: given(0.8), tilt: exact },
    });
    const shares = frequencies((u) => law.quantile(u));
    expect(shares.get(10)).toBeGreaterThan(0.25);
    let mean = 0;
    for (const [lots, share] of shares) mean += lots * share;
    expect(law.mean).toBeCloseTo(mean, 1);
  });

  it('ticks: atoms first, then the tail up to the largest', () => {
    const law = new TickLaw(
      { orders: 1, atoms: [given(0.5), given(0.2)], tail: { scaleTicks: given(2), shape: given(1) } },
      9,
    );
    const shares = frequencies((u) => law.quantile(u));
    expect(shares.get(0)).toBeCloseTo(0.5, 3);
    expect(shares.get(1)).toBeCloseTo(0.2, 3);
    expect(Math.max(...shares.keys())).toBe(9);
  });
});

describe('state', () => {
  it('activity: the integral is that of the factor, and the solver finds its inverse', () => {
    const activity = new Activity([2, 0.1], [0.5, 0.3]);
    for (const rate of [3, 3, 8]) activity.arrive(rate);
    const copy = new Activity([2, 0.1], [0.5, 0.3]);
    for (const rate of [3, 3, 8]) copy.arrive(rate);
    let numeric = 0;
    for (let i = 0; i < 20_000; i++) {
      numeric += copy.factor * 0.0001;
      copy.advance(0.0001);
    }
    expect(activity.integral(2)).toBeCloseTo(numeric, 3);
    for (const operational of [1e-6, 0.1, 1, 7])
      expect(activity.integral(activity.secondsUntil(operational))).toBeCloseTo(operational, 8);
  });

  it('activity: without branching it is time', () => {
    const activity = new Activity([1], [0]);
    activity.arrive(1);
    expect(activity.factor).toBe(1);
    expect(activity.secondsUntil(3)).toBeCloseTo(3, 12);
  });

  it('shape: straight between knots, constant outside', () => {
    const shape = new IntradayShape([10, 20, 40]);
    const values = [1, 3, 2];
    expect([0, 10, 15, 20, 30, 40, 99].map((time) => shape.at(values, time))).toEqual([1, 1, 2, 3, 2.5, 2, 2]);
    expect(new IntradayShape([10]).at([7], 3)).toBe(7);
  });

  it('memory, displacement, imbalance, spread', () => {
    const memory = new SignMemory([2]);
    memory.push(1);
    memory.push(-1);
    expect(memory.values[0]).toBe(-0.25);
    const displacement = new Displacement([10]);
    displacement.move(100);
    displacement.pass(5);
    displacement.move(103);
    expect(displacement.values[0]).toBe(3);
    displacement.pass(1000);
    expect(displacement.values[0]).toBeCloseTo(0, 12);
    expect([imbalance(3, 1), imbalance(0, 0), imbalance(0, 5)]).toEqual([0.5, 0, -1]);
    expect([1, 2, 3, 4, 9].map(spreadBucket)).toEqual([0, 1, 2, 3, 3]);
  });
});
