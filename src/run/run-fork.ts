import { didYouMean, InputError } from '../diagnostics/index.js';
import type { Scenario } from '../scenario/index.js';
import { formatTimeOfDay, SECOND } from '../tape/index.js';
import type { FinishedRun } from './finished-run.js';
import { type Continuation, type EffectPath, effectPaths, type ForkWealth, forkWealth } from './fork-effect.js';
import type { ForkedPath, ForkTask } from './forked-run.js';
import { checkPlan } from './market-check.js';
import { readModels } from './models.js';
import { definitionsOf } from './module-definitions.js';
import { readOpenings } from './openings.js';
import { type PlannedCell, planRuns } from './plan.js';
import { type Progress, ProgressMeter } from './progress.js';
import type { RunTask } from './run-spec.js';
import { simulateRun } from './simulate-run.js';
import { openTaskPool, type TaskPool } from './task-pool.js';
import { defaultWorkers } from './worker-pool.js';

/** What the attack is held against from the fork on: its manipulators cut off, or the genuine leg going on alone. */
export const forkControls = ['silent', 'purpose'] as const;
export type ForkControl = (typeof forkControls)[number];

export interface ForkOptions {
  readonly masterSeed: number;
  /** Label of a cell of the sweep. @defaultValue the first */
  readonly cell?: string;
  /** @defaultValue the first */
  readonly attack?: string;
  /** Of the attack's cycles in order of time, from 1. */
  readonly cycle: number;
  readonly against: ForkControl;
  readonly continuations: number;
  /** How long the path is, seconds. */
  readonly horizon: number;
  readonly workers?: number;
  /** Seconds, from any origin. */
  readonly now: () => number;
  readonly onProgress: (progress: Progress) => void;
  /** Does the continuations. @defaultValue worker threads of this program */
  readonly pool?: TaskPool<ForkTask, ForkedPath>;
}

/** A cycle of an attack, forked. */
export interface ForkSummary {
  readonly scenario: string;
  readonly cell: string;
  readonly attack: string;
  readonly practice: string;
  readonly against: ForkControl;
  readonly cycle: number;
  /** How many cycles the attack has in this run. */
  readonly cycles: number;
  readonly date: string;
  readonly symbol: string;
  readonly forkNs: number;
  /** When the venue took the cycle's first abusive order, and when its last was done, seconds from the fork. */
  readonly cycleSeconds: readonly [number, number];
  readonly masterSeed: number;
  readonly seed: number;
  readonly continuations: number;
  /** Seconds from the fork. */
  readonly seconds: readonly number[];
  readonly paths: readonly EffectPath[];
  readonly benefit: ForkWealth;
  readonly othersLoss: ForkWealth;
  /** SHA-256 over the rows until the fork, which all runs share. */
  readonly trunkDigest: string;
}

/** The summary, and the paths that it sums up. */
export interface ForkResult {
  readonly summary: ForkSummary;
  readonly continuations: readonly Continuation[];
}

/** Points of a path. */
const STEPS = 240;

/**
 * Forks an attack at the beginning of one of its cycles: from one state on, attack and control go on many times, each
 * time with other random numbers, the same ones in both.
 * @throws InputError where there is no such cell, attack or cycle, or the control had another past
 */
export async function runFork(scenario: Scenario, options: ForkOptions): Promise<ForkResult> {
  const plan = planRuns(
    { ...scenario, cells: [cellOf(scenario, options.cell)], runs: { ...scenario.runs, seeds: 1, controls: 0 } },
    options.masterSeed,
  );
  await checkPlan(plan);
  const [planned] = plan.cells;
  const attackTask = plan.tasks[planned.seeds[0].attack];
  const controlTask = options.against === 'silent' ? attackTask : plan.tasks[planned.seeds[0].purpose];
  const attack = attackOf(planned, options.attack);
  if (options.against === 'purpose' && controlTask.spec.arm !== 'purpose')
    throw new InputError(`found purpose, but ${attack} has no genuine leg, expected silent`, { path: '--against' });
  const { run } = simulateRun(
    attackTask,
    readModels(attackTask),
    undefined,
    await readOpenings([attackTask]),
    await definitionsOf(attackTask, undefined),
  );
  const fork = forkOf(run, attackTask, attack, options);
  const { endNs, stepNs } = fork.span;
  const tasks = Array.from({ length: options.continuations }, (_, continuation): ForkTask[] => {
    const shared = {
      attack,
      day: fork.day,
      instrument: fork.instrument,
      forkNs: fork.forkNs,
      endNs,
      stepNs,
      continuation,
    };
    return [
      { ...shared, task: attackTask, cutOff: false },
      { ...shared, task: controlTask, cutOff: options.against === 'silent' },
    ];
  }).flat();
  const paths = await doAll(tasks, options);
  const other = paths.findIndex(({ trunkDigest }) => trunkDigest !== paths[0].trunkDigest);
  if (other >= 0)
    throw new InputError(
      `the genuine leg alone has another past at ${formatTimeOfDay(fork.forkNs)}, since the attack had acted before, expected the first cycle, or silent`,
      { path: '--against' },
    );
  const continuations = Array.from({ length: options.continuations }, (_, continuation) => ({
    attack: paths[2 * continuation],
    control: paths[2 * continuation + 1],
  }));
  const { seed, masterSeed, market } = attackTask.spec;
  return {
    summary: {
      ...{ scenario: scenario.name, cell: planned.cell.label, attack, practice: fork.practice },
      ...{ against: options.against, cycle: options.cycle, cycles: fork.cycles, forkNs: fork.forkNs },
      date: market.dates[fork.day],
      symbol: market.instruments[fork.instrument].symbol,
      cycleSeconds: fork.cycleSeconds,
      ...{ masterSeed, seed, continuations: options.continuations },
      seconds: Array.from(paths[0].mid, (_, step) => (step * stepNs) / SECOND),
      paths: effectPaths(continuations),
      ...forkWealth(continuations, attack),
      trunkDigest: paths[0].trunkDigest,
    },
    continuations,
  };
}

function cellOf({ cells }: Scenario, label: string | undefined): Scenario['cells'][number] {
  if (label === undefined) return cells[0];
  const found = cells.find((cell) => cell.label === label);
  if (found !== undefined) return found;
  const labels = cells.map((cell) => cell.label);
  throw new InputError(
    `there is no cell "${label}", expected one of ${labels.join(', ')}`,
    { path: '--cell' },
    didYouMean(label, labels),
  );
}

function attackOf({ cell }: PlannedCell, id: string | undefined): string {
  const ids = cell.attacks.map((attack) => attack.id);
  if (ids.length === 0) throw new InputError('the scenario has no attack, expected one', { path: 'attacks' });
  if (id === undefined) return ids[0];
  if (ids.includes(id)) return id;
  throw new InputError(
    `there is no attack "${id}", expected one of ${ids.join(', ')}`,
    { path: '--attack' },
    didYouMean(id, ids),
  );
}

/** Where and when the fork is: just before the decision that the venue saw as the cycle's first abusive order. */
function forkOf(run: FinishedRun, { spec }: RunTask, id: string, { cycle, horizon }: ForkOptions) {
  const cycles = run.days.flatMap(({ truth }, day) =>
    truth.campaigns
      .filter((campaign) => campaign.id === id)
      .flatMap(({ instrument, practice, cycles: own }) => own.map((one) => ({ ...one, day, instrument, practice }))),
  );
  if (cycle > cycles.length)
    throw new InputError(
      `found cycle ${cycle}, but ${id} has ${cycles.length} in this run, expected one of them`,
      { path: '--cycle' },
      cycles.length === 0 ? 'another --seed may give it something to do' : undefined,
    );
  const { day, instrument, practice, startNs, endNs } = cycles[cycle - 1];
  const [windowStart, windowEnd] = spec.market.window;
  const forkNs = startNs - latencyOf(spec, id) - 1;
  if (forkNs <= windowStart)
    throw new InputError(`cycle ${cycle} begins with the window, expected one that has a past`, { path: '--cycle' });
  const until = Math.min(windowEnd, forkNs + horizon * SECOND);
  const stepNs = Math.max(1, Math.floor((until - forkNs) / STEPS));
  const cycleSeconds = [(startNs - forkNs) / SECOND, (endNs - forkNs) / SECOND] as const;
  return { day, instrument, practice, forkNs, span: { endNs: until, stepNs }, cycles: cycles.length, cycleSeconds };
}

/** From the decision of a manipulator to the venue, ns. */
function latencyOf({ attacks }: RunTask['spec'], id: string): number {
  const { latency } = attacks.find((attack) => attack.id === id)!.parameters as { latency?: { order?: number } };
  return latency?.order ?? 0;
}

async function doAll(tasks: readonly ForkTask[], options: ForkOptions): Promise<ForkedPath[]> {
  const meter = new ProgressMeter(tasks.length, options.now, options.onProgress);
  const pool =
    options.pool ??
    (await openTaskPool<ForkTask, ForkedPath>('fork-worker', options.workers ?? defaultWorkers(tasks.length)));
  try {
    return await Promise.all(
      tasks.map(async (task) => {
        const path = await pool.run(task);
        meter.finished(false);
        return path;
      }),
    );
  } finally {
    await pool.close();
  }
}
