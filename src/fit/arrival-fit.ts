import { arrivalTypes, type IntradayShape, SPREAD_BUCKETS, STATE_BUCKETS, WALL_BUCKETS } from '../model/index.js';
import { exp } from '../random/elementary.js';
import { SECOND } from '../tape/index.js';
import type { FlowSample } from './flow-sample.js';
import { fitGeneralisedLinear, type LinearFit } from './generalised-linear.js';

/** Rates of the batches of one type: log-rate at each knot, then log-multipliers of the spread and wall buckets that are no base. */
export interface ArrivalFit {
  readonly fit: LinearFit;
  /** First spread bucket in which the type can arrive; the base of the multipliers. */
  readonly base: number;
  /** Batches. */
  readonly events: number;
}

/** The spread bucket to which an arrival type's multipliers refer: nothing improves a spread of one tick. */
function baseBucket(type: number): number {
  return arrivalTypes[type] === 'improve' ? 1 : 0;
}

/**
 * Poisson regression of the batches of every type on the time of day, the spread and walls at the touch, the exposure being operational
 * time: seconds times the activity factor.
 * @param operational - operational seconds of each stretch of the sample
 * @param blockOf - block of a time, for robust standard errors
 */
export function fitArrivals(
  sample: FlowSample,
  shape: IntradayShape,
  operational: Float64Array,
  blockOf: (timeNs: number) => number,
): ArrivalFit[] {
  const cells = new Cells(sample, operational);
  return arrivalTypes.map((_name, type) => {
    const base = baseBucket(type);
    const counts = new Float64Array(cells.exposure.length);
    let events = 0;
    for (const arrival of sample.arrivals) {
      if (arrival.type !== type || !arrival.head) continue;
      events++;
      counts[cells.of(arrival.time, arrival.bucket)]++;
    }
    const used: number[] = [];
    cells.exposure.forEach((seconds, cell) => {
      if (cell % SPREAD_BUCKETS >= base && (seconds > 0 || counts[cell] > 0)) used.push(cell);
    });
    const knots = shape.knotsNs.length;
    const spreads = SPREAD_BUCKETS - 1 - base;
    const parameters = knots + spreads + WALL_BUCKETS - 1;
    const design = new Float64Array(used.length * parameters);
    used.forEach((cell, row) => {
      const time = cells.timeOf(cell);
      const segment = shape.segment(time);
      const weight = shape.weight(time, segment);
      design[row * parameters + segment] = 1 - weight;
      if (weight > 0) design[row * parameters + segment + 1] = weight;
      const bucket = cell % SPREAD_BUCKETS;
      if (bucket > base) design[row * parameters + knots + bucket - base - 1] = 1;
      const wall = Math.floor((cell % STATE_BUCKETS) / SPREAD_BUCKETS);
      if (wall > 0) design[row * parameters + knots + spreads + wall - 1] = 1;
    });
    const fit = fitGeneralisedLinear({
      family: 'poisson',
      parameters,
      design,
      response: Float64Array.from(used, (cell) => counts[cell]),
      // An arrival at the edge of a second may fall into a cell without time; it then has a little.
      exposure: Float64Array.from(used, (cell) => Math.max(cells.exposure[cell], 1e-3)),
      blocks: Int32Array.from(used, (cell) => blockOf(cells.timeOf(cell))),
    });
    return { fit, base, events };
  });
}

/** Fitted rate of a type's batches per operational second, at a time and in a bucket of the market's state. */
export function fittedRate({ fit, base }: ArrivalFit, shape: IntradayShape, timeNs: number, bucket: number): number {
  const spread = bucket % SPREAD_BUCKETS;
  if (spread < base) return 0;
  const wall = (bucket - spread) / SPREAD_BUCKETS;
  const first = shape.knotsNs.length - base - 1;
  let logRate = shape.at(fit.coefficients, timeNs);
  if (spread > base) logRate += fit.coefficients[first + spread];
  if (wall > 0) logRate += fit.coefficients[first + SPREAD_BUCKETS + wall - 1];
  return exp(logRate);
}

/** Seconds of the window by bucket of the market's state. */
class Cells {
  readonly exposure: Float64Array;

  constructor(
    private readonly sample: FlowSample,
    operational: Float64Array,
  ) {
    const seconds = Math.ceil((sample.endNs - sample.startNs) / SECOND);
    this.exposure = new Float64Array(seconds * STATE_BUCKETS);
    sample.stretches.forEach((stretch, i) => {
      this.exposure[this.of(stretch.time, stretch.bucket)] += operational[i];
    });
  }

  of(timeNs: number, bucket: number): number {
    return Math.floor((timeNs - this.sample.startNs) / SECOND) * STATE_BUCKETS + bucket;
  }

  /** The middle of a cell's second. */
  timeOf(cell: number): number {
    return this.sample.startNs + (Math.floor(cell / STATE_BUCKETS) + 0.5) * SECOND;
  }
}
