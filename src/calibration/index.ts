/**
 * Calibration: agents whose parameters no likelihood tells are found by simulation, until moments of the simulated market
 * are those of a real one; with what can be known, all that is not rejected, and a judgement on data that nobody saw.
 * Knows scenarios, how to run them, and moments of tapes. Must not know the command line, or one agent from another.
 */

export type { CalibrationResult, Fit, MomentResult, ParameterResult } from './calibrate.js';
export type { CheckpointFile } from './checkpoint.js';
export { type Calibration, loadCalibration } from './load-calibration.js';
export {
  doMomentTask,
  type MarketFiles,
  type MomentAnswer,
  type MomentTask,
  readMarketFiles,
} from './moment-task.js';
export { momentsText } from './moments-file.js';
export { readHeldOut, readTarget } from './read-target.js';
export { calibrationDigest, runCalibration } from './run-calibration.js';
export type { Target } from './target.js';
