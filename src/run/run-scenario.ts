import path from 'node:path';
import { jsonDigest } from '../archive/index.js';
import type { Scenario } from '../scenario/index.js';
import { judge } from './judge.js';
import { checkPlan } from './market-check.js';
import { type Plan, planRuns } from './plan.js';
import type { Progress } from './progress.js';
import { resultFolder, writeResults } from './result-folder.js';
import { type RunOutcome, runAll } from './run-all.js';
import { RESULTS_VERSION, type RunTask } from './run-spec.js';
import { RunStore, removeUnfinished } from './run-store.js';
import type { RunFailure, RunSummary } from './summary.js';
import { tally } from './tally.js';
import { defaultWorkers, openPool } from './worker-pool.js';

export interface RunScenarioOptions {
  readonly masterSeed: number;
  /** @defaultValue as many as there are cores */
  readonly workers?: number;
  /** Folder in which results get a folder of their own. */
  readonly out: string;
  readonly resume: boolean;
  /** Keep the tape of every run. */
  readonly tapes: boolean;
  /** Version of the program, for the manifest. */
  readonly version: string;
  readonly signal: AbortSignal;
  /** Seconds, from any origin. */
  readonly now: () => number;
  readonly onProgress: (progress: Progress) => void;
}

/** A plan was stopped before its end; what was finished is kept. */
export class Interrupted extends Error {
  override readonly name = 'Interrupted';

  constructor(
    readonly done: number,
    readonly total: number,
  ) {
    super('interrupted');
  }
}

/**
 * Runs a scenario: plans, does all runs, adds up, judges, writes the results.
 * @throws InputError before anything runs, when something does not fit
 * @throws Interrupted when the signal was given
 */
export async function runScenario(scenario: Scenario, options: RunScenarioOptions): Promise<RunSummary> {
  const started = options.now();
  const plan = planRuns(scenario, options.masterSeed);
  await checkPlan(plan);
  const folder = resultFolder(options.out, scenario.name, plan.tasks);
  const tapeFolder = path.join(folder, 'tapes');
  const tasks = options.tapes ? plan.tasks.map((task) => withTape(task, tapeFolder)) : plan.tasks;
  const workers = Math.min(options.workers ?? defaultWorkers(tasks.length), tasks.length);
  const store = new RunStore(path.join(options.out, 'finished'));
  const pool = await openPool(workers);
  let outcomes: RunOutcome[];
  try {
    outcomes = await runAll(tasks, { ...options, pool, workers, store });
  } finally {
    await pool.close();
    if (options.tapes) await removeUnfinished(tapeFolder);
  }
  if (options.signal.aborted)
    throw new Interrupted(outcomes.filter((outcome) => outcome !== undefined).length, tasks.length);
  const wallSeconds = options.now() - started;
  const summary = summarize(plan, outcomes, { folder, wallSeconds, version: options.version });
  await writeResults(folder, plan, outcomes, summary);
  return summary;
}

function summarize(
  plan: Plan,
  outcomes: readonly RunOutcome[],
  { folder, wallSeconds, version }: { folder: string; wallSeconds: number; version: string },
): RunSummary {
  const { scenario, masterSeed } = plan;
  const tallied = tally(plan, outcomes);
  const rows = outcomes.reduce(
    (sum, outcome) => sum + (outcome !== undefined && 'run' in outcome ? outcome.run.rows : 0),
    0,
  );
  return {
    scenario: scenario.name,
    version,
    resultsVersion: RESULTS_VERSION,
    seeds: scenario.runs.seeds,
    controls: scenario.runs.controls,
    masterSeed,
    digest: jsonDigest(outcomes.map(digestOf)),
    expectations: judge(
      scenario.expectations,
      tallied,
      plan.cells.map(({ cell }) => cell),
    ),
    ...tallied,
    notes: notesOn(scenario),
    failures: failuresOf(plan, outcomes),
    runs: outcomes.length,
    rows,
    rowsPerSecond: Math.round(rows / wallSeconds),
    wallSeconds: Math.round(1000 * wallSeconds) / 1000,
    folder,
  };
}

/** What cannot react, said once. */
function notesOn({ cells }: Scenario): string[] {
  const replays = cells.flatMap(({ market }) =>
    market.instruments.flatMap(({ background }) => background.replay ?? []),
  );
  if (replays.length === 0) return [];
  return [
    `The background is a recorded day (${[...new Set(replays.map(({ path: file }) => path.basename(file)))].join(', ')}): its orders are sent as they were, and nobody in it reacts.`,
    'Own orders consume what rests in its book: a move of the price is what that alone does to it, before anybody follows or leans against it.',
  ];
}

function digestOf(outcome: RunOutcome): string {
  return outcome !== undefined && 'run' in outcome ? outcome.run.digest : 'failed';
}

/** Failed runs, each with the first cell that needs it. */
function failuresOf(plan: Plan, outcomes: readonly RunOutcome[]): RunFailure[] {
  return outcomes.flatMap((outcome, index) => {
    if (outcome === undefined || !('failure' in outcome)) return [];
    const { seed, arm } = plan.tasks[index].spec;
    const uses = plan.cells.find(({ seeds, controls }) =>
      [...seeds, ...controls].some((run) => Object.values(run).includes(index) && run.seed === seed),
    );
    return [{ cell: uses?.cell.label ?? '', seed, arm, failure: outcome.failure }];
  });
}

function withTape(task: RunTask, folder: string): RunTask {
  const { seed, arm, market } = task.spec;
  const stem = path.join(folder, `seed-${seed}-${arm}-${task.id.slice(0, 8)}`);
  const tapeFiles = market.dates.map((date) => `${stem}${market.dates.length === 1 ? '' : `-${date}`}.parquet`);
  return { ...task, tapeFiles };
}
