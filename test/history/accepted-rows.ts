import { columns, Kind, type Tape, TapeCursor } from '../../src/tape/index.js';

/**
 * The rows of a tape as texts, without what was refused, which no exchange publishes; orders are numbered as they were
 * accepted, since refused ones leave gaps.
 * @param instrument - rows of others are left out, those of the whole venue are not
 */
export function acceptedRows(tape: Tape, instrument?: number): string[] {
  const numbers = new Map<number, number>([[-1, -1]]);
  const numberOf = (order: number) => {
    const known = numbers.get(order) ?? numbers.size - 1;
    numbers.set(order, known);
    return known;
  };
  const cursor = new TapeCursor(tape);
  const rows: string[] = [];
  while (cursor.next()) {
    if (cursor.kind === Kind.rejected) continue;
    if (instrument !== undefined && cursor.instrument >= 0 && cursor.instrument !== instrument) continue;
    rows.push(
      columns
        .map(({ name }) => (name === 'order' || name === 'otherOrder' ? numberOf(cursor[name]) : cursor[name]))
        .join(' '),
    );
  }
  return rows;
}
