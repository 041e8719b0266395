import path from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { replay, writeSzseTick } from '../../../src/history/index.js';
import { OrderType } from '../../../src/tape/index.js';
import { temporaryFolder } from '../folder.js';
import { type RandomDayOptions, randomVenueDay } from '../random-venue-day.js';
import { acceptedRows } from '../tape-rows.js';

const folder = temporaryFolder();
let days = 0;

async function thereAndBack(options: RandomDayOptions) {
  const tape = randomVenueDay(options);
  const target = path.join(folder, String(days++));
  await writeSzseTick(tape, target);
  return { tape, replayed: await replay('own', target) };
}

const day = fc.record({
  seed: fc.integer(),
  instruments: fc.constant(1),
  accounts: fc.constantFrom(0, 7),
  requests: fc.integer({ min: 300, max: 1200 }),
  clockNs: fc.constantFrom(1, 10_000_000),
  wholeDay: fc.boolean(),
});

describe('a tape in the two streams of the SZSE', () => {
  it('comes back through the venue row by row', async () => {
    await fc.assert(
      fc.asyncProperty(day, async (options) => {
        const { tape, replayed } = await thereAndBack({
          ...options,
          orderTypes: [OrderType.limit, OrderType.marketIoc],
        });
        expect(acceptedRows(replayed.tape)).toEqual(acceptedRows(tape));
        for (const { compared, equal } of replayed.checks) expect(equal).toBe(compared);
        const { instruments, accounts, venue, date, rulePack } = tape.header;
        expect(replayed.tape.header).toEqual({
          ...{ schema: tape.header.schema, source: 'own', venue, date, rulePack, instruments, accounts },
        });
      }),
      { numRuns: 15 },
    );
  });

  it('comes back instrument by instrument, over several channels', async () => {
    await fc.assert(
      fc.asyncProperty(day, fc.integer({ min: 2, max: 6 }), async (options, instruments) => {
        const { tape, replayed } = await thereAndBack({ ...options, instruments });
        for (let instrument = 0; instrument < instruments; instrument++)
          expect(acceptedRows(replayed.tape, instrument)).toEqual(acceptedRows(tape, instrument));
      }),
      { numRuns: 6 },
    );
  });
});
