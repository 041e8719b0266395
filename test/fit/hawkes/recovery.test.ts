import { describe, expect, it } from 'vitest';
import { hawkesTruth, recoverHawkes, simulateHawkes } from '../../../bench/hawkes-study.js';
import { rowNorms, spectralRadius, stabilised } from '../../../src/fit/hawkes/branching.js';
import { fitHawkes } from '../../../src/fit/hawkes/hawkes-fit.js';
import { integralsOf } from '../../../src/fit/hawkes/target-rows.js';
import { exponential, Streams } from '../../../src/random/index.js';

describe('a known Hawkes process', () => {
  it('comes back from its events, within its standard errors', () => {
    let [intervals, covered] = [0, 0];
    for (const seed of [1, 2]) {
      const recovery = recoverHawkes(seed, 800);
      intervals += recovery.intervals;
      covered += recovery.covered;
      expect(recovery.meanNormError).toBeLessThan(0.05);
      expect(Math.abs(recovery.radiusError)).toBeLessThan(0.25);
    }
    expect(covered / intervals).toBeGreaterThan(0.9);
    expect(covered / intervals).toBeLessThan(0.995);
  });

  it('is made stable where a fit is not, and explains as many events', () => {
    const truth = hawkesTruth();
    const events = simulateHawkes(truth, 60, new Streams(1).stream('test/0/events'));
    const unstable = { ...truth, values: truth.values.map((value, at) => (at % 49 === 0 ? value : 2 * value)) };
    expect(spectralRadius(rowNorms(unstable), 12)).toBeCloseTo(1.232, 6);
    const integrals = integralsOf(events, truth.decays);
    const stable = stabilised(unstable, integrals);
    expect(spectralRadius(rowNorms(stable), 12)).toBeCloseTo(0.92, 6);
    const explained = (values: Float64Array) => values.reduce((sum, value, m) => sum + value * integrals[m], 0);
    expect(explained(stable.values)).toBeCloseTo(explained(unstable.values), 6);
  });
});

describe('multipliers of the book', () => {
  it('come back beside the rates that they multiply', () => {
    // Two types, one kind, a state that changes every second: the rate is doubled in the second bucket of three.
    const stream = new Streams(3).stream('test/0/states');
    const factors = [0.5, 2, 1];
    const [seconds, states]: [number[], number[]] = [[], []];
    for (let second = 0; second < 3000; second++) {
      const state = Math.floor(3 * stream.uniform());
      for (
        let at = exponential(stream) / (2 * factors[state]);
        at < 1;
        at += exponential(stream) / (2 * factors[state])
      ) {
        seconds.push(second + at);
        states.push(state);
      }
      // A silent row where the state ends, of a type that is not looked at.
      seconds.push(second + 1);
      states.push(state);
    }
    const column = Uint8Array.from([...states, 0]);
    const count = seconds.length;
    const { multipliers } = fitHawkes(
      {
        count,
        types: 4,
        seconds: Float64Array.from(seconds),
        type: Uint8Array.from(seconds, (second) => (Number.isInteger(second) ? 2 : stream.uniform() < 0.5 ? 0 : 1)),
        first: 0,
        start: 0,
        end: 3000,
      },
      {
        decays: [10],
        factors: [{ buckets: 3, own: [column, column] }],
      },
    );
    const [fitted] = multipliers!.factors;
    expect(fitted[1] / fitted[0]).toBeGreaterThan(3.4);
    expect(fitted[1] / fitted[0]).toBeLessThan(4.6);
    expect(fitted[2] / fitted[0]).toBeGreaterThan(1.75);
    expect(fitted[2] / fitted[0]).toBeLessThan(2.3);
  });
});
