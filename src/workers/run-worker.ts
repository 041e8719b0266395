import { writeTapeParquet } from '../archive/index.js';
import type { FlowModel } from '../model/index.js';
import { readModel, simulateRun, type WorkerAnswer, type WorkerOrder } from '../run/index.js';

/** The model that this thread read last: runs of a plan nearly always share one. */
let current: { readonly digest: string; readonly model: FlowModel } | undefined;

/**
 * Does one run in a worker thread. Whatever goes wrong in it is the answer, not an exception, so that the other runs of
 * the plan go on; tapes are written here, and only the small summary goes back.
 */
export default async function work({ task, stop }: WorkerOrder): Promise<WorkerAnswer> {
  try {
    const { modelDigest } = task.spec.background;
    if (current?.digest !== modelDigest)
      current = { digest: modelDigest, model: readModel(task.modelPath, task.modelPath) };
    const { run, tape } = simulateRun(task, current.model, () => Atomics.load(stop, 0) !== 0);
    if (task.tapeFile !== undefined) await writeTapeParquet(task.tapeFile, tape);
    return { run };
  } catch (error) {
    const failure = error instanceof Error ? error.message.split('\n')[0] : String(error);
    return { failure, ...(error instanceof Error && error.stack !== undefined ? { stack: error.stack } : {}) };
  }
}
