import path from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { sampleMarket } from '../../../bench/sample-market.js';
import { replay, replayHolds, writeLobster, writeSzseL3 } from '../../../src/history/index.js';
import { columns, type Tape } from '../../../src/tape/index.js';
import { refusal, temporaryFolder } from '../folder.js';

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

  it('is not made of a tape without continuous trading', async () => {
    const tape = sampleMarket({ seed: 1, symbol: 'A', requests: 20, meanGapNs: 1e9, clockNs: 1 });
    expect(await refusal(writeLobster(tape, fresh(), 3))).toContain('the tape has no continuous trading');
  });
});
