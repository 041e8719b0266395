import { readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { agentDefinitions } from '../../src/agents/index.js';
import { checkPlan, planRuns, readModels, simulateRun } from '../../src/run/index.js';
import { allRegistries, loadScenario, type Scenario } from '../../src/scenario/index.js';
import { parseTimeOfDay } from '../../src/tape/index.js';

const folder = fileURLToPath(new URL('../../scenarios/', import.meta.url));
const registries = allRegistries();
const load = (name: string) =>
  loadScenario(`${folder}${name}.yaml`, { registries, root: process.cwd(), runs: { seeds: 1, controls: 0 } });

/** Half a minute or so of the first day of each, in which its honest traders or its attackers are at work. */
const stretches: Readonly<Record<string, readonly [string, string]>> = {
  'controls/background': ['09:30', '09:30:30'],
  'controls/all-look-alikes': ['10:29:50', '10:30:30'],
  'controls/news-shock': ['09:59:50', '10:00:40'],
  'controls/index-rebalance': ['14:57', '15:00'],
  'controls/clean-purpose': ['09:39:50', '09:40:30'],
  'cases/603985': ['09:31:50', '09:32:30'],
  'cases/bse-2021': ['09:59:50', '10:00:30'],
  'cases/limit-up-2015': ['09:34:50', '09:35:30'],
};

function shortened(scenario: Scenario, [from, until]: readonly [string, string]): Scenario {
  const [cell] = scenario.cells;
  const instruments = cell.market.instruments.map((one) => ({ ...one, accounts: { ...one.accounts, active: 500 } }));
  const window = [parseTimeOfDay(from), parseTimeOfDay(until)] as const;
  const market = { ...cell.market, instruments, window, dates: cell.market.dates.slice(0, 1) };
  return { ...scenario, cells: [{ ...cell, market }] };
}

it('every control and every case is looked at', () => {
  const names = ['controls', 'cases'].flatMap((part) =>
    readdirSync(`${folder}${part}`).map((file) => `${part}/${file.replace(/\.yaml$/, '')}`),
  );
  expect(names.toSorted()).toEqual(Object.keys(stretches).toSorted());
});

it('the control of all look-alikes has every kind of them', () => {
  const used = new Set(load('controls/all-look-alikes').cells[0].lookalikes.map(({ agent }) => agent));
  const kinds = agentDefinitions.filter(({ summary }) => summary.startsWith('honest look-alike')).map(({ id }) => id);
  expect(kinds.length).toBeGreaterThan(9);
  for (const kind of [...kinds, 'execution', 'news-trader']) expect(used).toContain(kind);
});

describe.each(Object.entries(stretches))('%s', (name, stretch) => {
  const scenario = load(name);

  it('asks something, and its first and last cell can be set up', async () => {
    expect(scenario.question).toMatch(/\?$/);
    const ends = [...new Set([scenario.cells[0], scenario.cells[scenario.cells.length - 1]])];
    await checkPlan(planRuns({ ...scenario, cells: ends }, 1));
  });

  it('runs, and look-alikes are benign and no campaign', () => {
    const plan = planRuns(shortened(scenario, stretch), 1);
    const task = plan.tasks[plan.cells[0].seeds[0].attack];
    const [{ truth, positions }] = simulateRun(task, readModels(task)).run.days;
    const [{ lookalikes, attacks }] = scenario.cells;
    expect(truth.benign.map(({ id, matchedTo }) => [id, matchedTo])).toEqual(
      lookalikes.map(({ id, matchedTo }) => [id, matchedTo]),
    );
    const benign = truth.benign.flatMap(({ accounts }) => accounts);
    for (const { id, accounts } of truth.campaigns) {
      expect(attacks.map((attack) => attack.id)).toContain(id);
      expect(accounts.filter((account) => benign.includes(account))).toEqual([]);
    }
    const groups = [...Object.values(positions.attacks), positions.others];
    expect(groups.reduce((sum, { cash }) => sum + cash, positions.fees)).toBe(0);
  });
});
