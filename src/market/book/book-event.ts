/** What an event of the order book says; word 0 of its record. */
export const BookEvent = {
  /** An incoming order executed against a resting one, at the resting order's price. */
  trade: 0,
  /** An iceberg whose displayed quantity was executed shows more of its reserve, at the tail of its queue. */
  replenished: 1,
  /** An incoming order met one of its own account: the resting one was taken away for it. */
  selfRemoved: 2,
  /** The same under `decrement`: both became smaller by the quantity. */
  selfReduced: 3,
} as const;
export type BookEvent = (typeof BookEvent)[keyof typeof BookEvent];

/** Words from one event to the next. */
export const EVENT_WORDS = 8;

/** The words of an event by position; those after `quantity` are written as their comments say. */
export const EventWord = {
  kind: 0,
  /** The order; in trades and meetings of one account the incoming one. */
  order: 1,
  /** Where it rests or rested; in trades the price of the trade. */
  price: 2,
  quantity: 3,
  /** What the resting order still shows; of a replenished or removed one what it has in reserve, or had. */
  left: 4,
  /** In trades and meetings of one account the resting order. */
  otherOrder: 5,
  /** Account of the resting order, or of the replenished one. */
  otherAccount: 6,
} as const;
