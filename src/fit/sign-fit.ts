import { type Estimate, estimate, type IntradayShape, type ModelFile } from '../model/index.js';
import { log } from '../random/elementary.js';
import { Side } from '../tape/index.js';
import type { FlowSample, SampledArrival } from './flow-sample.js';
import { fitGeneralisedLinear, type LinearFit } from './generalised-linear.js';

/** Means over time from which imbalances are measured. */
export interface MeanImbalance {
  readonly touch: number;
  readonly depth5: number;
}

/** Log-odds of a buy: a level at each knot, then touch, depth, wall, memories, displacements and activity. */
export interface SignFit {
  readonly fit: LinearFit;
  readonly events: number;
}

/**
 * Logistic regression of the side of one type's batches on the time of day, the imbalance at the touch, that of the best
 * five levels, the walls at the touch, the sign memories, the displacements and the activity; standard errors robust to dependence within blocks.
 */
export function fitSignResponse(
  sample: FlowSample,
  type: number,
  shape: IntradayShape,
  mean: MeanImbalance,
  blockOf: (timeNs: number) => number,
): SignFit {
  const rows = sample.arrivals.filter((arrival) => arrival.type === type && arrival.head);
  const parameters = signParameters(sample, shape);
  const design = new Float64Array(rows.length * parameters);
  for (const [row, arrival] of rows.entries()) fillSignRow(design, row * parameters, sample, arrival, shape, mean);
  const fit = fitGeneralisedLinear({
    family: 'logistic',
    parameters,
    design,
    response: Float64Array.from(rows, (arrival) => (arrival.side === Side.buy ? 1 : 0)),
    exposure: new Float64Array(rows.length).fill(1),
    blocks: Int32Array.from(rows, (arrival) => blockOf(arrival.time)),
  });
  return { fit, events: rows.length };
}

/** Number of coefficients of a {@link SignFit}. */
function signParameters(sample: FlowSample, shape: IntradayShape): number {
  return shape.knotsNs.length + 5 + sample.memoryLengths.length + sample.displacementSeconds.length;
}

function fillSignRow(
  design: Float64Array,
  at: number,
  sample: FlowSample,
  arrival: SampledArrival,
  shape: IntradayShape,
  mean: MeanImbalance,
): void {
  const segment = shape.segment(arrival.time);
  const weight = shape.weight(arrival.time, segment);
  design[at + segment] = 1 - weight;
  if (weight > 0) design[at + segment + 1] = weight;
  let next = at + shape.knotsNs.length;
  design[next++] = arrival.touchImbalance - mean.touch;
  design[next++] = arrival.depthImbalance - mean.depth5;
  design[next++] = arrival.wall;
  for (let i = 0; i < sample.memoryLengths.length; i++) design[next++] = arrival.memory[i];
  for (let i = 0; i < sample.displacementSeconds.length; i++) design[next++] = arrival.displacement[i];
  design[next++] = arrival.logActivity;
  design[next++] = arrival.logActivity * arrival.memory[0];
}

/** The fit as it stands in a model file. */
export function signTable(
  { fit, events }: SignFit,
  sample: FlowSample,
  shape: IntradayShape,
): ModelFile['arrivals'][keyof ModelFile['arrivals']]['sign'] {
  const { coefficients, standardErrors } = fit;
  const knots = shape.knotsNs.length;
  const memories = sample.memoryLengths.length;
  const displacements = sample.displacementSeconds.length;
  const at = (i: number): Estimate => estimate(coefficients[i], standardErrors[i]);
  const run = (first: number, count: number) => Array.from({ length: count }, (_, i) => at(first + i));
  return {
    batches: events,
    intercept: run(0, knots),
    touchImbalance: at(knots),
    depthImbalance: at(knots + 1),
    wall: at(knots + 2),
    memory: run(knots + 3, memories),
    displacement: run(knots + 3 + memories, displacements),
    activity: at(knots + 3 + memories + displacements),
    activityMemory: at(knots + 4 + memories + displacements),
  };
}

/** Lags at which the decay of the sign autocorrelation is measured, marketable orders. */
const LAGS = [2, 3, 4, 6, 8, 12, 16, 24, 32, 48, 64, 96, 128, 192, 256];
const GROUPS = 10;

/**
 * Share of buys among marketable orders, and the exponent γ of the decay of the autocorrelation of their signs: slope of
 * log autocorrelation over log lag (Lillo & Farmer 2004). Errors by a jackknife over ten stretches of the sample.
 */
export function fitSigns(sample: {
  readonly arrivals: readonly Pick<SampledArrival, 'type' | 'side'>[];
}): ModelFile['signs'] {
  const signs = sample.arrivals.filter((a) => a.type === 0).map((a) => (a.side === Side.buy ? 1 : -1));
  const size = Math.max(1, Math.ceil(signs.length / GROUPS));
  const keep = (left: number) => (i: number) => Math.floor(i / size) !== left;
  const jackknife = (statistic: (inside: (i: number) => boolean) => number): Estimate => {
    const value = statistic(() => true);
    let variance = 0;
    for (let left = 0; left < GROUPS; left++) {
      const change = statistic(keep(left)) - value;
      variance += change * change;
    }
    return estimate(value, Math.sqrt((variance * (GROUPS - 1)) / GROUPS));
  };
  return {
    buyShare: jackknife((inside) => {
      const used = signs.filter((_, i) => inside(i));
      return used.length === 0 ? 0.5 : used.filter((sign) => sign > 0).length / used.length;
    }),
    autocorrelationExponent: jackknife((inside) => decayExponent(signs, inside)),
  };
}

function decayExponent(signs: readonly number[], inside: (i: number) => boolean): number {
  let [count, mean] = [0, 0];
  signs.forEach((sign, i) => {
    if (!inside(i)) return;
    count++;
    mean += sign;
  });
  mean /= count;
  let [n, x, y, xx, xy] = [0, 0, 0, 0, 0];
  for (const lag of LAGS) {
    if (lag * 4 > signs.length) break;
    let [sum, pairs] = [0, 0];
    for (let i = 0; i + lag < signs.length; i++) {
      if (!inside(i) || !inside(i + lag)) continue;
      sum += (signs[i] - mean) * (signs[i + lag] - mean);
      pairs++;
    }
    const correlation = sum / pairs / (1 - mean * mean);
    if (!(correlation > 0)) continue;
    const [u, v] = [log(lag), log(correlation)];
    n++;
    x += u;
    y += v;
    xx += u * u;
    xy += u * v;
  }
  const spread = n * xx - x * x;
  return n < 3 || spread <= 0 ? 0.5 : Math.max(0.1, Math.min(0.95, -(n * xy - x * y) / spread));
}
