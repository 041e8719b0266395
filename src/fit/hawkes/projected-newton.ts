import { log } from '../../random/elementary.js';
import { cholesky, inverse } from '../../statistics/index.js';
import { boundedStep } from './bounded-quadratic.js';

/**
 * One target type of a linear intensity: maximise Σ_i log(θ·x_i) − θ·c over θ ≥ 0. The rows x_i are what the intensity
 * was made of just before each of its events, c is the integral of the same over the window.
 */
export interface TargetProblem {
  readonly parameters: number;
  readonly events: number;
  /** x_i, row by row. */
  readonly rows: Float64Array;
  /** c; a parameter whose integral is 0 has never been at work and stays 0. */
  readonly integrals: Float64Array;
}

export interface TargetFit {
  readonly values: Float64Array;
  /** From the observed information of the parameters above 0; 0 for those at the bound. */
  readonly standardErrors: Float64Array;
  readonly logLikelihood: number;
  readonly iterations: number;
}

/** Turns of expectation–maximisation that lead near the maximum, where Newton's steps are good ones. */
const EXPECTATION_TURNS = 4;
const MOST_ITERATIONS = 60;
/** A step that promises less than this, in nats over all events, is the last: a hundredth of a standard error. */
const ENOUGH = 1e-4;
/** Events from which a first fit to every eighth of them pays. */
const MANY = 6000;
const THIN = 8;

/**
 * Newton's method under bounds: each step maximises the quadratic approximation over θ ≥ 0, so that the active set comes
 * with the step, and a line search makes it climb (projected Newton, Bertsekas 1982). The problem is concave. Parameters
 * are scaled to the share of the events that they explain, so that one threshold suits all of them.
 * @param guess - where to start, from a fit before; otherwise every parameter explains the same share
 */
export function maximise(problem: TargetProblem, guess?: Float64Array): TargetFit {
  const { parameters: p, events, integrals } = problem;
  const scale = integrals.map((integral) => (integral > 0 ? events / integral : 0));
  let shares: Float64Array = startingShares(problem, scale, guess);
  if (guess === undefined) {
    const step = events >= MANY ? THIN : 1;
    for (let turn = 0; turn < EXPECTATION_TURNS; turn++) shares = expectation(problem, scale, shares, step);
    if (step > 1) shares = climb(problem, scale, shares, step).shares;
  }
  const { shares: best, value, iterations } = climb(problem, scale, shares, 1);
  // A parameter at its bound is not known to be 0: it counts as free in the information, or the intervals of those that
  // trade off with it would be too narrow.
  const known: number[] = [];
  for (let m = 0; m < p; m++) if (value.information[m * p + m] > 0) known.push(m);
  const covariance = inverse(cholesky(compacted(value.information, p, known), known.length), known.length);
  const standardErrors = new Float64Array(p);
  known.forEach((m, i) => {
    if (best[m] > 0) standardErrors[m] = Math.sqrt(covariance[i * known.length + i]) * scale[m];
  });
  return {
    values: best.map((share, m) => share * scale[m]),
    standardErrors,
    logLikelihood: value.logLikelihood,
    iterations,
  };
}

function startingShares({ parameters, integrals, events }: TargetProblem, scale: Float64Array, guess?: Float64Array) {
  if (guess !== undefined) return guess.map((value, m) => (scale[m] > 0 ? value / scale[m] : 0));
  const alive = integrals.reduce((count, integral) => count + (integral > 0 ? 1 : 0), 0);
  const shares = new Float64Array(parameters);
  for (let m = 0; m < parameters; m++) shares[m] = integrals[m] > 0 && events > 0 ? 1 / alive : 0;
  return shares;
}

/** One turn of the monotone multiplicative update: a share becomes the mean posterior that an event is due to it. */
function expectation(problem: TargetProblem, scale: Float64Array, shares: Float64Array, step: number): Float64Array {
  const { parameters: p, events, rows } = problem;
  const next = new Float64Array(p);
  const weights = scale.map((factor, m) => factor * shares[m]);
  let count = 0;
  for (let i = 0; i < events; i += step, count++) {
    let intensity = 0;
    const at = i * p;
    for (let m = 0; m < p; m++) intensity += weights[m] * rows[at + m];
    const inverseIntensity = 1 / intensity;
    for (let m = 0; m < p; m++) next[m] += weights[m] * rows[at + m] * inverseIntensity;
  }
  for (let m = 0; m < p; m++) next[m] /= count;
  return next;
}

/** Newton's steps to the maximum; with `step` above 1, over every so many events only. */
function climb(problem: TargetProblem, scale: Float64Array, start: Float64Array, step: number) {
  let shares = start;
  let value = evaluate(problem, scale, shares, step);
  let iterations = 0;
  const tolerance = ENOUGH * (step === 1 ? 1 : 1000);
  while (iterations < MOST_ITERATIONS) {
    iterations++;
    const target = boundedStep(value.information, value.score, shares, (m) => scale[m] === 0);
    let promised = 0;
    for (let m = 0; m < target.length; m++) promised += value.score[m] * (target[m] - shares[m]);
    if (promised < 2 * tolerance) break;
    let gain = 0;
    for (let size = 1; size > 1e-6; size /= 2) {
      const next = size === 1 ? target : target.map((to, m) => shares[m] + size * (to - shares[m]));
      gain = likelihood(problem, scale, next, step) - value.logLikelihood;
      if (!(gain >= 1e-4 * size * promised)) continue;
      shares = next;
      value = evaluate(problem, scale, shares, step);
      break;
    }
    if (!(gain > tolerance)) break;
  }
  return { shares, value, iterations };
}

/** The part of a matrix that belongs to some parameters, with what makes it safe to factor. */
function compacted(matrix: Float64Array, p: number, free: readonly number[]): Float64Array {
  const n = free.length;
  const part = new Float64Array(n * n);
  for (let i = 0; i < n; i++) {
    for (let j = 0; j < n; j++) part[i * n + j] = matrix[free[i] * p + free[j]];
    part[i * n + i] = part[i * n + i] * (1 + 1e-10) + 1e-9;
  }
  return part;
}

interface Evaluation {
  readonly logLikelihood: number;
  readonly score: Float64Array;
  readonly information: Float64Array;
}

function likelihood(
  { parameters: p, events, rows, integrals }: TargetProblem,
  scale: Float64Array,
  shares: Float64Array,
  step: number,
): number {
  const { weights, index } = support(scale, shares);
  const used = index.length;
  let sum = 0;
  // A product of a few intensities costs one logarithm.
  let product = 1;
  for (let i = 0; i < events; i += step) {
    const at = i * p;
    let intensity = 0;
    for (let a = 0; a < used; a++) intensity += weights[a] * rows[at + index[a]];
    product *= intensity;
    if (product > 1e100 || product < 1e-100) {
      sum += log(product);
      product = 1;
    }
  }
  sum += log(product);
  for (let m = 0; m < p; m++) sum -= (shares[m] * scale[m] * integrals[m]) / step;
  return sum;
}

/** Parameters above 0, with their values. */
function support(scale: Float64Array, shares: Float64Array) {
  const chosen: number[] = [];
  for (let m = 0; m < shares.length; m++) if (shares[m] > 0) chosen.push(m);
  const index = Int32Array.from(chosen);
  return { index, weights: Float64Array.from(chosen, (m) => shares[m] * scale[m]) };
}

/** Rows whose outer products are added at once. */
const ABREAST = 4;

function evaluate(problem: TargetProblem, scale: Float64Array, shares: Float64Array, step: number): Evaluation {
  const { parameters: p, events, rows, integrals } = problem;
  const score = new Float64Array(p);
  const information = new Float64Array(p * p);
  const { weights, index } = support(scale, shares);
  const used = index.length;
  const entries = new Float64Array(ABREAST * p);
  // Columns behind which all rows abreast are 0.
  let width = 0;
  for (let i = 0, held = 0; i < events; i += step) {
    const at = i * p;
    let intensity = 0;
    for (let a = 0; a < used; a++) intensity += weights[a] * rows[at + index[a]];
    const inverseIntensity = 1 / intensity;
    let end = p;
    while (end > width && rows[at + end - 1] === 0) end--;
    width = end;
    for (let m = 0, to = held * p; m < p; m++, to++) {
      const entry = rows[at + m] * scale[m] * inverseIntensity;
      entries[to] = entry;
      score[m] += entry;
    }
    if (++held < ABREAST && i + step < events) continue;
    entries.fill(0, held * p);
    addOuterProducts(information, entries, p, width);
    held = 0;
    width = 0;
  }
  for (let m = 0; m < p; m++) {
    score[m] -= (scale[m] * integrals[m]) / step;
    for (let j = 0; j < m; j++) information[m * p + j] = information[j * p + m];
  }
  return { logLikelihood: likelihood(problem, scale, shares, step), score, information };
}

/** Adds Σ x·xᵀ of four rows, which are 0 from column `width` on, to the upper triangle. */
function addOuterProducts(information: Float64Array, entries: Float64Array, p: number, width: number): void {
  const [second, third, fourth] = [p, 2 * p, 3 * p];
  for (let a = 0; a < width; a++) {
    const [w, x, y, z] = [entries[a], entries[second + a], entries[third + a], entries[fourth + a]];
    if (w === 0 && x === 0 && y === 0 && z === 0) continue;
    const row = a * p;
    for (let b = a; b < width; b++)
      information[row + b] +=
        w * entries[b] + x * entries[second + b] + y * entries[third + b] + z * entries[fourth + b];
  }
}
