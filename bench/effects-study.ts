import { jsonDigest } from '../src/archive/index.js';
import { type EffectRow, effects, type RunRecord } from '../src/evaluation/index.js';
import { type FinishedRun, planRuns, type RunTask } from '../src/run/index.js';
import { watchedIn } from '../src/run/plan.js';
import type { WatchedSpan } from '../src/run/run-spec.js';
import { type EffectCell, effectCell } from './effects-plan.js';

const MASTER_SEED = 1;

/** Runs that answer what practices bring and cost, each planned once, and which of them stand for what. */
export interface EffectPlan {
  readonly tasks: readonly RunTask[];
  readonly cells: readonly {
    readonly practice: string;
    readonly reaction: number;
    readonly startNs: number;
    readonly seeds: readonly SeedOfArms[];
  }[];
}

/**
 * Plans the runs. In the clean arm nobody attacks and accounts of attacks, which come last, change nothing: so one clean
 * run serves all the practices of a market, and is measured where each of them acts.
 */
export function planEffects(practices: readonly string[], reactions: readonly number[], seeds: number): EffectPlan {
  const cells = practices.flatMap((practice) => reactions.map((reaction) => effectCell(practice, reaction)));
  const watched = new Map<string, WatchedSpan[]>();
  for (const one of cells) {
    const key = marketKey(one);
    watched.set(key, [...(watched.get(key) ?? []), ...(watchedIn(one.cell).watched ?? [])]);
  }
  const tasks: RunTask[] = [];
  const numbers = new Map<string, number>();
  const numberOf = (task: RunTask): number => {
    const known = numbers.get(task.id);
    if (known !== undefined) return known;
    numbers.set(task.id, tasks.length);
    return tasks.push(task) - 1;
  };
  const runs = { seeds, controls: 0, firstSeed: 1 };
  const planned = cells.map((one) => {
    const { scenario, cell } = one;
    return {
      ...one,
      own: planRuns({ ...scenario, runs, cells: [cell] }, MASTER_SEED),
      empty: planRuns({ ...scenario, runs, cells: [unattacked(one)] }, MASTER_SEED),
      seeds: [] as SeedOfArms[],
    };
  });
  // Seed by seed, so that what is done of a plan that was stopped is the same for all practices.
  for (let index = 0; index < seeds; index++)
    for (const one of planned) {
      const { own, empty } = one;
      const { seed, purpose, attack, clean } = own.cells[0].seeds[index];
      const shared = empty.tasks[empty.cells[0].seeds[index].clean];
      const spec = { ...shared.spec, watched: watched.get(marketKey(one))! };
      const reference = numberOf({ ...shared, spec, id: jsonDigest(spec) });
      one.seeds.push({
        seed,
        clean: reference,
        // Without a genuine leg the purpose arm is the clean arm.
        purpose: purpose === clean ? reference : numberOf(own.tasks[purpose]),
        attack: numberOf(own.tasks[attack]),
      });
    }
  return {
    tasks,
    cells: planned.map(({ practice, reaction, cell, seeds: ofCell }) => ({
      practice,
      reaction,
      startNs: cell.market.window[0],
      seeds: ofCell,
    })),
  };
}

/** The numbers of a seed's tasks. */
interface SeedOfArms {
  readonly seed: number;
  readonly clean: number;
  readonly purpose: number;
  readonly attack: number;
}

/** What came of the runs, one row a practice and reaction. Runs that failed are left out with their seed. */
export function effectRows(
  plan: EffectPlan,
  runs: readonly (FinishedRun | undefined)[],
): (EffectRow & { readonly reaction: number })[] {
  return plan.cells.flatMap(({ practice, reaction, startNs, seeds }) => {
    const records = seeds.flatMap(({ seed, ...tasks }) =>
      (['clean', 'purpose', 'attack'] as const).flatMap((arm) => recordsOf(runs[tasks[arm]], { arm, seed, startNs })),
    );
    const row = effects(records).find(({ attack }) => attack === practice);
    return row === undefined ? [] : [{ ...row, reaction }];
  });
}

function recordsOf(run: FinishedRun | undefined, about: Pick<RunRecord, 'arm' | 'seed' | 'startNs'>): RunRecord[] {
  if (run === undefined) return [];
  return run.days.map(({ date: _date, tapeDigest: _tape, rows: _rows, ...measured }, day) => ({
    ...about,
    ...measured,
    cell: '',
    day,
    instrumentDays: 1,
  }));
}

function unattacked({ cell }: EffectCell): EffectCell['cell'] {
  return { ...cell, label: '', values: {}, attacks: [], lookalikes: [] };
}

function marketKey(one: EffectCell): string {
  return jsonDigest(unattacked(one));
}
