import { mkdirSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { type Replay, replay, replayHolds } from '../../../src/history/index.js';
import { Flag, HOUR, Kind, Phase, TapeCursor } from '../../../src/tape/index.js';
import { describeWithRealData } from '../../support/real-data.js';
import { place, temporaryFolder } from '../folder.js';
import { rowsOf } from '../tape-rows.js';
import { bookHeader, bookRow, type EventRow, eventHeader, eventRow } from './rows.js';

const folder = temporaryFolder();

describeWithRealData('a morning of ARL on NASDAQ', 'databento_mbo_arl', (source) => {
  it("shows the vendor's ten levels behind every event", async () => {
    const replayed = await replay('databento-mbo', source);
    expect(replayed.checks).toEqual([
      { name: 'ten levels of each side: price, quantity, orders', compared: 1071, equal: 1071, required: 1 },
    ]);
    expect(replayed.mapped).toEqual([]);
    expect(replayed.tape.header).toMatchObject({ venue: 'us-equity', date: '2025-07-17', source: 'databento-mbo' });
    expect(replayed.tape.header.instruments).toHaveLength(1);
    const cursor = new TapeCursor(replayed.tape);
    const kinds = new Map<number, number>();
    while (cursor.next()) kinds.set(cursor.kind, (kinds.get(cursor.kind) ?? 0) + 1);
    // 809 new orders, 727 cancels of which one is an execution, 15 trades with orders that are not displayed.
    expect(Object.fromEntries(kinds)).toEqual({
      [Kind.phase]: 1,
      [Kind.accepted]: 809,
      [Kind.cancelled]: 726,
      [Kind.trade]: 1,
      [Kind.unseen]: 15,
    });
    expect(replayed.tape.chunks[0].time[1]).toBe(4 * HOUR + 303_360_677_248);
  });
});

let count = 0;
async function replayed(events: readonly EventRow[], books: readonly string[] = [], options = {}): Promise<Replay> {
  const source = `${folder}/${count++}`;
  mkdirSync(source);
  place(source, 'abc_20250717_mbo.csv.gz', `${[eventHeader, ...events.map(eventRow)].join('\n')}\n`);
  if (books.length > 0) place(source, 'abc_20250717_mbp10.csv.gz', `${[bookHeader, ...books].join('\n')}\n`);
  return replay('databento-mbo', source, options);
}

describe('events as rows of the tape', () => {
  const adds: EventRow[] = [
    { order_id: '11', sequence: '1', price: '13.40', size: '100' },
    { order_id: '12', sequence: '2', price: '13.40', size: '50' },
    { order_id: '21', sequence: '3', side: 'A', price: '13.50', size: '70' },
  ];
  const addRows = [
    'accepted 0 0 -1 0 1340 100 -1 0 0',
    'accepted 0 1 -1 0 1340 50 -1 0 0',
    'accepted 0 2 -1 1 1350 70 -1 0 0',
  ];
  const rowsAfter = async (...events: EventRow[]) => {
    const { tape, mapped } = await replayed([...adds, ...events]);
    const rows = rowsOf(tape);
    expect(rows.slice(0, 3)).toEqual(addRows);
    return { rows: rows.slice(3), mapped };
  };

  it('a fill and the cancel behind it are one trade, and what the cancel takes beyond it a cancel', async () => {
    const trade = { sequence: '4', action: 'T', side: 'A', price: '13.40', order_id: '0', size: '60' };
    const fill = { ...trade, action: 'F', side: 'B', order_id: '11' };
    expect((await rowsAfter(trade, fill, { ...fill, action: 'C' })).rows).toEqual(['trade 0 -1 0 1 1340 60 -1 0 0']);
    expect((await rowsAfter(trade, fill, { ...fill, action: 'C', size: '100' })).rows).toEqual([
      'trade 0 -1 0 1 1340 60 -1 0 0',
      'cancelled 0 0 -1 0 1340 40 0 0 0',
    ]);
    // Of another sequence it is not known to belong to the fill.
    const apart = await rowsAfter(trade, fill, { ...fill, action: 'C', sequence: '5' });
    expect(apart.rows).toEqual(['cancelled 0 0 -1 0 1340 60 40 0 0']);
    expect(apart.mapped).toEqual([{ rule: expect.stringMatching(/^a fill whose order/), rows: 1 }]);
  });

  it('a trade that no fill explains was hidden, also between two ticks', async () => {
    const trade = { sequence: '4', action: 'T', side: 'N', price: '13.455', order_id: '0', size: '60' };
    expect((await rowsAfter(trade)).rows).toEqual([`unseen 0 -1 -1 -1 1345 60 -1 -1 ${Flag.halfTick}`]);
    const odd = await rowsAfter(
      { ...trade, price: '13.4567', side: 'B' },
      { sequence: '9', order_id: '13', price: '13.3' },
    );
    expect(odd.rows).toEqual(['unseen 0 -1 -1 0 1345 60 -1 -1 0', 'accepted 0 3 -1 0 1330 100 -1 0 0']);
    expect(odd.mapped).toEqual([{ rule: expect.stringContaining('the lower tick'), rows: 1 }]);
  });

  it('a modification keeps the place only of what falls at the same price', async () => {
    const modified = { sequence: '4', action: 'M', order_id: '11', price: '13.40' };
    expect((await rowsAfter({ ...modified, size: '30' })).rows).toEqual(['cancelled 0 0 -1 0 1340 70 30 0 0']);
    expect((await rowsAfter({ ...modified, size: '100' })).rows).toEqual([]);
    expect((await rowsAfter({ ...modified, size: '130' })).rows).toEqual(['replaced 0 3 0 0 1340 130 100 0 0']);
    const moved = await rowsAfter(
      { ...modified, size: '30', price: '13.39' },
      { ...modified, action: 'C', price: '13.39', size: '30', sequence: '5' },
    );
    expect(moved.rows).toEqual(['replaced 0 3 0 0 1339 30 100 0 0', 'cancelled 0 3 -1 0 1339 30 0 0 0']);
    const unknown = await rowsAfter({ ...modified, order_id: '99' });
    expect(unknown.rows).toEqual(['accepted 0 3 -1 0 1340 100 -1 0 0']);
    expect(unknown.mapped).toEqual([{ rule: expect.stringMatching(/^a modification of an order that/), rows: 1 }]);
  });

  it('a clear empties the book, after which numbers may come again', async () => {
    const cleared = await rowsAfter(
      { sequence: '4', action: 'R', side: 'N', price: '', size: '0', order_id: '0' },
      { ...adds[0], sequence: '5' },
    );
    expect(cleared.rows).toEqual(
      [`restate 0 -1 -1 0 1340 0 -1 -1 ${Flag.continues}`, 'restate 0 -1 -1 1 1350 0 -1 -1 0'].concat(
        'accepted 0 3 -1 0 1340 100 -1 0 0',
      ),
    );
  });

  it('cancels of unknown orders, or of more than rests, are counted', async () => {
    const { rows, mapped } = await rowsAfter(
      { sequence: '4', action: 'C', order_id: '99' },
      { sequence: '5', action: 'C', order_id: '12', size: '51', price: '13.4' },
    );
    expect(rows).toEqual(['cancelled 0 1 -1 0 1340 50 0 0 0']);
    expect(mapped.map(({ rows: count }) => count)).toEqual([1, 1]);
  });

  it('times that fall by less than a second are held', async () => {
    const { tape, mapped } = await replayed([
      { ts_event: '2025-07-17T13:30:01.5Z' },
      { ts_event: '2025-07-17T13:30:01.1Z', order_id: '2' },
    ]);
    expect([...tape.chunks[0].time.subarray(0, 3)]).toEqual(new Array(3).fill(9.5 * HOUR + 1_500_000_000));
    expect(mapped).toEqual([{ rule: expect.stringMatching(/^stamped before/), rows: 1 }]);
  });
});

describe('several instruments', () => {
  const events: EventRow[] = [
    { symbol: 'ABC', order_id: '1', sequence: '5', price: '13.41' },
    { symbol: 'PENN', order_id: '1', sequence: '2', price: '0.5123', size: '900' },
    { symbol: 'ABC', order_id: '2', sequence: '6', price: '13.40', side: 'B' },
    { symbol: 'PENN', order_id: '1', sequence: '3', price: '0.5123', size: '400', action: 'C' },
  ];
  const book = (symbol: string, sequence: string, levels: Record<string, string>, of: EventRow) =>
    bookRow({ symbol, sequence, order_id: of.order_id!, size: of.size ?? '100', action: of.action ?? 'A', ...levels });
  const books = [
    book('ABC', '5', { bid_px_00: '13.41', bid_sz_00: '100', bid_ct_00: '1' }, events[0]),
    book('PENN', '2', { bid_px_00: '0.5123', bid_sz_00: '900', bid_ct_00: '1' }, events[1]),
    book('PENN', '3', { bid_px_00: '0.5123', bid_sz_00: '500', bid_ct_00: '1' }, events[3]),
  ];

  it('stand on one tape, each with its own tick', async () => {
    const { tape, symbol, checks } = await replayed(events, books);
    expect(symbol).toBe('2 instruments');
    expect(tape.header.instruments.map((each) => [each.symbol, each.moneyPerTick])).toEqual([
      ['ABC', 100],
      ['PENN', 1],
    ]);
    expect(rowsOf(tape)).toEqual([
      'accepted 0 0 -1 0 1341 100 -1 0 0',
      'accepted 1 1 -1 0 5123 900 -1 0 0',
      'accepted 0 2 -1 0 1340 100 -1 0 0',
      'cancelled 1 1 -1 0 5123 400 500 0 0',
    ]);
    expect(checks[0]).toMatchObject({ compared: 3, equal: 3 });
    expect(tape.header.instruments[1].referenceDepth5).toEqual({ bid: 500, ask: 0 });
    expect(tape.chunks[0].code[0]).toBe(Phase.continuous);
  });

  it('are narrowed by the symbol', async () => {
    const { tape, symbol, checks } = await replayed(events, books, { symbol: 'PENN' });
    expect(symbol).toBe('PENN');
    expect(rowsOf(tape)).toEqual(['accepted 0 0 -1 0 5123 900 -1 0 0', 'cancelled 0 0 -1 0 5123 400 500 0 0']);
    expect(checks[0]).toMatchObject({ compared: 2, equal: 2 });
  });
});

describe('the books beside the events', () => {
  const event: EventRow = { order_id: '1', price: '13.40' };
  const level = { bid_px_00: '13.4', bid_sz_00: '100', bid_ct_00: '1' };

  it.each([
    ['price', { bid_px_00: '13.41' }],
    ['quantity', { bid_sz_00: '99' }],
    ['number of orders', { bid_ct_00: '2' }],
    ['a level too many', { ask_px_09: '14', ask_sz_09: '1', ask_ct_09: '1' }],
  ])('differ by %s', async (_name, wrong) => {
    const result = await replayed([event], [bookRow({ ...level, ...wrong })]);
    expect(result.checks[0]).toMatchObject({ compared: 1, equal: 0 });
    expect(replayHolds(result)).toBe(false);
    expect(result.mismatches[0].about).toBe('line 2 of the books, 09:30:00.000');
  });

  it('of which no event tells count as differences', async () => {
    const rows = [bookRow({ ...level, sequence: '3' }), bookRow(level), bookRow({ ...level, sequence: '9' })];
    const { checks, mismatches } = await replayed([event], rows);
    expect(checks[0]).toMatchObject({ compared: 3, equal: 1 });
    expect(mismatches.map(({ replayed: made }) => made)).toEqual(['no event of this row', 'no event of this row']);
  });
});
