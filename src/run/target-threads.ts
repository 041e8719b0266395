import { once } from 'node:events';
import { availableParallelism } from 'node:os';
import { MessageChannel, type MessagePort, receiveMessageOnPort, Worker } from 'node:worker_threads';
import { type FitTargets, fitUntaken, type PlacedFit, type TargetSource } from '../fit/index.js';

/** What a thread is sent: the targets of a fit, of which it does those that nobody has taken. */
export interface TargetOrder {
  readonly source: TargetSource;
  readonly targets: readonly number[];
  /** How many of the targets are taken, and how many threads have finished: shared memory. */
  readonly taken: Int32Array;
  readonly finished: Int32Array;
}

export type TargetAnswer = { readonly fits: readonly PlacedFit[] } | { readonly failure: string };

/** Threads that fit the targets of a Hawkes process beside the one that asks. */
export interface TargetThreads {
  readonly fitTargets: FitTargets;
  close(): Promise<void>;
}

/** A target takes seconds: a thread that is silent for so long has ended. */
const LONGEST_SILENCE_MS = 600_000;

/**
 * Opens threads for fits that wait for them: the thread that asks does its share and then sleeps until the others have done
 * theirs, so that a fit is a function like any other. Fits do not depend on the number of threads.
 * @param workers - threads that fit, the one that asks among them. @defaultValue as many as there are cores
 */
export async function openTargetThreads(workers: number = availableParallelism()): Promise<TargetThreads> {
  const threads = await Promise.all(Array.from({ length: workers - 1 }, openThread));
  const fitTargets: FitTargets = (source, targets) => {
    const taken = new Int32Array(new SharedArrayBuffer(4));
    const finished = new Int32Array(new SharedArrayBuffer(4));
    const order: TargetOrder = { source, targets, taken, finished };
    for (const { port } of threads) port.postMessage(order);
    const placed = fitUntaken(source, targets, taken);
    for (let count = Atomics.load(finished, 0); count < threads.length; count = Atomics.load(finished, 0))
      if (Atomics.wait(finished, 0, count, LONGEST_SILENCE_MS) === 'timed-out')
        throw new Error('a thread that fits has ended');
    for (const { port } of threads) {
      const answer: TargetAnswer = receiveMessageOnPort(port)!.message;
      if ('failure' in answer) throw new Error(answer.failure);
      placed.push(...answer.fits);
    }
    return placed.sort((a, b) => a.place - b.place).map(({ fit }) => fit);
  };
  return {
    fitTargets,
    close: async () => {
      await Promise.all(threads.map(({ worker }) => worker.terminate()));
    },
  };
}

/** A thread that has begun; one that cannot is an error now, not a silence later. */
async function openThread(): Promise<{ readonly port: MessagePort; readonly worker: Worker }> {
  const { port1: port, port2 } = new MessageChannel();
  const worker = new Worker(new URL('../workers/target-worker.js', import.meta.url), {
    workerData: port2,
    transferList: [port2],
  });
  await once(worker, 'message');
  port.unref();
  worker.unref();
  return { port, worker };
}
