import { fileURLToPath } from 'node:url';
import { beforeAll, describe, expect, it } from 'vitest';
import { forkPage } from '../../src/report/index.js';
import { type ForkedPath, type ForkTask, forkedRun } from '../../src/run/forked-run.js';
import { planRuns, readModels, runFork, simulateRun } from '../../src/run/index.js';
import { allRegistries, loadScenario } from '../../src/scenario/index.js';

const scenario = loadScenario(
  fileURLToPath(new URL('../../scenarios/practices/continuous-push.yaml', import.meta.url)),
  {
    registries: allRegistries(),
    root: fileURLToPath(new URL('../../', import.meta.url)),
    runs: { seeds: 1, controls: 0 },
    values: {
      'market.window': ['10:00', '10:06'],
      'accounts.active': 500,
      'attacks.push.window': ['10:01', '10:05'],
      'attacks.push.cycles': 2,
      'attacks.push.push': 20,
      'attacks.push.reverse': 60,
      'attacks.push.purpose': { sell: 5_000 },
    },
  },
);

const models = readModels(planRuns(scenario, 1).tasks[0]);
/** Does the continuations here, and remembers what was asked for. */
function pool() {
  const asked: ForkTask[] = [];
  const run = async (task: ForkTask): Promise<ForkedPath> => {
    asked.push(task);
    return forkedRun(task, models);
  };
  return { asked, pool: { run, close: async () => undefined } };
}

const options = { masterSeed: 1, continuations: 3, horizon: 30, now: () => 0, onProgress: () => undefined };

describe('a forked cycle', () => {
  const { asked, pool: here } = pool();
  let forked: Awaited<ReturnType<typeof runFork>>;
  beforeAll(async () => {
    forked = await runFork(scenario, { ...options, cycle: 2, against: 'silent', pool: here });
  });

  it('begins just before the cycle, with one past in all arms and continuations', () => {
    const { summary, continuations } = forked;
    const plan = planRuns(scenario, 1);
    const { run } = simulateRun(plan.tasks[plan.cells[0].seeds[0].attack], models);
    const [{ cycles }] = run.days[0].truth.campaigns;
    expect(summary.cycles).toBe(cycles.length);
    expect(summary.forkNs).toBe(cycles[1].startNs - 10_000_001);
    const digests = continuations.flatMap(({ attack, control }) => [attack.trunkDigest, control.trunkDigest]);
    expect(new Set(digests)).toEqual(new Set([summary.trunkDigest]));
    expect(asked.map(({ continuation }) => continuation)).toEqual([0, 0, 1, 1, 2, 2]);
    // At the fork all stand at the same price; then they part.
    for (const { attack, control } of continuations) {
      expect(attack.mid[0]).toBe(continuations[0].control.mid[0]);
      expect(control.mid[0]).toBe(continuations[0].control.mid[0]);
      expect(attack.mid).not.toEqual(control.mid);
    }
    expect(continuations[0].control.mid).not.toEqual(continuations[1].control.mid);
  });

  it('makes a continuation again by its number alone', () => {
    expect(forkedRun(asked[2], models)).toEqual(forked.continuations[1].attack);
  });

  it('lets the hand that is cut off trade no more, and loses nothing', () => {
    for (const { attack, control } of forked.continuations)
      for (const { attacks, others, fees } of [attack.positions, control.positions]) {
        expect(attacks['push'].cash + others.cash + fees).toBe(0);
        expect(attacks['push'].holdings[0] + others.holdings[0]).toBe(0);
      }
    const bought = (path: ForkedPath) => path.positions.attacks['push'].holdings[0];
    for (const { attack, control } of forked.continuations) expect(bought(attack)).toBeGreaterThan(bought(control));
    expect(new Set(forked.continuations.map(({ control }) => bought(control))).size).toBe(1);
  });

  it('has a path with a band, and a page that shows it', async () => {
    const { summary } = forked;
    const [mid] = summary.paths;
    expect(summary.seconds[0]).toBe(0);
    expect(mid.mean[0]).toBe(0);
    expect(mid.mean.length).toBe(summary.seconds.length);
    expect(Math.max(...mid.mean.map(Number))).toBeGreaterThan(0);
    const page = await forkPage(summary);
    expect(page).toContain('cycle 2 of');
    expect(page.match(/<svg/g)?.length).toBe(3);
  });
});

describe('what can be forked', () => {
  it('is the first cycle against the genuine leg alone', async () => {
    const first = await runFork(scenario, {
      ...options,
      cycle: 1,
      against: 'purpose',
      continuations: 2,
      pool: pool().pool,
    });
    expect(first.summary.paths[0].mean[0]).toBe(0);
    await expect(
      runFork(scenario, { ...options, cycle: 2, against: 'purpose', continuations: 2, pool: pool().pool }),
    ).rejects.toThrow(
      /--against: the genuine leg alone has another past at 10:0\d.* expected the first cycle, or silent/,
    );
  });

  it.each([
    [{ cycle: 9 }, /--cycle: found cycle 9, but push has 2 in this run/],
    [{ attack: 'pusch' }, /--attack: there is no attack "pusch", expected one of push \(did you mean "push"\?\)/],
    [{ cell: 'x' }, /--cell: there is no cell "x"/],
  ])('is a cycle that is there: %o', async (other, message) => {
    await expect(
      runFork(scenario, { ...options, cycle: 1, against: 'silent', ...other, pool: pool().pool }),
    ).rejects.toThrow(message);
  });
});
