import type { Phase } from '../tape/index.js';

/** What a new order is, judged against the book before it. */
export const FlowType = {
  /** It executes at once, wholly or in part: it crosses the opposite touch, or has no limit. */
  marketable: 0,
  /** It rests inside the spread. */
  improve: 1,
  /** It joins the queue at its own side's touch. */
  join: 2,
  /** It rests behind the touch. */
  deeper: 3,
  /** It entered a call phase, or a book with an empty side, and has no distance. */
  unplaced: 4,
} as const;
export type FlowType = (typeof FlowType)[keyof typeof FlowType];

/** The book as a market participant would see it. Prices are −1 and quantities 0 on an empty side. */
export interface BookState {
  /** Ticks. */
  bestBid: number;
  /** Ticks. */
  bestAsk: number;
  bidQuantity: number;
  askQuantity: number;
  /** Quantity on the best five occupied levels. */
  bidDepth5: number;
  askDepth5: number;
}

/** A new order, seen against the book before it came. The object is reused: copy what must outlive the call. */
export interface OrderArrival {
  readonly time: number;
  readonly phase: Phase;
  readonly type: FlowType;
  /** −1 where the source does not name aggressors: see {@link readFlow}. */
  readonly order: number;
  readonly account: number;
  readonly side: number;
  /** Ticks; −1 for an order without a limit; of a nameless aggressor the furthest price it executed at. */
  readonly price: number;
  readonly quantity: number;
  /**
   * Ticks away from the market. Of a resting order: how far behind its own side's touch it lies, negative inside the
   * spread. Of a marketable order: how far its limit lies beyond the opposite touch. −1 when there is none.
   */
  readonly distance: number;
  /** All that it executed on arrival, over every counterparty. */
  readonly executed: number;
  readonly before: Readonly<BookState>;
}

/** A cancel that its account asked for, seen against the book before it. Reused like {@link OrderArrival}. */
export interface OrderCancel {
  readonly time: number;
  readonly phase: Phase;
  /** −1 for an order that the source shows without its number. */
  readonly order: number;
  readonly side: number;
  readonly price: number;
  readonly quantity: number;
  /** ns since the order was accepted; −1 unknown. */
  readonly age: number;
  /** Ticks behind its own side's touch. */
  readonly distance: number;
  readonly before: Readonly<BookState>;
}
