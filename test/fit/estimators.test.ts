import { describe, expect, it } from 'vitest';
import { fitGeneralisedLinear } from '../../src/fit/generalised-linear.js';
import { fitLogLogistic } from '../../src/fit/log-logistic-fit.js';
import { fitQuantities } from '../../src/fit/quantity-fit.js';
import { fitTickLaw } from '../../src/fit/tick-law-fit.js';
import { DiscreteLognormal, logLogisticQuantile } from '../../src/model/index.js';
import { exp, log, normal, poisson, Streams } from '../../src/random/index.js';

const stream = (name: string) => new Streams(20250506).stream(`test/0/${name}`);

/** |estimate − truth| in standard errors. */
const z = (value: number, error: number, truth: number) => Math.abs(value - truth) / error;

describe('generalised linear models', () => {
  it('recover a Poisson regression and its standard errors', () => {
    const source = stream('poisson');
    const truth = [0.3, -0.6, 0.9];
    const estimates: number[][] = [[], [], []];
    const errors: number[][] = [[], [], []];
    for (let replicate = 0; replicate < 40; replicate++) {
      const rows = 400;
      const design = new Float64Array(rows * 3);
      const response = new Float64Array(rows);
      const exposure = new Float64Array(rows);
      for (let row = 0; row < rows; row++) {
        const x = [1, normal(source), source.uniform()];
        design.set(x, row * 3);
        exposure[row] = 0.5 + source.uniform();
        response[row] = poisson(source, exposure[row] * exp(x.reduce((sum, value, i) => sum + value * truth[i], 0)));
      }
      const blocks = Int32Array.from({ length: rows }, (_, row) => row >> 2);
      const fit = fitGeneralisedLinear({ family: 'poisson', parameters: 3, design, response, exposure, blocks });
      fit.coefficients.forEach((value, i) => {
        estimates[i].push(value);
        errors[i].push(fit.standardErrors[i]);
      });
    }
    estimates.forEach((values, i) => {
      const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
      const spread = Math.sqrt(values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (values.length - 1));
      const error = errors[i].reduce((sum, value) => sum + value, 0) / values.length;
      expect(z(mean, spread / Math.sqrt(values.length), truth[i])).toBeLessThan(3.5);
      expect(error / spread).toBeGreaterThan(0.7);
      expect(error / spread).toBeLessThan(1.4);
    });
  });

  it('recover a logistic regression', () => {
    const source = stream('logistic');
    const truth = [0.2, 0.7];
    const rows = 8000;
    const design = new Float64Array(rows * 2);
    const response = new Float64Array(rows);
    for (let row = 0; row < rows; row++) {
      const x = 2 * source.uniform() - 1;
      design.set([1, x], row * 2);
      response[row] = source.uniform() < 1 / (1 + exp(-truth[0] - truth[1] * x)) ? 1 : 0;
    }
    const fit = fitGeneralisedLinear({
      family: 'logistic',
      parameters: 2,
      design,
      response,
      exposure: new Float64Array(rows).fill(1),
      blocks: Int32Array.from({ length: rows }, (_, row) => Math.floor(row / 20)),
    });
    truth.forEach((value, i) => {
      expect(z(fit.coefficients[i], fit.standardErrors[i], value)).toBeLessThan(3.5);
      expect(fit.standardErrors[i]).toBeLessThan(0.1);
    });
  });

  it('stay finite where there is nothing to learn from', () => {
    const fit = fitGeneralisedLinear({
      family: 'logistic',
      parameters: 2,
      design: Float64Array.from([1, 0, 1, 0]),
      response: Float64Array.from([1, 1]),
      exposure: Float64Array.from([1, 1]),
      blocks: Int32Array.from([0, 1]),
    });
    for (const value of [...fit.coefficients, ...fit.standardErrors]) expect(Number.isFinite(value)).toBe(true);
  });
});

describe('laws', () => {
  it('recovers a log-logistic law that is cut at a different place for every value', () => {
    const source = stream('log-logistic');
    const law = { scale: 12, shape: 1.1 };
    const values = Array.from({ length: 6000 }, (_, i) => {
      const largest = i % 2 === 0 ? 40 : 300;
      return { value: logLogisticQuantile(law, source.uniform(), largest), weight: 1, largest };
    });
    const fit = fitLogLogistic(values, 5);
    expect(z(fit.law.scale, fit.scaleError, law.scale)).toBeLessThan(3.5);
    expect(z(fit.law.shape, fit.shapeError, law.shape)).toBeLessThan(3.5);
    // Forgetting the cut is visibly wrong: the test can fail.
    const careless = fitLogLogistic(
      values.map((row) => ({ ...row, largest: 100_000 })),
      5,
    );
    expect(z(careless.law.scale, careless.scaleError, law.scale)).toBeGreaterThan(5);
  });

  it('recovers quantities: round lots beside a lognormal, and exactly the mean of the data', () => {
    const source = stream('quantities');
    const tail = new DiscreteLognormal(1.6, 1.1, 0, 400);
    const atoms: [number, number][] = [
      [1, 0.2],
      [10, 0.15],
      [100, 0.03],
    ];
    const counts = new Map<number, number>();
    let sum = 0;
    for (let i = 0; i < 20_000; i++) {
      let u = source.uniform();
      let lots = -1;
      for (const [value, share] of atoms) {
        if (lots < 0 && u < share) lots = value;
        u -= share;
      }
      if (lots < 0) lots = tail.quantile(source.uniform());
      sum += lots;
      counts.set(lots, (counts.get(lots) ?? 0) + 1);
    }
    const { file, probability } = fitQuantities(counts);
    for (const [lots, share] of atoms) {
      const found = file.atoms.find((atom) => atom.lots === lots)!.share;
      expect(z(found.value, found.standardError, share)).toBeLessThan(4);
    }
    expect(z(file.tail.logMean.value, file.tail.logMean.standardError, 1.6)).toBeLessThan(4);
    expect(z(file.tail.logSpread.value, file.tail.logSpread.standardError, 1.1)).toBeLessThan(4);
    let [mean, total] = [0, 0];
    for (let lots = 1; lots <= file.largestLots; lots++) {
      mean += lots * probability(lots);
      total += probability(lots);
    }
    expect(total).toBeCloseTo(1, 6);
    expect(mean / (sum / 20_000)).toBeCloseTo(1, 2);
  });

  it('recovers ticks with atoms and survives hardly any values', () => {
    const source = stream('ticks');
    const distances = Array.from({ length: 5000 }, () => {
      const u = source.uniform();
      return u < 0.6 ? 0 : u < 0.8 ? 1 : 1 + logLogisticQuantile({ scale: 2, shape: 1.5 }, source.uniform(), 28);
    });
    const law = fitTickLaw(distances, 2, 29);
    expect(z(law.atoms[0].value, law.atoms[0].standardError, 0.6)).toBeLessThan(3.5);
    expect(z(law.tail.scaleTicks.value, law.tail.scaleTicks.standardError, 2)).toBeLessThan(3.5);
    expect(z(law.tail.shape.value, law.tail.shape.standardError, 1.5)).toBeLessThan(3.5);
    for (const few of [[], [3], [0, 0]]) {
      const { tail } = fitTickLaw(few, 2, 29);
      expect(Number.isFinite(log(tail.scaleTicks.value) + tail.shape.value)).toBe(true);
    }
  });
});
