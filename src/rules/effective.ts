import { dayBefore } from './calendar-day.js';

/** How sure a value is. */
type Confidence =
  /** The exchange or the regulator printed it. */
  | 'published'
  /** Read in an exchange's explanation or a code that quotes the article; the official text was not opened. */
  | 'secondary'
  /** What members' risk systems use; not published. */
  | 'operational'
  /** Common knowledge of the trade, not checked against a source. */
  | 'background'
  /** A choice of this program where the sources say nothing. */
  | 'choice';

/** Where a value comes from, and from when until when it holds. */
export interface Provenance {
  /** First day, `YYYY-MM-DD`. */
  readonly from: string;
  /** Last day, or null while it still holds. */
  readonly to: string | null;
  /** The rule, article or source that says so. */
  readonly provenance: string;
  readonly confidence: Confidence;
}

/** A value that a rule gives for a span of days. */
export interface Dated<T> extends Provenance {
  readonly value: T;
}

/** The one of several dated values that holds on a day (`YYYY-MM-DD`), or undefined when none does. */
export function effective<T>(values: readonly Dated<T>[], date: string): Dated<T> | undefined {
  return values.find(({ from, to }) => from <= date && (to === null || date <= to));
}

/** A value before it is known what follows it. */
type Beginning<T> = Omit<Dated<T>, 'to'>;

/**
 * Values of one rule in order of time, each until the day before the next begins, the last one until further notice.
 * @example inSuccession({ value: 0.1, from: '1996-12-16', … }, { value: 0.2, from: '2020-08-24', … })[0].to // '2020-08-23'
 */
export function inSuccession<T>(...values: readonly Beginning<T>[]): readonly Dated<T>[] {
  return values.map((value, index) => ({
    ...value,
    to: index + 1 < values.length ? dayBefore(values[index + 1].from) : null,
  }));
}
