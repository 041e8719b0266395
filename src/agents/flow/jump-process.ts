import type { Stream } from '../../random/index.js';
import type { MarketView } from '../../simulation/index.js';
import type { RestingOrders } from './resting-orders.js';

/** What happens at a clock, times two; plus the side of the order, of a market order the aggressor's. */
export const Clock = { limit: 0, cancel: 2, market: 4 } as const;

/** Clocks of a jump process. */
export const CLOCKS = 6;

/** What a jump process sees: the market, and the flow's own orders in it. */
export interface FlowState {
  readonly market: MarketView;
  readonly resting: RestingOrders;
  /** The side's best price, or the last one while it is empty; −1 before there was any. */
  lastBest(side: number): number;
}

/** Sends what a process wants beyond its clocks. */
export interface OrderSender {
  limit(side: number, price: number): void;
  cancel(slot: number): void;
}

/**
 * A Markov jump process of unit orders: six rates that depend on the book, and where a limit order goes or which order is
 * cancelled when its clock rings. Between changes of the book rates are constant.
 */
export interface JumpProcess {
  /** Events per second, at {@link Clock} + side. */
  readonly perSecond: Float64Array;
  /** Quantity of every order. */
  readonly quantity: number;
  /** Anything may have changed: all rates are made anew. */
  renew(state: FlowState, sender: OrderSender): void;
  /** An own order has come to rest at a price, or less rests there: rates follow, when the own flow caused it. */
  touch(side: number, price: number): void;
  /** All that the own flow changed has been told by {@link touch}. */
  update(state: FlowState, sender: OrderSender): void;
  /** Ticks; −1 when there is nowhere to place it. */
  limitPrice(side: number, state: FlowState, stream: Stream): number;
  /** Slot of the order to be cancelled; −1 none. */
  cancelSlot(side: number, state: FlowState, stream: Stream): number;
}
