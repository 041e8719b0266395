import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Conformance, conformance } from '../../src/evaluation/index.js';
import {
  type Detector,
  type DetectorDefinition,
  detectorDefinitions,
  type Watch,
} from '../../src/surveillance/index.js';
import { Side, type Tape } from '../../src/tape/index.js';
import { thresholds, watchTape } from '../surveillance/trading-session.js';
import { randomDay } from './random-day.js';

/** Numbers at which small random days are full of cases on both sides of every threshold. */
const falseDeclaration = {
  residualShares: 3_000,
  residualMoney: 35_000,
  bestFiveShare: 0.3,
  largeOrders: 4,
  cancelRatio: 0.3,
};
const washTrading = { dayShare: 0.05, closeCallShare: 0.2 };
const small = { 'fd-c': falseDeclaration, ws: washTrading };

function judge(
  tape: Tape,
  watch: Watch,
  parameters: Record<string, number>,
  scale?: { depth: number; turnover: number },
): Conformance {
  const options = scale === undefined ? {} : { scale };
  return conformance(watch.id, tape, watchTape(tape, [watch], options), { thresholds, parameters, ...options });
}

describe.each(Object.entries(small))('%s and the batch evaluation of its rule', (id, parameters) => {
  it('agree on random days', () => {
    let cases = 0;
    fc.assert(
      fc.property(fc.nat(), fc.integer({ min: 1, max: 2 }), (seed, instruments) => {
        const result = judge(randomDay(seed, 600, instruments), { id, parameters }, parameters);
        cases += result.compared;
        expect(result.disagreements).toEqual([]);
        expect(result.share).toBe(1);
      }),
      { numRuns: 60 },
    );
    expect(cases).toBeGreaterThan(30);
  });

  it('agree under a relative scale', () => {
    const scale = { depth: 0.7, turnover: 0.5 };
    for (let seed = 0; seed < 15; seed++)
      expect(judge(randomDay(seed), { id, parameters }, parameters, scale).disagreements).toEqual([]);
  });

  it('agree that nothing happened, with the numbers in force', () => {
    const alerts = watchTape(randomDay(1, 200), [{ id }]);
    expect(conformance(id, randomDay(1, 200), alerts, { thresholds }).share).toBe(1);
  });
});

describe('conformance catches a detector that is wrong', () => {
  const definition = (id: string) => detectorDefinitions.find((one) => one.id === id) as DetectorDefinition;

  /** The detector with something wrong between the tape and it. */
  function mutant(id: string, spoil: (detector: Detector) => Partial<Detector>): DetectorDefinition {
    const sound = definition(id);
    return {
      ...sound,
      create(parameters, context) {
        const detector = sound.create(parameters, context);
        return {
          kinds: detector.kinds,
          onRow: (row) => detector.onRow(row),
          onCommand: (row) => detector.onCommand?.(row),
          finish: (end) => detector.finish?.(end),
          ...spoil(detector),
        };
      },
    };
  }

  const days = Array.from({ length: 20 }, (_, seed) => randomDay(seed + 100));
  const disagreements = (watch: Watch, parameters: Record<string, number>) =>
    days.reduce((sum, tape) => sum + judge(tape, watch, parameters).disagreements.length, 0);

  const byMoney = { ...falseDeclaration, residualShares: 1_000_000, residualMoney: 30_000 };
  const inTheClose = { dayShare: 1, closeCallShare: 0.1 };

  it.each([
    ['fd-c', 'residualShares', 3_100, falseDeclaration],
    ['fd-c', 'residualMoney', 31_000, byMoney],
    ['fd-c', 'bestFiveShare', 0.32, falseDeclaration],
    ['fd-c', 'largeOrders', 3, falseDeclaration],
    ['fd-c', 'cancelRatio', 0.31, falseDeclaration],
    ['ws', 'dayShare', 0.06, washTrading],
    ['ws', 'closeCallShare', 0.3, inTheClose],
  ])('%s with another %s', (id, name, value, sound) => {
    expect(disagreements({ id, parameters: sound }, sound)).toBe(0);
    expect(disagreements({ id, parameters: { ...sound, [name]: value } }, sound)).toBeGreaterThan(0);
  });

  it('fd-c that does not see sells', () => {
    const blind = mutant('fd-c', (detector) => ({
      onRow: (row) => {
        if (row.side !== Side.sell) detector.onRow(row);
      },
    }));
    expect(
      disagreements({ id: 'fd-c', definition: blind, parameters: falseDeclaration }, falseDeclaration),
    ).toBeGreaterThan(0);
  });

  it('fd-c that looks at the book before the command is over', () => {
    const hasty = mutant('fd-c', (detector) => ({
      onRow: (row) => {
        detector.onRow(row);
        detector.onCommand?.(row);
      },
    }));
    expect(
      disagreements({ id: 'fd-c', definition: hasty, parameters: falseDeclaration }, falseDeclaration),
    ).toBeGreaterThan(0);
  });
});
