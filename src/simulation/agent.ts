import type { Stream } from '../random/index.js';
import type { InstrumentHeader } from '../tape/index.js';

/**
 * A trader: it sees the market through its {@link Desk} and sends orders through it, and holds nothing else of the
 * market. All four callbacks run at a moment of simulated time; an agent has one timer, set by {@link Desk.wakeAt}.
 */
export interface Agent {
  /** Unique in the run, `<group>/<n>`: `makers/2`. The names of its random streams begin with it. */
  readonly id: string;
  readonly latency: Latency;
  /** Called once, at the beginning of the window. */
  start(desk: Desk): void;
  /** Its timer fired. */
  onWake(desk: Desk): void;
  /** News of an own order. The report is one object used again and again: copy what must be kept. */
  onReport?(report: OrderReport, desk: Desk): void;
  /**
   * The market it sees has changed: order by order after each command that changed book, phase or last trade; for
   * snapshots after each snapshot.
   */
  onMarket?(desk: Desk): void;
}

/** One-way delays in ns, integer-valued; 0 is immediate. */
export interface Latency {
  /** From the venue to the agent: market data and reports. */
  readonly market: number;
  /** From the agent to the venue: orders, cancels and replacements. */
  readonly order: number;
}

/**
 * What an agent may see of the market: every change of the book, or five levels a side every three seconds as the level-1
 * feed of the SZSE publishes them.
 */
export type InformationSet = 'order-by-order' | 'l1-snapshot-3s';

/** All that an agent may see and send. */
export interface Desk {
  /** ns since the venue's midnight. */
  readonly now: number;
  readonly market: MarketView;
  /** The agent's own random stream `<agent id>/<purpose>`. */
  stream(purpose: string): Stream;
  /**
   * Sends an order, which the venue sees `latency.order` later.
   * @param price ticks; ignored by market orders
   * @param display what an iceberg shows at a time; ignored by other types
   * @returns the ticket by which reports, {@link cancel} and {@link replace} name it
   */
  submit(account: number, side: number, orderType: number, price: number, quantity: number, display?: number): number;
  /**
   * Asks to cancel what still rests, or so much of it where the venue takes partial cancels; a ticket that was refused
   * by then is left alone.
   */
  cancel(ticket: number, quantity?: number): void;
  /**
   * Asks to put another order in the place of one that rests, where the venue offers that: with another price or
   * quantity, and a new place in the queue. If it is refused, the old order stays as it is.
   * @returns the ticket of the new order
   */
  replace(ticket: number, price: number, quantity: number): number;
  /** Sets the agent's one timer, replacing what was set: a past time means now, Infinity never. */
  wakeAt(timeNs: number): void;
  /** Quantity of an order that is still open as far as reports have told. */
  remaining(ticket: number): number;
  /** Cash of an own account that no open order has frozen; Infinity where the venue does not settle. */
  cash(account: number): number;
  /** Shares of an own account, bought today or before; Infinity where the venue does not settle. */
  holdings(account: number): number;
  /** Shares that the account may sell now: not frozen, not bought today under T+1. */
  sellable(account: number): number;
}

/** The market as an agent sees it, some time ago or three seconds apart. Prices are ticks, −1 where there is none. */
export interface MarketView {
  readonly instrument: InstrumentHeader;
  /** Time of the state that is seen. */
  readonly time: number;
  readonly phase: number;
  /** In a call phase the book may be crossed. */
  readonly bestBid: number;
  readonly bestAsk: number;
  /** Price of the i-th occupied level from the touch, i = 0 … 4. */
  levelPrice(side: number, i: number): number;
  /** Quantity on the i-th occupied level from the touch; 0 where there is none. */
  levelQuantity(side: number, i: number): number;
  /** Quantity on the five best occupied levels (D5). */
  depth5(side: number): number;
  /** Quantity that rests at a price; −1, unknown, outside the five levels of a snapshot. */
  queueQuantity(side: number, price: number): number;
  readonly lastPrice: number;
  /** Side of the aggressor in the last trade. */
  readonly lastTradeSide: number;
  /** Quantity traded since the day began. */
  readonly volume: number;
  /** Virtual price and matched quantity of a call auction under way. */
  readonly indicativePrice: number;
  readonly indicativeMatched: number;
  /** The last public announcement about the instrument that is known by now; snapshots bring it with them. */
  readonly announcement: Announcement | undefined;
}

/** A public announcement, as everybody may read it. */
export interface Announcement {
  /** From 0, in the order in which they are listed. */
  readonly number: number;
  /** The side it favours: buy for good news, sell for bad. */
  readonly side: number;
  /** The move that it is worth, in 1/10,000 of the price. */
  readonly severity: number;
  /** When it is made, ns since midnight. */
  readonly timeNs: number;
}

/** What happened to an order. */
export const ReportKind = {
  /** The venue took it in. */
  accepted: 0,
  /** Refused, an order or a replacement; `code` is the RejectReason. */
  rejected: 1,
  /** Part or all was executed, at `price`. */
  traded: 2,
  /** Quantity left the book unexecuted; `code` is the CancelReason. */
  cancelled: 3,
  /** A cancel was refused: the order is done, or the phase forbids it. */
  cancelRejected: 4,
  /** Another order, which is accepted in the same moment, took its place with all that was open. */
  replaced: 5,
} as const;
export type ReportKind = (typeof ReportKind)[keyof typeof ReportKind];

export interface OrderReport {
  readonly kind: ReportKind;
  readonly ticket: number;
  /** The venue's number of the order in its day; −1 when it was refused. */
  readonly order: number;
  readonly account: number;
  readonly side: number;
  /** Price of the trade, otherwise the order's. */
  readonly price: number;
  /** Quantity accepted, traded, cancelled or replaced. */
  readonly quantity: number;
  /** Quantity still open afterwards. */
  readonly remaining: number;
  readonly code: number;
  /** When it happened at the venue; it is known `latency.market` later. */
  readonly time: number;
}
