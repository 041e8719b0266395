import { rowNorms, spectralRadius } from '../src/fit/hawkes/branching.js';
import type { EventSequence } from '../src/fit/hawkes/event-sequence.js';
import { fitHawkes, type HawkesParameters } from '../src/fit/hawkes/hawkes-fit.js';
import { KernelSums } from '../src/model/index.js';
import { exponential, type Stream, Streams } from '../src/random/index.js';

const TYPES = 12;
const DECAYS = [0.3, 3, 30, 300];
const FEATURES = TYPES * DECAYS.length;
const WIDTH = 1 + FEATURES;
const RADIUS = 0.616;
/** Share of the kernels that are at work; the rest are 0 and tempt the estimator. */
const AT_WORK = 0.2;

/** A Hawkes process of 12 types and 4 decays with a spectral radius of 0.616, always the same one. */
export function hawkesTruth(): HawkesParameters {
  const stream = new Streams('hawkes').stream('truth/0/kernels');
  const values = new Float64Array(TYPES * WIDTH);
  for (let at = 0; at < values.length; at += WIDTH) {
    values[at] = 0.3 + 0.4 * stream.uniform();
    for (let m = 1; m < WIDTH; m++) if (stream.uniform() < AT_WORK) values[at + m] = 0.5 + stream.uniform();
  }
  const truth = { types: TYPES, knots: 1, decays: DECAYS, values, standardErrors: new Float64Array(values.length) };
  const radius = spectralRadius(rowNorms(truth), TYPES);
  for (let at = 0; at < values.length; at += WIDTH) for (let m = 1; m < WIDTH; m++) values[at + m] *= RADIUS / radius;
  return truth;
}

/** Events of a Hawkes process by thinning (Ogata 1981): the intensity falls between events, so its last value bounds it. */
export function simulateHawkes(
  { types, decays, values }: HawkesParameters,
  seconds: number,
  stream: Stream,
): EventSequence {
  const sums = new KernelSums(types, decays);
  const times: number[] = [];
  const kinds: number[] = [];
  const intensity = new Float64Array(types);
  const total = () => {
    let sum = 0;
    for (let type = 0; type < types; type++) {
      const at = type * WIDTH;
      let own = values[at];
      for (let m = 0; m < FEATURES; m++) own += values[at + 1 + m] * sums.values[m];
      intensity[type] = own;
      sum += own;
    }
    return sum;
  };
  let now = 0;
  for (let bound = total(); ; ) {
    const wait = exponential(stream) / bound;
    now += wait;
    if (now >= seconds) break;
    sums.pass(wait);
    const here = total();
    let target = stream.uniform53() * bound;
    bound = here;
    if (target >= here) continue;
    let type = 0;
    while (type < types - 1 && target >= intensity[type]) target -= intensity[type++];
    times.push(now);
    kinds.push(type);
    sums.add(type);
    bound = total();
  }
  const count = times.length;
  return {
    count,
    types,
    seconds: Float64Array.from(times),
    type: Uint8Array.from(kinds),
    first: 0,
    start: 0,
    end: seconds,
  };
}

/** How well one synthetic sample gave the truth back. */
export interface Recovery {
  readonly events: number;
  readonly fitSeconds: number;
  /** Of the intervals of 95 % of parameters above 0 in truth and fit: how many there are, and how many hold the truth. */
  readonly intervals: number;
  readonly covered: number;
  readonly meanNormError: number;
  readonly largestNormError: number;
  readonly radiusError: number;
}

/** Simulates and fits once. */
export function recoverHawkes(seed: number, seconds: number, clock: () => number = () => 0): Recovery {
  const truth = hawkesTruth();
  const events = simulateHawkes(truth, seconds, new Streams(seed).stream('recovery/0/events'));
  const started = clock();
  const { parameters } = fitHawkes(events, { decays: DECAYS });
  const fitSeconds = clock() - started;
  let [intervals, covered] = [0, 0];
  truth.values.forEach((value, at) => {
    if (value === 0 || parameters.values[at] === 0) return;
    intervals++;
    if (Math.abs(parameters.values[at] - value) <= 1.959964 * parameters.standardErrors[at]) covered++;
  });
  const norms = rowNorms(truth);
  const errors = rowNorms(parameters).map((norm, i) => Math.abs(norm - norms[i]));
  return {
    events: events.count,
    fitSeconds,
    intervals,
    covered,
    meanNormError: errors.reduce((sum, error) => sum + error, 0) / errors.length,
    largestNormError: Math.max(...errors),
    radiusError: spectralRadius(rowNorms(parameters), TYPES) - spectralRadius(norms, TYPES),
  };
}
