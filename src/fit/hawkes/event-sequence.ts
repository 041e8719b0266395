import { FLOW_TYPES } from '../../model/index.js';
import type { FlowRecord } from '../../order-flow/index.js';
import { SECOND } from '../../tape/index.js';

/**
 * Events of several types in time order. Rows before `first` are not explained, they only excite what follows: the
 * history that a likelihood is conditioned on.
 */
export interface EventSequence {
  readonly count: number;
  /** Number of types; a type is 0 … types − 1. */
  readonly types: number;
  /** Not falling; rows with one time follow one another as they stand. */
  readonly seconds: Float64Array;
  readonly type: Uint8Array;
  /** First row inside the window. */
  readonly first: number;
  /** The window that is explained, seconds. */
  readonly start: number;
  readonly end: number;
}

/** Hat functions over the time of day, by row: between knots a value is a straight line, before and after them level. */
export interface BaselineHats {
  readonly knots: number;
  /** The knot at or before. */
  readonly knot: Uint8Array;
  /** Weight of the knot after it. */
  readonly weight: Float64Array;
}

/**
 * What intensities depend on besides past events, known before each event and constant since the row before. The row
 * after the last belongs to the stretch that ends the window.
 */
export interface Modulation {
  /** Factors on the whole intensity, [row·types + type]. @defaultValue all 1 */
  readonly factors?: Float64Array;
  /** Of the baseline. @defaultValue a constant baseline */
  readonly hats?: BaselineHats;
}

/** The baseline before a row, of which a type has one value a knot. @param at - index of the first of its values */
export function baselineAt(values: Float64Array, at: number, hats: BaselineHats | undefined, row: number): number {
  if (hats === undefined) return values[at];
  const weight = hats.weight[row];
  const from = at + hats.knot[row];
  return weight === 0 ? values[from] : (1 - weight) * values[from] + weight * values[from + 1];
}

/** Where the other side's counterpart of a type stands: types come in pairs, buy and sell. */
export const mirrored = (type: number): number => type ^ 1;

/** Smallest step between two different stamps, ns; of one stamp alone a nanosecond. */
export function stampResolution(time: Float64Array): number {
  let least = Infinity;
  for (let row = 1; row < time.length; row++) {
    const step = time[row] - time[row - 1];
    if (step > 0 && step < least) least = step;
  }
  return least === Infinity ? 1 : least;
}

/**
 * A record's events as the estimator wants them; those of one stamp lie evenly within the resolution of the stamps.
 * @param from - beginning of what is explained, ns since midnight; what lies before it only excites
 */
export function eventSequence(record: FlowRecord, from = record.startNs): EventSequence {
  const { count, time, kind, side, endNs } = record;
  const resolution = stampResolution(time);
  const type = new Uint8Array(count);
  const seconds = new Float64Array(count);
  let first = 0;
  for (let row = 0; row < count; row++) {
    type[row] = 2 * kind[row] + side[row];
    if (time[row] < from) first = row + 1;
  }
  for (let row = 0; row < count; ) {
    let end = row;
    while (end < count && time[end] === time[row]) end++;
    const step = resolution / (end - row);
    for (let i = row; i < end; i++) seconds[i] = (time[row] + (i - row) * step) / SECOND;
    row = end;
  }
  return { count, types: FLOW_TYPES, seconds, type, first, start: from / SECOND, end: (endNs + resolution) / SECOND };
}
