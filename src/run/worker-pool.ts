import { availableParallelism } from 'node:os';
import type { FinishedRun } from './finished-run.js';
import type { RunTask } from './run-spec.js';

/** What a worker answers: a run that is finished, or why it failed. */
export type WorkerAnswer = { readonly run: FinishedRun } | { readonly failure: string; readonly stack?: string };

/** Worker threads that do runs, one task one run. */
export interface WorkerPool {
  /** Never rejects for what happens in a run; rejects when it was aborted. */
  run(task: RunTask, signal: AbortSignal): Promise<WorkerAnswer>;
  close(): Promise<void>;
}

/** As many workers as there are cores, but not more than runs. */
export function defaultWorkers(tasks: number): number {
  return Math.max(1, Math.min(availableParallelism(), tasks));
}

export async function openPool(workers: number): Promise<WorkerPool> {
  const { Piscina } = await import('piscina');
  const pool = new Piscina({
    filename: new URL('../workers/run-worker.js', import.meta.url).href,
    minThreads: workers,
    maxThreads: workers,
    // A worker that has nothing to do waits in the event loop: a run takes seconds, a wake-up microseconds.
    atomics: 'disabled',
  });
  return {
    run: async (task, signal) => {
      try {
        return (await pool.run(task, { signal })) as WorkerAnswer;
      } catch (error) {
        if (signal.aborted) throw error;
        return { failure: `the worker ended: ${error instanceof Error ? error.message : String(error)}` };
      }
    },
    close: () => pool.destroy(),
  };
}
