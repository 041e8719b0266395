import { log } from '../../random/elementary.js';
import { cholesky, inverse, solve } from '../symmetric-solve.js';

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
/** A step that promises less than this, in nats over all events, is the last. */
const ENOUGH = 1e-6;
/** A parameter with less than this share of the events, and with a score that points downwards, is held at 0. */
const NEAR_BOUND = 1e-7;
/** Events from which a first fit to every eighth of them pays. */
const MANY = 6000;
const THIN = 8;

/**
 * Projected Newton with active set (Bertsekas 1982). The problem is concave. Parameters are scaled to the share of the
 * events that they explain, so that one threshold suits all of them.
 * @param guess - where to start, from a fit before; otherwise every parameter explains the same share
 */
export function maximise(problem: TargetProblem, guess?: Float64Array): TargetFit {
  const { parameters: p, events, integrals } = problem;
  const scale = integrals.map((integral) => (integral > 0 ? events / integral : 0));
  let shares: Float64Array = startingShares(problem, scale, guess);
  if (guess === undefined) {
    const turns = EXPECTATION_TURNS;
    if (events >= MANY) {
      for (let turn = 0; turn < turns; turn++) shares = expectation(problem, scale, shares, THIN);
      shares = climb(problem, scale, shares, THIN).shares;
      // What the few events did not need may be needed by all of them.
      for (let m = 0; m < p; m++) if (scale[m] > 0 && shares[m] < 1e-6) shares[m] = 1e-6;
    } else for (let turn = 0; turn < turns; turn++) shares = expectation(problem, scale, shares, 1);
  }
  const { shares: best, value, iterations } = climb(problem, scale, shares, 1);
  const free: number[] = [];
  for (let m = 0; m < p; m++) if (best[m] > 0) free.push(m);
  const covariance = inverse(cholesky(compacted(value.information, p, free), free.length), free.length);
  const standardErrors = new Float64Array(p);
  free.forEach((m, i) => {
    standardErrors[m] = Math.sqrt(covariance[i * free.length + i]) * scale[m];
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
  const { parameters: p } = problem;
  let shares = start;
  let value = evaluate(problem, scale, shares, step);
  let iterations = 0;
  const tolerance = ENOUGH * (step === 1 ? 1 : 1000);
  while (iterations < MOST_ITERATIONS) {
    iterations++;
    const free: number[] = [];
    for (let m = 0; m < p; m++) if (scale[m] > 0 && (shares[m] > NEAR_BOUND || value.score[m] > 0)) free.push(m);
    const direction = newtonStep(value, p, free);
    const bounded = shares.slice();
    for (let m = 0; m < p; m++) if (!free.includes(m)) bounded[m] = 0;
    let promised = 0;
    for (let i = 0; i < free.length; i++) promised += value.score[free[i]] * direction[i];
    if (promised < 2 * tolerance) break;
    let moved = false;
    for (let size = 1; size > 1e-6; size /= 2) {
      const next = bounded.slice();
      let expected = 0;
      for (let i = 0; i < free.length; i++) {
        const m = free[i];
        next[m] = Math.max(0, shares[m] + size * direction[i]);
        expected += value.score[m] * (next[m] - shares[m]);
      }
      const logLikelihood = likelihood(problem, scale, next, step);
      if (!(logLikelihood >= value.logLikelihood + 1e-4 * Math.min(expected, size * promised))) continue;
      const gain = logLikelihood - value.logLikelihood;
      shares = next;
      value = evaluate(problem, scale, shares, step);
      moved = gain > tolerance;
      break;
    }
    if (!moved) break;
  }
  return { shares, value, iterations };
}

function newtonStep(value: Evaluation, p: number, free: readonly number[]): Float64Array {
  const n = free.length;
  const score = Float64Array.from(free, (m) => value.score[m]);
  return solve(cholesky(compacted(value.information, p, free), n), n, score);
}

/** The part of a matrix that belongs to some parameters, with what makes it safe to factor. */
function compacted(matrix: Float64Array, p: number, free: readonly number[]): Float64Array {
  const n = free.length;
  const part = new Float64Array(n * n);
  for (let i = 0; i < n; i++) {
    for (let j = 0; j < n; j++) part[i * n + j] = matrix[Math.min(free[i], free[j]) * p + Math.max(free[i], free[j])];
    part[i * n + i] = part[i * n + i] * (1 + 1e-10) + 1e-9;
  }
  return part;
}

interface Evaluation {
  readonly logLikelihood: number;
  readonly score: Float64Array;
  /** Upper triangle. */
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

function evaluate(problem: TargetProblem, scale: Float64Array, shares: Float64Array, step: number): Evaluation {
  const { parameters: p, events, rows, integrals } = problem;
  const score = new Float64Array(p);
  const information = new Float64Array(p * p);
  const { weights, index } = support(scale, shares);
  const used = index.length;
  // Rows are mostly zeros where kernels are fast: only what is there is multiplied.
  const columns = new Int32Array(p);
  const entries = new Float64Array(p);
  for (let i = 0; i < events; i += step) {
    const at = i * p;
    let intensity = 0;
    for (let a = 0; a < used; a++) intensity += weights[a] * rows[at + index[a]];
    const inverseIntensity = 1 / intensity;
    let present = 0;
    for (let m = 0; m < p; m++) {
      const x = rows[at + m];
      if (x === 0) continue;
      columns[present] = m;
      const entry = x * scale[m] * inverseIntensity;
      entries[present++] = entry;
      score[m] += entry;
    }
    for (let a = 0; a < present; a++) {
      const entry = entries[a];
      const row = columns[a] * p;
      for (let b = a; b < present; b++) information[row + columns[b]] += entry * entries[b];
    }
  }
  for (let m = 0; m < p; m++) score[m] -= (scale[m] * integrals[m]) / step;
  return { logLikelihood: likelihood(problem, scale, shares, step), score, information };
}
