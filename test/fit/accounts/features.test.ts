import { describe, expect, it } from 'vitest';
import { CountedLaw } from '../../../src/fit/accounts/counted-law.js';
import { DirectionLaw } from '../../../src/fit/accounts/direction-law.js';
import { inventoryHalfLife } from '../../../src/fit/accounts/inventory-half-life.js';
import { MeasuredLaw } from '../../../src/fit/accounts/measured-law.js';
import { medianLife } from '../../../src/fit/accounts/median-life.js';
import { orderResponse } from '../../../src/fit/accounts/order-response.js';
import { digamma, trigamma } from '../../../src/fit/accounts/polygamma.js';
import { exp, exponential, normal, Streams } from '../../../src/random/index.js';
import { betaQuantile, logGamma } from '../../../src/statistics/index.js';
import { SECOND } from '../../../src/tape/index.js';

const stream = (name: string) => new Streams('features').stream(name);

describe('median life', () => {
  it('is that of the lives behind executions that cut them short, within its error', () => {
    const lives = stream('lives');
    let square = 0;
    const samples = 300;
    for (let sample = 0; sample < samples; sample++) {
      const orders = Array.from({ length: 60 }, () => {
        const [life, execution] = [exponential(lives) * 30, exponential(lives) * 30];
        return { seconds: Math.min(life, execution), cancelled: life < execution };
      });
      const { value, variance } = medianLife(orders);
      square += (value - Math.log(30 * Math.LN2)) ** 2 / variance;
    }
    expect(square / samples).toBeGreaterThan(0.75);
    expect(square / samples).toBeLessThan(1.3);
  });

  it('is unknown without cancels', () => {
    expect(medianLife([{ seconds: 3, cancelled: false }]).variance).toBe(Infinity);
  });
});

describe('inventory half-life', () => {
  it('is short of an account that goes back at once, and the day of one that never does', () => {
    const trips = Array.from({ length: 40 }, (_, i) => [
      { timeNs: i * 100 * SECOND, quantity: i % 2 === 0 ? 5 : -5 },
      { timeNs: (i * 100 + 10) * SECOND, quantity: i % 2 === 0 ? -5 : 5 },
    ]).flat();
    // Held for 10 seconds and sold: κ = 1/10.
    expect(exp(inventoryHalfLife(trips, 4000 * SECOND).value)).toBeCloseTo(10 * Math.LN2, 6);
    const buys = Array.from({ length: 40 }, (_, i) => ({ timeNs: i * 100 * SECOND, quantity: 5 }));
    expect(exp(inventoryHalfLife(buys, 4000 * SECOND).value)).toBeCloseTo(4000 * Math.LN2, 6);
  });
});

describe('response', () => {
  it('of the side of orders to past returns and imbalance', () => {
    const draw = stream('response');
    const orders = Array.from({ length: 4000 }, (_, i) => {
      const returns = [normal(draw), normal(draw) * 3, normal(draw) * 6];
      const imbalance = 2 * draw.uniform() - 1;
      const odds = 0.3 + 0.4 * returns[1] - 0.1 * returns[2] + 1.2 * imbalance;
      const buys = draw.uniform() < 1 / (1 + exp(-odds));
      return { timeNs: i, buys, marketable: true, quantity: 100, distance: Number.NaN, returns, imbalance };
    });
    [0, 0.4, -0.1, 1.2].forEach((truth, i) => {
      const { value, variance } = orderResponse(orders)[i];
      expect(Math.abs(value - truth) / Math.sqrt(variance)).toBeLessThan(3);
    });
    expect(orderResponse(orders.slice(0, 20))[0].variance).toBe(Infinity);
  });
});

describe('laws of a class', () => {
  const accounts = 3000;
  const weights = new Float64Array(accounts).fill(1);

  it('normal among accounts, beside the error of each', () => {
    const draw = stream('measured');
    const errors = Float64Array.from(weights, () => 0.1 + draw.uniform());
    const values = errors.map((error) => 2 + 0.5 * normal(draw) + error * normal(draw));
    const variances = errors.map((error) => error * error);
    variances[7] = Infinity;
    const law = new MeasuredLaw(values, variances, 0, 1, 1e-4, 0);
    law.improve(weights);
    const { mean, spread } = law.errors(weights);
    expect(Math.abs(law.mean - 2) / mean).toBeLessThan(3);
    expect(Math.abs(Math.sqrt(law.variance) - 0.5) / spread).toBeLessThan(3);
  });

  it('beta among accounts, beside the chance of each count', () => {
    const draw = stream('counted');
    const trials = Float64Array.from(weights, () => Math.ceil(exponential(draw) * 20));
    const counts = trials.map((n) => {
      const share = betaQuantile(draw.uniform(), 2, 6);
      let k = 0;
      for (let i = 0; i < n; i++) if (draw.uniform() < share) k++;
      return k;
    });
    const law = new CountedLaw(counts, trials, 1, 1);
    for (let step = 0; step < 20; step++) law.improve(weights);
    const { alpha, beta, mean } = law.errors(weights);
    expect(Math.abs(law.alpha - 2) / alpha).toBeLessThan(3);
    expect(Math.abs(law.beta - 6) / beta).toBeLessThan(3);
    expect(Math.abs(law.mean - 0.25) / mean).toBeLessThan(3);
  });

  it('one-sided accounts have a small α, whichever side they take', () => {
    const orders = new Float64Array(200).fill(50);
    const buys = orders.map((_, i) => (i % 2 === 0 ? 50 : 0));
    const [oneSided, both] = [buys, orders.map(() => 25)].map((counts) => new DirectionLaw(counts, orders, 1));
    for (let step = 0; step < 20; step++)
      for (const law of [oneSided, both]) law.improve(new Float64Array(200).fill(1));
    expect(oneSided.alpha).toBeLessThan(0.05);
    expect(both.alpha).toBeGreaterThan(50);
  });
});

describe('digamma and trigamma', () => {
  it('are the derivatives of log Γ', () => {
    for (const x of [0.03, 0.5, 1, 3.7, 40, 5000]) {
      const h = 1e-4 * x;
      expect(digamma(x)).toBeCloseTo((logGamma(x + h) - logGamma(x - h)) / (2 * h), 4);
      expect(trigamma(x) / ((digamma(x + h) - digamma(x - h)) / (2 * h))).toBeCloseTo(1, 5);
    }
    expect(digamma(1)).toBeCloseTo(-0.5772156649015329, 11);
    expect(trigamma(1)).toBeCloseTo(Math.PI ** 2 / 6, 10);
  });
});
