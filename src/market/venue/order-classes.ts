import { OrderType, Phase } from '../../tape/index.js';

/** What kind of price an order type names, and where it may come. */
export const OrderClass = {
  /** It names a limit and rests, in every phase that takes orders. */
  limit: 0,
  /** It takes its price from the book, in continuous trading alone. */
  market: 1,
  /** It trades at the closing price. */
  fixedPrice: 2,
} as const;
export type OrderClass = (typeof OrderClass)[keyof typeof OrderClass];

/** The class of an order type. */
export function classOf(type: number): OrderClass {
  switch (type) {
    case OrderType.limit:
    case OrderType.postOnly:
    case OrderType.iceberg:
      return OrderClass.limit;
    case OrderType.fixedPrice:
      return OrderClass.fixedPrice;
    default:
      return OrderClass.market;
  }
}

/** Whether limit orders and icebergs are taken in a phase of an instrument. */
export function takesLimitOrders(phase: Phase): boolean {
  return (
    phase === Phase.continuous ||
    phase === Phase.openCallCancelable ||
    phase === Phase.openCallLocked ||
    phase === Phase.preOpenGap ||
    phase === Phase.haltCall ||
    phase === Phase.closeCall
  );
}
