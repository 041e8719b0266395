import { readFileSync } from 'node:fs';
import { beforeAll, describe, expect, it } from 'vitest';
import { fit, flowFits } from '../../src/fit/index.js';
import { replay } from '../../src/history/index.js';
import { type Estimate, loadModel, type ModelFile, modelText } from '../../src/model/index.js';
import { HOUR, MINUTE, Phase, SECOND, type Tape } from '../../src/tape/index.js';
import { quietMarket } from '../agents/background/quiet-market.js';
import { TapeOfCommands } from '../order-flow/tape-of-commands.js';
import { describeWithRealData } from '../support/real-data.js';

const shipped = readFileSync(new URL('../../scenarios/models/szse-300233.json', import.meta.url), 'utf8');
const OPEN = 9 * HOUR + 30 * MINUTE;
const windowNs = [OPEN, OPEN + 40 * MINUTE] as const;

/** (fitted − true) / standard error. */
const z = (fitted: Estimate, truth: Estimate) => (fitted.value - truth.value) / fitted.standardError;

describe('a model fitted to a market made by a model', () => {
  // The latent class never cancels; without it all orders live by the hazards that are to be recovered.
  const truth: ModelFile = { ...JSON.parse(shipped), latentDepth: null };
  let tape: Tape;
  let refit: ModelFile;
  beforeAll(() => {
    tape = quietMarket({ model: truth, seed: 11, endNs: windowNs[1] });
    refit = fit(tape, { name: 'refit', windowNs });
  });

  it('recovers how sides respond to imbalance, memory, displacement and activity', () => {
    const scores = (['marketable', 'join', 'near', 'deep'] as const).flatMap((type) => {
      const [fitted, true_] = [refit.arrivals[type].sign, truth.arrivals[type].sign];
      return [
        z(fitted.touchImbalance, true_.touchImbalance),
        z(fitted.depthImbalance, true_.depthImbalance),
        z(fitted.memory[0], true_.memory[0]),
        z(fitted.displacement[0], true_.displacement[0]),
        z(fitted.activity, true_.activity),
      ];
    });
    // Forty blocks make heavy-tailed scores: a few large ones are in order, many are not.
    for (const score of scores) expect(Math.abs(score)).toBeLessThan(6.5);
    expect(scores.filter((score) => Math.abs(score) > 2.5).length).toBeLessThan(4);
    const meanSquare = scores.reduce((sum, score) => sum + score * score, 0) / scores.length;
    expect(meanSquare).toBeLessThan(3);
    const { touchImbalance } = refit.arrivals.marketable.sign;
    expect(touchImbalance.value).toBeGreaterThan(3 * touchImbalance.standardError);
  });

  it('recovers rates, batches and activity', () => {
    for (const type of ['marketable', 'join', 'near', 'deep'] as const) {
      const ratio = refit.arrivals[type].ratePerSecond[1].value / truth.arrivals[type].ratePerSecond[1].value;
      expect(ratio).toBeGreaterThan(0.7);
      expect(ratio).toBeLessThan(1.4);
    }
    const sum = (file: ModelFile) => file.activity.branching.reduce((total, { value }) => total + value, 0);
    expect(Math.abs(sum(refit) - sum(truth))).toBeLessThan(0.15);
    for (const side of ['buy', 'sell'] as const)
      expect(
        Math.abs(z(refit.marks[0].batchSize.join[side].shape, truth.marks[0].batchSize.join[side].shape)),
      ).toBeLessThan(4);
  });

  it('recovers hazards by age and distance', () => {
    const scores: number[] = [];
    for (const side of ['buy', 'sell'] as const)
      refit.cancellation.perSecond[side].forEach((row, age) => {
        row.forEach((fitted, distance) => {
          if (fitted.value < 4 * fitted.standardError) return;
          scores.push(z(fitted, truth.cancellation.perSecond[side][age][distance]));
        });
      });
    expect(scores.length).toBeGreaterThan(12);
    const median = scores.map(Math.abs).sort((a, b) => a - b)[scores.length >> 1];
    expect(median).toBeLessThan(2);
    expect(Math.max(...scores.map(Math.abs))).toBeLessThan(7);
  });

  it('is the same to the byte when fitted again, and makes a model that loads', () => {
    expect(modelText(fit(tape, { name: 'refit', windowNs }))).toBe(modelText(refit));
    expect(loadModel(JSON.parse(modelText(refit))).file.market.referenceDepth5.bid).toBeGreaterThan(0);
  });

  it('says by name what it could not see', () => {
    const names = refit.assumptions.map(({ name }) => name);
    expect(names).toContain('no-resting-totals');
    expect(names).toContain('one-day');
    expect(refit.latentDepth).toBeNull();
    expect(refit.openingCall).not.toBeNull();
  });
});

describe('censoring', () => {
  /** Orders far from a quiet market: each would be cancelled after a fixed time, if the tape went on that long. */
  function lives(cutAfter: number): Tape {
    const tape = new TapeOfCommands();
    tape.phase(Phase.continuous);
    tape.submit(0, 990, 1000);
    tape.submit(1, 1010, 1000);
    const cancels: { due: number; order: number }[] = [];
    for (let second = 1; second <= cutAfter; second++) {
      tape.time = second * SECOND;
      while (cancels.length > 0 && cancels[0].due <= second) tape.cancel(cancels.shift()!.order);
      // Half of the orders live 100 seconds, half 2,000: the latter are alive at the end.
      cancels.push({ due: second + (second % 2 === 0 ? 100 : 2000), order: tape.submit(0, 980, 100) });
      cancels.sort((a, b) => a.due - b.due);
      tape.submit(second % 3 === 0 ? 1 : 0, -1, 100);
      tape.submit(second % 3 === 0 ? 0 : 1, second % 3 === 0 ? 990 : 1010, 100);
    }
    return tape.writer.finish();
  }

  it('leaves the time at risk of orders that were alive at the end in the denominator', () => {
    const file = fit(lives(1500), { name: 'lives' });
    expect(file.cancellation.censored).toBeGreaterThan(700);
    // Between 60 and 300 seconds about half of the orders at risk are cancelled, at 100 s: their rate over that age
    // is one cancel in 40 + 240 seconds. Forgetting the living would give one in 40.
    const [, , , , , middle] = file.cancellation.perSecond.buy;
    expect(middle[3].value * file.cancellation.shape[1].value).toBeGreaterThan(1 / 450);
    expect(middle[3].value * file.cancellation.shape[1].value).toBeLessThan(1 / 180);
  });
});

describe('too little to fit', () => {
  it('says so when there is no continuous trading', () => {
    const tape = new TapeOfCommands();
    tape.phase(Phase.openCallCancelable);
    tape.submit(0, 1000, 100);
    expect(() => fit(tape.writer.finish(), { name: 'x' })).toThrow(/no continuous trading/);
  });

  it('says how many orders there are and how many it takes', () => {
    const tape = new TapeOfCommands();
    tape.phase(Phase.continuous);
    for (let i = 0; i < 50; i++) {
      tape.time = i * SECOND;
      tape.submit(i & 1, 990 + 20 * (i & 1), 100);
    }
    expect(() => fit(tape.writer.finish(), { name: 'x' })).toThrow(/too little to fit: \d+ orders .* at least 500/);
  });

  it('names an instrument that is not there', () => {
    expect(() => fit(new TapeOfCommands().writer.finish(), { name: 'x', instrument: 3 })).toThrow(/instrument 3/);
  });
});

describeWithRealData('the shipped model', 'szse_l3', (folder) => {
  it('is what the real morning gives, to the byte', async () => {
    const { tape, restingSnapshots, sourceDigest } = await replay('szse-l3', folder);
    const [{ fit: fitted }] = flowFits;
    const { file } = loadModel(fitted(tape, { name: 'szse-300233', restingSnapshots, sourceDigest }));
    expect(modelText(file)).toBe(shipped);
  });
});
