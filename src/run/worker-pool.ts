import { availableParallelism } from 'node:os';
import type { FinishedRun } from './finished-run.js';
import type { RunTask } from './run-spec.js';
import { openTaskPool } from './task-pool.js';

/** What a worker answers: a run that is finished, or why it failed. */
export type WorkerAnswer = { readonly run: FinishedRun } | { readonly failure: string; readonly stack?: string };

/** What a worker is sent: a run, and a word of shared memory that turns 1 when everything shall stop. */
export interface WorkerOrder {
  readonly task: RunTask;
  readonly stop: Int32Array;
}

/** Worker threads that do runs, one task one run. */
export interface WorkerPool {
  /** Never rejects for what happens in a run; a run that is stopped answers with a failure. */
  run(task: RunTask): Promise<WorkerAnswer>;
  /**
   * Lets the runs under way end early. Threads are asked and never killed: one that is killed while it writes a file
   * takes the whole process down with it.
   */
  stop(): void;
  close(): Promise<void>;
}

/** As many workers as there are cores, but not more than runs. */
export function defaultWorkers(tasks: number): number {
  return Math.max(1, Math.min(availableParallelism(), tasks));
}

export async function openPool(workers: number): Promise<WorkerPool> {
  const pool = await openTaskPool<WorkerOrder, WorkerAnswer>('run-worker', workers);
  const stop = new Int32Array(new SharedArrayBuffer(4));
  return {
    run: async (task) => {
      try {
        return await pool.run({ task, stop });
      } catch (error) {
        return { failure: `the worker ended: ${error instanceof Error ? error.message : String(error)}` };
      }
    },
    stop: () => void Atomics.store(stop, 0, 1),
    close: () => pool.close(),
  };
}
