import { InputError } from '../diagnostics/index.js';
import { type Stream, Streams } from '../random/index.js';
import { type Budget, shareOut } from './budget.js';
import { type EligibilitySet, eligibilityCutoff, eligibilitySet } from './eligibility.js';
import { EmulatedTarget, misfitOf } from './emulated-target.js';
import { emulate, surfaceTerms } from './emulator.js';
import { HaltonSequence } from './halton.js';
import { nextWave } from './history-matching.js';
import { type Identifiability, identifiability } from './identifiability.js';
import { minimise } from './minimise.js';
import { MsmLoss, weighingCovariance } from './msm-loss.js';
import {
  type CalibratedParameter,
  coordinateOf,
  type ParameterValues,
  type UnitPoint,
  valueAt,
} from './parameter-space.js';
import { posteriorDraws, proposal } from './posterior.js';
import { type EvaluatedPoint, type Simulate, SimulatedPoints } from './simulated-points.js';
import { type RankHistogram, rankHistograms } from './simulation-based-calibration.js';
import type { Target } from './target.js';

/** What is to be found. */
export interface CalibrationProblem {
  readonly parameters: readonly CalibratedParameter[];
  readonly target: Target;
  /** Moments that no search has seen: the same ones, of other days or another part of the day. */
  readonly heldOut: Target | undefined;
  /** Simulations at most. */
  readonly budget: number;
  readonly seedsPerPoint: number;
  readonly seed: number;
}

/** A moment of a point beside the target's. */
export interface MomentResult {
  readonly id: string;
  readonly target: number;
  readonly simulated: number;
  /** Their difference in its standard deviations: those of the target and of the seeds behind the simulation. */
  readonly z: number;
}

/** How a point fits a target. */
export interface Fit {
  /** The loss of simulated moments, {@link MsmLoss}. */
  readonly loss: number;
  /** Hansen's J-test: probability of a larger loss were the model right there. */
  readonly pValue: number;
  readonly moments: readonly MomentResult[];
}

export interface ParameterResult extends Identifiability {
  /** The best value; the usual one where the parameter is not identified. */
  readonly best: number;
  readonly usual: number;
  /** 95 % of the posterior; null where it is not identified. */
  readonly credible: readonly [lower: number, upper: number] | null;
  /** The eligibility set's ends; null where it is not identified or nothing is eligible. */
  readonly eligible: readonly [lower: number, upper: number] | null;
}

/** What a calibration found. */
export interface CalibrationResult {
  readonly parameters: readonly ParameterResult[];
  readonly best: { readonly values: ParameterValues } & Fit;
  /** The same for the values before calibration, with the same random numbers. */
  readonly usual: Fit;
  readonly heldOut: { readonly best: Fit; readonly usual: Fit } | undefined;
  /** Share of the prior that was not ruled out, wave by wave. */
  readonly waves: readonly number[];
  readonly eligibility: Omit<EligibilitySet, 'ends'> & {
    /** Simulated points that their own moments do not reject. */
    readonly points: number;
  };
  readonly rankHistograms: readonly RankHistogram[];
  readonly simulations: number;
  /** Points at which a moment could not be measured. */
  readonly unmeasured: number;
  readonly finalSeeds: number;
}

/** Points over the prior by which shares of it are counted. */
const PRIOR_POINTS = 20_000;
const POSTERIOR_DRAWS = 400;

/** Points of a search lie this many standard deviations of what the target leaves open around the best so far. */
const SEARCH_WIDTH = 1.5;

/**
 * Calibrates parameters by simulation: a design over the prior, the map of what the moments tell, waves of history
 * matching, a search by CMA-ES on emulated moments that are simulated anew every round, and finalists compared by common
 * random numbers. The answers of the simulations decide everything: the same answers, the same result.
 */
export async function calibrate(problem: CalibrationProblem, simulate: Simulate): Promise<CalibrationResult> {
  const { parameters, seedsPerPoint, seed } = problem;
  const budget = shareOut(problem.budget, seedsPerPoint);
  const streams = new Streams(`${seed}/calibration`);
  const points = new SimulatedPoints(parameters, simulate);
  const design = new HaltonSequence(parameters.length, streams.stream('design/0/shift'));
  await points.explore(design.take(budget.design), seedsPerPoint);
  const drawn = points.measured;
  const wanted = surfaceTerms(parameters.length);
  if (drawn.length < wanted)
    throw new InputError(
      `found ${drawn.length} of ${budget.design} points of the design with every moment, expected at least ${wanted}`,
      {},
      'narrower bounds, a longer window, or other moments',
    );
  const known = identifiability(parameters, drawn);
  const free = known.flatMap(({ identified }, i) => (identified ? [i] : []));
  const usual = Float64Array.from(parameters, (parameter) => coordinateOf(parameter, parameter.usual));
  const cube = new HaltonSequence(parameters.length, streams.stream('prior/0/shift')).take(PRIOR_POINTS);
  const prior = cube.map((at) => at.map((value, i) => (free.includes(i) ? value : usual[i])));
  const search = { problem, budget, points, free, prior, stream: streams.stream('search/0/points') };
  const { waves, centre } = free.length === 0 ? { waves: [], centre: usual } : await narrow(search);
  const target = emulatedTarget(search, centre);
  const draws = free.length === 0 ? [usual] : posteriorDraws(target, centre, free, POSTERIOR_DRAWS, search.stream);
  const finalists = [likeliest(search, centre), meanOf(draws), bestSimulated(search, usual), usual];
  const compared = await points.compare(finalists, budget.finalSeeds, 'target');
  const loss = new MsmLoss(problem.target);
  const ranked = compared.slice(0, -1).sort((a, b) => loss.of(a.moments) - loss.of(b.moments));
  const [best] = ranked;
  const before = compared[compared.length - 1];
  const heldOut = await judgeHeldOut(problem, points, [best.at, before.at], budget.finalSeeds, free.length);
  const whole = emulatedTarget(search, undefined);
  const set = eligibilitySet([whole, target], problem.target.values.length, prior, best.at, free, search.stream);
  return {
    parameters: parameters.map((parameter, i) => ({
      ...known[i],
      best: best.values[parameter.path],
      usual: parameter.usual,
      credible: known[i].identified ? central(draws, parameter, i) : null,
      eligible: known[i].identified && set.ends !== null ? valuesOf(parameter, set.ends[i]) : null,
    })),
    best: { values: best.values, ...fitOf(best, problem.target, free.length) },
    usual: fitOf(before, problem.target, 0),
    heldOut,
    waves,
    eligibility: { cutoff: set.cutoff, share: set.share, points: notRejected(search) },
    rankHistograms: rankHistograms(parameters, drawn, streams.stream('ranks/0/draws')),
    simulations: budget.total + (problem.heldOut === undefined ? 0 : 2 * budget.finalSeeds),
    unmeasured: points.all.length - points.measured.length,
    finalSeeds: budget.finalSeeds,
  };
}

/** What the stages of a search share. */
interface Search {
  readonly problem: CalibrationProblem;
  readonly budget: Budget;
  readonly points: SimulatedPoints;
  /** Coordinates of identified parameters. */
  readonly free: readonly number[];
  /** Points over the prior, fixed coordinates set. */
  readonly prior: readonly UnitPoint[];
  readonly stream: Stream;
}

/** Waves of history matching, then rounds of search around the likeliest point. */
async function narrow(search: Search): Promise<{ waves: readonly number[]; centre: UnitPoint }> {
  const { problem, budget, points, free, prior, stream } = search;
  const waves: number[] = [];
  const targets: EmulatedTarget[] = [];
  for (let wave = 0; wave < budget.waves; wave++) {
    targets.push(emulatedTarget(search, undefined));
    const next = nextWave(targets, prior, free, budget.wave, stream);
    waves.push(next.left);
    await points.explore(next.points, problem.seedsPerPoint);
  }
  let centre = likeliest(search, undefined);
  for (let round = 0; round < budget.rounds; round++) {
    const draw = proposal(emulatedTarget(search, centre), centre, free);
    const around = Array.from({ length: budget.round - 1 }, () => inside(draw(centre, SEARCH_WIDTH, stream)));
    await points.explore([centre, ...around], problem.seedsPerPoint);
    centre = likeliest(search, centre);
  }
  return { waves, centre };
}

/** The target by an emulator of the points nearest to a centre; of all of them without one. */
function emulatedTarget({ problem: { target, seedsPerPoint }, points, free }: Search, centre: UnitPoint | undefined) {
  const measured = points.measured;
  const wanted = Math.max(4 * surfaceTerms(measured[0].at.length), Math.floor(measured.length / 3));
  const distance = (at: UnitPoint): number =>
    free.reduce((sum, i) => sum + (at[i] - centre![i]) * (at[i] - centre![i]), 0);
  const chosen =
    centre === undefined
      ? measured
      : measured
          .map((point) => ({ point, far: distance(point.at) }))
          .sort((a, b) => a.far - b.far)
          .slice(0, wanted)
          .map(({ point }) => point);
  const emulator = emulate(chosen);
  const size = target.values.length;
  const covariance = weighingCovariance(target.covariance, size);
  const chance = target.values.map((_, i) => (covariance[i * (size + 1)] * target.stretches) / seedsPerPoint);
  const where = centre ?? Float64Array.from(chosen[0].at, () => 0.5);
  return new EmulatedTarget(emulator, target.values, covariance, misfitOf(emulator, chance), where);
}

function likeliest(search: Search, centre: UnitPoint | undefined): UnitPoint {
  const { free, prior, stream } = search;
  const target = emulatedTarget(search, centre);
  const start = centre ?? least(prior, (at) => target.distance(at));
  return minimise((at) => target.distance(at), start, free, stream).at;
}

/** The simulated point of least loss, fixed coordinates set to the usual. */
function bestSimulated({ problem, points, free }: Search, usual: UnitPoint): UnitPoint {
  const loss = new MsmLoss(problem.target);
  const { at } = least(points.measured, ({ moments }) => loss.of(moments));
  return Float64Array.from(at, (value, i) => (free.includes(i) ? value : usual[i]));
}

/** How many simulated points are not rejected by their own moments. */
function notRejected({ problem: { target }, points }: Search): number {
  const cutoff = eligibilityCutoff(target.values.length);
  return points.measured.filter((point) => fitOf(point, target, 0).moments.every(({ z }) => Math.abs(z) <= cutoff))
    .length;
}

async function judgeHeldOut(
  { heldOut }: CalibrationProblem,
  points: SimulatedPoints,
  pair: readonly UnitPoint[],
  seeds: number,
  fitted: number,
): Promise<CalibrationResult['heldOut']> {
  if (heldOut === undefined) return undefined;
  const [best, usual] = await points.compare(pair, seeds, 'held-out');
  return { best: fitOf(best, heldOut, fitted), usual: fitOf(usual, heldOut, 0) };
}

function fitOf({ moments, seeds }: EvaluatedPoint, target: Target, fitted: number): Fit {
  const judge = new MsmLoss(target);
  const loss = judge.of(moments);
  const count = target.values.length;
  const covariance = weighingCovariance(target.covariance, count);
  return {
    loss,
    pValue: judge.pValue(loss, seeds, fitted),
    moments: target.moments.map((id, i) => {
      const deviation = Math.sqrt(covariance[i * (count + 1)] * (1 + target.stretches / seeds));
      return { id, target: target.values[i], simulated: moments[i], z: (moments[i] - target.values[i]) / deviation };
    }),
  };
}

/** The middle 95 % of a coordinate's draws, as values. */
function central(draws: readonly UnitPoint[], parameter: CalibratedParameter, i: number): readonly [number, number] {
  const sorted = draws.map((draw) => draw[i]).sort((a, b) => a - b);
  const at = (share: number): number => sorted[Math.floor(share * (sorted.length - 1))];
  return valuesOf(parameter, [at(0.025), at(0.975)]);
}

function valuesOf(
  parameter: CalibratedParameter,
  [lower, upper]: readonly [number, number],
): readonly [number, number] {
  return [valueAt(parameter, lower), valueAt(parameter, upper)];
}

function meanOf(draws: readonly UnitPoint[]): UnitPoint {
  return draws[0].map((_, i) => draws.reduce((sum, draw) => sum + draw[i], 0) / draws.length);
}

function inside(point: UnitPoint): UnitPoint {
  return point.map((value) => Math.min(1, Math.max(0, value)));
}

function least<T>(entries: readonly T[], value: (entry: T) => number): T {
  let best = entries[0];
  let lowest = Infinity;
  for (const entry of entries) {
    const own = value(entry);
    if (own < lowest) [best, lowest] = [entry, own];
  }
  return best;
}
