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

/** Words from one event to the next. */
export const EVENT_WORDS = 8;

/** The words of an event by position; those after `quantity` are written in trades alone. */
export const EventWord = {
  kind: 0,
  /** The order; in trades the incoming one. */
  order: 1,
  /** Where it rests or rested; in trades the price of the trade. */
  price: 2,
  quantity: 3,
  /** What is left of the resting order. */
  left: 4,
  /** The resting order. */
  otherOrder: 5,
  /** Its account. */
  otherAccount: 6,
} as const;
