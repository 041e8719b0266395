import { describe, expect, it } from 'vitest';
import type { TableColumn } from '../../src/archive/index.js';
import { finishedRun, planRuns } from '../../src/run/index.js';
import { alertTable, campaignTable } from '../../src/run/result-tables.js';
import type { Alert } from '../../src/surveillance/index.js';
import type { Campaign } from '../../src/truth/index.js';
import { fakeRun } from './fake-runs.js';
import { smallMarket } from './small-market.js';

const alert = { alertId: 'ws-0', instrument: 1, accounts: [3], orders: [], evidence: [], score: 1 } as unknown as Alert;
const campaign = {
  id: 'spoof',
  instrument: 0,
  accounts: [7],
  intentOrders: [],
  genuineOrders: [],
} as unknown as Campaign;

describe('the tables of results', () => {
  const scenario = smallMarket({ seeds: 1 });
  const cells = scenario.cells.slice(0, 1).map((cell) => {
    const [instrument] = cell.market.instruments;
    const instruments = [instrument, { ...instrument, symbol: '300999' }];
    return { ...cell, market: { ...cell.market, dates: ['2025-05-09', '2025-05-12'], instruments } };
  });
  const plan = planRuns({ ...scenario, cells }, 1);
  const truth = { campaigns: [campaign], benign: [{ id: 'skewed', agent: 'a', accounts: [5], matchedTo: 'spoof' }] };
  const run = finishedRun([
    ...fakeRun(1, { date: '2025-05-09', truth }).days,
    ...fakeRun(2, { date: '2025-05-12', alerts: [alert, alert] }).days,
  ]);
  const outcomes = plan.tasks.map((_, index) => (index === 0 ? { run } : undefined));
  const valuesOf = (table: readonly TableColumn[], name: string) =>
    table.find((column) => column.name === name)?.values;

  it('say the day and the symbol of every alert', () => {
    const table = alertTable(plan, outcomes);
    expect(valuesOf(table, 'day')).toEqual(['2025-05-12', '2025-05-12']);
    expect(valuesOf(table, 'symbol')).toEqual(['300999', '300999']);
    expect(valuesOf(table, 'instrument')).toEqual([1, 1]);
  });

  it('say the day of everything that is true, and the symbol where it is about one', () => {
    const table = campaignTable(plan, outcomes);
    expect(valuesOf(table, 'day')).toEqual(['2025-05-09', '2025-05-09']);
    expect(valuesOf(table, 'symbol')).toEqual(['300233', null]);
  });
});
