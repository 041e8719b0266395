import { readFileSync } from 'node:fs';
import path from 'node:path';
import { gunzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { replay, replayHolds } from '../../../src/history/index.js';
import { RebuiltBook } from '../../../src/order-flow/index.js';
import { Flag, Kind, Phase, Side, type Tape, TapeCursor } from '../../../src/tape/index.js';
import { describeWithRealData } from '../../support/real-data.js';
import { place, temporaryFolder } from '../folder.js';

const folder = temporaryFolder();
const MESSAGES = 'TCHS_2025-05-06_34200000_34260000_message_2.csv';
const BOOK = 'TCHS_2025-05-06_34200000_34260000_orderbook_2.csv';

/** Best levels of a tape's rebuilt book at its end. */
function window(tape: Tape, levels: number): number[][] {
  const rebuilt = new RebuiltBook(tape.header, 0);
  const cursor = new TapeCursor(tape);
  while (cursor.next()) rebuilt.apply(cursor);
  rebuilt.book.validate();
  return [Side.sell, Side.buy].map((side) => {
    const found: number[] = [];
    let price = side === Side.buy ? rebuilt.book.bestBid : rebuilt.book.bestAsk;
    for (let level = 0; level < levels && rebuilt.book.quantityAt(side, price) > 0; level++) {
      found.push(price, rebuilt.book.quantityAt(side, price));
      price = rebuilt.book.nextLevel(side, price);
    }
    return found;
  });
}

describeWithRealData('a day of GOOG on NASDAQ', 'lobster', (source) => {
  it('passes the one-step check at every level below the last, in every row', async () => {
    const started = performance.now();
    const replayed = await replay('lobster', source, { symbol: 'GOOG' });
    expect(performance.now() - started).toBeLessThan(20_000);
    expect(replayed.checks).toEqual([
      { name: 'one step, levels 1–9', compared: 147_915, equal: 147_915, required: 1 },
      { name: 'one step, level 10 while none is used up', compared: 103_464, equal: 103_464, required: 1 },
    ]);
    expect(replayed.tape.header).toMatchObject({ venue: 'us-equity', date: '2012-06-21', source: 'lobster' });
    expect(replayed.tape.header.instruments[0]).toMatchObject({
      symbol: 'GOOG',
      moneyPerTick: 100,
      referenceVolume: 706_125,
    });
    const last = gunzipSync(readFileSync(path.join(source, path.basename(replayed.files[1]))))
      .toString()
      .trimEnd()
      .split('\n')
      .at(-1)!
      .split(',')
      .map(Number);
    const asks = last.filter((_, field) => field % 4 < 2);
    const bids = last.filter((_, field) => field % 4 >= 2);
    const ticks = (fields: number[]) => fields.map((value, field) => (field % 2 === 0 ? value / 100 : value));
    expect(window(replayed.tape, 10)).toEqual([ticks(asks), ticks(bids)]);
  });

  it('passes with 50 levels, as far as the excerpt of the book goes, and with one', async () => {
    const deep = await replay('lobster', source, { symbol: 'AAPL', levels: 50 });
    expect(deep.checks[0]).toEqual({ name: 'one step, levels 1–49', compared: 671, equal: 671, required: 1 });
    const touch = await replay('lobster', source, { symbol: 'AAPL', levels: 1 });
    expect(touch.checks).toEqual([
      { name: 'one step, level 1 while none is used up', compared: 88_425, equal: 88_425, required: 1 },
    ]);
  });
});

const messages = [
  '34200.1,1,11,100,1000000,1',
  '34200.2,1,12,50,1000100,-1',
  '34200.3,4,7,30,1000100,-1',
  '34200.4,3,9,20,999900,1',
  '34200.4,2,11,40,1000000,1',
  '34200.5,5,0,25,1000050,1',
  '34200.5123456789,4,12,50,1000100,-1',
  '34201,7,0,0,-1,-1',
  '34202,7,0,0,0,-1',
  '34203.000000001,7,0,0,1,-1',
];
const halted = '1000200,60,1000000,60,9999999999,0,999700,10';
const rows = [
  '1000100,30,1000000,100,1000200,60,999900,20',
  '1000100,80,1000000,100,1000200,60,999900,20',
  '1000100,50,1000000,100,1000200,60,999900,20',
  '1000100,50,1000000,100,1000200,60,999700,10',
  '1000100,50,1000000,60,1000200,60,999700,10',
  '1000100,50,1000000,60,1000200,60,999700,10',
  halted,
  halted,
  halted,
  halted,
];

async function small(changed: { messages?: string[]; rows?: string[] } = {}) {
  place(folder, MESSAGES, `${(changed.messages ?? messages).join('\n')}\n`);
  place(folder, BOOK, `${(changed.rows ?? rows).join('\n')}\n`);
  return replay('lobster', folder);
}

describe('LOBSTER messages as a tape', () => {
  it('say what happened, and restate what the window shows anew', async () => {
    const { tape, checks, mapped } = await small();
    const found: unknown[] = [];
    const cursor = new TapeCursor(tape);
    const names = Object.entries(Kind);
    while (cursor.next()) {
      const kind = names.find(([, value]) => value === cursor.kind)![0];
      const { order, otherOrder, side, price, quantity, quantity2, code, flags } = cursor;
      found.push([kind, order, otherOrder, side, price, quantity, quantity2, code, flags]);
    }
    const c = Flag.continues;
    expect(found).toEqual([
      ['phase', -1, -1, -1, -1, -1, -1, Phase.continuous, 0],
      ['restate', -1, -1, 1, 10001, 30, -1, -1, c],
      ['restate', -1, -1, 1, 10002, 60, -1, -1, c],
      ['restate', -1, -1, 0, 9999, 20, -1, -1, 0],
      ['accepted', 0, -1, 0, 10000, 100, -1, 0, 0],
      ['accepted', 1, -1, 1, 10001, 50, -1, 0, 0],
      ['trade', -1, -1, 0, 10001, 30, -1, 0, c],
      ['restate', -1, -1, 1, 10001, 50, -1, -1, 0],
      ['cancelled', -1, -1, 0, 9999, 20, 0, 0, c],
      ['restate', -1, -1, 0, 9999, 0, -1, -1, 0],
      ['restate', -1, -1, 0, 9997, 10, -1, -1, 0],
      ['cancelled', 0, -1, 0, 10000, 40, 60, 0, 0],
      ['unseen', -1, -1, 1, 10000, 25, -1, -1, Flag.halfTick],
      ['trade', -1, 1, 0, 10001, 50, -1, 0, 0],
      ['halt', -1, -1, -1, -1, -1, -1, -1, 0],
      ['phase', -1, -1, -1, -1, -1, -1, Phase.haltCall, 0],
      ['phase', -1, -1, -1, -1, -1, -1, Phase.continuous, 0],
      ['phase', -1, -1, -1, -1, -1, -1, Phase.closed, 0],
    ]);
    expect(checks.map(({ compared, equal }) => [compared, equal])).toEqual([
      [9, 9],
      [7, 7],
    ]);
    expect(mapped).toEqual([
      { rule: expect.stringContaining('more than nine decimals'), rows: 1 },
      { rule: expect.stringContaining('restated'), rows: 1 },
    ]);
    expect(tape.header.instruments[0]).toMatchObject({ referenceVolume: 105, referenceDepth5: { bid: 70, ask: 90 } });
    expect(window(tape, 2)).toEqual([
      [10002, 60],
      [10000, 60, 9997, 10],
    ]);
  });

  it('fail the check when the book file says something else, and the tape follows the file', async () => {
    const wrong = rows.with(2, rows[2].replace('1000100,50', '1000100,51'));
    const replayed = await small({ rows: wrong });
    expect(replayed.checks[0]).toMatchObject({ compared: 9, equal: 7 });
    expect(replayHolds(replayed)).toBe(false);
    expect(replayed.mismatches[0]).toEqual({
      check: 'one step, level 1',
      about: 'line 3, 09:30:00.300',
      recorded: 'bids 10000×100 9999×20 asks 10001×51 10002×60',
      replayed: 'bids 10000×100 9999×20 asks 10001×50 10002×60',
    });
    expect(window(replayed.tape, 2)[1]).toEqual([10000, 60, 9997, 10]);
  });

  it('fail the check when a message says something else', async () => {
    const replayed = await small({ messages: messages.with(4, '34200.4,2,11,41,1000000,1') });
    expect(replayed.checks[0]).toMatchObject({ compared: 9, equal: 8 });
  });
});
