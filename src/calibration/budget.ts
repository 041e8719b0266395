import { surfaceTerms } from './emulator.js';

/** Points at which the winner is sought with common random numbers: three finalists, and the usual values beside them. */
export const FINALISTS = 4;

const WAVES = 2;
const ROUNDS = 3;

/** How the simulations of a calibration are shared out. */
export interface Budget {
  /** Points of each stage, each simulated with `seedsPerPoint` seeds. */
  readonly design: number;
  readonly wave: number;
  readonly waves: number;
  readonly round: number;
  readonly rounds: number;
  /** Seeds of every finalist. */
  readonly finalSeeds: number;
  /** Simulations of all of it; not above what was asked for. */
  readonly total: number;
}

/** Fewest simulations with which a number of parameters can be calibrated: a design of three points a coefficient. */
export function leastBudget(parameters: number, seedsPerPoint: number): number {
  return Math.ceil((6.5 * surfaceTerms(parameters) + 12) * seedsPerPoint) + 2 * FINALISTS;
}

/** A half for the design, a quarter for history matching, the rest for the search; an eighth of all for the finalists. */
export function shareOut(simulations: number, seedsPerPoint: number): Budget {
  const finalSeeds = Math.max(2, Math.floor(simulations / 8 / FINALISTS));
  const points = Math.floor((simulations - finalSeeds * FINALISTS) / seedsPerPoint);
  const design = Math.floor(points / 2);
  const wave = Math.floor(points / 4 / WAVES);
  const round = Math.floor((points - design - WAVES * wave) / ROUNDS);
  const total = (design + WAVES * wave + ROUNDS * round) * seedsPerPoint + finalSeeds * FINALISTS;
  return { design, wave, waves: WAVES, round, rounds: ROUNDS, finalSeeds, total };
}
