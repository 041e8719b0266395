import type { EventSequence } from './event-sequence.js';

/**
 * A function of the book that multiplies intensities, seen before every event in buckets. Sides see it each from their
 * own: [side][row]; the row after the last belongs to the stretch that ends the window.
 */
export interface StateBuckets {
  readonly buckets: number;
  readonly own: readonly [Uint8Array, Uint8Array];
}

/** What multiplies the intensity of a kind of event, either side: the product of its factors. */
export interface FittedMultipliers {
  /** [factor][kind·buckets + bucket], with mean 1 over what the intensity expects. */
  readonly factors: readonly Float64Array[];
  readonly factorErrors: readonly Float64Array[];
}

/** Events of prior weight at 1 that every bucket has, so that hardly seen ones do not run away. */
const PRIOR_EVENTS = 20;
const SWEEPS = 4;

/** Multipliers that are all 1. */
export function unitMultipliers(kinds: number, factors: readonly StateBuckets[]): FittedMultipliers {
  return {
    factors: factors.map(({ buckets }) => new Float64Array(kinds * buckets).fill(1)),
    factorErrors: factors.map(({ buckets }) => new Float64Array(kinds * buckets)),
  };
}

/** The product of all factors by row and type, as a {@link Modulation} has them. */
export function multiplierTable(
  events: EventSequence,
  factors: readonly StateBuckets[],
  fitted: FittedMultipliers,
): Float64Array {
  const { types, count, first } = events;
  const table = new Float64Array((count + 1) * types);
  for (let row = first; row <= count; row++)
    for (let type = 0; type < types; type++) {
      const kind = type >> 1;
      let product = 1;
      for (let f = 0; f < factors.length; f++)
        product *= fitted.factors[f][kind * factors[f].buckets + factors[f].own[type & 1][row]];
      table[row * types + type] = product;
    }
  return table;
}

/**
 * Renews the multipliers by ratios of events to what the intensity expects, one factor after the other: each is the
 * maximum of the likelihood given all else.
 * @param expected - ∫ of every type's intensity, without factors, over the stretch before a row, [row·types + type]
 */
export function renewMultipliers(
  events: EventSequence,
  expected: Float64Array,
  factors: readonly StateBuckets[],
  before: FittedMultipliers,
): FittedMultipliers {
  const fitted = {
    factors: before.factors.map((values) => values.slice()),
    factorErrors: before.factorErrors.map((values) => values.slice()),
  };
  const table = multiplierTable(events, factors, fitted);
  for (let sweep = 0; sweep < SWEEPS; sweep++)
    for (let f = 0; f < factors.length; f++)
      if (factors[f].buckets > 1)
        renewFactor(events, expected, table, factors[f], fitted.factors[f], fitted.factorErrors[f]);
  return fitted;
}

function renewFactor(
  events: EventSequence,
  expected: Float64Array,
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
    if (row < count) seen[(type[row] >> 1) * buckets + own[type[row] & 1][row]]++;
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
