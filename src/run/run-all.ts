import type { FinishedRun } from './finished-run.js';
import { type Progress, ProgressMeter } from './progress.js';
import type { RunTask } from './run-spec.js';
import type { RunStore } from './run-store.js';
import type { WorkerPool } from './worker-pool.js';

/** A run of a plan as it ended. `undefined` for one that did not end because the plan was interrupted. */
export type RunOutcome = { readonly run: FinishedRun } | { readonly failure: string } | undefined;

export interface RunAllOptions {
  readonly pool: WorkerPool;
  readonly workers: number;
  readonly store: RunStore;
  /** Take up runs that the store has, instead of doing them again. */
  readonly resume: boolean;
  readonly signal: AbortSignal;
  /** Seconds, from any origin. */
  readonly now: () => number;
  readonly onProgress: (progress: Progress) => void;
}

/**
 * Does every task of a plan and returns the outcomes in the order of the tasks, whoever was ready first. A run that
 * fails is recorded and the rest go on; after an interruption what is finished is kept.
 */
export async function runAll(tasks: readonly RunTask[], options: RunAllOptions): Promise<RunOutcome[]> {
  const { pool, store, signal } = options;
  const outcomes: RunOutcome[] = tasks.map((task) => {
    const run = options.resume && task.tapeFiles === undefined ? store.get(task.id) : undefined;
    return run === undefined ? undefined : { run };
  });
  const waiting = tasks.map((_task, index) => index).filter((index) => outcomes[index] === undefined);
  const meter = new ProgressMeter(tasks.length, options.now, options.onProgress);
  meter.skipped(tasks.length - waiting.length);
  let next = 0;
  let broken = false;
  const stop = (): void => pool.stop();
  signal.addEventListener('abort', stop);
  // One task more than there are workers, so that none waits for the next to be sent.
  const lanes = Array.from({ length: options.workers + 1 }, async () => {
    while (next < waiting.length && !signal.aborted && !broken) {
      const index = waiting[next++];
      const answer = await pool.run(tasks[index]);
      if (broken) return;
      if ('run' in answer) await store.put(tasks[index].id, answer.run);
      else if (signal.aborted) return;
      outcomes[index] = answer;
      meter.finished('failure' in answer);
    }
  });
  // Where nothing can be kept, going on helps nobody: what is under way ends early and is reported no more.
  const giveUp = (): void => {
    broken = true;
    stop();
  };
  for (const lane of lanes) lane.catch(giveUp);
  await Promise.all(lanes).finally(() => signal.removeEventListener('abort', stop));
  return outcomes;
}
