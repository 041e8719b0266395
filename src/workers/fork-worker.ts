import {
  type Definitions,
  definitionsOf,
  type ForkedPath,
  type ForkTask,
  forkedRun,
  readModels,
  readOpenings,
} from '../run/index.js';

/** What this thread read last: all continuations of a fork share it. */
let models: ReturnType<typeof readModels> = new Map();
let openings: Awaited<ReturnType<typeof readOpenings>> | undefined;
let definitions: Definitions | undefined;

/** Does one continuation of one arm in a worker thread. */
export default async function work(fork: ForkTask): Promise<ForkedPath> {
  models = readModels(fork.task, models);
  openings = await readOpenings([fork.task], openings);
  definitions = await definitionsOf(fork.task, definitions);
  return forkedRun(fork, models, openings, definitions);
}
