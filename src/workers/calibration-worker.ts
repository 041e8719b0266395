import {
  doMomentTask,
  type MarketFiles,
  type MomentAnswer,
  type MomentTask,
  readMarketFiles,
} from '../calibration/index.js';

/** What this thread read last: all simulations of a calibration share it. */
let current: MarketFiles | undefined;

/** Does one simulation of a calibration in a worker thread. */
export default async function work(task: MomentTask): Promise<MomentAnswer> {
  current = await readMarketFiles(task.task, current);
  return doMomentTask(task, current);
}
