/**
 * What the files of a source say of its messages and a tape has no column for: enough to write them again as they were.
 * A tape numbers orders densely; here stand the numbers that the source gave them.
 */
export interface SourceForm {
  /** Levels of the book that the files show. */
  readonly levels: number;
  /** Whether decimals of a time leave out the zeros at their end. */
  readonly shortTimes: boolean;
  /** The source's number of each order, by the tape's. */
  readonly orderIds: readonly number[];
  /** The source's numbers of orders that the tape does not number, by the row that concerns them. */
  readonly unnumbered: ReadonlyMap<number, number>;
  /** Messages with more than a row can hold, such as a price off the tick, as they stood; by their row. */
  readonly verbatim: ReadonlyMap<number, string>;
}
