/**
 * What a tape row can say. The values are part of the tape's canonical bytes: append, never renumber.
 * {@link ./columns.ts} says what every column means for each kind.
 */
export const Kind = {
  /** An order was accepted by the venue. */
  accepted: 1,
  /** A request was refused; nothing changed. */
  rejected: 2,
  /** Quantity left the book, or a remainder never reached it. */
  cancelled: 3,
  /** An order took the place of an older one. */
  replaced: 4,
  /** Two orders executed against each other. */
  trade: 5,
  /** The venue, or one instrument, entered a phase. */
  phase: 6,
  /** The reference price that a call auction would have if it ended now. */
  indication: 7,
  /** Trading in an instrument stopped: its phase is `haltCall` until a `phase` row of the instrument. */
  halt: 8,
  /** An order outside the price cage was put aside. */
  parked: 9,
  /** Quantity entered the book that was parked, hidden, or had no price: parked orders, icebergs, rests of market orders. */
  released: 10,
  /** An execution against an order that the source does not show. */
  unseen: 11,
  /** An order that rests when the tape begins. */
  seed: 12,
  /** A price level was set to an absolute quantity, by a source that shows only a window of the book. */
  restate: 13,
  /** A public announcement. */
  news: 14,
} as const;
export type Kind = (typeof Kind)[keyof typeof Kind];

/** Names of the kinds by value, for files and messages. */
export const kindNames: readonly string[] = Object.entries(Kind).reduce<string[]>((names, [name, value]) => {
  names[value] = name;
  return names;
}, []);

/** The side of an order, or of the aggressor in a trade; −1 where there is none (auctions). */
export const Side = { buy: 0, sell: 1, none: -1 } as const;
export type Side = (typeof Side)[keyof typeof Side];

/** In every integer column: the value is unknown, or the column says nothing for this kind. */
export const UNKNOWN = -1;

/** Bits of the `flags` column. */
export const Flag = {
  /** More rows of the same command follow: the book is between two states. */
  continues: 1,
  /** The price lies half a tick above the number in the column (hidden midpoint executions). */
  halfTick: 2,
  /** The row concerns the hidden reserve of an iceberg, and is not shown to who may not know it. */
  hidden: 4,
} as const;
