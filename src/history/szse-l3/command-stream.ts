import { OrderType, Side } from '../../tape/index.js';
import type { SzseOrder } from './orders.js';

/** The limits of the day in ticks; −1 where there is none. */
interface Limits {
  readonly lowerLimit: number;
  readonly upperLimit: number;
}

/** Stated rules by which odd orders are mapped; the texts are printed with how many rows they met. */
export const mappingRules = {
  noPrice: 'price 0: a market order that takes what is there; the rest is dropped (marketIoc)',
  beyondLimit: "a marketable price outside the day's limits, such as a sell at CNY 1.00: a market order (marketIoc)",
} as const;
export type MappingRule = keyof typeof mappingRules;

/** The rule that maps an order to a market order, or undefined for an ordinary limit order. */
export function mappingOf(order: SzseOrder, { lowerLimit, upperLimit }: Limits): MappingRule | undefined {
  if (order.price === 0) return 'noPrice';
  if (order.side === Side.sell && order.price < lowerLimit) return 'beyondLimit';
  if (order.side === Side.buy && upperLimit > 0 && order.price > upperLimit) return 'beyondLimit';
  return undefined;
}

/** What went to the exchange: an order, or the cancel of one. */
export interface Command {
  readonly timeNs: number;
  /** Position in the list of orders. */
  readonly order: number;
  readonly kind: 'submit' | 'cancel';
  readonly type: OrderType;
}

/**
 * Orders and cancels as one stream by time. Orders follow their numbers. A cancel has no number of its own, only a time
 * of 10 ms: it goes before the orders of the same time (behind its own), and cancels of one time follow the numbers of
 * their orders. On the morning of 300233, 2025-05-06, 28 of 60,830 executed quantities then differ from the record; with
 * cancels behind the orders of the same time 94 do. A market order's rest is dropped by the venue itself, so its cancel
 * is left out. Executions play no part: neither `exec_qty` nor the finish time of an order that was not cancelled is
 * looked at.
 */
export function* commandStream(orders: readonly SzseOrder[], limits: Limits): Generator<Command> {
  const types = orders.map((order) => (mappingOf(order, limits) === undefined ? OrderType.limit : OrderType.marketIoc));
  const cancels = orders
    .map((order, index) => ({ timeNs: order.finishNs, order: index, cancelled: order.cancelled }))
    .filter(({ cancelled, order }) => cancelled && types[order] === OrderType.limit)
    .sort((a, b) => a.timeNs - b.timeNs || a.order - b.order);
  let next = 0;
  const cancel = () => ({ ...cancels[next++], kind: 'cancel', type: OrderType.limit }) as const;
  for (const [index, { timeNs }] of orders.entries()) {
    while (next < cancels.length && cancels[next].timeNs <= timeNs && cancels[next].order < index) yield cancel();
    yield { timeNs, order: index, kind: 'submit', type: types[index] };
  }
  while (next < cancels.length) yield cancel();
}
