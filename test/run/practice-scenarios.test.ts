import { readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { practiceDefinitions } from '../../src/manipulation/index.js';
import { checkPlan, planRuns, readModels, simulateRun } from '../../src/run/index.js';
import { allRegistries, loadScenario, type Scenario } from '../../src/scenario/index.js';
import { Phase, parseTimeOfDay } from '../../src/tape/index.js';

const folder = fileURLToPath(new URL('../../scenarios/practices/', import.meta.url));
const registries = allRegistries();
const load = (name: string) =>
  loadScenario(`${folder}${name}.yaml`, { registries, root: process.cwd(), runs: { seeds: 1, controls: 0 } });

/** A minute or so of the first day of each scenario, and which of its attacks find something to do in them. */
const stretches: Readonly<Record<string, readonly [string, string, ...string[]]>> = {
  'account-group': ['09:31:50', '09:33', 'group'],
  'advancing-the-bid': ['09:39:50', '09:40:30'],
  'continuous-push': ['09:49:50', '09:50:40', 'push'],
  'false-limit-up-queue': ['09:31:50', '09:33:30', 'queue'],
  'front-running': ['09:37:50', '09:39:50', 'ahead'],
  'insider-dealing': ['09:31:50', '09:34:20', 'tipped'],
  'limit-maintenance': ['14:29:50', '14:30:30', 'wall'],
  'marking-the-close': ['14:57', '15:01', 'close'],
  'marking-the-open': ['09:15', '09:30:10', 'open'],
  'matched-orders': ['09:34:50', '09:37', 'ring'],
  'momentum-ignition': ['09:39:50', '09:42:10', 'spark'],
  'opening-auction-spoofing': ['09:15', '09:30:10', 'call'],
  'painting-the-tape': ['09:39:50', '09:40:30', 'paint'],
  'pump-and-dump': ['09:34:50', '09:36:10', 'pump'],
  'quote-stuffing': ['09:34:50', '09:35:30', 'flood'],
  smoking: ['09:31:50', '09:34', 'smoke'],
};

/** The first cell on its first day, from when to when, with few accounts. */
function shortened(scenario: Scenario, from: string, until: string): Scenario {
  const [cell] = scenario.cells;
  const { dates } = cell.market;
  const instruments = cell.market.instruments.map((one) => ({ ...one, accounts: { ...one.accounts, active: 500 } }));
  const window = [parseTimeOfDay(from), parseTimeOfDay(until)] as const;
  return {
    ...scenario,
    cells: [{ ...cell, market: { ...cell.market, instruments, dates: dates.slice(0, 1), window } }],
  };
}

it('every practice has a scenario that asks something', () => {
  const names = readdirSync(folder).map((file) => file.replace(/\.yaml$/, ''));
  expect(names.toSorted()).toEqual(Object.keys(stretches).toSorted());
  const elsewhere = ['spoofing', 'layering', 'wash-trading'];
  expect([...names, ...elsewhere].toSorted()).toEqual(practiceDefinitions.map(({ id }) => id).toSorted());
});

it('a venue that lacks what a practice needs is found before anything runs, with the line', async () => {
  const scenario = load('opening-auction-spoofing');
  const [cell] = scenario.cells;
  const phases = [{ phase: Phase.continuous, startNs: parseTimeOfDay('09:15'), endNs: parseTimeOfDay('15:00') }];
  const lacking = { ...scenario, cells: [{ ...cell, market: { ...cell.market, rules: { phases } } }] };
  await expect(checkPlan(planRuns(lacking, 1))).rejects.toThrow(
    /opening-auction-spoofing\.yaml:19:15 attacks\.call\.practice: the venue has no opening call in which orders can be taken back/,
  );
});

describe.each(Object.entries(stretches))('%s', (name, [from, until, ...acting]) => {
  const scenario = load(name);

  it('is valid, and its first and last cell can be set up', async () => {
    expect(scenario.question).toMatch(/\?$/);
    expect(scenario.cells[0].attacks.map(({ practice }) => practice)).toContain(name);
    const ends = [scenario.cells[0], scenario.cells[scenario.cells.length - 1]];
    await checkPlan(planRuns({ ...scenario, cells: ends }, 1));
  });

  it('runs, and nothing is lost', () => {
    const plan = planRuns(shortened(scenario, from, until), 1);
    const task = plan.tasks[plan.cells[0].seeds[0].attack];
    const [{ truth, positions }] = simulateRun(task, readModels(task)).run.days;
    expect(truth.campaigns.map(({ id }) => id)).toEqual(expect.arrayContaining(acting));
    const groups = [...Object.values(positions.attacks), positions.others];
    expect(groups.reduce((sum, { cash }) => sum + cash, positions.fees)).toBe(0);
    expect(groups.reduce((sum, { holdings }) => sum + holdings[0], 0)).toBe(0);
  });
});
