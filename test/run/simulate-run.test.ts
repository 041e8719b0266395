import { describe, expect, it } from 'vitest';
import {
  type FinishedDay,
  type FinishedRun,
  planRuns,
  readModels,
  type SimulatedRun,
  simulateRun,
} from '../../src/run/index.js';
import { columns, type Tape, TapeCursor } from '../../src/tape/index.js';
import { smallMarket } from './small-market.js';

const plan = planRuns(smallMarket({ seeds: 1 }), 1);
const [small, large] = plan.cells;
const models = readModels(plan.tasks[0]);
const runs = new Map<number, SimulatedRun>();

/** A run of one day, with that day and its tape. */
function run(task: number): { run: FinishedRun; day: FinishedDay; tape: Tape } {
  const known = runs.get(task) ?? simulateRun(plan.tasks[task], models);
  runs.set(task, known);
  return { run: known.run, day: known.run.days[0], tape: known.tapes[0] };
}

/** The first row in which two tapes differ. */
function firstDifference(a: Tape, b: Tape): { sequence: number; account: number } | undefined {
  const [left, right] = [new TapeCursor(a), new TapeCursor(b)];
  for (;;) {
    const [more, moreRight] = [left.next(), right.next()];
    if (!more && !moreRight) return undefined;
    if (!more || !moreRight || columns.some(({ name }) => left[name] !== right[name]))
      return { sequence: right.sequence, account: right.account };
  }
}

describe('the arms of a seed', () => {
  const clean = run(large.seeds[0].clean);
  const purpose = run(large.seeds[0].purpose);
  const attack = run(large.seeds[0].attack);
  const [campaign] = attack.day.truth.campaigns;

  it('have the same header', () => {
    expect(purpose.tape.header).toEqual(clean.tape.header);
    expect(attack.tape.header).toEqual(clean.tape.header);
  });

  it('are the same rows until the manipulator acts', () => {
    for (const other of [purpose, attack]) {
      const difference = firstDifference(clean.tape, other.tape)!;
      expect(campaign.accounts).toContain(difference.account);
      expect(difference.sequence).toBeGreaterThan(1000);
    }
  });

  it('leave the manipulator alone in the clean arm, with his genuine trade in the others', () => {
    expect(clean.day.truth.campaigns).toEqual([]);
    expect(purpose.day.truth.campaigns).toEqual([]);
    expect(clean.day.positions.attacks['spoof']).toEqual({ cash: 0, holdings: [0] });
    expect(purpose.day.positions.attacks['spoof'].holdings).toEqual([-5000]);
    expect(attack.day.positions.attacks['spoof'].holdings[0]).toBeLessThanOrEqual(-5000);
    expect(campaign).toMatchObject({ id: 'spoof', practice: 'spoofing', controller: 'controller of spoof' });
    expect(campaign.accounts).toEqual([clean.tape.header.accounts.count - 1]);
  });

  it('lose no money and no share', () => {
    for (const { positions } of [clean.day, purpose.day, attack.day]) {
      const groups = [...Object.values(positions.attacks), positions.others];
      expect(groups.reduce((sum, { cash }) => sum + cash, positions.fees)).toBe(0);
      expect(groups.reduce((sum, { holdings }) => sum + holdings[0], 0)).toBe(0);
      expect(positions.fees).toBeGreaterThan(0);
    }
  });

  it('have look-alikes that nobody may accuse', () => {
    for (const { truth } of [clean.day, attack.day])
      expect(truth.benign).toMatchObject([{ id: 'skewed', agent: 'skewed-market-maker', matchedTo: 'spoof' }]);
  });

  it('have a mid price every second of continuous trading', () => {
    const [midPath] = clean.day.midPaths;
    expect(midPath).toHaveLength(35 * 60);
    expect(midPath.slice(0, 14 * 60).every(Number.isNaN)).toBe(true);
    const trading = midPath.slice(15 * 60 + 5);
    expect(trading.every((mid) => mid > 2 * 1256 && mid < 2 * 1884)).toBe(true);
    expect(new Set(trading).size).toBeGreaterThan(5);
  });
});

describe('a run', () => {
  it('is the same every time', () => {
    const again = simulateRun(plan.tasks[large.seeds[0].attack], models);
    expect(again.run).toEqual(run(large.seeds[0].attack).run);
  });

  it('ends when it is told to', () => {
    let asked = 0;
    expect(() => simulateRun(plan.tasks[0], models, () => ++asked > 2)).toThrow(/stopped/);
    expect(asked).toBeLessThan(6);
  });

  it('of the purpose arm does not depend on what only the attack needs', () => {
    const task = plan.tasks[small.seeds[0].purpose];
    const other = { ...task, idleParameters: { spoof: { ...task.idleParameters['spoof'], size: { best5Depth: 12 } } } };
    expect(simulateRun(other, models).run.digest).toBe(run(small.seeds[0].purpose).run.digest);
  });

  it('has rule detectors that say what their rules say', () => {
    for (const task of [large.seeds[0].clean, large.seeds[0].attack])
      expect(run(task).day.conformance).toEqual([
        { detector: 'fd-c', conforms: true },
        { detector: 'ws', conforms: true },
      ]);
  });
});
