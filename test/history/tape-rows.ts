import { Kind, kindNames, type Tape, TapeCursor } from '../../src/tape/index.js';

/** A tape as lines of words: kind, instrument, orders, side, price, quantities, code and flags, without phases. */
export function rowsOf(tape: Tape): string[] {
  const rows: string[] = [];
  const cursor = new TapeCursor(tape);
  while (cursor.next()) {
    const { kind, instrument, order, otherOrder, side, price, quantity, quantity2, code, flags } = cursor;
    if (kind === Kind.phase) continue;
    rows.push(
      [kindNames[kind], instrument, order, otherOrder, side, price, quantity, quantity2, code, flags].join(' '),
    );
  }
  return rows;
}
