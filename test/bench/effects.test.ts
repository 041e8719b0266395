import { expect, it } from 'vitest';
import { effectCell, measuredPractices } from '../../bench/effects-plan.js';
import { effectRows, planEffects } from '../../bench/effects-study.js';
import { effectTable, harmTable, verdictOf } from '../../bench/effects-table.js';
import { hasOutcome } from '../../src/evaluation/market-measures.js';
import { practiceDefinitions } from '../../src/manipulation/index.js';
import { readModels, simulateRun } from '../../src/run/index.js';

it('of every practice it is known what it sets out to change, and a scenario measures it', () => {
  const ids = practiceDefinitions.map(({ id }) => id);
  expect(ids.filter((id) => !hasOutcome(id))).toEqual([]);
  expect(measuredPractices()).toEqual(ids);
  for (const practice of ids) expect(effectCell(practice, 2).cell.attacks.map(({ id }) => id)).toEqual([practice]);
});

it('practices of a market share its clean runs, and what they change, bring and cost is told with intervals', () => {
  const plan = planEffects(['false-limit-up-queue', 'painting-the-tape', 'wash-trading'], [1], 2);
  // Two markets with a clean run a seed, three attacks, and the genuine leg of the two that have one.
  expect(plan.tasks).toHaveLength(2 * (2 + 3 + 2));
  const models = readModels(plan.tasks[0]);
  const rows = effectRows(
    plan,
    plan.tasks.map((task) => simulateRun(task, models).run),
  );
  expect(rows.map(({ practice, pairs, outcome }) => [practice, pairs, outcome?.measure])).toEqual([
    ['false-limit-up-queue', 2, 'queue'],
    ['painting-the-tape', 2, 'volume'],
    ['wash-trading', 2, 'volume'],
  ]);
  for (const row of rows) {
    expect(row.outcome?.lower95).toBeLessThanOrEqual(row.outcome!.mean!);
    expect(row.outcome?.clean).toBeGreaterThan(0);
    // What classes lose adds up to what all lose.
    const parts = row.lossByClass.reduce((sum, { mean }) => sum + mean!, 0);
    expect(parts).toBeCloseTo(row.loss.mean!, 6);
  }
  const classes = rows[1].lossByClass.map((one) => one.class);
  for (const name of ['retail', 'household', 'institution', 'market-maker', 'momentum'])
    expect(classes).toContain(name);
  expect(effectTable(rows, [1])).toHaveLength(2 + 3);
  expect(harmTable(rows, 1)[2]).toMatch(/^\| `false-limit-up-queue` \|/);
});

it('judges what the abuse adds, or the benefit of a practice that would change nothing else', () => {
  const interval = (lower95: number, upper95: number) => ({ mean: (lower95 + upper95) / 2, lower95, upper95 });
  const row = {
    ...{ cell: '', attack: 'a', practice: 'spoofing', pairs: 40, midShiftTicks: null, othersLoss: 0, shown: true },
    ...{ midShift: interval(0, 0), loss: interval(0, 0), lossByClass: [], benefit: interval(1, 2) },
    outcome: { measure: 'price', unit: 'ticks', clean: 1, added: interval(-1, 1), ...interval(3, 4) },
  };
  expect(verdictOf(row)).toBe('ineffective here');
  expect(verdictOf({ ...row, outcome: { ...row.outcome, added: interval(0.5, 1) } })).toBe('works');
  expect(verdictOf({ ...row, outcome: null })).toBe('works');
  expect(verdictOf({ ...row, outcome: null, benefit: interval(-2, -1) })).toBe('backfires');
  expect(verdictOf({ ...row, practice: '' })).toBe('never acts');
});
