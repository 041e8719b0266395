import { InputError } from '../diagnostics/index.js';
import { type RunTask, readModels, readOpenings, simulateRun } from '../run/index.js';
import { moments } from './moments/registry.js';
import { measureMoments, type Stretch } from './moments/stretch.js';

/** One simulation whose moments are wanted, for a worker thread. */
export interface MomentTask {
  readonly task: RunTask;
  readonly moments: readonly string[];
  readonly stretch: Stretch;
  /** A word of shared memory that turns 1 when everything shall stop. */
  readonly stop: Int32Array;
}

/** The moments in their order, NaN where there is nothing to measure; or why such a market cannot be. */
export type MomentAnswer = { readonly moments: readonly number[] } | { readonly impossible: string };

/** What simulations share: models, and books of tapes that they open from. */
export interface MarketFiles {
  readonly models: ReturnType<typeof readModels>;
  readonly openings: Awaited<ReturnType<typeof readOpenings>>;
}

/** Reads what a simulation needs; what is at hand is not read again. */
export async function readMarketFiles(task: RunTask, atHand?: MarketFiles): Promise<MarketFiles> {
  return { models: readModels(task, atHand?.models), openings: await readOpenings([task], atHand?.openings) };
}

/**
 * Simulates a market and measures its moments.
 * @throws an error when it was told to stop
 */
export function doMomentTask({ task, moments: ids, stretch, stop }: MomentTask, files: MarketFiles): MomentAnswer {
  try {
    const { tapes } = simulateRun(task, files.models, () => Atomics.load(stop, 0) !== 0, files.openings);
    const wanted = moments.filter(({ id }) => ids.includes(id));
    return { moments: measureMoments(wanted, tapes[0], stretch) };
  } catch (error) {
    // Agents that would send more than the whole flow: the point is no market, and no fault of the program.
    if (!(error instanceof InputError)) throw error;
    return { impossible: error.problem };
  }
}
