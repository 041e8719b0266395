import { OrderType } from '../../src/tape/index.js';

/** Ticks; two less than 2^31, so that an end beyond it still is an int32. */
export const HIGHEST_PRICE = 2_147_483_646;

/** A new order as it was asked for. */
export interface OrderRequest {
  readonly instrument: number;
  readonly account: number;
  readonly side: number;
  readonly type: number;
  /** Its limit; of a market order the protection price, where there is one. */
  readonly price: number;
  readonly quantity: number;
  /** What an iceberg shows at a time. */
  readonly display: number;
}

/** Order types that name a price at which they may rest. */
export function hasLimit(type: number): boolean {
  return [OrderType.limit, OrderType.postOnly, OrderType.iceberg, OrderType.fixedPrice].some((one) => one === type);
}
