import { BookMessages } from '../../src/order-flow/index.js';

/** A message and the touch behind it; prices in ticks. */
export interface MessageRow {
  /** Seconds since midnight. */
  readonly at: number;
  readonly type: number;
  readonly order?: number;
  readonly size?: number;
  readonly price?: number;
  readonly direction?: 1 | -1;
  /** Ask price, ask quantity, bid price, bid quantity; a second level follows one tick behind. */
  readonly touch: readonly [number, number, number, number];
}

/** Messages as they would be read from a tape, with two levels a side and the first touch before them too. */
export function messagesOf(rows: readonly MessageRow[]): BookMessages {
  const count = rows.length;
  const books = new Int32Array((count + 1) * BookMessages.ROW).fill(-1);
  for (let row = 0; row <= count; row++) {
    const [ask, asked, bid, wanted] = rows[Math.max(0, row - 1)].touch;
    const levels = [ask, asked, bid, wanted, ask + 1, 100, bid - 1, 100];
    const start = row * BookMessages.ROW;
    for (let field = 0; field < BookMessages.ROW; field++)
      books[start + field] = levels[field] ?? (field % 2 === 1 ? 0 : -1);
  }
  return Object.assign(Object.create(BookMessages.prototype), {
    ...{ symbol: 'T', moneyPerTick: 100, count, books },
    time: Float64Array.from(rows, ({ at }) => Math.round(at * 1e9)),
    type: Uint8Array.from(rows, ({ type }) => type),
    order: Int32Array.from(rows, ({ order = 0 }) => order),
    size: Int32Array.from(rows, ({ size = 100 }) => size),
    price: Int32Array.from(rows, ({ price = -1 }) => price),
    direction: Int8Array.from(rows, ({ direction = 1 }) => direction),
  }) as BookMessages;
}
