import { jsonDigest } from '../archive/index.js';
import { defaultWorkers, openTaskPool, type Progress, ProgressMeter } from '../run/index.js';
import { FINALISTS, shareOut } from './budget.js';
import { type CalibrationResult, calibrate } from './calibrate.js';
import { Checkpoint, type CheckpointFile } from './checkpoint.js';
import type { Calibration } from './load-calibration.js';
import type { MomentAnswer, MomentTask } from './moment-task.js';
import { simulations } from './simulations.js';
import type { Target } from './target.js';

export interface RunCalibrationOptions {
  readonly target: Target;
  readonly heldOut: Target | undefined;
  readonly checkpoint: CheckpointFile;
  /** Take up what an earlier call has done. */
  readonly resume: boolean;
  /** @defaultValue as many as there are cores */
  readonly workers?: number;
  readonly signal: AbortSignal;
  /** Seconds, from any origin. */
  readonly now: () => number;
  readonly onProgress: (progress: Progress) => void;
}

/** Tells a calibration with its targets from all others: a hash of 64 hexadecimal digits. */
export function calibrationDigest({ digest }: Calibration, target: Target, heldOut: Target | undefined): string {
  return jsonDigest({ calibration: digest, target, heldOut: heldOut ?? null });
}

/**
 * Does a calibration in worker threads, with a checkpoint after every batch. The same file, target and seed give the same
 * result on any number of workers, whether it was stopped in between or not.
 * @throws InputError where the checkpoint is of another calibration
 * @throws Interrupted when the signal was given
 */
export async function runCalibration(
  calibration: Calibration,
  options: RunCalibrationOptions,
): Promise<CalibrationResult> {
  const { target, heldOut, now, onProgress, signal } = options;
  const { parameters, budget, seedsPerPoint, seed } = calibration;
  const shares = shareOut(budget, seedsPerPoint);
  const total = shares.total + (heldOut === undefined ? 0 : 2 * shares.finalSeeds);
  const workers = options.workers ?? defaultWorkers(FINALISTS * shares.finalSeeds);
  const checkpoint = new Checkpoint(options.checkpoint, calibrationDigest(calibration, target, heldOut));
  if (options.resume) checkpoint.restore();
  const meter = new ProgressMeter(total, now, onProgress);
  const pool = await openTaskPool<MomentTask, MomentAnswer>('calibration-worker', workers);
  try {
    const simulate = simulations(calibration, {
      run: (task) => pool.run(task),
      workers,
      checkpoint,
      signal,
      total,
      onDone: (count, restored) => (restored ? meter.skipped(count) : meter.finished(false)),
    });
    return await calibrate({ parameters, target, heldOut, budget, seedsPerPoint, seed }, simulate);
  } finally {
    await pool.close();
  }
}
