import type { FlowModelFile } from '../model/index.js';
import {
  type Candidate,
  type Company,
  type FreeTrial,
  type HalvedDay,
  modelRow,
  realHalf,
  realRows,
  type ScoreboardRow,
  type SeededTrial,
} from '../protocol/index.js';
import type { TapeChunk, TapeHeader } from '../tape/index.js';
import { type Progress, ProgressMeter } from './progress.js';
import { openTaskPool } from './task-pool.js';
import { defaultWorkers } from './worker-pool.js';

/** One seed of one model under one protocol, for a worker thread. */
export interface TrialTask {
  /** Tells the day from others, so that a thread reads it once. */
  readonly key: string;
  readonly tape: { readonly header: TapeHeader; readonly chunks: readonly TapeChunk[]; readonly length: number };
  readonly model: FlowModelFile;
  /** Agents on top of it. */
  readonly company?: Company;
  readonly protocol: 'seeded' | 'free';
  readonly seed: string;
}

export interface ScoreboardOptions {
  readonly seed: number;
  /** Seeds of each model under each protocol. */
  readonly seeds: number;
  readonly workers?: number;
  /** Seconds, from any origin. */
  readonly now: () => number;
  readonly onProgress?: (progress: Progress) => void;
}

/**
 * Runs every model with every seed under both protocols, in worker threads, and puts them beside real against real. The
 * same day, models and seeds give the same rows on any number of workers.
 */
export async function runScoreboard(
  day: HalvedDay,
  candidates: readonly Candidate[],
  options: ScoreboardOptions,
): Promise<readonly ScoreboardRow[]> {
  const { seed, seeds, now, onProgress = () => undefined } = options;
  const { header, chunks, length } = day.tape;
  const tasks = candidates.flatMap(({ file, company }) =>
    (['seeded', 'free'] as const).flatMap((protocol) =>
      Array.from(
        { length: seeds },
        (_, n): TrialTask => ({
          key: `${header.date}/${length}`,
          tape: { header, chunks, length },
          model: file,
          ...(company === undefined ? {} : { company }),
          protocol,
          seed: `${seed}/${n + 1}`,
        }),
      ),
    ),
  );
  const meter = new ProgressMeter(tasks.length, now, onProgress);
  const pool = await openTaskPool<TrialTask, SeededTrial | FreeTrial>(
    'trial-worker',
    options.workers ?? defaultWorkers(tasks.length),
  );
  try {
    const answers = await Promise.all(
      tasks.map(async (task) => {
        const answer = await pool.run(task);
        meter.finished(false);
        return answer;
      }),
    );
    const half = realHalf(day);
    const rows = candidates.map(({ id, likelihood }, index) => {
      const from = 2 * seeds * index;
      const seeded = answers.slice(from, from + seeds) as SeededTrial[];
      const free = answers.slice(from + seeds, from + 2 * seeds) as FreeTrial[];
      return modelRow(half, id, seeded, free, likelihood);
    });
    return [...realRows(half), ...rows];
  } finally {
    await pool.close();
  }
}
