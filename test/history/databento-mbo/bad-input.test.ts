import { mkdirSync } from 'node:fs';
import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { replay } from '../../../src/history/index.js';
import { place, refusal, temporaryFolder } from '../folder.js';
import { bookHeader, bookRow, type EventRow, eventHeader, eventRow } from './rows.js';

const folder = temporaryFolder();
const EVENTS = 'abc_20250717_mbo.csv';
const BOOKS = 'abc_20250717_mbp10.csv';
const good: EventRow = {};

let count = 0;
function day(events: readonly string[], books?: readonly string[]): string {
  const source = `${folder}/${count++}`;
  mkdirSync(source);
  place(source, EVENTS, `${events.join('\n')}\n`);
  if (books !== undefined) place(source, BOOKS, `${books.join('\n')}\n`);
  return source;
}

async function refused(events: readonly string[], books?: readonly string[], options = {}): Promise<string> {
  const source = day(events, books);
  return (await refusal(replay('databento-mbo', source, options))).replaceAll(`${source}/`, '');
}

describe('an event that is wrong', () => {
  it.each<[string, EventRow, string]>([
    ['a time', { ts_event: '2025-07-17 13:30:00Z' }, 'ts_event: found "2025-07-17 13:30:00Z", expected universal time'],
    ['a day', { ts_event: '2025-02-30T13:30:00Z' }, 'ts_event: found "2025-02-30T13:30:00Z", expected universal time'],
    ['another day', { ts_event: '2025-07-18T13:30:00Z' }, 'ts_event: found "2025-07-18T13:30:00Z", expected the day'],
    ['a time that falls', { ts_event: '2025-07-17T13:29:58Z' }, 'ts_event: found "2025-07-17T13:29:58Z", expected a'],
    ['an action', { action: 'X' }, 'action: found "X", expected one of R, A, C, M, T, F'],
    ['a side', { side: 'S' }, 'side: found "S", expected B, A or N'],
    ['no side', { side: 'N' }, 'side: found "N", expected B or A for action A'],
    ['no price', { price: '' }, 'price: found "", expected a price in USD with decimals'],
    ['junk for a price', { price: '1e3' }, 'price: found "1e3", expected a price in USD with decimals'],
    ['a negative price', { price: '-1.5' }, 'price: found "-1.5", expected a price in USD with decimals'],
    ['a price off every tick', { price: '13.41001' }, 'price: found "13.41001", expected USD on the tick of 0.01, or'],
    ['no size', { size: '0' }, 'size: found "0", expected a whole number from 1 to 2147483647'],
    ['too large a size', { size: '2147483648' }, 'size: found "2147483648", expected a whole number from 1'],
    ['no order', { order_id: '0' }, 'order_id: found "0", expected the number of an order for action A'],
    ['a sequence that falls', { sequence: '4' }, 'sequence: found "4", expected a sequence not before 5'],
    ['no symbol', { symbol: '' }, 'symbol: found "", expected the symbol of an instrument'],
    ['a number that rests', { order_id: '1' }, 'order_id: found "1", expected a number that no resting order has'],
    ['a level that overflows', { size: '2147483647' }, 'size: found "2147483647", expected a level of at most'],
    ['a price beyond the book', { price: '200000.0001' }, 'price: found "200000.0001", expected at most USD 100000'],
    ['a price beyond all', { price: '9999999.99' }, 'price: found "9999999.99", expected a price in USD with decimals'],
  ])('%s', async (_name, wrong, expected) => {
    const first = eventRow({ order_id: '1', sequence: '5' });
    const second = eventRow({ order_id: '2', sequence: '6', ...wrong });
    expect(await refused([eventHeader, first, second])).toContain(`${EVENTS}:3 ${expected}`);
  });

  it('a missing column, a missing field, no event, an unknown symbol', async () => {
    expect(await refused([eventHeader.replace('order_id', 'orderid'), eventRow(good)])).toMatch(
      /^abc_20250717_mbo\.csv:1 header: found ".*", expected a column order_id; did you mean "orderid"\?$/,
    );
    expect(await refused([eventHeader, 'a,b'])).toContain(`${EVENTS}:2 row: found "2 fields: a,b", expected 15 fields`);
    expect(await refused([eventHeader])).toContain('found "no event behind the header", expected at least one');
    expect(await refused([eventHeader, eventRow(good)], undefined, { symbol: 'XYZ' })).toBe(
      `${EVENTS}: found no event of XYZ, expected one of ABC`,
    );
  });

  it('a modification of the other side', async () => {
    expect(
      await refused([eventHeader, eventRow({ order_id: '1' }), eventRow({ order_id: '1', action: 'M', side: 'A' })]),
    ).toContain(`${EVENTS}:3 side: found "A", expected the side of the order`);
  });
});

describe('a row of the books that is wrong', () => {
  it.each([
    ['a price', { bid_px_00: 'x' }, 'bid_px_00: found "x", expected a price in USD with decimals, or nothing'],
    ['a size', { bid_sz_00: '-1' }, 'bid_sz_00: found "-1", expected a whole number from 0'],
    ['a sequence', { sequence: '' }, 'sequence: found "", expected a whole number from 0'],
  ])('%s', async (_name, wrong, expected) => {
    const events = [eventHeader, eventRow({ order_id: '1' })];
    const book = bookRow({ order_id: '1', bid_px_00: '13.41', bid_sz_00: '100', bid_ct_00: '1', ...wrong });
    expect(await refused(events, [bookHeader, book])).toContain(`${BOOKS}:2 ${expected}`);
  });

  it('a missing column, and books of another instrument', async () => {
    const events = [eventHeader, eventRow(good)];
    expect(await refused(events, [bookHeader.replace('ask_ct_09', 'x'), bookRow({})])).toContain('a column ask_ct_09');
    expect(await refused(events, [bookHeader, bookRow({ symbol: 'XYZ' })])).toBe(
      `${BOOKS}: found no row of ABC behind the header, expected some`,
    );
  });
});

describe('a file that is none', () => {
  it.each([
    ['empty', '', 'the file is empty, expected rows'],
    ['binary', Buffer.from('ts_event\0'), 'found binary data, expected text or gzipped text'],
    ['cut', gzipSync(`${eventHeader}\n`.repeat(999)).subarray(0, 60), 'the gzip data end early, expected a whole file'],
  ])('%s', async (_name, content, expected) => {
    const source = day([]);
    place(source, EVENTS, content);
    expect(await refusal(replay('databento-mbo', source))).toContain(expected);
  });

  it('not there', async () => {
    const source = `${folder}/${count++}`;
    mkdirSync(source);
    expect(await refusal(replay('databento-mbo', source))).toContain('found nothing to read, expected *_mbo_*.csv.gz');
  });
});
