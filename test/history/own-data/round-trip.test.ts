import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { replay, writeSzseTick } from '../../../src/history/index.js';
import type { RuleOverrides } from '../../../src/rules/index.js';
import { codeNames, OrderType } from '../../../src/tape/index.js';
import { acceptedRows } from '../accepted-rows.js';
import { temporaryFolder } from '../folder.js';
import { type RandomDayOptions, randomVenueDay } from '../random-venue-day.js';

/** So near that every other day without limits has one. */
const halts = { levels: [0.004, 0.01], durationNs: 120_000_000_000, lunch: 'counts' as const };

const folder = temporaryFolder();
const typeNames = codeNames(OrderType);
let days = 0;

async function thereAndBack(options: RandomDayOptions, rules: RuleOverrides = {}) {
  const tape = randomVenueDay(options);
  const target = path.join(folder, String(days++));
  await writeSzseTick(tape, target);
  const map = path.join(target, 'columns.yaml');
  // Rules that the day changed are not in the files.
  writeFileSync(
    map,
    readFileSync(map, 'utf8').replace('market:', `market:\n  rules: ${JSON.stringify(asWritten(rules))}`),
  );
  return { tape, replayed: await replay('own', target) };
}

/** Rules as a person writes them. */
function asWritten({ halts: given, ...rules }: RuleOverrides): object {
  return given
    ? { ...rules, halts: { levels: given.levels, duration: given.durationNs / 1e9, lunch: given.lunch } }
    : rules;
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

  it('comes back with every order type that its venue may take, parked orders and halts', async () => {
    const types = Object.values(OrderType).filter((type) => type !== OrderType.iceberg);
    const orderTypes = types.map((type) => typeNames[type]) as (keyof typeof OrderType)[];
    await fc.assert(
      fc.asyncProperty(
        day,
        fc.constantFrom('reject' as const, 'park' as const),
        fc.boolean(),
        async (options, action, unlimited) => {
          const cage = unlimited ? null : { percent: 2, ticks: 0, action };
          const rules = { orderTypes, cage, marketOrdersNeedLimit: false, halts };
          const { tape, replayed } = await thereAndBack({ ...options, orderTypes: types, rules, unlimited }, rules);
          expect(acceptedRows(replayed.tape)).toEqual(acceptedRows(tape));
        },
      ),
      { numRuns: 12 },
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
