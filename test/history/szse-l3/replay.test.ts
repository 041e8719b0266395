import { readFileSync } from 'node:fs';
import path from 'node:path';
import { gunzipSync } from 'node:zlib';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { sampleMarket } from '../../../bench/sample-market.js';
import { tapeDigest } from '../../../src/archive/index.js';
import { replay, replayHolds, writeSzseL3 } from '../../../src/history/index.js';
import { CancelReason, Kind, Phase, type Tape, TapeCursor } from '../../../src/tape/index.js';
import { describeWithRealData } from '../../support/real-data.js';
import { acceptedRows } from '../accepted-rows.js';
import { place, temporaryFolder } from '../folder.js';
import { randomVenueDay } from '../random-venue-day.js';

const folder = temporaryFolder();
const share = ({ equal, compared }: { equal: number; compared: number }) => equal / compared;

/** Other executed quantities, and other finish times for the orders that were not cancelled. */
function scramble(text: string): string {
  let state = 7;
  const below = (n: number) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) | 0;
    return (state >>> 8) % n;
  };
  const [header, ...rows] = text.trimEnd().split('\n');
  const scrambled = rows.map((row) => {
    const [number, side, quantity, price, time, finish, executed, cancelled] = row.split(',');
    if (finish === '') return row;
    const other = (Number(executed) + 1 + below(Number(quantity))) % (Number(quantity) + 1);
    const hour = String(12 + below(11));
    const end = cancelled === '1' ? finish : `${hour}:${String(below(60)).padStart(2, '0')}:00.000`;
    return [number, side, quantity, price, time, end, other, cancelled].join(',');
  });
  return [header, ...scrambled, ''].join('\n');
}

describeWithRealData('the morning of 300233 on the SZSE', 'szse_l3', (source) => {
  it('comes out of the venue as the exchange recorded it', async () => {
    const replayed = await replay('szse-l3', source);
    const check = (name: string) => replayed.checks.find((each) => each.name.startsWith(name))!;
    expect(check('executed quantity').compared).toBe(60_830);
    expect(share(check('executed quantity'))).toBeGreaterThanOrEqual(0.998);
    expect(check('executed quantity').equal).toBe(60_802);
    expect(replayed.auctions).toEqual([{ phase: 'openCall', priceTicks: 1580, quantity: 220_200 }]);
    expect(check('opening price')).toMatchObject({ compared: 1, equal: 1 });
    expect(check('opening quantity')).toMatchObject({ compared: 1, equal: 1 });
    expect(check('cumulative volume ± 0.05 %')).toMatchObject({ compared: 2395, equal: 2395, required: 0.99 });
    expect(check('cumulative volume to the share')).toMatchObject({ compared: 2395, equal: 1101, required: 0 });
    expect(share(check('best bid and ask'))).toBeGreaterThan(0.999);
    expect(replayHolds(replayed)).toBe(true);
    expect(replayed.mapped.map(({ rows }) => rows).slice(0, 2)).toEqual([13, 5]);
    expect(replayed.mismatches[0]).toEqual({
      check: 'executed quantity',
      about: 'order 1358661, line 2222',
      recorded: '500',
      replayed: '1000',
    });
  });

  it('has the header that the snapshots give', async () => {
    const { tape, restingSnapshots } = await replay('szse-l3', source, { symbol: '300233' });
    expect(tape.header).toMatchObject({ venue: 'szse-chinext', date: '2025-05-06', source: 'szse-l3' });
    expect(tape.header.instruments).toEqual([
      {
        symbol: '300233',
        currency: 'CNY',
        moneyPerTick: 100,
        quantityUnit: 'share',
        status: 'ordinary',
        statusDay: -1,
        previousClose: 1570,
        lowerLimit: 1256,
        upperLimit: 1884,
        referenceVolume: 35_198_000,
        referenceDepth5: { bid: 62_700, ask: 93_500 },
        floatShares: -1,
      },
    ]);
    expect(restingSnapshots).toHaveLength(2433);
    expect(restingSnapshots.at(-1)).toMatchObject({
      bidTotal: 1_171_500,
      askTotal: 5_084_700,
      askMeanPriceTicks: 1791,
    });
  });

  it('is the same tape when executed quantities and times of executions are scrambled', async () => {
    const name = '300233_20250506_orders_am.csv';
    const text = gunzipSync(readFileSync(path.join(source, `${name}.gz`))).toString();
    const scrambled = scramble(text);
    expect(scrambled).not.toBe(text);
    place(folder, name, scrambled);
    const snapshots = '300233_20250506_snapshots_am.csv.gz';
    place(folder, snapshots, readFileSync(path.join(source, snapshots)));
    const before = await replay('szse-l3', source);
    const after = await replay('szse-l3', folder);
    expect(tapeDigest(after.tape)).toBe(tapeDigest(before.tape));
    expect(share(after.checks[0])).toBeLessThan(0.4);
    expect(replayHolds(after)).toBe(false);
  });
});

describe('what the exchange did is never looked at', () => {
  it('also in files of our own', async () => {
    const tape = sampleMarket({ seed: 3, symbol: '300000', requests: 3000, meanGapNs: 5e8, clockNs: 10_000_000 });
    const [orders, snapshots] = await writeSzseL3(tape, path.join(folder, 'own'));
    const scrambled = path.join(folder, 'scrambled');
    await writeSzseL3(tape, scrambled);
    place(scrambled, path.basename(orders), scramble(gunzipSync(readFileSync(orders)).toString()));
    const before = await replay('szse-l3', orders);
    expect(before.files).toEqual([orders, snapshots]);
    const after = await replay('szse-l3', scrambled);
    expect(tapeDigest(after.tape)).toBe(tapeDigest(before.tape));
    expect(replayHolds(before)).toBe(true);
    expect(replayHolds(after)).toBe(false);
  });
});

describe('a day on which orders outside the price cage are parked', () => {
  it('comes back row by row, with when they waited and when they were let in', async () => {
    const parking = fc.record({
      seed: fc.integer(),
      date: fc.constantFrom('2020-08-24', '2022-01-05', '2023-04-07'),
      requests: fc.integer({ min: 300, max: 1500 }),
      wholeDay: fc.boolean(),
    });
    const seen = { parked: 0, released: 0, cancelled: 0 };
    await fc.assert(
      fc.asyncProperty(parking, async (day) => {
        // The files leave no room for what waits between the opening cross and continuous trading.
        const options = { ...day, instruments: 1, accounts: 0, clockNs: 10_000_000, rules: { gap: 'reject' } } as const;
        const tape = randomVenueDay(options);
        const [orders] = await writeSzseL3(tape, path.join(folder, `parked-${day.date}`));
        const replayed = await replay('szse-l3', orders);
        expect(acceptedRows(replayed.tape)).toEqual(acceptedRows(tape).filter((row) => !expiry.test(row)));
        for (const { compared, equal, required } of replayed.checks) if (required > 0) expect(equal).toBe(compared);
        countParked(replayed.tape, seen);
      }),
      { numRuns: 12 },
    );
    expect(Math.min(seen.parked, seen.released, seen.cancelled)).toBeGreaterThan(0);
  });
});

/** A row that says what expired, which is not in the files: the kind, much else, the code, the flags. */
const expiry = new RegExp(`^\\d+ ${Kind.cancelled} .* ${CancelReason.expiry} \\d+$`);

/** Adds how many orders were parked, let in, and cancelled while they waited. */
function countParked(tape: Tape, seen: { parked: number; released: number; cancelled: number }): void {
  const waiting = new Set<number>();
  const cursor = new TapeCursor(tape);
  while (cursor.next()) {
    const { kind, order } = cursor;
    if (kind === Kind.parked) {
      waiting.add(order);
      seen.parked++;
    } else if (kind === Kind.released && waiting.delete(order)) seen.released++;
    else if (kind === Kind.cancelled && waiting.delete(order)) seen.cancelled++;
  }
}

describe('rules for odd rows', () => {
  const header = 'order_no,side,qty,price,order_time,finish_time,exec_qty,canceled';
  const rows = [
    '1,B,300,157000,09:30:01.000,,,',
    '2,S,100,0,09:30:02.000,09:30:02.000,100,0',
    '3,S,500,10000,09:30:03.000,09:30:03.000,200,1',
    '4,B,100,157000,09:30:04.000,09:30:05.000,0,1',
    '5,S,100,157000,09:30:05.000,,,',
  ];

  it('map orders without a price, and sells far below the limit, to market orders', async () => {
    const source = path.join(folder, 'odd');
    const tape = sampleMarket({ seed: 3, symbol: '300000', requests: 10, meanGapNs: 5e8, clockNs: 10_000_000 });
    const [orders] = await writeSzseL3(tape, source);
    place(source, path.basename(orders), [header, ...rows].join('\n'));
    const replayed = await replay('szse-l3', source);
    expect(replayed.mapped).toEqual([
      { rule: expect.stringMatching(/^price 0: /), rows: 1 },
      { rule: expect.stringMatching(/^a marketable price outside the day's limits/), rows: 1 },
    ]);
    expect(replayed.checks[0]).toMatchObject({ compared: 3, equal: 3 });
    // The cancel at 09:30:05.000 goes before the order of that time, which therefore finds nothing to execute against.
    const trades: number[][] = [];
    const cursor = new TapeCursor(replayed.tape);
    while (cursor.next())
      if (cursor.kind === Kind.trade) trades.push([cursor.order, cursor.otherOrder, cursor.quantity]);
    expect(trades).toEqual([
      [1, 0, 100],
      [2, 0, 200],
    ]);
  });

  it('work without snapshots, with the previous close and the limits unknown', async () => {
    const file = place(folder, '300001_20250506_orders.csv', [header, rows[0], rows[1]].join('\n'));
    const replayed = await replay('szse-l3', file);
    expect(replayed.tape.header.instruments[0]).toMatchObject({ previousClose: -1, lowerLimit: -1, upperLimit: -1 });
    expect(replayed.checks[0]).toMatchObject({ compared: 1, equal: 1 });
    expect(replayed.tape.chunks[0].code[0]).toBe(Phase.openCallCancelable);
  });
});
