import { describe, expect, it } from 'vitest';
import { type FinishedDay, type FinishedRun, finishedRun, type Plan, planRuns } from '../../src/run/index.js';
import type { RunOutcome } from '../../src/run/run-all.js';
import { tally } from '../../src/run/tally.js';
import type { Scenario } from '../../src/scenario/index.js';
import type { Alert } from '../../src/surveillance/index.js';
import type { Campaign } from '../../src/truth/index.js';
import { fakeRun } from './fake-runs.js';
import { smallMarket, withInstrument } from './small-market.js';

const attacker = 1001;
const lookalike = 1000;

function alertOn(account: number, detector = 'spoof-pattern'): Alert {
  return {
    ...{ alertId: `${detector}-0`, detector, detectorVersion: 1, rulePack: 'none', practice: 'spoofing' },
    ...{ instrument: 0, side: 0, accounts: [account], startNs: 1e12, endNs: 2e12, emittedNs: 1.5e12 },
    ...{ score: 2, evidence: [], orders: [], scale: 'absolute' },
  };
}

const campaign: Campaign = {
  ...{ id: 'spoof', practice: 'spoofing', instrument: 0, controller: 'c', accounts: [attacker], beneficiary: attacker },
  ...{
    spansDays: false,
    startNs: 1e12,
    endNs: 2e12,
    cycles: [],
    phases: [],
    intentOrders: [],
    genuineOrders: [],
    knobs: {},
    outcomes: {},
  },
};

/** Outcomes of a plan in which every attack is found and a look-alike is accused in each clean run of seed 1. */
function outcomesOf(plan: Plan, change: (index: number, run: FinishedRun) => RunOutcome = (_, run) => ({ run })) {
  return plan.tasks.map(({ spec }, index) => {
    const attacked = spec.arm === 'attack';
    const alerts = attacked ? [alertOn(attacker)] : spec.arm === 'clean' && spec.seed === 1 ? [alertOn(lookalike)] : [];
    const benign = [{ id: 'skewed', agent: 'skewed-market-maker', accounts: [lookalike], matchedTo: 'spoof' }];
    const truth = { campaigns: attacked ? [campaign] : [], benign };
    const positions = {
      attacks: { spoof: { cash: 0, holdings: [0] } },
      others: { cash: 0, holdings: [0] },
      classes: {},
      fees: 0,
    };
    const conformance = [
      { detector: 'fd-c', conforms: true },
      { detector: 'ws', conforms: index !== 3, ...(index === 3 ? { difference: 'owner 7' } : {}) },
    ];
    return change(index, fakeRun(index, { alerts, truth, positions, conformance }));
  });
}

/** The run with something else about its only day. */
function changed(run: FinishedRun, day: Partial<FinishedDay>): FinishedRun {
  return finishedRun([{ ...run.days[0], ...day }]);
}

/** Counts of a detector's false alerts in an arm. */
function falseAlertsIn(tallied: ReturnType<typeof tally>, arm: string, cell = 'all') {
  const row = tallied.falseAlerts.find(
    (one) => one.detector === 'spoof-pattern' && one.arm === arm && one.cell === cell,
  );
  return row === undefined
    ? undefined
    : [row.alerts, row.onLookalikes, Math.round(row.instrumentDays * (237 / 20) * 1e9) / 1e9];
}

describe('what runs add up to', () => {
  const plan = planRuns(smallMarket({ seeds: 2, controls: 1 }), 1);

  it('counts a campaign a seed and cell', () => {
    const { results } = tally(plan, outcomesOf(plan));
    const rows = results.filter(({ detector }) => detector === 'spoof-pattern');
    expect(rows.map(({ cell, detected, campaigns }) => `${cell} ${detected}/${campaigns}`)).toEqual([
      'best5Depth=1 2/2',
      'best5Depth=12 2/2',
    ]);
  });

  it('counts a run once, however many cells share it, and a run as the part of the day that it covers', () => {
    const tallied = tally(plan, outcomesOf(plan));
    expect(falseAlertsIn(tallied, 'clean')).toEqual([1, 1, 3]);
    expect(falseAlertsIn(tallied, 'purpose')).toEqual([0, 0, 3]);
    expect(falseAlertsIn(tallied, 'clean+purpose')).toEqual([1, 1, 6]);
    expect(falseAlertsIn(tallied, 'clean', 'best5Depth=1')).toBeUndefined();
  });

  it('says what is false in each cell while its own attack goes on', () => {
    const { attack } = plan.cells[1].seeds[0];
    const tallied = tally(
      plan,
      outcomesOf(plan, (index, run) => ({
        run: index === attack ? changed(run, { alerts: [alertOn(lookalike)] }) : run,
      })),
    );
    expect(falseAlertsIn(tallied, 'attack')).toEqual([1, 1, 4]);
    expect(falseAlertsIn(tallied, 'attack', 'best5Depth=1')).toEqual([0, 0, 2]);
    expect(falseAlertsIn(tallied, 'attack', 'best5Depth=12')).toEqual([1, 1, 2]);
  });

  it('says what is false in each cell where only the genuine trades differ', () => {
    const scenario = smallMarket({ seeds: 2 });
    const quantities = [5_000, 9_000];
    const cells = scenario.cells.map((cell, index) => {
      const [attack] = cell.attacks;
      const parameters = { ...attack.parameters, purpose: { sell: quantities[index] } };
      return { ...cell, attacks: [{ ...attack, parameters }] };
    });
    const own = planRuns({ ...scenario, cells }, 1);
    expect(own.cells[0].seeds[0].clean).toBe(own.cells[1].seeds[0].clean);
    expect(falseAlertsIn(tally(own, outcomesOf(own)), 'purpose', 'best5Depth=1')).toEqual([0, 0, 2]);
  });

  it('says what is false in each cell where cells have markets of their own', () => {
    const scenario = smallMarket({ seeds: 2 });
    const apart: Scenario = {
      ...scenario,
      cells: scenario.cells.map((cell, index) =>
        withInstrument(cell, ({ background }) => ({ background: { ...background, reaction: index } })),
      ),
    };
    const own = planRuns(apart, 1);
    const tallied = tally(own, outcomesOf(own));
    expect(falseAlertsIn(tallied, 'clean')).toEqual([2, 2, 4]);
    expect(falseAlertsIn(tallied, 'clean', 'best5Depth=1')).toEqual([1, 1, 2]);
  });

  it('counts no run of a market without attacks twice', () => {
    const scenario = smallMarket({ seeds: 2 });
    const peaceful = planRuns({ ...scenario, cells: [{ ...scenario.cells[0], attacks: [] }] }, 1);
    const tallied = tally(peaceful, outcomesOf(peaceful));
    expect(peaceful.tasks).toHaveLength(2);
    expect(falseAlertsIn(tallied, 'clean+purpose')).toEqual([1, 1, 2]);
    expect(falseAlertsIn(tallied, 'attack')).toBeUndefined();
  });

  it('says of every rule detector in which runs it differs from its rule', () => {
    const { conformance } = tally(plan, outcomesOf(plan));
    expect(conformance).toMatchObject([
      { cell: 'best5Depth=1', detector: 'fd-c', runs: 8, conforming: 8, share: 1 },
      { cell: 'best5Depth=1', detector: 'ws', runs: 8, conforming: 8, share: 1 },
      { cell: 'best5Depth=12', detector: 'fd-c', runs: 8, conforming: 8, share: 1 },
      { cell: 'best5Depth=12', detector: 'ws', runs: 8, conforming: 7, share: 7 / 8, difference: 'owner 7' },
    ]);
  });

  it('says which attacks came to nothing', () => {
    expect(tally(plan, outcomesOf(plan)).silentAttacks).toEqual([]);
    const { attack } = plan.cells[1].seeds[0];
    const silenced = outcomesOf(plan, (index, run) => {
      return { run: index === attack ? changed(run, { truth: { campaigns: [], benign: [] } }) : run };
    });
    expect(tally(plan, silenced).silentAttacks).toEqual([
      { cell: 'best5Depth=12', attack: 'spoof', runs: 2, withoutCampaign: 1 },
    ]);
  });

  it('leaves out runs that failed, and pairs that miss one', () => {
    const purpose = plan.cells[0].seeds[0].purpose;
    const broken = tally(
      plan,
      outcomesOf(plan, (index, run) => (index === purpose ? { failure: 'no price' } : { run })),
    );
    expect(broken.effects.map(({ pairs }) => pairs)).toEqual([1, 1]);
    expect(falseAlertsIn(broken, 'purpose')).toEqual([0, 0, 2]);
  });
});
