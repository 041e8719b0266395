import { Activity } from '../model/index.js';
import { log } from '../random/elementary.js';
import { cholesky, inverse, solve } from '../statistics/index.js';
import { SECOND } from '../tape/index.js';
import type { FlowSample, SampledArrival } from './flow-sample.js';

/** Sum of the branching shares may not come nearer to 1, where activity would never end. */
const MOST_BRANCHING = 0.95;

export interface ActivityFit {
  readonly branching: Float64Array;
  readonly standardErrors: Float64Array;
}

/** What the likelihood of the branching shares needs, for given rates without activity. */
export interface ActivityPath {
  /** S_k before each arrival, row-major [arrival][decay]. */
  readonly levels: Float64Array;
  /** ∫ S_k over each stretch, seconds, row-major [stretch][decay]. */
  readonly integrals: Float64Array;
}

/**
 * Follows the levels S_k through the sample.
 * @param heads - first orders of batches, in order
 * @param rate - sum of all arrival rates without activity, by time and bucket of the market's state
 */
export function followActivity(
  sample: FlowSample,
  heads: readonly SampledArrival[],
  decays: readonly number[],
  rate: (timeNs: number, bucket: number) => number,
): ActivityPath {
  const { stretches } = sample;
  const times = spreadTies(heads);
  const activity = new Activity(decays, new Array(decays.length).fill(0));
  const levels = new Float64Array(heads.length * decays.length);
  const integrals = new Float64Array(stretches.length * decays.length);
  let next = 0;
  let now = sample.startNs / SECOND;
  const arriveUntil = (end: number, row: number) => {
    while (next < heads.length && times[next] < end) {
      pass(times[next], row);
      for (let k = 0; k < decays.length; k++) levels[next * decays.length + k] = activity.level(k);
      activity.arrive(rate(heads[next].time, heads[next].bucket));
      next++;
    }
    pass(end, row);
  };
  const pass = (to: number, row: number) => {
    const seconds = to - now;
    if (seconds <= 0) return;
    if (row >= 0)
      for (let k = 0; k < decays.length; k++)
        integrals[row * decays.length + k] += activity.level(k) * activity.kernelIntegral(k, seconds);
    activity.advance(seconds);
    now = to;
  };
  stretches.forEach((stretch, row) => {
    const start = stretch.time / SECOND;
    if (start > now) arriveUntil(start, -1);
    arriveUntil(start + stretch.seconds, row);
  });
  arriveUntil(Number.MAX_SAFE_INTEGER, -1);
  return { levels, integrals };
}

/**
 * Operational seconds of every stretch under given branching shares. Their sum is that of the seconds: the mean of the
 * activity factor is 1 by definition, and without holding it there level and factor would trade off in a short sample.
 */
export function operationalSeconds(sample: FlowSample, path: ActivityPath, branching: Float64Array): Float64Array {
  const decays = branching.length;
  let floor = 1;
  for (const part of branching) floor -= part;
  let [seconds, operational] = [0, 0];
  const result = Float64Array.from(sample.stretches, (stretch, row) => {
    let sum = floor * stretch.seconds;
    for (let k = 0; k < decays; k++) sum += branching[k] * path.integrals[row * decays + k];
    seconds += stretch.seconds;
    operational += sum;
    return sum;
  });
  return result.map((part) => (part * seconds) / operational);
}

/**
 * Maximum likelihood of the branching shares: concave, by projected Newton.
 * @param rate - sum of all arrival rates without activity
 */
export function fitActivity(
  sample: FlowSample,
  heads: readonly SampledArrival[],
  path: ActivityPath,
  decays: number,
  rate: (timeNs: number, bucket: number) => number,
  blockOf: (timeNs: number) => number,
): ActivityFit {
  const compensator = new Float64Array(decays);
  sample.stretches.forEach((stretch, row) => {
    const base = rate(stretch.time, stretch.bucket);
    for (let k = 0; k < decays; k++) compensator[k] += base * (path.integrals[row * decays + k] - stretch.seconds);
  });
  let branching: Float64Array = new Float64Array(decays).fill(0.1);
  let value = evaluate(path, branching, compensator);
  for (let iteration = 0; iteration < 200; iteration++) {
    const step = solve(cholesky(value.information, decays), decays, value.score);
    let gain = 0;
    for (let size = 1; size > 1e-8; size /= 2) {
      const next = project(branching.map((part, k) => part + size * step[k]));
      const nextValue = evaluate(path, next, compensator);
      gain = nextValue.logLikelihood - value.logLikelihood;
      if (gain < 0) continue;
      branching = next;
      value = nextValue;
      break;
    }
    if (gain < 1e-9 * Math.abs(value.logLikelihood)) break;
  }
  return { branching, standardErrors: blockErrors(sample, heads, path, branching, value.information, rate, blockOf) };
}

function project(branching: Float64Array): Float64Array {
  const positive = branching.map((part) => Math.max(0, part));
  let sum = 0;
  for (const part of positive) sum += part;
  return sum <= MOST_BRANCHING ? positive : positive.map((part) => (part * MOST_BRANCHING) / sum);
}

function evaluate(path: ActivityPath, branching: Float64Array, compensator: Float64Array) {
  const decays = branching.length;
  const score = new Float64Array(decays);
  const information = new Float64Array(decays * decays);
  let logLikelihood = 0;
  for (let k = 0; k < decays; k++) {
    logLikelihood -= branching[k] * compensator[k];
    score[k] -= compensator[k];
    information[k * decays + k] += 1e-6;
  }
  for (let at = 0; at < path.levels.length; at += decays) {
    let factor = 1;
    for (let k = 0; k < decays; k++) factor += branching[k] * (path.levels[at + k] - 1);
    logLikelihood += log(factor);
    for (let k = 0; k < decays; k++) {
      const x = (path.levels[at + k] - 1) / factor;
      score[k] += x;
      for (let l = 0; l < decays; l++) information[k * decays + l] += (x * (path.levels[at + l] - 1)) / factor;
    }
  }
  return { logLikelihood, score, information };
}

/** Sandwich over blocks: bursts depend on each other for longer than the model says. */
function blockErrors(
  sample: FlowSample,
  heads: readonly SampledArrival[],
  path: ActivityPath,
  branching: Float64Array,
  information: Float64Array,
  rate: (timeNs: number, bucket: number) => number,
  blockOf: (timeNs: number) => number,
): Float64Array {
  const decays = branching.length;
  const scores: Float64Array[] = [];
  const scoreOf = (time: number): Float64Array => {
    const block = blockOf(time);
    while (scores.length <= block) scores.push(new Float64Array(decays));
    return scores[block];
  };
  heads.forEach(({ time }, i) => {
    const score = scoreOf(time);
    let factor = 1;
    for (let k = 0; k < decays; k++) factor += branching[k] * (path.levels[i * decays + k] - 1);
    for (let k = 0; k < decays; k++) score[k] += (path.levels[i * decays + k] - 1) / factor;
  });
  sample.stretches.forEach(({ time, seconds, bucket }, row) => {
    const score = scoreOf(time);
    const base = rate(time, bucket);
    for (let k = 0; k < decays; k++) score[k] -= base * (path.integrals[row * decays + k] - seconds);
  });
  const bread = inverse(cholesky(information, decays), decays);
  return Float64Array.from({ length: decays }, (_, k) => {
    let variance = 0;
    for (const score of scores) {
      let projection = 0;
      for (let l = 0; l < decays; l++) projection += bread[k * decays + l] * score[l];
      variance += projection * projection;
    }
    return Math.sqrt(variance);
  });
}

/** Times in seconds; those with one stamp lie evenly within the smallest step between two stamps. */
function spreadTies(heads: readonly SampledArrival[]): Float64Array {
  let resolution = Infinity;
  for (let i = 1; i < heads.length; i++) {
    const gap = heads[i].time - heads[i - 1].time;
    if (gap > 0 && gap < resolution) resolution = gap;
  }
  if (resolution === Infinity) resolution = SECOND;
  const times = new Float64Array(heads.length);
  for (let first = 0; first < heads.length; ) {
    let end = first;
    while (end < heads.length && heads[end].time === heads[first].time) end++;
    for (let i = first; i < end; i++) times[i] = (heads[i].time + ((i - first) / (end - first)) * resolution) / SECOND;
    first = end;
  }
  return times;
}
