import { Kind, OrderType, type TapeHeader, type TapeRow, UNKNOWN } from '../../tape/index.js';
import type { OrderNote } from './order-notes.js';

/** An order that rested when surveillance was saved. */
export interface SavedOrder {
  readonly order: number;
  readonly account: number;
  readonly side: number;
  readonly price: number;
  readonly quantity: number;
  readonly note: OrderNote;
}

/** A row that says nothing yet. */
const blank = {
  sequence: UNKNOWN,
  time: 0,
  instrument: UNKNOWN,
  order: UNKNOWN,
  account: UNKNOWN,
  side: UNKNOWN,
  price: UNKNOWN,
  quantity: UNKNOWN,
  otherOrder: UNKNOWN,
  otherAccount: UNKNOWN,
  quantity2: UNKNOWN,
  flags: 0,
} as const;

/** The row by which a saved order enters a rebuilt book again. */
export function restingRow(header: TapeHeader, instrument: number, saved: SavedOrder): TapeRow {
  const { order, account, side, price, quantity } = saved;
  const what = { order, account, side, price, quantity };
  return { ...blank, header, kind: Kind.seed, code: OrderType.limit, instrument, ...what };
}

/** The row by which a rebuilt book learns the phase again. */
export function phaseRow(header: TapeHeader, phase: number): TapeRow {
  return { ...blank, header, kind: Kind.phase, code: phase };
}
