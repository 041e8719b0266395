import {
  arrivalTypes,
  type Estimate,
  estimate,
  type IntradayShape,
  type ModelFile,
  SPREAD_BUCKETS,
  STATE_BUCKETS,
  WALL_BUCKETS,
} from '../model/index.js';
import { exp, log } from '../random/elementary.js';
import { SECOND } from '../tape/index.js';
import {
  type ActivityFit,
  type ActivityPath,
  fitActivity,
  followActivity,
  operationalSeconds,
} from './activity-fit.js';
import { type ArrivalFit, fitArrivals, fittedRate } from './arrival-fit.js';
import type { FlowSample, SampledArrival } from './flow-sample.js';
import { fitSignResponse, type MeanImbalance, signTable } from './sign-fit.js';

/** Decays of the common activity, per second. They are a grid and are not estimated. */
const ACTIVITY_DECAYS: readonly number[] = [1, 0.05];

/** Turns in which rates are fitted given the activity and the activity given the rates. */
const TURNS = 3;

/** Arrival rates, sides and activity of a sample. */
export interface RateFit {
  readonly arrivals: ModelFile['arrivals'];
  readonly activity: ModelFile['activity'];
}

/** Fits what decides when which batch of orders arrives. */
export function fitRates(
  sample: FlowSample,
  shape: IntradayShape,
  mean: MeanImbalance,
  blockOf: (timeNs: number) => number,
): RateFit {
  const heads = sample.arrivals.filter((arrival) => arrival.head);
  let operational: Float64Array = Float64Array.from(sample.stretches, (stretch) => stretch.seconds);
  let arrivals = fitArrivals(sample, shape, operational, blockOf);
  let activity: ActivityFit = { branching: new Float64Array(0), standardErrors: new Float64Array(0) };
  for (let turn = 0; turn < TURNS; turn++) {
    const rate = bySecond(sample, (time, bucket) =>
      arrivals.reduce((sum, fit) => sum + fittedRate(fit, shape, time, bucket), 0),
    );
    const path = followActivity(sample, heads, ACTIVITY_DECAYS, rate);
    activity = fitActivity(sample, heads, path, ACTIVITY_DECAYS.length, rate, blockOf);
    operational = operationalSeconds(sample, path, activity.branching);
    noteActivity(heads, path, activity);
    arrivals = fitArrivals(sample, shape, operational, blockOf);
  }
  return {
    activity: {
      decayPerSecond: [...ACTIVITY_DECAYS],
      branching: Array.from(activity.branching, (value, k) => estimate(value, activity.standardErrors[k])),
    },
    arrivals: Object.fromEntries(
      arrivalTypes.map((name, type) => [
        name,
        {
          ...rateTable(arrivals[type], shape),
          sign: signTable(fitSignResponse(sample, type, shape, mean, blockOf), sample, shape),
        },
      ]),
    ) as unknown as ModelFile['arrivals'],
  };
}

/** Tells every head how active the market was just before it. */
function noteActivity(heads: readonly SampledArrival[], path: ActivityPath, { branching }: ActivityFit): void {
  heads.forEach((head, i) => {
    let factor = 1;
    for (let k = 0; k < branching.length; k++) factor += branching[k] * (path.levels[i * branching.length + k] - 1);
    head.logActivity = log(factor);
  });
}

/** A function of time and state, tabulated by second as the simulation uses it. */
function bySecond(
  sample: FlowSample,
  rate: (timeNs: number, bucket: number) => number,
): (timeNs: number, bucket: number) => number {
  const seconds = Math.ceil((sample.endNs - sample.startNs) / SECOND) + 1;
  const table = new Float64Array(seconds * STATE_BUCKETS);
  for (let second = 0; second < seconds; second++)
    for (let bucket = 0; bucket < STATE_BUCKETS; bucket++)
      table[second * STATE_BUCKETS + bucket] = rate(sample.startNs + (second + 0.5) * SECOND, bucket);
  return (timeNs, bucket) => table[Math.floor((timeNs - sample.startNs) / SECOND) * STATE_BUCKETS + bucket];
}

function rateTable(fit: ArrivalFit, shape: IntradayShape) {
  const { coefficients, standardErrors } = fit.fit;
  const knots = shape.knotsNs.length;
  const at = (i: number): Estimate => estimate(exp(coefficients[i]), exp(coefficients[i]) * standardErrors[i]);
  return {
    batches: fit.events,
    ratePerSecond: Array.from({ length: knots }, (_, i) => at(i)),
    spreadMultiplier: Array.from({ length: SPREAD_BUCKETS }, (_, bucket) =>
      bucket < fit.base ? estimate(0, 0) : bucket === fit.base ? estimate(1, 0) : at(knots + bucket - fit.base - 1),
    ),
    wallMultiplier: Array.from({ length: WALL_BUCKETS }, (_, wall) =>
      wall === 0 ? estimate(1, 0) : at(knots + SPREAD_BUCKETS - 1 - fit.base + wall - 1),
    ),
  };
}
