import { mkdirSync } from 'node:fs';
import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { type Replay, replay, replayHolds } from '../../../src/history/index.js';
import { HOUR, SECOND } from '../../../src/tape/index.js';
import { describeWithRealData } from '../../support/real-data.js';
import { place, refusal, temporaryFolder } from '../folder.js';
import { rowsOf } from '../tape-rows.js';

const folder = temporaryFolder();

describeWithRealData('three hours of Bitstamp', 'bitstamp_l3', (source) => {
  it('say what they can confirm of themselves', async () => {
    const replayed = await replay('bitstamp-l3', source);
    expect(replayed.checks.map(({ name, compared, equal }) => [name, compared, equal])).toEqual([
      ['volumes that are not negative', 32_609, 32_609],
      ['created orders', 16_084, 16_080],
      ['changes of orders in the file', 433, 429],
      ['deletions of orders in the file', 16_092, 15_913],
      ['remaining volumes that do not grow', 16_342, 16_342],
      ['deletions with volume left, of all that remained', 15_528, 15_528],
      ['executions that show on both sides', 794, 662],
      ['book not crossed behind an event', 32_609, 31_993],
    ]);
    expect(replayHolds(replayed)).toBe(true);
    expect(replayed.mapped.map(({ rows }) => rows)).toEqual([9672, 3, 165, 15, 4, 29]);
    expect(replayed.tape.header).toMatchObject({ venue: 'bitstamp', date: '2015-05-01', rulePack: 'none' });
    expect(replayed.tape.header.instruments[0]).toMatchObject({ symbol: 'BTCUSD', quantityUnit: '10⁻⁶ BTC' });
  });
});

const MIDNIGHT = 1_430_438_400_000;
const header = 'id,timestamp,exchange.timestamp,price,volume,action,direction';
const row = (id: number, ms: number, price: string, volume: number, action: string, direction: string) =>
  `${id},${MIDNIGHT + ms},${MIDNIGHT},${price},${volume},${action},${direction}`;

let count = 0;
function file(lines: readonly string[], name = 'bitstamp_btcusd_20150501_events.csv.gz'): string {
  const source = `${folder}/${count++}`;
  mkdirSync(source);
  place(source, name, `${[header, ...lines].join('\n')}\n`);
  return source;
}

async function replayed(...lines: string[]): Promise<Replay> {
  return replay('bitstamp-l3', file(lines));
}

describe('events as rows of the tape', () => {
  const bid = row(1, 1000, '236.00', 200_000_000, 'created', 'bid');
  const ask = row(2, 2000, '235.50', 50_000_050, 'created', 'ask');

  it('a trade that shows on both sides is one row, at the price of the older order', async () => {
    const { tape, mapped, checks } = await replayed(
      bid,
      ask,
      row(1, 2040, '236.00', 149_999_950, 'changed', 'bid'),
      row(2, 2050, '235.50', 0, 'deleted', 'ask'),
      row(1, 9000, '236.00', 149_999_950, 'deleted', 'bid'),
    );
    expect(rowsOf(tape)).toEqual([
      'accepted 0 0 -1 0 23600 2000000 -1 0 0',
      'accepted 0 1 -1 1 23550 500001 -1 0 0',
      'trade 0 1 0 1 23600 500001 -1 0 0',
      'cancelled 0 0 -1 0 23600 1499999 0 0 0',
    ]);
    expect(mapped).toEqual([{ rule: expect.stringContaining('rounded'), rows: 2 }]);
    expect(checks.find(({ name }) => name.startsWith('executions'))).toMatchObject({ compared: 2, equal: 2 });
    expect(checks.find(({ name }) => name.startsWith('book not'))).toMatchObject({ compared: 5, equal: 4 });
    expect(tape.chunks[0].time[3]).toBe(2.04 * SECOND);
  });

  it('a trade of which one side shows has an unknown counterparty', async () => {
    const { tape, checks } = await replayed(
      bid,
      row(1, 2040, '236.00', 150_000_000, 'changed', 'bid'),
      ask,
      // The same volume, but later than the two sides of a trade are apart.
      row(2, 5000, '235.50', 50, 'changed', 'ask'),
    );
    expect(rowsOf(tape)).toEqual([
      'accepted 0 0 -1 0 23600 2000000 -1 0 0',
      'trade 0 -1 0 1 23600 500000 -1 0 0',
      'accepted 0 1 -1 1 23550 500001 -1 0 0',
      'trade 0 -1 1 0 23550 500000 -1 0 0',
    ]);
    expect(checks.find(({ name }) => name.startsWith('executions'))).toMatchObject({ compared: 2, equal: 0 });
  });

  it('orders from before the file enter with what remains, or are left out', async () => {
    const { tape, mapped } = await replayed(
      row(7, 0, '230.00', 300, 'changed', 'bid'),
      row(8, 1, '231.00', 100, 'deleted', 'bid'),
      row(8, 2, '231.00', 100, 'created', 'bid'),
      row(8, 3, '231.00', 0, 'deleted', 'bid'),
    );
    expect(rowsOf(tape)).toEqual(['accepted 0 0 -1 0 23000 3 -1 0 0']);
    expect(mapped.map(({ rows }) => rows)).toEqual([1, 1, 1, 1]);
  });

  it('a change of price, and growth, replace the order', async () => {
    const { tape, checks } = await replayed(
      bid,
      row(1, 1500, '235.00', 200_000_000, 'changed', 'bid'),
      row(1, 1600, '235.00', 300_000_000, 'changed', 'bid'),
    );
    expect(rowsOf(tape)).toEqual([
      'accepted 0 0 -1 0 23600 2000000 -1 0 0',
      'replaced 0 1 0 0 23500 2000000 2000000 0 0',
      'replaced 0 2 1 0 23500 3000000 2000000 0 0',
    ]);
    expect(checks.find(({ name }) => name.startsWith('remaining'))).toMatchObject({ compared: 2, equal: 1 });
  });

  it('dust stays an order, negative volumes are reported and fail', async () => {
    const { tape, checks, mapped } = await replayed(
      row(1, HOUR / 1_000_000, '236.00', 1, 'created', 'bid'),
      row(1, HOUR / 1_000_000, '236.00', -5, 'deleted', 'bid'),
    );
    expect(rowsOf(tape)).toEqual(['accepted 0 0 -1 0 23600 1 -1 0 0', 'trade 0 -1 0 1 23600 1 -1 0 0']);
    expect(checks[0]).toEqual({ name: 'volumes that are not negative', compared: 2, equal: 1, required: 1 });
    expect(mapped.at(-1)).toEqual({ rule: 'a negative volume: nothing', rows: 1 });
  });
});

describe('an event that is wrong', () => {
  const good = row(1, 5000, '236.00', 200_000_000, 'created', 'bid');
  it.each([
    ['an id', good.replace(/^1/, 'x'), 'id: found "x", expected a whole number from 0'],
    ['a second order', good, 'id: found a second order 1, expected every id created once'],
    [
      'another day',
      row(2, -1, '236.00', 1, 'created', 'bid'),
      'timestamp: found "1430438399999", expected milliseconds',
    ],
    [
      'a time that falls',
      row(2, 4000, '236.00', 1, 'created', 'bid'),
      'timestamp: found "1430438404000", expected a time',
    ],
    [
      'a price off the tick',
      row(2, 5000, '236.005', 1, 'created', 'bid'),
      'price: found "236.005", expected a price on',
    ],
    [
      'no price',
      row(2, 5000, '0.00', 1, 'created', 'bid'),
      'price: found "0.00", expected a price on the tick of 0.01',
    ],
    ['junk', row(2, 5000, 'NaN', 1, 'created', 'bid'), 'price: found "NaN", expected a price on the tick of 0.01'],
    [
      'volume as a float',
      `${row(2, 5000, '1.00', 1, 'created', 'bid').replace(',1,created', ',1.5,created')}`,
      'volume: found',
    ],
    [
      'too large a volume',
      row(2, 5000, '1.00', 214_748_364_701, 'created', 'bid'),
      'volume: found "214748364701", expected',
    ],
    ['an order of nothing', row(2, 5000, '1.00', 0, 'created', 'bid'), 'volume: found "0", expected a volume above 0'],
    ['an action', row(2, 5000, '1.00', 1, 'moved', 'bid'), 'action: found "moved", expected one of created, changed'],
    ['a direction', row(2, 5000, '1.00', 1, 'created', 'buy'), 'direction: found "buy", expected bid or ask'],
    ['a field too few', '1,2,3', 'row: found "3 fields: 1,2,3", expected 7 fields'],
  ])('%s', async (_name, wrong, expected) => {
    const message = await refusal(replayed(good, wrong));
    expect(message).toContain(`bitstamp_btcusd_20150501_events.csv.gz:3 ${expected}`);
  });

  it.each([
    ['empty', '', 'the file holds nothing, expected rows'],
    ['binary', Buffer.from('id\0'), 'found binary data, expected text or gzipped text'],
    [
      'cut',
      gzipSync(`${header}\n${good}\n`.repeat(99)).subarray(0, 90),
      'the gzip data end early, expected a whole file',
    ],
    ['without events', `${header}\n`, 'found "no event behind the header", expected at least one'],
    ['without a column', header.replace('action', 'event'), 'expected a column action'],
  ])('a file that is %s', async (_name, content, expected) => {
    const source = file([]);
    place(source, 'bitstamp_btcusd_20150501_events.csv.gz', content);
    expect(await refusal(replay('bitstamp-l3', source))).toContain(expected);
  });

  it('a name that says no day, or one that does not exist, and several pairs', async () => {
    expect(await refusal(replay('bitstamp-l3', file([good], 'orders.csv')))).toContain(
      'expected bitstamp_PAIR_YYYYMMDD',
    );
    const none = file([good], 'bitstamp_btcusd_20150231_events.csv');
    expect(await refusal(replay('bitstamp-l3', none))).toContain(
      'the day in the file\'s name: "2015-02-31" is not a day',
    );
    const two = file([good]);
    place(two, 'bitstamp_ethusd_20150501_events.csv', `${header}\n${good}\n`);
    expect(await refusal(replay('bitstamp-l3', two))).toContain(
      'expected one (narrow it with --symbol, or name a file)',
    );
    expect((await replay('bitstamp-l3', two, { symbol: 'ethusd' })).symbol).toBe('ETHUSD');
  });
});
