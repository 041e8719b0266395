import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Desk } from '../../src/simulation/index.js';
import { Kind, MINUTE, SECOND, Side } from '../../src/tape/index.js';
import { attackedMarket, campaignOf, limit, type Row, rowsOfAccounts, Script } from './attacked-market.js';
import { expectSoundCampaign, traded } from './campaign-invariants.js';
import { OPEN } from './practice-cases.js';

const market = [OPEN, OPEN + 10 * MINUTE] as const;
const parameters = {
  side: 'buy',
  budget: { shares: 40_000 },
  target: 0.5,
  jitter: 0,
  push: 60,
  reverse: 300,
  pace: 10,
  purpose: { sell: 6_000 },
  window: ['09:31', '09:39'],
};

/** Thirty levels a side, a tick apart, of 2,000 shares each: bids from 15.69 down, offers from 15.71 up. */
function ladder(desk: Desk): void {
  for (let tick = 1; tick <= 30; tick++) {
    limit(desk, Side.buy, 1570 - tick, 2_000);
    limit(desk, Side.sell, 1570 + tick, 2_000);
  }
}

const stillBook = () => [new Script([{ at: OPEN, act: ladder }])];

function push(given: Record<string, unknown> = {}, options: Partial<Parameters<typeof attackedMarket>[0]> = {}) {
  return attackedMarket({
    practice: 'continuous-push',
    parameters: { ...parameters, ...given },
    window: market,
    others: stillBook(),
    ...options,
  });
}

const purchases = ({ rows, accounts }: ReturnType<typeof push>): Row[] =>
  rowsOfAccounts(rows, accounts).filter(
    ({ kind, side, account }) => kind === Kind.accepted && side === Side.buy && accounts.includes(account),
  );

describe('a push on a still book', () => {
  it('takes two levels an order, every five seconds, until the best bid stands half a per cent higher', () => {
    const run = push();
    const sent = purchases(run);
    expect(sent.slice(0, 3).map(({ price, quantity }) => [price, quantity])).toEqual([
      [1572, 4_000],
      [1574, 4_000],
      [1576, 4_000],
    ]);
    expect(sent[1].time - sent[0].time).toBe(5 * SECOND);
    // From 15.69 by eight ticks; each sweep goes no farther than that.
    expect(Math.max(...sent.map(({ price }) => price))).toBe(1577);
    expect(campaignOf(run.manipulator).outcomes.movedTicks).toBeLessThanOrEqual(8);
    expectSoundCampaign(run);
  });

  it('never trades more than its budget, and gives up when it is spent', () => {
    const run = push({ budget: { shares: 7_000 }, target: 2 });
    const { outcomes, cycles } = campaignOf(run.manipulator);
    expect(outcomes.pushQuantity).toBe(7_000);
    expect(cycles.map(({ outcome }) => outcome)).toEqual(['gave-up']);
  });

  it('trades back when the push is over, out of what was held before', () => {
    const run = push();
    const [account] = run.accounts;
    const own = rowsOfAccounts(run.rows, run.accounts);
    const sales = own.filter(({ kind, side }) => kind === Kind.accepted && side === Side.sell);
    expect(sales[0].time).toBeGreaterThanOrEqual(OPEN + 2 * MINUTE);
    expect(traded(own, account, Side.sell)).toBe(6_000);
    expect(campaignOf(run.manipulator).outcomes).toMatchObject({ genuineQuantity: 6_000, genuineLeft: 0 });
  });

  it('takes no profit on the day without shares held before, since those bought today cannot be sold (T+1)', () => {
    const run = push({}, { funding: { cash: 1e12, holdings: 0 } });
    const { outcomes } = campaignOf(run.manipulator);
    expect(outcomes.pushQuantity).toBeGreaterThan(10_000);
    expect(outcomes).toMatchObject({ genuineQuantity: 0, genuineLeft: 6_000 });
    expectSoundCampaign(run);
  });

  it('presses the price down as its mirror image', () => {
    const run = push({ side: 'sell', purpose: { buy: 6_000 } });
    const own = rowsOfAccounts(run.rows, run.accounts).filter(({ kind }) => kind === Kind.accepted);
    expect(own[0]).toMatchObject({ side: Side.sell, price: 1568, quantity: 4_000 });
    expect(campaignOf(run.manipulator).outcomes.genuineQuantity).toBe(6_000);
    expectSoundCampaign(run);
  });

  it('splits the same total over several accounts, of which the first trades back', () => {
    const run = push({ budget: { shares: 12_000 }, target: 2 }, { accounts: 4 });
    const own = rowsOfAccounts(run.rows, run.accounts);
    const [seller, ...pushers] = run.accounts;
    expect(pushers.map((account) => traded(own, account, Side.buy))).toEqual([4_000, 4_000, 4_000]);
    expect(traded(own, seller, Side.sell)).toBe(6_000);
    expect(traded(own, seller, Side.buy)).toBe(0);
    expectSoundCampaign(run);
  });

  it('pushes and trades back once a cycle', () => {
    const run = push({ cycles: 2, push: 20, reverse: 120 }, { others: undefined });
    expect(campaignOf(run.manipulator).cycles.length).toBe(2);
    expectSoundCampaign(run);
  });

  it('does not go with a purpose on its own side', () => {
    expect(() => push({ purpose: { buy: 100 } })).toThrow('found a purpose to buy behind a push on the buy side');
  });
});

describe('a push in a market that trades', () => {
  it('is sound for any budget, target, timing and sight', () => {
    fc.assert(
      fc.property(
        fc.record({
          seed: fc.integer({ min: 1, max: 1_000 }),
          accounts: fc.integer({ min: 1, max: 4 }),
          side: fc.constantFrom('buy', 'sell'),
          shares: fc.constantFrom(50, 9_950, 100_000, 1_000_000),
          target: fc.constantFrom(0.1, 1, 30),
          levels: fc.integer({ min: 1, max: 5 }),
          interval: fc.constantFrom(0.5, 5, 60),
          jitter: fc.constantFrom(0, 0.9),
          cycles: fc.integer({ min: 1, max: 4 }),
          style: fc.constantFrom('rest', 'cross'),
          rest: fc.constantFrom('cross', 'cancel'),
          information: fc.constantFrom('order-by-order', 'l1-snapshot-3s'),
          delay: fc.constantFrom(0, 0.01, 3),
        }),
        ({ seed, accounts, side, shares, delay, ...given }) => {
          const run = attackedMarket({
            practice: 'continuous-push',
            parameters: {
              ...given,
              side,
              budget: { shares },
              purpose: side === 'buy' ? { sell: 7_000 } : { buy: 7_000 },
              push: 30,
              reverse: 60,
              pace: 7,
              window: ['09:31', '09:35'],
              latency: { market: delay, order: delay },
            },
            seed,
            accounts,
            window: [OPEN, OPEN + 6 * MINUTE],
          });
          expectSoundCampaign(run, { refusals: delay > 1 || given.information !== 'order-by-order' });
          for (const { outcomes } of run.manipulator.truth()) expect(outcomes.pushQuantity).toBeLessThanOrEqual(shares);
        },
      ),
      { numRuns: 25 },
    );
  });
});
