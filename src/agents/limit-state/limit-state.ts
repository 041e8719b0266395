import type { Side } from '../../tape/index.js';

/** A market that stands at a limit of its day: who waits there, who comes, who trades with them. */
export interface LimitState {
  /** Side of those who wait: buy at the upper limit, sell at the lower one. */
  readonly side: Side;
  /** The limit, ticks. */
  readonly price: number;
  /** Shares that wait when the window begins. */
  readonly queue: number;
  /** Shares that join the queue a minute. */
  readonly joinsPerMinute: number;
  /** Shares a minute of those who trade with the queue. */
  readonly tradesPerMinute: number;
  /** Mean shares of an order. */
  readonly order: number;
}

/** Orders of a limit state are at most this many times the mean. */
export const LARGEST_ORDER = 10;

/**
 * Orders of which a limit state is expected to hold or execute no more in a time: what its accounts must be able to
 * fund. They are as large as the largest that it sends.
 */
export function ordersToFund(
  { side, price, queue, tradesPerMinute, order }: LimitState,
  minutes: number,
): { readonly side: Side; readonly price: number; readonly quantity: number; readonly bornNs: number }[] {
  const traded = tradesPerMinute * minutes;
  const largest = LARGEST_ORDER * order;
  const of = (on: Side, quantity: number) =>
    Array.from({ length: Math.max(1, Math.ceil(quantity / largest)) }, () => {
      return { side: on, price, quantity: largest, bornNs: -1 };
    });
  return [...of(side, queue + traded), ...of((side ^ 1) as Side, traded)];
}
