import { HOUR, MINUTE, Side } from '../../tape/index.js';
import type { CsvReader } from '../csv-reader.js';

/** An order appears in the displayed book. */
export interface Add {
  readonly type: 'A';
  readonly id: string;
  readonly side: Side;
  readonly symbol: string;
  /** USD × 10,000. */
  readonly price: number;
}

/** Quantity of a displayed order is cancelled (`X`) or executed (`E`). */
export interface Reduction {
  readonly type: 'X' | 'E';
  readonly id: string;
}

/** An execution of an order that is not displayed; the side is that order's. */
export interface HiddenTrade {
  readonly type: 'P';
  readonly side: Side;
  readonly symbol: string;
  readonly price: number;
}

export type PitchMessage = (Add | Reduction | HiddenTrade) & {
  readonly line: number;
  /** ns since midnight in New York. */
  readonly timeNs: number;
  readonly quantity: number;
};

/** Length of a message of every type that changes a book or trades. */
const LENGTHS: Readonly<Record<string, number>> = { A: 45, X: 27, E: 39, P: 56 };
/** Trade breaks, trading status, auction updates and summaries, retail price improvement: none changes a book. */
const WITHOUT_BOOK = /^[BHIJR]$/;

const DAY = 24 * HOUR;
const MILLISECOND = MINUTE / 60_000;

/**
 * Reads the message at which the reader stands. A message is a line of fixed fields without anything between them: time
 * (8 digits, ms since midnight), type, order id (12, base 36), side, shares (6), symbol (6), price (10, four decimals);
 * executions end with an execution id (12).
 * @returns undefined for a message that changes no book
 * @throws InputError for everything that is no message
 */
export function parseMessage(rows: CsvReader): PitchMessage | undefined {
  const text = rows.rowText();
  const time = digits(rows, text, 0, 8, 'time') * MILLISECOND;
  if (time >= DAY) throw rows.error('time', text.slice(0, 8), 'milliseconds since midnight, below 86400000');
  const type = text.slice(8, 9);
  if (WITHOUT_BOOK.test(type)) return undefined;
  const { [type]: length } = LENGTHS;
  if (length === undefined) throw rows.error('type', type, `one of ${Object.keys(LENGTHS).join(', ')}`);
  if (text.length !== length)
    throw rows.error('message', text, `${length} characters in a message of type ${type}, not ${text.length}`);
  const id = text.slice(9, 21);
  if (!/^[0-9A-Z]{12}$/.test(id)) throw rows.error('order id', id, '12 digits of base 36');
  const place = { line: rows.line, timeNs: time };
  if (type === 'X' || type === 'E') return { type, id, ...place, quantity: shares(rows, text, 21) };
  const terms = {
    ...place,
    side: sideOf(rows, text.slice(21, 22)),
    quantity: shares(rows, text, 22),
    symbol: symbolOf(rows, text.slice(28, 34)),
    price: digits(rows, text, 34, 44, 'price'),
  };
  if (terms.price === 0) throw rows.error('price', text.slice(34, 44), 'a price above 0');
  return type === 'A' ? { type, id, ...terms } : { type: 'P', ...terms };
}

function digits(rows: CsvReader, text: string, from: number, to: number, name: string): number {
  const field = text.slice(from, to);
  if (field.length !== to - from || !/^\d+$/.test(field)) throw rows.error(name, field, `${to - from} digits`);
  return Number(field);
}

function shares(rows: CsvReader, text: string, from: number): number {
  const quantity = digits(rows, text, from, from + 6, 'shares');
  if (quantity === 0) throw rows.error('shares', text.slice(from, from + 6), 'at least one share');
  return quantity;
}

function sideOf(rows: CsvReader, letter: string): Side {
  if (letter !== 'B' && letter !== 'S') throw rows.error('side', letter, 'B or S');
  return letter === 'B' ? Side.buy : Side.sell;
}

function symbolOf(rows: CsvReader, field: string): string {
  const symbol = field.trimEnd();
  if (!/^[A-Z0-9.+*=^#$!~@%&/-]{1,6}$/i.test(symbol))
    throw rows.error('symbol', field, 'a symbol, filled up with spaces');
  return symbol;
}
