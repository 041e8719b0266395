import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { writeTapeParquet } from '../../src/archive/index.js';
import { openingStates, readFlowRecord } from '../../src/order-flow/index.js';
import { planRuns, readModels, readOpenings, simulateRun } from '../../src/run/index.js';
import { checkPlan } from '../../src/run/market-check.js';
import { allRegistries, loadScenario } from '../../src/scenario/index.js';
import { HOUR, Kind, MINUTE, type Tape, TapeCursor } from '../../src/tape/index.js';

const folder = mkdtempSync(path.join(tmpdir(), 'touchstone-openings-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

let count = 0;

function plan(openingBook: string | undefined, window: string, { symbol = '300233', previousClose = '15.70' } = {}) {
  const file = path.join(folder, `${++count}.yaml`);
  const opening = openingBook === undefined ? '' : `, openingBook: ${openingBook}`;
  writeFileSync(
    file,
    `schema: 1
market:
  venue: szse-chinext
  date: 2025-05-06
  window: ${window}
  instruments: [{ symbol: "${symbol}", previousClose: ${previousClose} }]
background: { model: szse-300233${opening} }
accounts: { active: 500 }
surveillance:
  detectors: [naive-large-cancel]
runs: { seeds: 1 }
`,
  );
  return planRuns(loadScenario(file, { registries: allRegistries(), root: folder, runs: {} }), 1);
}

async function run(planned: ReturnType<typeof plan>): Promise<Tape> {
  const [task] = planned.tasks;
  return simulateRun(task, readModels(task), undefined, await readOpenings([task])).tapes[0];
}

const OPENING = 9 * HOUR + 34 * MINUTE;
let day: Tape;

beforeAll(async () => {
  day = await run(plan(undefined, '["09:15", "09:36"]'));
  await writeTapeParquet(path.join(folder, 'day.parquet'), day);
});

describe('a market that opens from the book of a tape', () => {
  let tape: Tape;
  beforeAll(async () => {
    tape = await run(plan('day.parquet@09:34', '["09:34", "09:36"]'));
  });

  it('has every order of it, with its accounts able to pay, and goes on from there', () => {
    const [recorded] = openingStates(day, 0, [OPENING]);
    const [opened] = openingStates(tape, 0, [OPENING + 1]);
    const shown = ({ orders }: typeof recorded) => orders.map(({ side, price, quantity }) => [side, price, quantity]);
    expect(recorded.orders.length).toBeGreaterThan(500);
    expect(shown(opened)).toEqual(shown(recorded));
    const rates = [day, tape].map(
      (each) => readFlowRecord(each, 0, { startNs: OPENING + 1, endNs: OPENING + 2 * MINUTE }).count,
    );
    expect(rates[1] / rates[0]).toBeGreaterThan(0.5);
    expect(rates[1] / rates[0]).toBeLessThan(2);
  });

  it('cancels orders at the rate of their age: a book of old orders keeps most of them', () => {
    const cursor = new TapeCursor(tape);
    let [orders, cancelled] = [0, 0];
    const opened = new Set<number>();
    while (cursor.next()) {
      if (cursor.kind === Kind.accepted && cursor.time === OPENING) {
        opened.add(cursor.order);
        orders++;
      }
      if (cursor.kind === Kind.cancelled && opened.has(cursor.order)) cancelled++;
    }
    // Born anew they would be at the age at which most are taken back.
    expect(cancelled / orders).toBeLessThan(0.25);
  });

  it('is another run when the tape is another', () => {
    const ids = ['day.parquet@09:34', undefined, 'model'].map(
      (opening) => plan(opening, '["09:34", "09:36"]').tasks[0].id,
    );
    expect(new Set(ids).size).toBe(3);
    expect(plan('./day.parquet@09:34', '["09:34", "09:36"]').tasks[0].id).toBe(ids[0]);
  });

  it('is refused where the tape is of something else, or is none', async () => {
    const other = plan('day.parquet@09:34', '["09:34", "09:36"]', { symbol: '300999' });
    await expect(checkPlan(other)).rejects.toThrow(
      /:7:\d+ background\.openingBook: found a tape of 300233, expected one of 300999/,
    );
    const cheaper = plan('day.parquet@09:34', '["09:34", "09:36"]', { previousClose: '10.00' });
    await expect(checkPlan(cheaper)).rejects.toThrow(
      /:7:\d+ background\.openingBook: found an order at \d+ ticks in the book at 09:34:00\.000, expected prices within the limits of the day, 800–1200/,
    );
    writeFileSync(path.join(folder, 'text.parquet'), 'text');
    await expect(checkPlan(plan('text.parquet@09:34', '["09:34", "09:36"]'))).rejects.toThrow(
      /text\.parquet: this is not a Parquet file/,
    );
    await expect(checkPlan(plan('day.parquet@10:10', '["10:10", "10:15"]'))).rejects.toThrow(
      /background\.openingBook: found the book at 10:10:00\.000, but continuous trading of the tape is at 09:30:00\.000–09:3/,
    );
  });
});

describe('a market that opens from the model', () => {
  it('has no opening call: the usual book stands when continuous trading begins', async () => {
    const tape = await run(plan('model', '["09:15", "09:31"]'));
    const cursor = new TapeCursor(tape);
    let before = 0;
    while (cursor.next()) if (cursor.kind === Kind.accepted && cursor.time < 9 * HOUR + 30 * MINUTE) before++;
    expect(before).toBe(0);
    expect(readFlowRecord(tape, 0).count).toBeGreaterThan(500);
  });
});

describe('a market that opens from the call', () => {
  it('is the one that says nothing', async () => {
    const window = '["09:15", "09:31"]';
    const [said, silent] = [await run(plan('auction', window)), await run(plan(undefined, window))];
    expect(said.length).toBe(silent.length);
  });
});
