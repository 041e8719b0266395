import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { insideKnowledge } from '../../src/run/attackers.js';
import { planRuns, readModels, simulateRun } from '../../src/run/index.js';
import { allRegistries, loadScenario, type Scenario } from '../../src/scenario/index.js';
import { Kind, parseTimeOfDay, Side, TapeCursor } from '../../src/tape/index.js';

const load = (name: string) => {
  const file = fileURLToPath(new URL(`../../scenarios/practices/${name}.yaml`, import.meta.url));
  return loadScenario(file, { registries: allRegistries(), root: process.cwd(), runs: { seeds: 1 } });
};

/** Two minutes of the first day, with few accounts. */
function shortened(scenario: Scenario): Scenario {
  const [{ market, ...cell }] = scenario.cells;
  const instruments = market.instruments.map((one) => ({ ...one, accounts: { ...one.accounts, active: 300 } }));
  const window = [parseTimeOfDay('09:31:50'), parseTimeOfDay('09:33:50')] as const;
  return {
    ...scenario,
    cells: [{ ...cell, market: { ...market, instruments, dates: market.dates.slice(0, 1), window } }],
  };
}

describe('an attack in several instruments', () => {
  const plan = planRuns(shortened(load('account-group')), 1);
  const [{ clean, attack }] = plan.cells[0].seeds;
  const [quiet, acting] = [clean, attack].map((task) => simulateRun(plan.tasks[task], readModels(plan.tasks[task])));
  const [{ truth, positions }] = acting.run.days;
  const [{ accounts }] = truth.controllers!;

  it('has one hand and the same accounts in each, and a campaign of its own', () => {
    expect(truth.campaigns.map(({ id, instrument }) => [id, instrument])).toEqual([
      ['group', 0],
      ['group', 1],
    ]);
    for (const campaign of truth.campaigns) expect(campaign.accounts).toEqual(accounts);
    const traded = new Map<number, Set<number>>();
    const cursor = new TapeCursor(acting.tapes[0]);
    while (cursor.next())
      if (cursor.kind === Kind.accepted && accounts.includes(cursor.account))
        traded.set(cursor.account, (traded.get(cursor.account) ?? new Set()).add(cursor.instrument));
    expect([...traded.values()].some((instruments) => instruments.size === 2)).toBe(true);
  });

  it('is funded in each, and nothing is lost', () => {
    const { holdings } = acting.tapes[0].header.accounts;
    for (const account of accounts) expect(holdings[2 * account]).toBe(holdings[2 * account + 1]);
    expect(holdings[2 * accounts[0]]).toBeGreaterThan(0);
    const groups = [...Object.values(positions.attacks), positions.others];
    expect(groups.reduce((sum, { cash }) => sum + cash, positions.fees)).toBe(0);
    for (const instrument of [0, 1]) expect(groups.reduce((sum, group) => sum + group.holdings[instrument], 0)).toBe(0);
  });

  it('is known by who controls it in every arm, and acts in none but its own', () => {
    expect(quiet.run.days[0].truth).toMatchObject({ campaigns: [], controllers: truth.controllers });
  });
});

describe('what a scenario tells those who know more', () => {
  it('are the announcements of all days and the orders that clients have given', () => {
    const told = (name: string) => {
      const { tasks, definitions } = planRuns(load(name), 1);
      return insideKnowledge(tasks[0].spec, definitions);
    };
    expect(told('insider-dealing').announcements).toEqual([
      { id: 'earnings', instrument: 0, day: 2, timeNs: parseTimeOfDay('09:45'), side: Side.buy, severity: 400 },
      { id: 'merger', instrument: 1, day: 2, timeNs: parseTimeOfDay('09:40'), side: Side.buy, severity: 500 },
    ]);
    const window = [parseTimeOfDay('09:40'), parseTimeOfDay('09:52')];
    expect(told('front-running').orders).toEqual([
      { id: 'client', instrument: 0, side: Side.buy, quantity: 100_000, window },
    ]);
  });
});
