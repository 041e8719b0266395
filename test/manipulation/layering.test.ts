import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Desk } from '../../src/simulation/index.js';
import { HOUR, Kind, MINUTE, SECOND, Side } from '../../src/tape/index.js';
import { attackedMarket, campaignOf, limit, type Row, rowsOfAccounts, Script } from './attacked-market.js';
import { expectSoundCampaign, rowsBeforeAct } from './campaign-invariants.js';

const OPEN = 9 * HOUR + 30 * MINUTE;
const market = [OPEN, OPEN + 20 * MINUTE] as const;
const parameters = {
  size: { best5Depth: 4 },
  side: 'buy',
  window: ['09:31', '09:49'],
  purpose: { sell: 20_000 },
  cycles: 6,
};

/** Ten levels a side, a tick apart, of 2,000 shares each: bids from 15.69 down, asks from 15.71 up. */
function ladder(desk: Desk): void {
  for (let tick = 1; tick <= 10; tick++) {
    limit(desk, Side.buy, 1570 - tick, 2_000);
    limit(desk, Side.sell, 1570 + tick, 2_000);
  }
}

const accepted = (rows: readonly Row[]) => rows.filter(({ kind }) => kind === Kind.accepted);
const displays = (rows: readonly Row[]) => accepted(rows).filter(({ side }) => side === Side.buy);

/** One round on the ladder; the script acts five seconds, then ten seconds after the layers are up. */
function oneRound(acts: readonly ((desk: Desk) => void)[], given: Record<string, unknown> = {}) {
  const run = (others: readonly { at: number; act(desk: Desk): void }[]) =>
    attackedMarket({
      practice: 'layering',
      parameters: { ...parameters, cycles: 1, purpose: { sell: 5_000 }, window: ['09:31', '09:33'], ...given },
      window: market,
      others: [new Script([{ at: OPEN, act: ladder }, ...others])],
    });
  const { startNs } = campaignOf(run([]).manipulator);
  return { ...run(acts.map((act, index) => ({ at: startNs + 5 * (index + 1) * SECOND, act }))), startNs };
}

describe('a round of layering on a still book', () => {
  it('puts equal layers at successive prices behind the best', () => {
    const still = oneRound([]);
    const layers = displays(rowsOfAccounts(still.rows, still.accounts));
    expect(layers.map(({ price, quantity }) => [price, quantity])).toEqual([
      [1568, 16_000],
      [1567, 16_000],
      [1566, 16_000],
      [1565, 16_000],
      [1564, 16_000],
    ]);
    expectSoundCampaign(still);
  });

  it('takes all layers back at once after the genuine fill', () => {
    const filled = oneRound([(desk) => limit(desk, Side.buy, 1571, 7_000)]);
    const campaign = campaignOf(filled.manipulator);
    const withdrawals = rowsOfAccounts(filled.rows, filled.accounts).filter(({ kind }) => kind === Kind.cancelled);
    expect(withdrawals.map(({ order }) => order)).toEqual(campaign.intentOrders);
    expect(new Set(withdrawals.map(({ time }) => time)).size).toBe(1);
    expect(campaign.cycles.map(({ outcome }) => outcome)).toEqual(['profit']);
    expectSoundCampaign(filled);
  });

  it('moves the layer that would be the best price to the far end, at once', () => {
    const fallen = oneRound([(desk) => limit(desk, Side.sell, 1569, 2_000)]);
    const layers = displays(rowsOfAccounts(fallen.rows, fallen.accounts));
    expect(layers.slice(5)).toMatchObject([
      { price: 1563, quantity: 16_000, time: fallen.startNs + 5 * SECOND + 20_000_000 },
    ]);
    expect(campaignOf(fallen.manipulator).outcomes.leakedQuantity).toBe(0);
    expectSoundCampaign(fallen);
  });

  it('moves a layer that has come too near at once, however long it waits after one that runs away', () => {
    const steps = [
      (desk: Desk) => limit(desk, Side.sell, 1569, 2_000),
      (desk: Desk) => limit(desk, Side.sell, 1568, 2_000),
    ];
    const fallen = oneRound(steps, { nearest: 3, refresh: 600 });
    const layers = displays(rowsOfAccounts(fallen.rows, fallen.accounts)).slice(5);
    expect(layers.map(({ price, time }) => [price, time - fallen.startNs])).toEqual([
      [1561, 5 * SECOND + 20_000_000],
      [1560, 10 * SECOND + 20_000_000],
    ]);
  });

  it('follows a best price that runs away', () => {
    const risen = oneRound([
      (desk) => {
        limit(desk, Side.buy, 1571, 2_000);
        limit(desk, Side.buy, 1570, 2_000);
      },
    ]);
    const layers = displays(rowsOfAccounts(risen.rows, risen.accounts));
    expect(layers.slice(5).map(({ price }) => price)).toEqual([1569]);
    expectSoundCampaign(risen);
  });

  it('gives up when nobody else is left on its side', () => {
    const alone = oneRound([
      (desk) => limit(desk, Side.sell, 1569, 2_000),
      (desk) => limit(desk, Side.sell, 1568, 5_000),
    ]);
    const campaign = campaignOf(alone.manipulator);
    expect(campaign.cycles.map(({ outcome }) => outcome)).toEqual(['gave-up']);
    expectSoundCampaign(alone);
  });
});

describe('layering in a market that trades', () => {
  it('takes profit, is never refused, and leaves nothing behind', () => {
    const run = attackedMarket({ practice: 'layering', parameters, window: market });
    const { cycles, intentOrders } = campaignOf(run.manipulator);
    expect(cycles.filter(({ outcome }) => outcome === 'profit').length).toBeGreaterThanOrEqual(3);
    expect(intentOrders.length).toBeGreaterThan(5 * cycles.length);
    expectSoundCampaign(run);
  });

  it('has the same bytes up to the first layer in all arms', () => {
    const [clean, purpose, attack] = (['clean', 'purpose', 'attack'] as const).map((arm) =>
      attackedMarket({ practice: 'layering', parameters, window: market, arm, seed: 3 }),
    );
    const before = rowsBeforeAct(attack.rows, attack.accounts);
    expect(before.length).toBeGreaterThan(100);
    expect(clean.rows.slice(0, before.length)).toEqual(before);
    expect(purpose.rows.slice(0, before.length)).toEqual(before);
    expect(displays(rowsOfAccounts(purpose.rows, purpose.accounts))).toEqual([]);
  });

  it('is sound for any ladder, timing and sight', () => {
    fc.assert(
      fc.property(
        fc.record({
          seed: fc.integer({ min: 1, max: 1_000 }),
          accounts: fc.integer({ min: 1, max: 3 }),
          best5Depth: fc.constantFrom(0.5, 4, 100),
          side: fc.constantFrom('buy', 'sell'),
          cycles: fc.integer({ min: 1, max: 10 }),
          levels: fc.integer({ min: 2, max: 10 }),
          nearest: fc.integer({ min: 1, max: 3 }),
          refresh: fc.constantFrom(0, 1, 30),
          patience: fc.constantFrom(5, 60),
          information: fc.constantFrom('order-by-order', 'l1-snapshot-3s'),
          delay: fc.constantFrom(0, 0.01, 2),
        }),
        ({ seed, accounts, best5Depth, side, delay, ...given }) => {
          const run = attackedMarket({
            practice: 'layering',
            parameters: {
              ...given,
              size: { best5Depth },
              side,
              purpose: side === 'buy' ? { sell: 15_000 } : { buy: 15_000 },
              window: ['09:31', '09:40'],
              latency: { market: delay, order: delay },
            },
            seed,
            accounts,
            window: [OPEN, OPEN + 10 * MINUTE],
          });
          expectSoundCampaign(run, { refusals: delay > 1 || given.information !== 'order-by-order' });
        },
      ),
      { numRuns: 30 },
    );
  });
});
