/** What an event of the order book says; word 0 of its record. */
export const BookEvent = {
  /** The remainder of an order joined the queue of its price. */
  rested: 0,
  /** An incoming order executed against a resting one, at the resting order's price. */
  trade: 1,
  /** A resting order left the book with all it had. */
  removed: 2,
  /** A resting order became smaller and kept its place. */
  reduced: 3,
} as const;
export type BookEvent = (typeof BookEvent)[keyof typeof BookEvent];

/** Words in an event. */
export const EVENT_WORDS = 8;

/**
 * The words of an event by position. `side` is the order's (in trades the incoming order's), `left` what rests after
 * it (in trades of the resting order), `otherOrder` and `otherAccount` are the resting order's in trades, else −1.
 */
export const EventWord = {
  kind: 0,
  order: 1,
  side: 2,
  price: 3,
  quantity: 4,
  left: 5,
  otherOrder: 6,
  otherAccount: 7,
} as const;
