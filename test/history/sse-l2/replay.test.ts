import { mkdirSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { replay, replayHolds } from '../../../src/history/index.js';
import { Kind, type Tape, TapeCursor } from '../../../src/tape/index.js';
import { describeWithRealData } from '../../support/real-data.js';
import { place, temporaryFolder } from '../folder.js';
import { shanghaiDay } from './shanghai-day.js';

const folder = temporaryFolder();

describeWithRealData('the morning of 600519 in Shanghai', 'sse_l2', (source) => {
  it('comes out of the venue as the exchange published it, trade by trade and snapshot by snapshot', async () => {
    const replayed = await replay('sse-l2', source);
    expect(replayed.checks).toEqual([
      { name: 'trades in order: price, quantity, both orders', compared: 11_537, equal: 11_537, required: 1 },
      { name: 'executed quantity of every order that traded', compared: 16_678, equal: 16_678, required: 1 },
      { name: 'quantity that a cancel takes away', compared: 8759, equal: 8759, required: 1 },
      { name: 'openCall price', compared: 1, equal: 1, required: 1 },
      { name: 'openCall quantity', compared: 1, equal: 1, required: 1 },
      { name: 'snapshots in continuous trading, ten levels of each side', compared: 2450, equal: 2450, required: 1 },
      { name: 'cumulative volume after as many trades', compared: 2450, equal: 2450, required: 1 },
    ]);
    expect(replayed.auctions).toEqual([{ phase: 'openCall', priceTicks: 180_808, quantity: 42_718 }]);
    expect(replayed.mapped).toEqual([{ rule: expect.stringContaining('whose limit is not published'), rows: 7695 }]);
    expect(replayed.tape.header).toMatchObject({ venue: 'sse-main', date: '2023-02-07', source: 'sse-l2' });
    expect(replayed.tape.header.instruments[0]).toMatchObject({
      symbol: '600519',
      previousClose: 179_500,
      referenceVolume: 1_512_568,
    });
  });
});

/** Trades of a tape, one text each. */
function trades(tape: Tape, number: (order: number) => number): string[] {
  const found: string[] = [];
  const cursor = new TapeCursor(tape);
  while (cursor.next())
    if (cursor.kind === Kind.trade) {
      const { price, quantity, side, code, order, otherOrder } = cursor;
      found.push([price, quantity, side, code, number(order), number(otherOrder)].join(' '));
    }
  return found;
}

let days = 0;
function placeDay(logs: Readonly<Record<string, readonly string[]>>): string {
  const source = path.join(folder, String(days++));
  mkdirSync(source);
  for (const [name, lines] of Object.entries(logs)) place(source, `${name}.gz`, `${lines.join('\n')}\n`);
  return source;
}

describe('a simulated day with market orders, cancels and both calls', () => {
  it.each([1, 2, 3])('comes back as it was (seed %i)', async (seed) => {
    const { tape, logs } = shanghaiDay(seed, 3000);
    const replayed = await replay('sse-l2', placeDay(logs));
    for (const check of replayed.checks) expect(check).toMatchObject({ equal: check.compared, required: 1 });
    expect(replayed.checks.map(({ name }) => name)).toContain('closeCall quantity');
    expect(replayed.checks.at(-1)!.compared).toBeGreaterThan(4000);
    expect(replayed.auctions.map(({ phase }) => phase)).toEqual(['openCall', 'closeCall']);
    // Market orders that find nothing leave no trace, so orders have other numbers: by the order of their first trade.
    const seen = new Map<Tape, Map<number, number>>();
    const byFirstTrade = (of: Tape) => (order: number) => {
      const numbers = seen.get(of) ?? new Map<number, number>();
      seen.set(of, numbers.set(order, numbers.get(order) ?? numbers.size));
      return numbers.get(order)!;
    };
    expect(trades(replayed.tape, byFirstTrade(replayed.tape))).toEqual(trades(tape, byFirstTrade(tape)));
    expect(replayed.mapped.map(({ rule }) => rule)).toEqual([
      expect.stringContaining('whose limit is not published'),
      expect.stringContaining('stamped outside the phase'),
    ]);
  });

  it('comes back without its snapshots, except for what only they can say', async () => {
    const { logs } = shanghaiDay(4, 1500);
    const ticks = Object.entries(logs).map(([name, lines]) => [name, lines.filter((line) => !line.includes('=111 '))]);
    const replayed = await replay('sse-l2', placeDay(Object.fromEntries(ticks)));
    expect(replayHolds(replayed)).toBe(true);
    expect(replayed.checks).toHaveLength(7);
    expect(replayed.checks.map(({ name }) => name).filter((name) => name.startsWith('snapshots'))).toEqual([]);
    expect(replayed.tape.header.instruments[0]).toMatchObject({ previousClose: -1, referenceVolume: -1 });
  });

  it('is not halted for a move of 40 % only because its limits are unknown', async () => {
    const record = (type: number, rest: string, index: number) =>
      `//SecurityIDSource=101 MsgType=${type} SecurityID=600000 ${rest} TransactTime=93${String(index).padStart(2, '0')}000 BizIndex=${index}`;
    const sell = (order: number, price: number) =>
      record(192, `OrderNo=${order} Price=${price} OrderQty=100000 OrdType=65 Side=83`, order);
    const buy = (of: number, price: number) =>
      record(191, `BidApplSeqNum=${of + 10} OfferApplSeqNum=${of} LastPx=${price} LastQty=100000 ExecType=66`, of + 10);
    const lines = [sell(1, 10_000), sell(2, 14_000), sell(3, 14_010), buy(1, 10_000), buy(2, 14_000), buy(3, 14_010)];
    const replayed = await replay('sse-l2', placeDay({ 'AX_sbe_sse_600000_20240207.log': lines }));
    expect(replayed.checks[0]).toMatchObject({ compared: 3, equal: 3 });
  });

  it('of a stock of the STAR market is run under its rules', async () => {
    const { logs } = shanghaiDay(7, 600);
    const star = Object.entries(logs).map(([name, lines]) => [
      name.replace('600000', '688001'),
      lines.map((line) => line.replace('SecurityID=600000', 'SecurityID=688001')),
    ]);
    const replayed = await replay('sse-l2', placeDay(Object.fromEntries(star)));
    expect(replayed.tape.header.venue).toBe('sse-star');
    expect(replayHolds(replayed)).toBe(true);
  });

  it('fails where a trade, a cancel or a snapshot says something else', async () => {
    const { logs } = shanghaiDay(5, 1500);
    const [name] = Object.keys(logs);
    const [lines] = Object.values(logs);
    const differing = async (word: RegExp, other: string, among = '') => {
      const at = lines.findLastIndex((line) => line.includes(among) && word.test(line));
      const changed = { ...logs, [name]: lines.with(at, lines[at].replace(word, other)) };
      const { checks } = await replay('sse-l2', placeDay(changed));
      return checks.filter(({ equal, compared }) => equal < compared).map((check) => check.name);
    };
    expect(await differing(/LastQty=\d+/, 'LastQty=1000')).toContain('trades in order: price, quantity, both orders');
    expect(await differing(/OrderQty=\d+/, 'OrderQty=7000', 'OrdType=68')).toEqual([
      'quantity that a cancel takes away',
    ]);
    expect(await differing(/BidLevel\[3\].Qty=\d+/, 'BidLevel[3].Qty=7000')).toEqual([
      'snapshots in continuous trading, ten levels of each side',
    ]);
    expect(await differing(/TotalVolumeTrade=\d+/, 'TotalVolumeTrade=7000')).toEqual([
      'cumulative volume after as many trades',
    ]);
  });

  it('of which only a part is there begins in the middle, and says what it could not know', async () => {
    const { logs } = shanghaiDay(6, 1500);
    const [, afternoon] = Object.entries(logs);
    const replayed = await replay('sse-l2', placeDay(Object.fromEntries([afternoon])));
    expect(replayHolds(replayed)).toBe(false);
    expect(replayed.mapped.map(({ rule }) => rule)).toContain(
      'a cancel of an order that the logs do not show: left out',
    );
  });
});
