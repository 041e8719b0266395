import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Desk } from '../../src/simulation/index.js';
import { HOUR, Kind, MINUTE, SECOND, Side } from '../../src/tape/index.js';
import { attackedMarket, campaignOf, limit, type Row, rowsOfAccounts, Script } from './attacked-market.js';
import { expectSoundCampaign, rowsBeforeAct } from './campaign-invariants.js';

const OPEN = 9 * HOUR + 30 * MINUTE;
const market = [OPEN, OPEN + 20 * MINUTE] as const;
const parameters = { volume: { shares: 40_000 }, window: ['09:31', '09:49'], cycles: 6 };

/** Bids from 15.69 down, asks from `ask` up, a tick apart, of 2,000 shares each. */
function ladder(ask: number): (desk: Desk) => void {
  return (desk) => {
    for (let tick = 0; tick < 5; tick++) {
      limit(desk, Side.buy, 1569 - tick, 2_000);
      limit(desk, Side.sell, ask + tick, 2_000);
    }
  };
}

const tradesAmong = (rows: readonly Row[], accounts: readonly number[]) =>
  rows.filter(
    ({ kind, account, otherAccount }) =>
      kind === Kind.trade && accounts.includes(account) && accounts.includes(otherAccount),
  );
const total = (rows: readonly Row[]) => rows.reduce((sum, { quantity }) => sum + quantity, 0);

/** What the truth says was matched and leaked is what the tape shows. */
function expectHonestOutcomes({ rows, accounts, manipulator }: ReturnType<typeof attackedMarket>): void {
  const own = tradesAmong(rows, accounts);
  const all = rowsOfAccounts(rows, accounts).filter(({ kind }) => kind === Kind.trade);
  for (const { outcomes } of manipulator.truth())
    expect(outcomes).toEqual({ matchedQuantity: total(own), leakedQuantity: total(all) - total(own) });
}

function oneMeeting(
  acts: readonly { at: number; act(desk: Desk): void }[],
  given: Record<string, unknown> = {},
  book: (desk: Desk) => void = ladder(1572),
) {
  const run = attackedMarket({
    practice: 'wash-trading',
    parameters: { ...parameters, cycles: 1, volume: { shares: 5_000 }, window: ['09:31', '09:33'], ...given },
    accounts: 2,
    window: market,
    others: [new Script([{ at: OPEN, act: book }, ...acts])],
  });
  expectSoundCampaign(run);
  expectHonestOutcomes(run);
  return run;
}

/** When the first order of a meeting is in the book. */
const firstOrderNs = (given: Record<string, unknown> = {}) => campaignOf(oneMeeting([], given).manipulator).startNs;

describe('a meeting in the gap of the spread', () => {
  it('is a trade of the whole quantity between two accounts of one owner, inside the spread', () => {
    const { rows, accounts, manipulator, tape } = oneMeeting([]);
    const [trade, ...more] = tradesAmong(rows, accounts);
    expect(more).toEqual([]);
    expect(trade).toMatchObject({ price: 1570, quantity: 5_000 });
    expect(trade.account).not.toBe(trade.otherAccount);
    const { owner } = tape.header.accounts;
    expect(owner[trade.account]).toBe(owner[trade.otherAccount]);
    expect(campaignOf(manipulator).cycles.map(({ outcome }) => outcome)).toEqual(['profit']);
  });

  it('follows the first order after a lag of half to one and a half of what was asked for', () => {
    const { rows, accounts } = oneMeeting([], { lag: 4 });
    const [first, second] = rowsOfAccounts(rows, accounts).filter(({ kind }) => kind === Kind.accepted);
    expect(second.time - first.time).toBeGreaterThanOrEqual(2 * SECOND);
    expect(second.time - first.time).toBeLessThanOrEqual(6 * SECOND);
  });

  it('waits for a gap, and gives up without one: nothing was done, so there is no campaign', () => {
    const { manipulator, rows, accounts } = oneMeeting([], {}, ladder(1570));
    expect(rowsOfAccounts(rows, accounts)).toEqual([]);
    expect(manipulator.truth()).toEqual([]);
  });

  it('reports as leaked what strangers take of the first order', () => {
    const at = firstOrderNs({ lag: 4 }) + SECOND;
    const strangers = (desk: Desk) => {
      limit(desk, Side.buy, 1570, 1_200);
      limit(desk, Side.sell, 1570, 1_200);
    };
    const { manipulator } = oneMeeting([{ at, act: strangers }], { lag: 4 });
    const { outcomes } = campaignOf(manipulator);
    expect(outcomes.leakedQuantity).toBeGreaterThanOrEqual(1_200);
    expect(outcomes.matchedQuantity).toBe(3_800);
  });

  it('does not meet behind strangers at a better price', () => {
    const at = firstOrderNs({ lag: 4 }) + SECOND;
    const takeAll = (desk: Desk) => {
      limit(desk, Side.buy, 1570, 5_000);
      limit(desk, Side.sell, 1570, 5_000);
    };
    const { manipulator } = oneMeeting([{ at, act: takeAll }], { lag: 4 });
    const { outcomes, cycles } = campaignOf(manipulator);
    expect(outcomes).toEqual({ matchedQuantity: 0, leakedQuantity: 5_000 });
    expect(cycles.map(({ outcome }) => outcome)).toEqual(['gave-up']);
  });
});

describe('a meeting at the touch', () => {
  const touch = { method: 'touch', ahead: 0, volume: { shares: 5_000 } };

  it('waits until the queue before its first order is gone', () => {
    const at = firstOrderNs(touch) + 10 * SECOND;
    const takeQueue = (desk: Desk) => {
      limit(desk, Side.buy, 1572, 2_000);
      limit(desk, Side.sell, 1569, 2_000);
    };
    const { rows, accounts, manipulator } = oneMeeting([{ at, act: takeQueue }], touch);
    expect(total(tradesAmong(rows, accounts))).toBe(5_000);
    expect(tradesAmong(rows, accounts)[0].time).toBeGreaterThan(at);
    expect(campaignOf(manipulator).outcomes.leakedQuantity).toBe(0);
  });

  it('gives up when the queue does not move', () => {
    const { manipulator } = oneMeeting([], { ...touch, patience: 30 });
    const { cycles, startNs, endNs } = campaignOf(manipulator);
    expect(cycles.map(({ outcome }) => outcome)).toEqual(['gave-up']);
    expect(endNs - startNs).toBe(30 * SECOND);
  });

  it('meets through strangers when it may, and reports them', () => {
    const { rows, accounts, manipulator } = oneMeeting([], { ...touch, ahead: 0.5 });
    expect(total(tradesAmong(rows, accounts))).toBe(3_000);
    expect(campaignOf(manipulator).outcomes).toEqual({ matchedQuantity: 3_000, leakedQuantity: 2_000 });
  });
});

describe('wash trading in a market that trades', () => {
  it('brings positions nearly back and splits what is above the greatest quantity', () => {
    const run = attackedMarket({
      practice: 'wash-trading',
      parameters: { ...parameters, volume: { shares: 2_400_000 } },
      accounts: 3,
      window: market,
    });
    const { outcomes, intentOrders } = campaignOf(run.manipulator);
    expect(outcomes.matchedQuantity).toBeGreaterThan(1_500_000);
    expect(intentOrders.length).toBeGreaterThanOrEqual(20);
    expectSoundCampaign(run);
    expectHonestOutcomes(run);
  });

  it('takes its volume from the usual volume of a day', () => {
    const run = attackedMarket({
      practice: 'wash-trading',
      parameters: { ...parameters, volume: { dayShare: 0.01 } },
      accounts: 2,
      window: market,
    });
    expect(campaignOf(run.manipulator).knobs['volume.dayShare']).toBe(0.01);
    expect(
      total(rowsOfAccounts(run.rows, run.accounts).filter(({ kind }) => kind === Kind.accepted)),
    ).toBeLessThanOrEqual(2 * 20_000);
  });

  it('is silent in the clean and the purpose arm, which are the same', () => {
    const [clean, purpose, attack] = (['clean', 'purpose', 'attack'] as const).map((arm) =>
      attackedMarket({ practice: 'wash-trading', parameters, window: market, arm, accounts: 2 }),
    );
    expect(purpose.rows).toEqual(clean.rows);
    expect(rowsOfAccounts(clean.rows, clean.accounts)).toEqual([]);
    const before = rowsBeforeAct(attack.rows, attack.accounts);
    expect(before.length).toBeGreaterThan(100);
    expect(clean.rows.slice(0, before.length)).toEqual(before);
  });

  it('needs two accounts', () => {
    expect(() => attackedMarket({ practice: 'wash-trading', parameters, window: market })).toThrow(
      'accounts.count: found 1 account, expected at least 2 that can trade with each other',
    );
  });

  it('is sound and honest for any method, timing and sight', () => {
    fc.assert(
      fc.property(
        fc.record({
          seed: fc.integer({ min: 1, max: 1_000 }),
          accounts: fc.integer({ min: 2, max: 4 }),
          shares: fc.constantFrom(50, 9_950, 100_000, 3_000_000),
          cycles: fc.integer({ min: 1, max: 40 }),
          method: fc.constantFrom('gap', 'touch'),
          lag: fc.constantFrom(0, 0.2, 5, 100),
          ahead: fc.constantFrom(0, 0.2, 10),
          patience: fc.constantFrom(0, 5, 60),
          information: fc.constantFrom('order-by-order', 'l1-snapshot-3s'),
          delay: fc.constantFrom(0, 0.01, 3),
        }),
        ({ seed, accounts, shares, delay, ...given }) => {
          const run = attackedMarket({
            practice: 'wash-trading',
            parameters: {
              ...given,
              volume: { shares },
              window: ['09:31', '09:40'],
              latency: { market: delay, order: delay },
            },
            seed,
            accounts,
            window: [OPEN, OPEN + 10 * MINUTE],
          });
          expectSoundCampaign(run, { refusals: delay > 1 || given.information !== 'order-by-order' });
          expectHonestOutcomes(run);
        },
      ),
      { numRuns: 40 },
    );
  });
});
