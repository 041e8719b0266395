import { OrderType } from '../../tape/index.js';
import type { RowKind } from './column-map.js';

/** An order's number in the files: a whole number where it is one, which saves memory. */
export type OrderId = number | string;

/** A row of the files, understood. */
export interface OwnRecord {
  readonly file: string;
  readonly line: number;
  readonly kind: RowKind;
  readonly timeNs: number;
  /** Index into the map's instruments. */
  readonly instrument: number;
  readonly channel: string;
  /** −1 where the files have none. */
  readonly sequence: number;
  readonly order: OrderId | undefined;
  readonly bid: OrderId | undefined;
  readonly offer: OrderId | undefined;
  /** −1 where the row does not say it. */
  readonly side: number;
  readonly type: number;
  /** Ticks; −1 where the row does not say it. */
  readonly price: number;
  /** −1 where the row does not say it. */
  readonly quantity: number;
  /** Index into the account table; −1 where the row names none. */
  readonly account: number;
}

/** Reads an order's number; undefined for nothing and for 0, which mean that there is none. */
export function orderId(text: string): OrderId | undefined {
  if (text === '' || text === '0') return undefined;
  return /^[1-9]\d{0,14}$/.test(text) ? Number(text) : text;
}

/** Orders without a limit of their own. */
export const marketTypes: readonly number[] = [
  OrderType.marketIoc,
  OrderType.counterpartyBest,
  OrderType.ownBest,
  OrderType.best5Ioc,
  OrderType.fillOrKill,
  OrderType.best5ThenLimit,
];
