import type { EventSequence } from './event-sequence.js';

/**
 * A function of the book that multiplies intensities, seen before every event in buckets. Sides see it each from their
 * own: [side][row]; the row after the last belongs to the stretch that ends the window.
 */
export interface StateBuckets {
  readonly buckets: number;
  readonly own: readonly [Uint8Array, Uint8Array];
}

/** Hat functions over the time of day: between knots a value is a straight line. By row, like {@link StateBuckets}. */
export interface ShapeWeights {
  readonly knots: number;
  /** The knot at or before. */
  readonly knot: Uint8Array;
  /** Weight of the knot after it. */
  readonly weight: Float64Array;
}

/** What multiplies the intensity of a kind of event, either side: shape · Π factors. */
export interface FittedMultipliers {
  /** [factor][kind·buckets + bucket], with mean 1 over what the intensity expects. */
  readonly factors: readonly Float64Array[];
  readonly factorErrors: readonly Float64Array[];
  /** [kind·knots + knot]. */
  readonly shape: Float64Array;
  readonly shapeErrors: Float64Array;
}

/** Events of prior weight at 1 that every bucket and knot has, so that hardly seen ones do not run away. */
const PRIOR_EVENTS = 20;
const SWEEPS = 4;

/** Multipliers that are all 1. */
export function unitMultipliers(
  kinds: number,
  factors: readonly StateBuckets[],
  shape: ShapeWeights,
): FittedMultipliers {
  return {
    factors: factors.map(({ buckets }) => new Float64Array(kinds * buckets).fill(1)),
    factorErrors: factors.map(({ buckets }) => new Float64Array(kinds * buckets)),
    shape: new Float64Array(kinds * shape.knots).fill(1),
    shapeErrors: new Float64Array(kinds * shape.knots),
  };
}

/** The product of all multipliers by row and type, as {@link Multipliers} have them. */
export function multiplierTable(
  events: EventSequence,
  factors: readonly StateBuckets[],
  shape: ShapeWeights,
  fitted: FittedMultipliers,
): Float64Array {
  const { types, count, first } = events;
  const table = new Float64Array((count + 1) * types);
  for (let row = first; row <= count; row++)
    for (let type = 0; type < types; type++) {
      const kind = type >> 1;
      let product = shapeAt(shape, fitted.shape, kind, row);
      for (let f = 0; f < factors.length; f++)
        product *= fitted.factors[f][kind * factors[f].buckets + factors[f].own[type & 1][row]];
      table[row * types + type] = product;
    }
  return table;
}

/**
 * Renews the multipliers by ratios of events to what the intensity expects, one factor after the other: each is the
 * maximum of the likelihood given all else. Shapes move by the expectation–maximisation step of a mixture of hats.
 * @param expected - ∫ of what is steered of every type's intensity, without multipliers, over the stretch before a row,
 * [row·types + type]
 * @param shares - by row, how likely its event is due to what is steered
 */
export function renewMultipliers(
  events: EventSequence,
  expected: Float64Array,
  shares: Float64Array,
  factors: readonly StateBuckets[],
  shape: ShapeWeights,
  before: FittedMultipliers,
): FittedMultipliers {
  const fitted = {
    factors: before.factors.map((values) => values.slice()),
    factorErrors: before.factorErrors.map((values) => values.slice()),
    shape: before.shape.slice(),
    shapeErrors: before.shapeErrors.slice(),
  };
  const kinds = events.types >> 1;
  const table = multiplierTable(events, factors, shape, fitted);
  for (let sweep = 0; sweep < SWEEPS; sweep++) {
    for (let f = 0; f < factors.length; f++)
      if (factors[f].buckets > 1)
        renewFactor(events, expected, shares, table, factors[f], fitted.factors[f], fitted.factorErrors[f]);
    if (shape.knots > 1)
      for (let kind = 0; kind < kinds; kind++) renewShape(events, expected, shares, table, shape, kind, fitted);
  }
  return fitted;
}

function renewFactor(
  events: EventSequence,
  expected: Float64Array,
  shares: Float64Array,
  table: Float64Array,
  { buckets, own }: StateBuckets,
  values: Float64Array,
  errors: Float64Array,
): void {
  const { types, count, first, type } = events;
  const seen = new Float64Array(values.length);
  const due = new Float64Array(values.length);
  const change = values.map((value) => 1 / value);
  for (let row = first; row <= count; row++) {
    for (let target = 0; target < types; target++)
      due[(target >> 1) * buckets + own[target & 1][row]] +=
        expected[row * types + target] * table[row * types + target];
    if (row < count) seen[(type[row] >> 1) * buckets + own[type[row] & 1][row]] += shares[row];
  }
  for (let kind = 0; kind < types >> 1; kind++) {
    let [events, atNewValues] = [0, 0];
    for (let at = kind * buckets; at < (kind + 1) * buckets; at++) {
      // What would be due were this factor 1: the prior pulls towards that.
      const without = values[at] > 0 ? due[at] / values[at] : 0;
      const value = (seen[at] + PRIOR_EVENTS) / (without + PRIOR_EVENTS);
      errors[at] = value / Math.sqrt(seen[at] + PRIOR_EVENTS);
      values[at] = value;
      events += seen[at];
      atNewValues += without * value;
    }
    // Level belongs to the baseline and the kernels: the factor's mean over what happens is 1.
    const level = atNewValues > 0 ? events / atNewValues : 1;
    let mean = 0;
    for (let at = kind * buckets; at < (kind + 1) * buckets; at++) mean += seen[at] / Math.max(1, events) / values[at];
    const scale = mean > 0 && level > 0 ? mean : 1;
    for (let at = kind * buckets; at < (kind + 1) * buckets; at++) {
      values[at] *= scale;
      errors[at] *= scale;
      change[at] *= values[at];
    }
  }
  for (let row = first; row <= count; row++)
    for (let target = 0; target < types; target++)
      table[row * types + target] *= change[(target >> 1) * buckets + own[target & 1][row]];
}

function renewShape(
  events: EventSequence,
  expected: Float64Array,
  shares: Float64Array,
  table: Float64Array,
  shape: ShapeWeights,
  kind: number,
  fitted: FittedMultipliers,
): void {
  const { types, count, first, type } = events;
  const { knots, knot, weight } = shape;
  const values = fitted.shape.subarray(kind * knots, (kind + 1) * knots);
  const before = values.slice();
  const seen = new Float64Array(knots);
  const due = new Float64Array(knots);
  const information = new Float64Array(knots);
  for (let row = first; row <= count; row++) {
    const k = knot[row];
    const w = weight[row];
    const next = w > 0 ? k + 1 : k;
    const at = (1 - w) * values[k] + w * values[next];
    for (let target = 2 * kind; target < 2 * kind + 2; target++) {
      const without = (expected[row * types + target] * table[row * types + target]) / at;
      due[k] += (1 - w) * without;
      due[next] += w * without;
    }
    if (row === count || type[row] >> 1 !== kind) continue;
    seen[k] += (shares[row] * (1 - w) * values[k]) / at;
    seen[next] += (shares[row] * w * values[next]) / at;
    information[k] += shares[row] * ((1 - w) / at) * ((1 - w) / at);
    information[next] += shares[row] * (w / at) * (w / at);
  }
  let [total, weighted] = [0, 0];
  for (let k = 0; k < knots; k++) {
    values[k] = (seen[k] + PRIOR_EVENTS) / (due[k] + PRIOR_EVENTS);
    fitted.shapeErrors[kind * knots + k] = information[k] > 0 ? 1 / Math.sqrt(information[k]) : 0;
    total += seen[k];
    weighted += seen[k] / values[k];
  }
  const scale = total > 0 ? weighted / total : 1;
  for (let k = 0; k < knots; k++) {
    values[k] *= scale;
    fitted.shapeErrors[kind * knots + k] *= scale;
  }
  for (let row = first; row <= count; row++) {
    const k = knot[row];
    const w = weight[row];
    const next = w > 0 ? k + 1 : k;
    const change = ((1 - w) * values[k] + w * values[next]) / ((1 - w) * before[k] + w * before[next]);
    table[row * types + 2 * kind] *= change;
    table[row * types + 2 * kind + 1] *= change;
  }
}

function shapeAt({ knots, knot, weight }: ShapeWeights, values: Float64Array, kind: number, row: number): number {
  const at = kind * knots + knot[row];
  const w = weight[row];
  return w === 0 ? values[at] : (1 - w) * values[at] + w * values[at + 1];
}
