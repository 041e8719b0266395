import { EVENT_TYPES, type FlowRecord } from '../order-flow/index.js';
import { log } from '../random/elementary.js';
import { SECOND } from '../tape/index.js';

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

/** Log-likelihood of a stretch of order flow under a model, and what it is made of. */
export interface Likelihood {
  /** Nats per event: (Σ log λ_type(t_i) − ∫ Σ λ dt) / events, with seconds as the unit of time. */
  readonly perEvent: number;
  readonly events: number;
  /** ∫ Σ λ dt over the number of events: 1 where as many came as were expected. */
  readonly expectedShare: number;
  /** Events that the model held to be impossible. */
  readonly impossible: number;
}

/** Rate at which an event counts that a model holds to be impossible: one in about two months of trading. */
const LEAST_RATE = 1e-6;

/** The sum that every likelihood is, so that models are compared by one definition. */
export class LikelihoodSum {
  private events = 0;
  private logarithms = 0;
  private expected = 0;
  private impossible = 0;

  /** An event of a type that had this intensity just before. */
  event(rate: number): void {
    this.events++;
    if (!(rate >= LEAST_RATE)) this.impossible++;
    this.logarithms += log(Math.max(rate, LEAST_RATE));
  }

  /** Time goes by; `integral` is Σ over types of ∫ λ dt. */
  pass(integral: number): void {
    this.expected += integral;
  }

  finish(): Likelihood {
    const { events, expected, impossible } = this;
    const count = Math.max(1, events);
    return { perEvent: (this.logarithms - expected) / count, events, expectedShare: expected / count, impossible };
  }
}

/** Reads a record under a model. Ties in time are events one after the other with no time between them. */
export function likelihood(record: FlowRecord, intensity: RecordIntensity): Likelihood {
  const { count, kind, side } = record;
  const sum = new LikelihoodSum();
  intensity.begin(record);
  for (let row = 0; row < count; row++) {
    sum.pass(intensity.advance(row));
    sum.event(intensity.rate(2 * kind[row] + side[row]));
    intensity.take(row);
  }
  sum.pass(intensity.advance(count));
  return sum.finish();
}

/** A rate of each type that never changes, counted in one record and judged on another. */
export class PoissonIntensity implements RecordIntensity {
  private readonly rates = new Float64Array(EVENT_TYPES);
  private readonly total: number;
  private record!: FlowRecord;

  constructor({ count, kind, side, startNs, endNs }: FlowRecord) {
    const seconds = (endNs - startNs) / SECOND;
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
function secondsBefore({ count, time, startNs, endNs }: FlowRecord, row: number): number {
  const from = row === 0 ? startNs : time[row - 1];
  return Math.max(0, (row === count ? endNs : time[row]) - from) / SECOND;
}
