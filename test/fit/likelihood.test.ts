import { describe, expect, it } from 'vitest';
import { sampleMarket } from '../../bench/sample-market.js';
import { baselineLikelihood, fitBaselines, LikelihoodSum, likelihood, PoissonIntensity } from '../../src/fit/index.js';
import { loadModel } from '../../src/model/index.js';
import { readFlowRecord } from '../../src/order-flow/index.js';

const tape = sampleMarket({ seed: 5, symbol: '300233', requests: 6000, meanGapNs: 200_000_000, clockNs: 1 });

describe('the likelihood per event', () => {
  it('is the sum of log rates less what was expected, worked by hand', () => {
    const sum = new LikelihoodSum();
    sum.pass(1.5);
    sum.event(2);
    sum.pass(0.5);
    sum.event(4);
    sum.pass(1);
    const { perEvent, expectedShare, events, impossible } = sum.finish();
    expect(perEvent).toBeCloseTo((Math.log(8) - 3) / 2, 12);
    expect([expectedShare, events, impossible]).toEqual([1.5, 2, 0]);
  });

  it('counts an impossible event at a rate of one in a million seconds', () => {
    const sum = new LikelihoodSum();
    sum.event(0);
    expect(sum.finish()).toMatchObject({ perEvent: Math.log(1e-6), impossible: 1 });
  });

  it('of constant rates on their own record is that of the entropy of its types', () => {
    const record = readFlowRecord(tape, 0);
    const counts = new Float64Array(12);
    for (let row = 0; row < record.count; row++) counts[2 * record.kind[row] + record.side[row]]++;
    const seconds = (record.endNs - record.startNs) / 1e9;
    const expected = counts.reduce((sum, n) => (n === 0 ? sum : sum + n * (Math.log(n / seconds) - 1)), 0);
    const { perEvent, expectedShare } = likelihood(record, new PoissonIntensity(record));
    expect(perEvent).toBeCloseTo(expected / record.count, 9);
    expect(expectedShare).toBeCloseTo(1, 9);
  });

  it('of every baseline is over the events of the record, none of them impossible', () => {
    const { count } = readFlowRecord(tape, 0);
    for (const file of Object.values(fitBaselines(tape, { name: 'x' }))) {
      const model = loadModel(file) as Parameters<typeof baselineLikelihood>[2];
      const { events, impossible, expectedShare } = baselineLikelihood(tape, 0, model);
      expect(events).toBe(count);
      if (model.kind === 'zero-intelligence') continue;
      expect(impossible / count).toBeLessThan(0.02);
      expect(expectedShare).toBeCloseTo(1, 1);
    }
  });
});
