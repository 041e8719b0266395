import { Interrupted, type RunTask } from '../run/index.js';
import { type Checkpoint, keyOf } from './checkpoint.js';
import type { Calibration } from './load-calibration.js';
import type { MomentAnswer, MomentTask } from './moment-task.js';
import type { Simulate, SimulationRequest } from './simulated-points.js';

export interface SimulationOptions {
  /** Does one simulation, in a worker thread or not. */
  readonly run: (task: MomentTask) => Promise<MomentAnswer>;
  /** How many are done at the same time. */
  readonly workers: number;
  readonly checkpoint: Checkpoint;
  readonly signal: AbortSignal;
  /** Told of simulations that were done, or were taken from the checkpoint. */
  readonly onDone: (count: number, restored: boolean) => void;
  /** Simulations in all, for what is said of an interruption. */
  readonly total: number;
}

/**
 * Does the simulations of a calibration batch by batch and keeps each batch in the checkpoint. Answers go by request,
 * whoever was ready first, so any number of workers gives the same bytes. What is finished when the signal is given is kept.
 */
export function simulations(calibration: Calibration, options: SimulationOptions): Simulate {
  const { checkpoint, signal, onDone, total } = options;
  const stop = new Int32Array(new SharedArrayBuffer(4));
  const stopAll = (): void => void Atomics.store(stop, 0, 1);
  signal.addEventListener('abort', stopAll, { once: true });
  let done = 0;
  return async (batch) => {
    const answers = batch.map((request) => checkpoint.get(request));
    // Points that are the same to their parameters' precision need one simulation.
    const firstOf = new Map<string, number>();
    for (const [index, request] of batch.entries())
      if (!firstOf.has(keyOf(request))) firstOf.set(keyOf(request), index);
    const waiting = [...firstOf.values()].filter((index) => answers[index] === undefined);
    const atHand = batch.length - waiting.length;
    done += atHand;
    if (atHand > 0) onDone(atHand, true);
    const tasks = tasksOf(
      calibration,
      waiting.map((index) => batch[index]),
    );
    let next = 0;
    const lane = async (): Promise<void> => {
      while (next < waiting.length && !signal.aborted && Atomics.load(stop, 0) === 0) {
        const mine = next++;
        const request = batch[waiting[mine]];
        const answer = await options.run(momentTask(calibration, tasks[mine], request, stop)).catch((error) => {
          if (signal.aborted) return undefined;
          stopAll();
          throw error;
        });
        if (answer === undefined) return;
        answers[waiting[mine]] = 'moments' in answer ? answer.moments : calibration.moments.map(() => Number.NaN);
        done++;
        onDone(1, false);
      }
    };
    try {
      // One more than there are workers, so that none waits for the next to be sent.
      await Promise.all(Array.from({ length: options.workers + 1 }, lane));
    } finally {
      const finished = waiting.flatMap((index) => {
        const moments = answers[index];
        return moments === undefined ? [] : [{ request: batch[index], moments }];
      });
      if (finished.length > 0) await checkpoint.keep(finished);
    }
    if (signal.aborted) throw new Interrupted(done, total);
    return batch.map((request) => answers[firstOf.get(keyOf(request))!]!);
  };
}

function tasksOf(
  { market, seed, stretch, heldOutStretch }: Calibration,
  requests: readonly SimulationRequest[],
): RunTask[] {
  if (requests.length === 0) return [];
  const { endNs } = requests[0].stretch === 'target' ? stretch : heldOutStretch;
  return market.tasks(requests, seed, endNs);
}

function momentTask(
  { moments, stretch, heldOutStretch }: Calibration,
  task: RunTask,
  request: SimulationRequest,
  stop: Int32Array,
): MomentTask {
  const ids = moments.map(({ id }) => id);
  return { task, moments: ids, stretch: request.stretch === 'target' ? stretch : heldOutStretch, stop };
}
