import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { writeTapeParquet } from '../../src/archive/index.js';
import { replay } from '../../src/history/index.js';
import { checkPlan, planRuns, readModels, readOpenings, simulateRun } from '../../src/run/index.js';
import { allRegistries, loadScenario } from '../../src/scenario/index.js';
import { Kind, type RowSource, TapeCursor } from '../../src/tape/index.js';

const samples = fileURLToPath(new URL('../../scenarios/samples/', import.meta.url));
const folder = mkdtempSync(path.join(tmpdir(), 'touchstone-replay-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

let count = 0;

interface Options {
  readonly background?: string;
  readonly symbol?: string;
  readonly previousClose?: number;
  readonly window?: string;
  readonly days?: number;
  readonly attack?: string;
}

/** The plan of a market on the day of the samples. */
function plan({ background = '{}', symbol = '300000', previousClose = 15, days = 1, ...rest }: Options) {
  const file = path.join(folder, `${++count}.yaml`);
  writeFileSync(
    file,
    `schema: 1
market:
  venue: szse-chinext
  date: 2025-05-06
  days: ${days}
  window: ${rest.window ?? '["09:15", "09:34"]'}
  instruments: [{ symbol: "${symbol}", previousClose: ${previousClose} }]
background: ${background}
accounts: { active: 500 }
attacks: [${rest.attack ?? ''}]
surveillance:
  detectors: [naive-large-cancel]
runs: { seeds: 1 }
`,
  );
  return planRuns(loadScenario(file, { registries: allRegistries(), root: folder, runs: {} }), 1);
}

async function runOf(planned: ReturnType<typeof plan>, arm: 'clean' | 'attack') {
  const task = planned.tasks[planned.cells[0].seeds[0][arm]];
  const { run, tapes } = simulateRun(task, readModels(task), undefined, await readOpenings([task]));
  return { day: run.days[0], tape: tapes[0] };
}

/** The rows of a tape up to a time; accounts left out where they are not to be compared. */
function rowsOf(tape: RowSource, accounts: boolean): string[] {
  const rows: string[] = [];
  const row = new TapeCursor(tape);
  while (row.next()) {
    const { time, kind, instrument, order, side, price, quantity, otherOrder, quantity2, code, flags } = row;
    const whose = accounts ? [row.account, row.otherAccount] : [];
    rows.push(
      [time, kind, instrument, order, side, price, quantity, otherOrder, quantity2, code, flags, ...whose].join(),
    );
  }
  return rows;
}

const pushing =
  '{ id: push, practice: continuous-push, side: buy, budget: { shares: 20000 }, target: 3, push: 60, reverse: 30, window: ["09:31", "09:33"], purpose: { sell: 1000 } }';

describe('a simulated day as the background', () => {
  let day: Awaited<ReturnType<typeof runOf>>;
  beforeAll(async () => {
    day = await runOf(plan({ background: '{ model: szse-300233 }' }), 'clean');
    await writeTapeParquet(path.join(folder, 'simulated.parquet'), day.tape);
  });

  it('is the same day again in the clean arm, to the last account', async () => {
    const planned = plan({ background: '{ replay: simulated.parquet }', attack: pushing });
    await checkPlan(planned);
    const clean = await runOf(planned, 'clean');
    expect(rowsOf(clean.tape, true)).toEqual(rowsOf(day.tape, true));
    expect(clean.tape.header.source).toBe('replay of simulated');
    expect(clean.day.positions.others).toEqual(day.day.positions.others);
  });

  it('lends its orders to who attacks, and does not react', async () => {
    const planned = plan({ background: '{ replay: simulated.parquet }', attack: pushing });
    const { day: attacked, tape } = await runOf(planned, 'attack');
    const [{ accounts, startNs }] = attacked.truth.campaigns;
    const own = new Set(accounts);
    const requests = { mine: 0, theirs: 0, taken: 0 };
    const row = new TapeCursor(tape);
    while (row.next()) {
      if (row.kind === Kind.accepted) own.has(row.account) ? requests.mine++ : requests.theirs++;
      if (row.kind === Kind.trade && own.has(row.account) && !own.has(row.otherAccount)) requests.taken += row.quantity;
    }
    expect(requests.mine).toBeGreaterThan(0);
    expect(requests.taken).toBeGreaterThan(5_000);
    // What was sent was sent; the venue may refuse a little of it in the other book.
    const sent = rowsOf(day.tape, true).filter((text) => text.split(',')[1] === String(Kind.accepted)).length;
    expect(requests.theirs).toBeGreaterThan(0.99 * sent);
    const earlier = (rows: string[]) => rows.filter((text) => Number(text.split(',')[0]) < startNs);
    expect(earlier(rowsOf(tape, true))).toEqual(earlier(rowsOf(day.tape, true)));
    const { attacks, others, fees } = attacked.positions;
    expect(attacks['push'].cash + others.cash + fees).toBe(0);
    expect(attacks['push'].holdings[0] + others.holdings[0]).toBe(0);
  });

  it.each([
    [
      { previousClose: 15.01 },
      /background\.replay: found a tape whose previous close in ticks is 1500, expected the market's, 1501/,
    ],
    [{ symbol: '300233' }, /found a tape whose symbol is 300000, expected the market's, 300233/],
    [{ window: '["09:31", "09:34"]' }, /found a tape with orders from 09:1\d.* expected a window that begins no later/],
  ])('is refused for another market: %o', async (other, message) => {
    const planned = plan({ background: '{ replay: simulated.parquet }', ...other });
    await expect(checkPlan(planned)).rejects.toThrow(message);
  });

  it('is one day of one instrument', () => {
    expect(() => plan({ background: '{ replay: simulated.parquet }', days: 2 })).toThrow(
      /background\.replay: found a recorded day for 1 instruments on 2 days/,
    );
    expect(() => plan({ background: '{ replay: simulated.parquet, openingBook: model }' })).toThrow(
      /found an openingBook beside a recorded day/,
    );
  });
});

describe('a recorded day as the background', () => {
  it('makes the rows that its replay made, with an account for every order', async () => {
    const { tape, symbol } = await replay('szse-l3', path.join(samples, 'szse-l3'));
    await writeTapeParquet(path.join(folder, 'recorded.parquet'), tape);
    const [instrument] = tape.header.instruments;
    const planned = plan({
      background: '{ replay: recorded.parquet }',
      symbol,
      previousClose: instrument.previousClose / 100,
      window: '["09:15", "11:30"]',
    });
    await checkPlan(planned);
    const clean = await runOf(planned, 'clean');
    const made = rowsOf(clean.tape, false);
    expect(made.slice(0, tape.length)).toEqual(rowsOf(tape, false));
    const row = new TapeCursor(clean.tape);
    while (row.next()) if (row.kind === Kind.accepted) expect(row.account).toBe(row.order);
  });

  it('is refused where a source tells what happened and not what was sent', async () => {
    const { tape, symbol } = await replay('lobster', path.join(samples, 'lobster'));
    await writeTapeParquet(path.join(folder, 'events.parquet'), tape);
    const planned = plan({ background: '{ replay: events.parquet }', symbol });
    await expect(checkPlan(planned)).rejects.toThrow(
      /\.yaml:\d+:\d+ background\.replay: found a tape of lobster, which holds events: what happened to orders, not what was sent/,
    );
  });
});
