import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { jsonDigest, tapeDigest } from '../../src/archive/index.js';
import { planRuns, readModels, simulateRun } from '../../src/run/index.js';
import { allRegistries, loadScenario } from '../../src/scenario/index.js';
import { CancelReason, Kind, Side, type Tape, TapeCursor } from '../../src/tape/index.js';

const file = fileURLToPath(new URL('../../scenarios/two-days.yaml', import.meta.url));
const scenario = loadScenario(file, { registries: allRegistries(), root: process.cwd(), runs: { seeds: 1 } });
const plan = planRuns(scenario, 1);
const task = plan.tasks[plan.cells[0].seeds[0].attack];
const { run, tapes } = simulateRun(task, readModels(task));
const [friday, monday] = run.days;
const [ring] = friday.truth.campaigns.map(({ accounts }) => accounts);

/** Shares of an instrument that some accounts sold and bought on a day, and what of it they traded with each other. */
function tradedBy(tape: Tape, accounts: readonly number[], instrument: number) {
  const traded = { sold: 0, bought: 0, among: 0 };
  const cursor = new TapeCursor(tape);
  while (cursor.next()) {
    if (cursor.kind !== Kind.trade || cursor.instrument !== instrument) continue;
    const incomingSells = cursor.side === Side.sell;
    const seller = incomingSells ? cursor.account : cursor.otherAccount;
    const buyer = incomingSells ? cursor.otherAccount : cursor.account;
    if (accounts.includes(seller)) traded.sold += cursor.quantity;
    if (accounts.includes(buyer)) traded.bought += cursor.quantity;
    if (accounts.includes(seller) && accounts.includes(buyer)) traded.among += cursor.quantity;
  }
  return traded;
}

const held = (tape: Tape, accounts: readonly number[], instrument: number) =>
  accounts.reduce((sum, account) => sum + tape.header.accounts.holdings[account * 2 + instrument], 0);

describe('the scenario of two stocks over a weekend', () => {
  it('has a tape a day, each with both stocks, under the rules of its day', () => {
    expect(tapes.map(({ header }) => header.date)).toEqual(['2025-05-09', '2025-05-12']);
    for (const { header } of tapes)
      expect(header.instruments.map(({ symbol }) => symbol)).toEqual(['300233', '300999']);
    expect(tapes.map(tapeDigest)).toEqual([friday.tapeDigest, monday.tapeDigest]);
    expect(run.digest).toBe(jsonDigest([friday.digest, monday.digest]));
    expect(run.rows).toBe(friday.rows + monday.rows);
  });

  it('lets the ring sell what it held on Friday, and on Monday what it had bought on Friday', () => {
    const [first, second] = tapes.map((tape) => tradedBy(tape, ring, 0));
    expect(held(tapes[0], ring, 0)).toBe(20_000);
    expect(first.sold).toBe(20_000);
    expect(first.among).toBeGreaterThan(5_000);
    expect(held(tapes[1], ring, 0)).toBe(first.bought);
    expect(second.sold).toBe(first.bought);
    expect(second.bought).toBeGreaterThan(0);
  });

  it('carries all cash and shares over the night, and nothing from one stock into the other', () => {
    const [before, after] = tapes.map(({ header }) => header.accounts);
    const total = (values: Iterable<number>) => [...values].reduce((sum, value) => sum + value, 0);
    expect(total(before.cash) - total(after.cash)).toBe(friday.positions.fees);
    for (const instrument of [0, 1])
      expect(total(after.holdings.filter((_, at) => at % 2 === instrument))).toBe(
        total(before.holdings.filter((_, at) => at % 2 === instrument)),
      );
    const cursor = new TapeCursor(tapes[1]);
    while (cursor.next()) if (cursor.kind === Kind.accepted) expect(cursor.instrument).toBe(stockOf(cursor.account));
  });

  it('makes Friday’s close Monday’s previous close, from which the limits follow', () => {
    for (const [instrument, { previousClose, lowerLimit, upperLimit }] of tapes[1].header.instruments.entries()) {
      expect(Math.abs(previousClose / friday.lastPriceTicks[instrument] - 1)).toBeLessThan(0.02);
      expect(previousClose).not.toBe(1570);
      expect([lowerLimit, upperLimit]).toEqual([Math.round(0.8 * previousClose), Math.round(1.2 * previousClose)]);
    }
  });

  it('leaves no order over the night', () => {
    const cursor = new TapeCursor(tapes[0]);
    let expired = 0;
    while (cursor.next()) if (cursor.kind === Kind.cancelled && cursor.code === CancelReason.expiry) expired++;
    expect(expired).toBeGreaterThan(100);
  });

  it('has a campaign of every attack a day, in its stock, and alerts on it that day', () => {
    for (const { truth, alerts } of run.days) {
      expect(truth.campaigns.map(({ id, instrument }) => [id, instrument])).toEqual([
        ['ring', 0],
        ['spoof', 1],
      ]);
      const [spoofer] = truth.campaigns[1].accounts;
      const found = alerts.filter(({ detector, score }) => detector === 'spoof-pattern' && score >= 1);
      expect(found.map(({ instrument, accounts }) => [instrument, accounts])).toContainEqual([1, [spoofer]]);
    }
    expect(friday.truth.benign).toEqual(monday.truth.benign);
  });

  it('has detectors of rules that say on both days what their rules say, and loses nothing', () => {
    for (const { conformance, positions } of run.days) {
      expect(conformance.map(({ conforms }) => conforms)).toEqual([true, true]);
      const groups = [...Object.values(positions.attacks), positions.others];
      expect(groups.reduce((sum, { cash }) => sum + cash, positions.fees)).toBe(0);
      for (const instrument of [0, 1])
        expect(groups.reduce((sum, { holdings }) => sum + holdings[instrument], 0)).toBe(0);
    }
  });
});

/** The stock that an account of the scenario trades: nobody holds both. */
function stockOf(account: number): number {
  const { holdings } = tapes[0].header.accounts;
  return holdings[account * 2 + 1] > 0 ? 1 : 0;
}
