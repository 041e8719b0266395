import { createColors } from 'picocolors';
import { describe, expect, it } from 'vitest';
import { runReport } from '../../src/report/index.js';
import type { RunSummary } from '../../src/run/index.js';

const summary: RunSummary = {
  ...{ scenario: 'quick', version: '1.0.0', resultsVersion: 1, seeds: 40, controls: 20, masterSeed: 1 },
  digest: 'd'.repeat(64),
  expectations: [
    { expectation: 'a > 0', status: 'passed', ok: true, measured: [{ cell: 'base', value: 0.12345, ok: true }] },
    {
      expectation: 'b > 0',
      status: 'failed',
      ok: false,
      measured: [
        { cell: 'x=1', value: 12345.6, ok: true },
        { cell: 'x=2', value: -1, ok: false },
      ],
    },
    { expectation: 'c > 0', status: 'inconclusive', ok: false, measured: [{ cell: 'base', value: null, ok: null }] },
  ],
  results: [
    {
      ...{
        cell: 'base',
        attack: 'spoof',
        practice: 'spoofing',
        detector: 'spoof-pattern',
        campaigns: 40,
        detected: 38,
      },
      ...{ wrongPractice: 1, recall: 0.95, lower95: 0.831, upper95: 0.994, medianDelaySeconds: 75, conformance: null },
    },
  ],
  conformance: [
    { cell: 'base', detector: 'fd-c', runs: 160, conforming: 160, share: 1 },
    { cell: 'base', detector: 'ws', runs: 160, conforming: 159, share: 159 / 160, difference: 'owner 7' },
  ],
  falseAlerts: [
    {
      ...{
        cell: 'all',
        detector: 'spoof-pattern',
        arm: 'clean+purpose',
        instrumentDays: 40.5,
        alerts: 2,
        onLookalikes: 1,
        wrongPractice: 0,
      },
      ...{ perInstrumentDay: 0.0494, lower95: 0.006, upper95: 0.178 },
    },
  ],
  effects: [
    {
      ...{ cell: 'base', attack: 'spoof', practice: 'spoofing', pairs: 40, midShiftTicks: 0.5, othersLoss: 999 },
      outcome: null,
      lossByClass: [],
      benefit: { mean: 1234, lower95: -100, upper95: 2568 },
      midShift: { mean: 0.5, lower95: -1, upper95: 2 },
      loss: { mean: 999, lower95: 1, upper95: 1997 },
      shown: false,
    },
  ],
  baseline: [],
  silentAttacks: [{ cell: 'base', attack: 'spoof', runs: 40, withoutCampaign: 2 }],
  notes: ['The background is a recorded day.'],
  failures: [{ cell: 'base', seed: 3, arm: 'attack', failure: 'no price' }],
  ...{ runs: 160, rows: 1_000_000, rowsPerSecond: 300_000, wallSeconds: 65, folder: 'runs/quick-1234abcd' },
};

describe('the report of a run', () => {
  const lines = runReport(summary, 'Is it seen?', createColors(false));
  const line = (start: string) => lines.find((one) => one.startsWith(start));

  it('begins with the question and what was expected, with what was measured', () => {
    expect(lines[0]).toBe('quick — Is it seen?');
    expect(lines[2]).toBe('The background is a recorded day.');
    expect(lines.slice(4, 8)).toEqual([
      'Expectations',
      '✓ a > 0   measured 0.1235',
      '✗ b > 0   measured x=1: 12,346, x=2: −1',
      '? c > 0   measured no samples — inconclusive',
    ]);
  });

  it('prints every recall with its interval, and says where the abuse had no effect', () => {
    const row = lines.find((one) => one.includes('38/40'))!;
    expect(row.split(/ {2,}/)).toEqual([
      ...['base', 'spoof', 'spoof-pattern', '38/40', '0.950', '[0.831, 0.994]', '1 min 15 s', '1', 'none shown'],
    ]);
    expect(lines.join(' ')).toMatch(/does not say which share of real abuse/);
  });

  it('says in how many runs there was nothing to find', () => {
    expect(line('base, spoof: no campaign')).toMatch(/in 2 of 40 runs/);
  });

  it('says which rule detector differs from its rule', () => {
    expect(line('fd-c:')).toMatch(/exactly where the rule holds/);
    expect(line('ws:')).toBe('ws: differs from the rule in 1 of 160 runs of base; owner 7');
  });

  it('shows look-alikes apart, effects with intervals, and runs that failed', () => {
    expect(lines.find((one) => one.includes('clean+purpose'))).toMatch(/40\.5 +2 +1 +0\.049 +\[0\.006, 0\.178\]/);
    expect(lines.find((one) => one.includes('1,234'))).toMatch(/\[−100, 2,568\] +0\.50 +999 +none shown/);
    expect(line('base, seed 3, attack')).toMatch(/no price/);
  });

  it.each([
    ['gains', { mean: 2, lower95: 1, upper95: 3 }, true],
    ['loses', { mean: -2, lower95: -3, upper95: -1 }, true],
    ['moves price', { mean: 0, lower95: -1, upper95: 1 }, true],
    ['none shown', { mean: null, lower95: null, upper95: null }, false],
  ])('an effect is called: %s', (word, benefit, shown) => {
    const [effect] = summary.effects;
    const report = runReport({ ...summary, effects: [{ ...effect, benefit, shown }] }, undefined, createColors(false));
    expect(report.find((one) => one.includes('38/40'))).toMatch(new RegExp(`${word}$`));
  });

  it('leaves out what there is nothing to say of, and ends with where the files are', () => {
    expect(lines.join('\n')).not.toContain('baseline');
    expect(lines.at(-1)).toBe('files  runs/quick-1234abcd');
  });

  it('tells attacks whose sizes hug a threshold apart', () => {
    const [found] = summary.results;
    const both = { ...summary, results: [found, { ...found, attack: 'hugging', recall: 0, thresholdHug: 0.95 }] };
    const lines = runReport(both, undefined, createColors(false));
    const apart = lines.indexOf('Attacks whose sizes hug the thresholds of a test');
    expect(lines.slice(0, apart).join()).not.toContain('hugging');
    expect(lines.slice(apart).join()).toContain('hugging');
  });
});
