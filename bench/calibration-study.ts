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
import { type CalibratedParameter, coordinateOf, type UnitPoint } from '../src/calibration/parameter-space.js';
import { type Simulate, SimulatedPoints } from '../src/calibration/simulated-points.js';
import { type SimulationOptions, simulations } from '../src/calibration/simulations.js';
import { measureTarget } from '../src/calibration/target.js';
import { Streams } from '../src/random/index.js';
import { readModels, simulateRun } from '../src/run/index.js';

/** A truth that is planted in a market and then looked for. */
export interface PlantedStudy {
  /** Scenario file. */
  readonly market: string;
  /** As in a calibration file, with the truth beside the prior. */
  readonly parameters: Readonly<Record<string, PlantedParameter>>;
  readonly moments: readonly string[];
  /** Simulated stretches of the truth that are the target, and as many that are held out. */
  readonly stretches: number;
  /** Simulations at most, and as many of random search. */
  readonly budget: number;
  readonly seed: number;
}

interface PlantedParameter {
  readonly from: number;
  readonly to: number;
  readonly scale?: 'linear' | 'log';
  readonly step?: number;
  readonly truth: number;
}

export const plantedMarket = fileURLToPath(new URL('./calibration-market.yaml', import.meta.url));

/** Six latent parameters of two kinds of agents. */
export const plantedSix: PlantedStudy['parameters'] = {
  'agents.makers.quantity': { from: 500, to: 8000, scale: 'log', step: 100, truth: 3200 },
  'agents.makers.halfSpread': { from: 0, to: 4, truth: 1.7 },
  'agents.makers.refresh': { from: 0.3, to: 10, scale: 'log', truth: 1.1 },
  'agents.followers.ordersPerMinute': { from: 1, to: 12, truth: 7.5 },
  'agents.followers.sensitivity': { from: 0, to: 4, truth: 2.2 },
  'agents.followers.quantity': { from: 200, to: 1500, scale: 'log', step: 100, truth: 800 },
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

/** How a calibration did on a planted truth, beside random search with as many simulations. */
export interface StudyResult {
  readonly result: CalibrationResult;
  readonly parameters: readonly CalibratedParameter[];
  readonly truth: readonly number[];
  /** |best − truth| by parameter, in widths of the prior on its scale. */
  readonly errors: readonly number[];
  /** Losses of the winner, of random search's winner and of the truth, by the same fresh seeds. */
  readonly loss: number;
  readonly randomLoss: number;
  readonly truthLoss: number;
}

/** Plants a truth, calibrates, searches at random with the same budget, and compares. */
export async function studyPlanted(
  study: PlantedStudy,
  options: Pick<SimulationOptions, 'run' | 'workers' | 'onDone'> & { readonly checkpointFile: CheckpointFile },
): Promise<StudyResult> {
  const calibration = await loadStudy(study);
  const { parameters, budget, seed, seedsPerPoint } = calibration;
  const truth = Object.values(study.parameters).map((parameter) => parameter.truth);
  const planted = parameters.map((parameter, i) => coordinateOf(parameter, truth[i]));
  const values = Object.fromEntries(parameters.map(({ path: key }, i) => [key, truth[i]]));
  const target = plant(calibration, values, 1, study.stretches);
  const heldOut = plant(calibration, values, 1 + study.stretches, study.stretches);
  const checkpoint = new Checkpoint(options.checkpointFile, calibration.digest);
  checkpoint.restore();
  const simulate = simulations(calibration, {
    ...options,
    checkpoint,
    signal: new AbortController().signal,
    total: 2 * budget,
  });
  const result = await calibrate({ parameters, target, heldOut, budget, seedsPerPoint, seed }, simulate);
  const best = parameters.map((parameter, i) => coordinateOf(parameter, result.parameters[i].best));
  const random = await searchAtRandom(calibration, target, simulate);
  const judges = new SimulatedPoints(parameters, (batch) => simulate(batch.map(fresh)));
  const judged = await judges.compare(
    [Float64Array.from(best), random, Float64Array.from(planted)],
    JUDGING_SEEDS,
    'target',
  );
  const loss = new MsmLoss(target);
  const [own, others, true_] = judged.map(({ moments }) => loss.of(moments));
  return {
    result,
    parameters,
    truth,
    errors: best.map((coordinate, i) => Math.abs(coordinate - planted[i])),
    loss: own,
    randomLoss: others,
    truthLoss: true_,
  };
}

async function loadStudy({ market, parameters, moments, budget, seed }: PlantedStudy): Promise<Calibration> {
  const folder = mkdtempSync(path.join(tmpdir(), 'touchstone-calibration-'));
  try {
    const file = path.join(folder, 'planted.yaml');
    const moved = Object.fromEntries(Object.entries(parameters).map(([key, { truth: _, ...prior }]) => [key, prior]));
    const target = { moments: 'planted.json' };
    writeFileSync(file, stringify({ schema: 1, scenario: market, parameters: moved, moments, target, budget, seed }));
    return await loadCalibration(file, { root: '/', folder });
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** Simulates the truth and measures it as if it were real. */
function plant(
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
