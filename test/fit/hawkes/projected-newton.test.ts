import { describe, expect, it } from 'vitest';
import { hawkesTruth, simulateHawkes } from '../../../bench/hawkes-study.js';
import { fitHawkes, hawkesLogLikelihood } from '../../../src/fit/hawkes/hawkes-fit.js';
import { maximise } from '../../../src/fit/hawkes/projected-newton.js';
import { checkResiduals } from '../../../src/fit/hawkes/residuals.js';
import { integralsOf, targetProblem } from '../../../src/fit/hawkes/target-rows.js';
import { Streams } from '../../../src/random/index.js';

const truth = hawkesTruth();
const events = simulateHawkes(truth, 600, new Streams(7).stream('test/0/events'));

describe('the maximum of one target type', () => {
  const integrals = integralsOf(events, truth.decays);
  const problem = targetProblem(events, truth.decays, integrals, 3, false);
  const fit = maximise(problem);

  it('meets the conditions of Karush, Kuhn and Tucker', () => {
    const { parameters: p, rows, events: count } = problem;
    for (let m = 0; m < p; m++) {
      let score = -problem.integrals[m];
      for (let i = 0; i < count; i++) {
        let intensity = 0;
        for (let j = 0; j < p; j++) intensity += fit.values[j] * rows[i * p + j];
        score += rows[i * p + m] / intensity;
      }
      // In events that the parameter would explain by a change of its own size.
      const relative = score / problem.integrals[m];
      if (fit.values[m] > 0) expect(Math.abs(relative)).toBeLessThan(5e-3);
      else expect(relative).toBeLessThan(5e-3);
      expect(fit.values[m]).toBeGreaterThanOrEqual(0);
      if (fit.values[m] > 0) expect(fit.standardErrors[m]).toBeGreaterThan(0);
    }
    expect(Array.from(fit.values).some((value) => value === 0)).toBe(true);
  });

  it('explains exactly its own events', () => {
    const explained = fit.values.reduce((sum, value, m) => sum + value * problem.integrals[m], 0);
    expect(explained / problem.events).toBeCloseTo(1, 4);
  });

  it('is found again from elsewhere', () => {
    const again = maximise(
      problem,
      fit.values.map((value) => 0.5 * value + 0.01),
    );
    expect(again.logLikelihood).toBeCloseTo(fit.logLikelihood, 3);
  });
});

describe('a fit of all types', () => {
  const fit = fitHawkes(events, { decays: truth.decays });

  it('is likelier than the truth, and its likelihood is that of the definition', () => {
    expect(fit.logLikelihood).toBeGreaterThan(hawkesLogLikelihood(events, truth));
    expect(hawkesLogLikelihood(events, fit.parameters)).toBeCloseTo(fit.logLikelihood, 3);
  });

  it('mirrors the sides when they are tied', () => {
    const { values } = fitHawkes(events, { decays: truth.decays, tied: true }).parameters;
    const p = 1 + 12 * truth.decays.length;
    for (let target = 0; target < 12; target += 2) {
      expect(values[target * p]).toBe(values[(target + 1) * p]);
      for (let m = 0; m < p - 1; m++) expect(values[target * p + 1 + m]).toBe(values[(target + 1) * p + 1 + (m ^ 1)]);
    }
  });

  it('depends on history before the window only through what it excites', () => {
    const first = events.seconds.findIndex((seconds) => seconds >= 200);
    const later = { ...events, first, start: 200 };
    const before = { ...events, count: first, end: 200 };
    const sum = hawkesLogLikelihood(later, truth) + hawkesLogLikelihood(before, truth);
    expect(sum).toBeCloseTo(hawkesLogLikelihood(events, truth), 6);
  });

  it('leaves unit-exponential, independent residuals of the truth, and not of a model without memory', () => {
    const checks = checkResiduals(events, truth);
    for (const { distance, events: count, mean, ljungBox } of checks) {
      expect(distance * Math.sqrt(count)).toBeLessThan(1.95);
      expect(Math.abs(mean - 1) * Math.sqrt(count)).toBeLessThan(4);
      expect(ljungBox).toBeLessThan(50);
    }
    const p = 1 + 12 * truth.decays.length;
    const poisson = {
      ...truth,
      values: truth.values.map((_, at) => {
        const type = Math.floor(at / p);
        return at % p === 0 ? events.type.filter((each) => each === type).length / 600 : 0;
      }),
    };
    const worst = Math.max(
      ...checkResiduals(events, poisson).map(({ distance, events: n }) => distance * Math.sqrt(n)),
    );
    expect(worst).toBeGreaterThan(2.3);
  });
});
