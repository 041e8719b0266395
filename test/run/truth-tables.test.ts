import { describe, expect, it } from 'vitest';
import type { TableColumn } from '../../src/archive/index.js';
import { alertTable } from '../../src/run/alert-table.js';
import { finishedRun, planRuns } from '../../src/run/index.js';
import { truthTables } from '../../src/run/truth-tables.js';
import type { Alert } from '../../src/surveillance/index.js';
import { type Campaign, truthColumns } from '../../src/truth/index.js';
import { fakeRun } from './fake-runs.js';
import { smallMarket } from './small-market.js';

const alert = { alertId: 'ws-0', instrument: 1, accounts: [3], orders: [], evidence: [], score: 1 } as unknown as Alert;
const campaign: Campaign = {
  ...{ id: 'spoof', practice: 'spoofing', instrument: 0, controller: 'hand', accounts: [7, 8], beneficiary: 7 },
  ...{ spansDays: false, startNs: 10, endNs: 90, knobs: { preset: 'blatant' }, outcomes: { shownQuantity: 5 } },
  cycles: [{ startNs: 10, endNs: 80, outcome: 'profit' }],
  phases: [
    { phase: 'post', cycle: 0, startNs: 10, endNs: 20 },
    { phase: 'withdraw', cycle: 0, startNs: 70, endNs: 80 },
    { phase: 'unwind', cycle: -1, startNs: 85, endNs: 90 },
  ],
  intentOrders: [100, 102],
  genuineOrders: [101],
};

describe('the tables of results', () => {
  const scenario = smallMarket({ seeds: 1 });
  const cells = scenario.cells.slice(0, 1).map((cell) => {
    const [instrument] = cell.market.instruments;
    const instruments = [instrument, { ...instrument, symbol: '300999' }];
    return { ...cell, market: { ...cell.market, dates: ['2025-05-09', '2025-05-12'], instruments } };
  });
  const plan = planRuns({ ...scenario, cells }, 1);
  const benign = [{ id: 'skewed', agent: 'a', accounts: [5], matchedTo: 'spoof' }];
  const controllers = [{ controller: 'hand', attack: 'spoof', accounts: [7, 8] }];
  const run = finishedRun([
    ...fakeRun(1, { date: '2025-05-09', truth: { campaigns: [campaign], benign, controllers } }).days,
    ...fakeRun(2, { date: '2025-05-12', alerts: [alert, alert] }).days,
  ]);
  const outcomes = plan.tasks.map((_, index) => (index === 0 ? { run } : undefined));
  const tables = truthTables(plan, outcomes);
  const rowsOf = (table: readonly TableColumn[], ...names: string[]) => {
    const columns = names.map((name) => table.find((column) => column.name === name)!.values);
    return columns[0].map((_, row) => columns.map((values) => values[row]));
  };

  it('have the columns that are described, in their order, each of one length', () => {
    for (const [file, meanings] of Object.entries(truthColumns)) {
      const table = tables[file as keyof typeof truthColumns];
      expect(table.map(({ name }) => name)).toEqual(Object.keys(meanings));
      expect(new Set(table.map(({ values }) => values.length)).size).toBe(1);
    }
  });

  it('say the day and the symbol of every alert', () => {
    const table = alertTable(plan, outcomes);
    expect(rowsOf(table, 'day', 'symbol', 'instrument')).toEqual([
      ['2025-05-12', '300999', 1],
      ['2025-05-12', '300999', 1],
    ]);
  });

  it('say the day of everything that is true, and the symbol where it is about one', () => {
    const table = tables['truth.parquet'];
    expect(rowsOf(table, 'id', 'benign', 'day', 'symbol', 'controller', 'matched_to', 'preset', 'spans_days')).toEqual([
      ['spoof', false, '2025-05-09', '300233', 'hand', null, 'blatant', false],
      ['skewed', true, '2025-05-09', null, null, 'spoof', null, null],
    ]);
  });

  it('have a row for every round and phase, every order with its role, and every account with who controls it', () => {
    expect(rowsOf(tables['truth-phases.parquet'], 'phase', 'cycle', 'start_ns', 'end_ns', 'outcome')).toEqual([
      ['cycle', 0, 10, 80, 'profit'],
      ['post', 0, 10, 20, null],
      ['withdraw', 0, 70, 80, null],
      ['unwind', null, 85, 90, null],
    ]);
    expect(rowsOf(tables['truth-orders.parquet'], 'order_id', 'role')).toEqual([
      [100, 'intent'],
      [102, 'intent'],
      [101, 'genuine'],
    ]);
    expect(rowsOf(tables['truth-accounts.parquet'], 'account', 'role', 'id', 'controller')).toEqual([
      [7, 'controlled', 'spoof', 'hand'],
      [8, 'controlled', 'spoof', 'hand'],
      [5, 'look-alike', 'skewed', null],
    ]);
  });
});
