import {
  compareWithBaseline,
  effects,
  falseAlerts,
  type MatchOptions,
  type RunRecord,
  recallTable,
} from '../evaluation/index.js';
import { practicesOfDetectors } from '../surveillance/index.js';
import { continuousShare, rulesOf } from './instrument-header.js';
import type { Plan, PlannedCell } from './plan.js';
import type { RunOutcome } from './run-all.js';
import { type Arm, arms } from './run-spec.js';
import type { ConformanceSummary, RunSummary, SilentAttack } from './summary.js';

/** The naive detector beside which every other one must stand. */
const BASELINE = 'naive-large-cancel';

const matching: MatchOptions = { practicesOf: practicesOfDetectors };

/** Adds up what a plan's runs found. Runs that failed are left out; their seeds count in no pair. */
export function tally(
  plan: Plan,
  outcomes: readonly RunOutcome[],
): Pick<RunSummary, 'results' | 'conformance' | 'falseAlerts' | 'effects' | 'baseline' | 'silentAttacks'> {
  const records = plan.cells.flatMap((planned) => recordsOf(planned, outcomes));
  const detectors = plan.cells[0].cell.surveillance.detectors.map(({ id }) => id);
  return {
    results: recallTable(records, detectors, matching),
    conformance: plan.cells.flatMap((planned) => conformanceRows(planned, outcomes)),
    falseAlerts: falseAlertRows(plan, outcomes, detectors),
    effects: effects(records),
    baseline: detectors.includes(BASELINE) ? compareWithBaseline(records, detectors, BASELINE, matching) : [],
    silentAttacks: plan.cells.flatMap((planned) => silentAttacks(planned, records)),
  };
}

function silentAttacks({ cell }: PlannedCell, records: readonly RunRecord[]): SilentAttack[] {
  const runs = records.filter((record) => record.cell === cell.label && record.arm === 'attack');
  const seeds = [...new Set(runs.map(({ seed }) => seed))].map((seed) => runs.filter((run) => run.seed === seed));
  return cell.attacks
    .map(({ id }) => {
      const own = (days: readonly RunRecord[]) =>
        days.flatMap(({ truth }) => truth.campaigns.filter((one) => one.id === id));
      // One that spans days needs no abusive order on each of them.
      const spans = own(runs).some(({ spansDays }) => spansDays);
      const expected = spans ? seeds : runs.map((run) => [run]);
      const without = expected.filter(
        (days) => !own(days).some(({ intentOrders }) => !spans || intentOrders.length > 0),
      );
      return { cell: cell.label, attack: id, runs: expected.length, withoutCampaign: without.length };
    })
    .filter(({ withoutCampaign }) => withoutCampaign > 0);
}

function conformanceRows(planned: PlannedCell, outcomes: readonly RunOutcome[]): ConformanceSummary[] {
  const { cell, seeds, controls } = planned;
  const tasks = new Set([...seeds, ...controls].flatMap(({ seed: _seed, ...runs }) => Object.values(runs) as number[]));
  const rows = new Map<string, { runs: number; conforming: number; difference?: string }>();
  for (const task of tasks) {
    const outcome = outcomes[task];
    if (outcome === undefined || !('run' in outcome)) continue;
    for (const { detector, conforms, difference } of outcome.run.days.flatMap((day) => day.conformance)) {
      const row = rows.get(detector) ?? { runs: 0, conforming: 0 };
      row.runs++;
      if (conforms) row.conforming++;
      else row.difference ??= difference;
      rows.set(detector, row);
    }
  }
  return [...rows].map(([detector, row]) => {
    return { cell: cell.label, detector, ...row, share: row.conforming / row.runs };
  });
}

function falseAlertRows(
  plan: Plan,
  outcomes: readonly RunOutcome[],
  detectors: readonly string[],
): RunSummary['falseAlerts'] {
  // An arm that is the clean arm, because nobody does more in it, is no second sample of it.
  const without = plan.cells.map((planned) => ({
    planned,
    records: recordsOf(planned, outcomes).filter(({ arm, seed }) => arm === 'clean' || !isClean(planned, seed, arm)),
  }));
  const rowsOf = (cell: string, records: readonly RunRecord[]) =>
    falseAlerts(records, detectors, matching).map((row) => ({ ...row, cell }));
  const all = without.flatMap(({ records }) => records);
  const rows = rowsOf('all', all);
  const [first] = plan.cells;
  const shared = plan.cells.every(({ seeds, controls }) =>
    [...seeds, ...controls].every((run, i) => {
      const same = [...first.seeds, ...first.controls][i];
      return run.clean === same.clean && run.purpose === same.purpose;
    }),
  );
  if (plan.cells.length === 1) return rows;
  const byCell = without.flatMap(({ planned, records }) => rowsOf(planned.cell.label, records));
  return [...rows, ...byCell.filter(({ arm }) => arm === 'attack' || !shared)];
}

function isClean({ seeds, controls }: PlannedCell, seed: number, arm: Arm): boolean {
  const run: Partial<Record<Arm, number>> = [...seeds, ...controls].find((one) => one.seed === seed)!;
  return run[arm] === run.clean;
}

function recordsOf({ cell, seeds, controls }: PlannedCell, outcomes: readonly RunOutcome[]): RunRecord[] {
  const { market } = cell;
  const [startNs, endNs] = market.window;
  const shares = market.dates.map((date) => continuousShare(rulesOf(market, date), startNs, endNs));
  const record = (seed: number, arm: Arm, task: number): RunRecord[] => {
    const outcome = outcomes[task];
    if (outcome === undefined || !('run' in outcome)) return [];
    return outcome.run.days.map(({ date: _date, tapeDigest: _tape, rows: _rows, ...measured }, day) => {
      const instrumentDays = shares[day] * market.instruments.length;
      return { cell: cell.label, seed, arm, day, instrumentDays, startNs, ...measured };
    });
  };
  return [
    ...seeds.flatMap((run) => arms.flatMap((arm) => record(run.seed, arm, run[arm]))),
    ...controls.flatMap((run) => [
      ...record(run.seed, 'clean', run.clean),
      ...record(run.seed, 'purpose', run.purpose),
    ]),
  ];
}
