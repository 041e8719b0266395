import { describe, expect, it } from 'vitest';
import { type FalseAlertResult, judge } from '../../src/run/index.js';
import type { Measured } from '../../src/run/judge.js';
import { parseExpectation } from '../../src/scenario/index.js';

const cells = [
  { label: 'best5Depth=0.5', values: { 'attacks.spoof.size.best5Depth': '0.5' } },
  { label: 'best5Depth=4', values: { 'attacks.spoof.size.best5Depth': '4' } },
];

const scope = {
  attacks: ['spoof'],
  detectors: ['fd-c', 'spoof-pattern'],
  ruleDetectors: ['fd-c'],
  sweep: new Map([['attacks.spoof.size.best5Depth', ['0.5', '4']]]),
};

function falseAlertRow(row: Partial<FalseAlertResult>): FalseAlertResult {
  const nothing = { alerts: 0, perInstrumentDay: 0, lower95: 0, upper95: 0, instrumentDays: 1, arm: 'clean' as const };
  return { detector: 'spoof-pattern', cell: 'all', onLookalikes: 0, wrongPractice: 0, ...nothing, ...row };
}

const recall = { attack: 'spoof', practice: 'spoofing', campaigns: 40, wrongPractice: 0, medianDelaySeconds: 12 };
const measured: Measured = {
  results: [
    {
      ...recall,
      cell: 'best5Depth=0.5',
      detector: 'fd-c',
      detected: 0,
      recall: 0,
      lower95: 0,
      upper95: 0.09,
      conformance: 1,
    },
    {
      ...recall,
      cell: 'best5Depth=4',
      detector: 'fd-c',
      detected: 0,
      recall: 0,
      lower95: 0,
      upper95: 0.09,
      conformance: 0.99,
    },
    {
      ...recall,
      cell: 'best5Depth=4',
      detector: 'spoof-pattern',
      detected: 40,
      recall: 1,
      lower95: 0.91,
      upper95: 1,
      conformance: null,
    },
    {
      ...recall,
      cell: 'best5Depth=0.5',
      detector: 'spoof-pattern',
      campaigns: 0,
      detected: 0,
      recall: null,
      lower95: null,
      upper95: null,
      medianDelaySeconds: null,
      conformance: null,
    },
  ],
  conformance: [
    { cell: 'best5Depth=0.5', detector: 'fd-c', runs: 120, conforming: 120, share: 1 },
    { cell: 'best5Depth=4', detector: 'fd-c', runs: 100, conforming: 99, share: 0.99 },
  ],
  falseAlerts: [
    falseAlertRow({ arm: 'clean', instrumentDays: 20, upper95: 0.18 }),
    falseAlertRow({ arm: 'clean+purpose', instrumentDays: 40, upper95: 0.09 }),
    falseAlertRow({ arm: 'clean', cell: 'best5Depth=4', instrumentDays: 10, upper95: 0.36 }),
  ],
  effects: [
    {
      cell: 'best5Depth=4',
      attack: 'spoof',
      practice: 'spoofing',
      pairs: 40,
      outcome: null,
      benefit: { mean: 1000, lower95: -10, upper95: 2010 },
      midShiftTicks: 0.5,
      midShift: { mean: 0.5, lower95: -0.5, upper95: 1.5 },
      othersLoss: 1200,
      loss: { mean: 1200, lower95: 0, upper95: 2400 },
      lossByClass: [],
      shown: false,
    },
  ],
};

const outcome = (text: string) => judge([parseExpectation(text, scope)], measured, cells)[0];

describe('an expectation', () => {
  it.each([
    ['recall(spoof-pattern, spoof, best5Depth=4) >= 0.95', 'passed'],
    ['recall(spoof-pattern, spoof, best5Depth=4).lower95 >= 0.91', 'passed'],
    ['recall(spoof-pattern, spoof, best5Depth=4).lower95 > 0.91', 'failed'],
    ['recall(fd-c, spoof).upper95 < 0.1', 'passed'],
    ['recall(fd-c, spoof).detected == 0', 'passed'],
    ['recall(spoof-pattern, spoof, best5Depth=4).medianDelaySeconds <= 12', 'passed'],
    ['conformance(fd-c, best5Depth=0.5) == 1', 'passed'],
    ['conformance(fd-c) == 1', 'failed'],
    ['falseAlerts(spoof-pattern).perInstrumentDay.upper95 <= 0.1', 'passed'],
    ['falseAlerts(spoof-pattern, arm=clean).perInstrumentDay.upper95 <= 0.1', 'failed'],
    ['falseAlerts(spoof-pattern, arm=clean).perInstrumentDay == 0', 'passed'],
    ['falseAlerts(spoof-pattern, arm=clean, best5Depth=0.5).perInstrumentDay.upper95 < 0.2', 'passed'],
    ['falseAlerts(spoof-pattern, arm=clean, best5Depth=4).perInstrumentDay.upper95 < 0.2', 'failed'],
    ['effect(spoof, best5Depth=4).benefit.lower95 > 0', 'failed'],
    ['effect(spoof, best5Depth=4).midShiftTicks > 0', 'passed'],
  ])('%s: %s', (text, status) => {
    expect(outcome(text).status).toBe(status);
    expect(outcome(text).ok).toBe(status === 'passed');
  });

  it.each([
    ['recall(spoof-pattern, spoof, best5Depth=0.5).lower95 >= 0'],
    ['effect(spoof, best5Depth=0.5).benefit.mean > -1000'],
    ['falseAlerts(fd-c).alerts == 0'],
    ['recall(spoof-pattern, spoof).lower95 >= 0.5'],
  ])('without samples is inconclusive and never passed: %s', (text) => {
    expect(outcome(text)).toMatchObject({ status: 'inconclusive', ok: false });
  });

  it('that names no cell must hold in every cell, and says where it does not', () => {
    expect(outcome('conformance(fd-c) == 1').measured).toEqual([
      { cell: 'best5Depth=0.5', value: 1, ok: true },
      { cell: 'best5Depth=4', value: 0.99, ok: false },
    ]);
  });
});
