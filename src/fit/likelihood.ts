import { log } from '../random/elementary.js';
import { EVENT_TYPES, type FlowRecord } from '../order-flow/index.js';

/**
 * The intensities that a model gives to the twelve types of events (2·kind + side), read along a record. Rates are per
 * second, and may depend on everything before an event and on the book that stood then.
 */
export interface RecordIntensity {
  /** Goes back to the beginning of a record. */
  begin(record: FlowRecord): void;
  /**
   * Lets time go on from the event before a row, or from the start of the record, to just before that row; `record.count`
   * is the end. Returns Σ over types of ∫ λ dt over that time.
   */
  advance(row: number): number;
  /** Intensity of a type just before the row that was advanced to. */
  rate(type: number): number;
  /** The event of that row happens. */
  take(row: number): void;
}

/** Log-likelihood of a record under a model, by what it is made of. */
export interface Likelihood {
  /** Nats per event: (Σ log λ_type(t_i) − ∫ Σ λ dt) / events, with seconds as the unit of time. */
  readonly perEvent: number;
  readonly events: number;
  /** ∫ Σ λ dt over the number of events: 1 where as many came as were expected. */
  readonly expectedShare: number;
  /** Events that the model held to be impossible, which count with {@link LEAST_RATE}. */
  readonly impossible: number;
}

/** Rate at which an event counts that a model holds to be impossible: one in about four months of trading. */
export const LEAST_RATE = 1e-6;

/** Reads a record under a model. Ties in time are events one after the other with no time between them. */
export function likelihood(record: FlowRecord, intensity: RecordIntensity): Likelihood {
  const { count, kind, side } = record;
  let [sum, expected, impossible] = [0, 0, 0];
  intensity.begin(record);
  for (let row = 0; row < count; row++) {
    expected += intensity.advance(row);
    const rate = intensity.rate(2 * kind[row] + side[row]);
    if (!(rate >= LEAST_RATE)) impossible++;
    sum += log(Math.max(rate, LEAST_RATE));
    intensity.take(row);
  }
  expected += intensity.advance(count);
  const events = Math.max(1, count);
  return { perEvent: (sum - expected) / events, events: count, expectedShare: expected / events, impossible };
}

/** A rate of each type that never changes, counted in one record and judged on another. */
export class PoissonIntensity implements RecordIntensity {
  private readonly rates = new Float64Array(EVENT_TYPES);
  private readonly total: number;
  private record!: FlowRecord;

  constructor({ count, kind, side, startNs, endNs }: FlowRecord) {
    const seconds = (endNs - startNs) / 1e9;
    for (let row = 0; row < count; row++) this.rates[2 * kind[row] + side[row]] += 1 / seconds;
    this.total = this.rates.reduce((sum, rate) => sum + rate, 0);
  }

  begin(record: FlowRecord): void {
    this.record = record;
  }

  advance(row: number): number {
    return this.total * secondsBefore(this.record, row);
  }

  rate(type: number): number {
    return this.rates[type];
  }

  take(): void {}
}

/** Seconds from the event before a row to the row; the record's bounds stand for the events that are missing. */
export function secondsBefore({ count, time, startNs, endNs }: FlowRecord, row: number): number {
  const from = row === 0 ? startNs : time[row - 1];
  return Math.max(0, (row === count ? endNs : time[row]) - from) / 1e9;
}
