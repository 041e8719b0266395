import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { stringify } from 'yaml';
import { shareOut } from '../src/calibration/budget.js';
import { type CalibrationResult, calibrate } from '../src/calibration/calibrate.js';
import { Checkpoint, type CheckpointFile } from '../src/calibration/checkpoint.js';
import { type Calibration, loadCalibration, type Target } from '../src/calibration/index.js';
import { blocksOf } from '../src/calibration/moments/stretch.js';
import { MsmLoss } from '../src/calibration/msm-loss.js';
import {
  coordinateOf,
  type ParameterValues,
  roundedPoint,
  type UnitPoint,
} from '../src/calibration/parameter-space.js';
import { type Simulate, SimulatedPoints } from '../src/calibration/simulated-points.js';
import { type SimulationOptions, simulations } from '../src/calibration/simulations.js';
import { measureTarget } from '../src/calibration/target.js';
import { Streams } from '../src/random/index.js';
import { readModels, simulateRun } from '../src/run/index.js';

/** A truth that is planted in a market and then looked for. */
export interface PlantedStudy {
  /** Scenario file. */
  readonly market: string;
  /** As in a calibration file. */
  readonly parameters: Readonly<Record<string, PriorRange>>;
  readonly moments: readonly string[];
  /** The truth is drawn from the prior by this seed, and the calibration has it too. */
  readonly seed: number;
  /** Simulated stretches of the truth that are the target, and as many that are held out. */
  readonly stretches: number;
  /** Simulations of the search at most, and as many of random search; the held-out check needs a sixteenth more. */
  readonly budget: number;
}

interface PriorRange {
  readonly from: number;
  readonly to: number;
  readonly scale?: 'linear' | 'log';
  readonly step?: number;
}

export const plantedMarket = fileURLToPath(new URL('./calibration-market.yaml', import.meta.url));

/** Six latent parameters of two kinds of agents. */
export const plantedSix: PlantedStudy['parameters'] = {
  'agents.makers.quantity': { from: 500, to: 8000, scale: 'log', step: 100 },
  'agents.makers.halfSpread': { from: 0, to: 4 },
  'agents.makers.refresh': { from: 0.3, to: 10, scale: 'log' },
  'agents.followers.ordersPerMinute': { from: 1, to: 12 },
  'agents.followers.sensitivity': { from: 0, to: 4 },
  'agents.followers.quantity': { from: 200, to: 1500, scale: 'log', step: 100 },
};

/** Moments of the book, the flow and the responses to it; what agents without a memory do to trends is left out. */
export const plantedMoments = [
  ...['limit-order-rate', 'cancel-rate', 'market-order-rate', 'volume-rate', 'limit-order-size', 'market-order-size'],
  ...['market-order-median', 'market-order-90', 'limit-order-distance', 'cancel-distance', 'spread', 'touch-depth'],
  ...['second-level-depth', 'third-level-depth', 'best-5-depth', 'imbalance-deviation', 'volatility-1s'],
  ...['volatility-10s', 'imbalance-response', 'inter-arrival-median', 'inter-arrival-variation'],
  ...['market-order-fano-factor', 'cancel-life-median', 'cancelled-share', 'improving-limit-orders'],
  ...['immediate-impact', 'sign-autocorrelation'],
];

/** Master seed of the planted market: no calibration has it. */
const PLANTED_SEED = 987_654_321;

/** Seeds by which the winners are compared at the end, beyond either budget. */
const JUDGING_SEEDS = 12;

/** A truth in its market, and what was measured of it. */
export interface Planted {
  readonly calibration: Calibration;
  readonly truth: { readonly at: UnitPoint; readonly values: ParameterValues };
  readonly target: Target;
  readonly heldOut: Target;
}

/** What was found of a planted truth. */
export interface Found {
  readonly result: CalibrationResult;
  /** |best − truth| by parameter, in widths of the prior on its scale. */
  readonly errors: readonly number[];
}

/** Losses of the winner, of random search's winner and of the truth, by the same fresh seeds. */
export interface Losses {
  readonly found: number;
  readonly random: number;
  readonly truth: number;
}

/** Draws a truth and measures its market as if it were real. */
export async function plantTruth(study: PlantedStudy): Promise<Planted> {
  const calibration = await loadStudy(study);
  const truth = await drawTruth(calibration, study.seed);
  const { stretches } = study;
  return {
    ...{ calibration, truth },
    target: measure(calibration, truth.values, 1, stretches),
    heldOut: measure(calibration, truth.values, 1 + stretches, stretches),
  };
}

/** Does simulations of a planted market and keeps them. */
export function simulationsOf(
  { calibration }: Planted,
  options: Pick<SimulationOptions, 'run' | 'workers' | 'onDone'> & { readonly checkpointFile: CheckpointFile },
): Simulate {
  const checkpoint = new Checkpoint(options.checkpointFile, calibration.digest);
  checkpoint.restore();
  const { signal } = new AbortController();
  return simulations(calibration, { ...options, checkpoint, signal, total: 2 * calibration.budget });
}

/** Looks for the truth. */
export async function findTruth({ calibration, truth, ...targets }: Planted, simulate: Simulate): Promise<Found> {
  const { parameters, budget, seed, seedsPerPoint } = calibration;
  const result = await calibrate({ parameters, ...targets, budget, seedsPerPoint, seed }, simulate);
  const errors = parameters.map((parameter, i) =>
    Math.abs(coordinateOf(parameter, result.parameters[i].best) - truth.at[i]),
  );
  return { result, errors };
}

/** Searches at random with as many simulations, and compares the winners. */
export async function compareWithRandom(planted: Planted, { result }: Found, simulate: Simulate): Promise<Losses> {
  const { calibration, target, truth } = planted;
  const { parameters } = calibration;
  const best = Float64Array.from(parameters, (parameter, i) => coordinateOf(parameter, result.parameters[i].best));
  const random = await searchAtRandom(calibration, target, simulate);
  const judges = new SimulatedPoints(parameters, (batch) => simulate(batch.map(fresh)));
  const judged = await judges.compare([best, random, truth.at], JUDGING_SEEDS, 'target');
  const loss = new MsmLoss(target);
  const losses = judged.map(({ moments }) => loss.of(moments));
  return { found: losses[0], random: losses[1], truth: losses[2] };
}

/** The first point that is drawn from the prior and can be a market: agents must not send more than the whole flow. */
async function drawTruth({ market, parameters }: Calibration, seed: number) {
  const stream = new Streams(seed).stream('planted/0/truth');
  for (;;) {
    const drawn = roundedPoint(
      parameters,
      Float64Array.from(parameters, () => stream.uniform53()),
    );
    const isMarket = await market.check(drawn.values).then(
      () => true,
      () => false,
    );
    if (isMarket) return drawn;
  }
}

async function loadStudy({ market, parameters, moments, budget, seed }: PlantedStudy): Promise<Calibration> {
  const folder = mkdtempSync(path.join(tmpdir(), 'touchstone-calibration-'));
  try {
    const file = path.join(folder, 'planted.yaml');
    const target = { moments: 'planted.json' };
    writeFileSync(file, stringify({ schema: 1, scenario: market, parameters, moments, target, budget, seed }));
    return await loadCalibration(file, { root: '/', folder });
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** Simulates stretches of the truth and measures them. */
function measure(
  calibration: Calibration,
  values: Readonly<Record<string, number>>,
  firstSeed: number,
  count: number,
): Target {
  const { market, stretch, moments } = calibration;
  const seeds = Array.from({ length: count }, (_, i) => ({ values, seed: firstSeed + i }));
  let models: ReturnType<typeof readModels> = new Map();
  const stretches = market.tasks(seeds, PLANTED_SEED, stretch.endNs).map((task) => {
    models = readModels(task, models);
    return blocksOf(simulateRun(task, models).tapes[0], stretch);
  });
  return measureTarget(moments, stretches, 'the planted market');
}

/** Points drawn from the prior, the three of least loss compared by common random numbers as calibration compares its own. */
async function searchAtRandom(
  { parameters, budget, seed, seedsPerPoint }: Calibration,
  target: Target,
  simulate: Simulate,
): Promise<UnitPoint> {
  const { total, finalSeeds } = shareOut(budget, seedsPerPoint);
  const stream = new Streams(`${seed}/random-search`).stream('points');
  const points = new SimulatedPoints(parameters, (batch) => simulate(batch.map(other)));
  const drawn = Array.from({ length: total - 3 * finalSeeds }, () =>
    Float64Array.from(parameters, () => stream.uniform53()),
  );
  const loss = new MsmLoss(target);
  const byLoss = (a: { moments: readonly number[] }, b: { moments: readonly number[] }): number =>
    loss.of(a.moments) - loss.of(b.moments);
  const searched = [...(await points.explore(drawn, 1))].sort(byLoss);
  const finalists = searched.slice(0, 3).map(({ at }) => at);
  return [...(await points.compare(finalists, finalSeeds, 'target'))].sort(byLoss)[0].at;
}

const other = <T extends { readonly seed: number }>(request: T): T => ({ ...request, seed: request.seed + 1_000_000 });
const fresh = <T extends { readonly seed: number }>(request: T): T => ({ ...request, seed: request.seed + 2_000_000 });
