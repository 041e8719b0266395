import { writeTapeParquet } from '../archive/index.js';
import {
  type Definitions,
  definitionsOf,
  type FinishedDay,
  finishedRun,
  readModels,
  readOpenings,
  simulateDays,
  type WorkerAnswer,
  type WorkerOrder,
} from '../run/index.js';

/** The models that this thread read last: runs of a plan nearly always share them. */
let current: ReturnType<typeof readModels> = new Map();
/** The books to open from, likewise. */
let openings: Awaited<ReturnType<typeof readOpenings>> | undefined;
/** What the modules define, likewise. */
let definitions: Definitions | undefined;

/**
 * Does one run in a worker thread. Whatever goes wrong in it is the answer, not an exception, so that the other runs of
 * the plan go on; tapes are written here, each as its day ends, and only the small summary goes back.
 */
export default async function work({ task, stop }: WorkerOrder): Promise<WorkerAnswer> {
  try {
    current = readModels(task, current);
    openings = await readOpenings([task], openings);
    definitions = await definitionsOf(task, definitions);
    const stopped = () => Atomics.load(stop, 0) !== 0;
    const days: FinishedDay[] = [];
    for (const { day, tape } of simulateDays(task, current, stopped, openings, definitions)) {
      const file = task.tapeFiles?.[days.length];
      if (file !== undefined) await writeTapeParquet(file, tape);
      days.push(day);
    }
    return { run: finishedRun(days) };
  } catch (error) {
    const failure = error instanceof Error ? error.message.split('\n')[0] : String(error);
    return { failure, ...(error instanceof Error && error.stack !== undefined ? { stack: error.stack } : {}) };
  }
}
