import path from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { sampleMarket } from '../../../bench/sample-market.js';
import { replay, replayHolds, writeLobster, writeSzseL3 } from '../../../src/history/index.js';
import { RebuiltBook } from '../../../src/order-flow/index.js';
import type { RuleOverrides } from '../../../src/rules/index.js';
import { CancelReason, columns, Kind, OrderType, Side, type Tape, TapeCursor } from '../../../src/tape/index.js';
import { refusal, temporaryFolder } from '../folder.js';
import { randomVenueDay } from '../random-venue-day.js';

/** So near that every other day without limits has one. */
const halts = { levels: [0.004, 0.01], durationNs: 120_000_000_000, lunch: 'counts' as const };

const folder = temporaryFolder();
let files = 0;
const fresh = () => path.join(folder, String(files++));

/** The rows of a tape, one text each. */
function rowsOf(tape: Tape): string[] {
  return tape.chunks.flatMap((chunk) =>
    Array.from({ length: chunk.length }, (_, row) => columns.map(({ name }) => chunk[name][row]).join(' ')),
  );
}

const market = fc.record({
  seed: fc.integer(),
  symbol: fc.constant('300000'),
  requests: fc.integer({ min: 400, max: 1500 }),
  meanGapNs: fc.constantFrom(1e9, 3e9),
  clockNs: fc.constantFrom(1, 1_000_000, 10_000_000),
});

describe('a tape in the layout of the SZSE', () => {
  it('comes back through the venue row by row', async () => {
    await fc.assert(
      fc.asyncProperty(market, async (options) => {
        const tape = sampleMarket(options);
        const target = fresh();
        await writeSzseL3(tape, target);
        const replayed = await replay('szse-l3', target);
        for (const { compared, equal } of replayed.checks) expect(equal).toBe(compared);
        const before = rowsOf(tape);
        expect(rowsOf(replayed.tape).slice(0, before.length)).toEqual(before);
        expect(replayed.checks[0].compared).toBeGreaterThan(options.requests / 8);
      }),
      { numRuns: 12 },
    );
  });

  it('is not made of a tape that it cannot say', async () => {
    const target = fresh();
    await writeLobster(sampleMarket({ seed: 1, symbol: 'A', requests: 900, meanGapNs: 2e9, clockNs: 1 }), target, 3);
    const { tape } = await replay('lobster', target);
    expect(await refusal(writeSzseL3(tape, fresh()))).toMatch(
      /^row 1 of the tape is "restate", which the layout szse-l3 cannot say; expected a tape on which every order/,
    );
  });
});

const randomDay = fc.record({
  seed: fc.integer(),
  instruments: fc.constantFrom(1, 2),
  accounts: fc.constantFrom(0, 5),
  requests: fc.integer({ min: 300, max: 1500 }),
  clockNs: fc.constantFrom(1, 10_000_000),
  wholeDay: fc.boolean(),
  unlimited: fc.boolean(),
});

/** Best price and shown quantity of both sides before orders expire. */
function bestOf(tape: Tape): number[] {
  const cursor = new TapeCursor(tape);
  const rebuilt = new RebuiltBook(tape.header, 0);
  while (cursor.next() && !(cursor.kind === Kind.cancelled && cursor.code === CancelReason.expiry))
    rebuilt.apply(cursor);
  const { book } = rebuilt;
  return [Side.buy, Side.sell].flatMap((side) => {
    const best = side === Side.buy ? book.bestBid : book.bestAsk;
    const quantity = book.quantityAt(side, best);
    return quantity === 0 ? [] : [best, quantity];
  });
}

describe('a tape in the layout of LOBSTER', () => {
  it('passes the one-step check at every level', async () => {
    await fc.assert(
      fc.asyncProperty(market, fc.integer({ min: 1, max: 12 }), async (options, levels) => {
        const target = fresh();
        await writeLobster(sampleMarket({ ...options, requests: options.requests + 700 }), target, levels);
        const replayed = await replay('lobster', target, { levels });
        expect(replayHolds(replayed)).toBe(true);
        expect(replayed.checks).toHaveLength(levels === 1 ? 1 : 2);
        expect(replayed.checks[0].compared).toBeGreaterThan(50);
      }),
      { numRuns: 12 },
    );
  });

  it('explains every change of the best levels by its messages, with reserves, replacements, parked orders and halts', async () => {
    const types = [
      OrderType.limit,
      OrderType.marketIoc,
      OrderType.iceberg,
      OrderType.best5ThenLimit,
      OrderType.ownBest,
    ];
    const orderTypes = ['limit', 'marketIoc', 'iceberg', 'best5ThenLimit', 'ownBest'] as const;
    const selfTrade = fc.constantFrom('allow', 'cancel-incoming', 'cancel-resting', 'cancel-both', 'decrement');
    await fc.assert(
      fc.asyncProperty(randomDay, selfTrade, fc.integer({ min: 1, max: 10 }), async (options, self, levels) => {
        const cage = options.unlimited ? null : { percent: 2, ticks: 10, action: 'park' as const };
        const rules = { orderTypes: [...orderTypes], replace: true, partialCancel: true, selfTrade: self, cage };
        const own = { ...rules, marketOrdersNeedLimit: false, halts } as RuleOverrides;
        const tape = randomVenueDay({ ...options, orderTypes: types, rules: own });
        const target = fresh();
        await writeLobster(tape, target, levels);
        const { checks, mismatches, tape: read } = await replay('lobster', target, { levels });
        expect(mismatches).toEqual([]);
        expect(checks[0].compared).toBeGreaterThan(20);
        expect(bestOf(read)).toEqual(bestOf(tape));
      }),
      { numRuns: 20 },
    );
  });

  it('is not made of a tape without continuous trading', async () => {
    const tape = sampleMarket({ seed: 1, symbol: 'A', requests: 20, meanGapNs: 1e9, clockNs: 1 });
    expect(await refusal(writeLobster(tape, fresh(), 3))).toContain('the tape has no continuous trading');
  });
});
