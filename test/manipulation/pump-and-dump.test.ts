import { describe, expect, it } from 'vitest';
import { MINUTE, Side } from '../../src/tape/index.js';
import { attackedMarket, campaignOf, rowsOfAccounts } from './attacked-market.js';
import { expectSoundCampaign, traded } from './campaign-invariants.js';
import { OPEN } from './practice-cases.js';

const on = (day: number, holdings?: number, arm: 'purpose' | 'attack' = 'attack') =>
  attackedMarket({
    practice: 'pump-and-dump',
    parameters: {
      position: { shares: 12_000 },
      gather: 2,
      budget: { shares: 40_000 },
      target: 0.5,
      pump: 120,
      pace: 20,
      window: ['09:31', '09:39'],
    },
    accounts: 2,
    window: [OPEN, OPEN + 10 * MINUTE],
    day,
    arm,
    funding: holdings === undefined ? undefined : { cash: 1e11, holdings },
  });

describe('pump and dump over days', () => {
  it('gathers its part of the position quietly on the first days', () => {
    const run = on(0);
    const { intentOrders, genuineOrders, outcomes } = campaignOf(run.manipulator);
    expect(intentOrders).toEqual([]);
    expect(genuineOrders.length).toBeGreaterThan(5);
    expect(outcomes.genuineQuantity).toBeLessThanOrEqual(6_000);
    expect(outcomes.genuineQuantity).toBeGreaterThan(2_000);
    expectSoundCampaign(run);
  });

  it('pushes on the third, and sells from the end of the push on what it held when that day opened', () => {
    const run = on(2, 6_000);
    const { intentOrders, outcomes } = campaignOf(run.manipulator);
    expect(intentOrders.length).toBeGreaterThan(0);
    expect(outcomes.pushQuantity).toBeGreaterThan(5_000);
    const own = rowsOfAccounts(run.rows, run.accounts);
    const firstSale = own.find(({ side, account }) => side === Side.sell && run.accounts.includes(account))!;
    expect(firstSale.time).toBeGreaterThanOrEqual(OPEN + 3 * MINUTE);
    for (const account of run.accounts) expect(traded(own, account, Side.sell)).toBe(6_000);
    expectSoundCampaign(run);
  });

  it('sells the rest on the day behind it, and pushes no more', () => {
    const run = on(3, 9_000);
    expect(campaignOf(run.manipulator).outcomes).toEqual({ day: 3, genuineQuantity: 18_000 });
    expectSoundCampaign(run);
  });

  it('gathers and sells without a push, and without a truth, in the purpose arm', () => {
    const run = on(2, 6_000, 'purpose');
    const own = rowsOfAccounts(run.rows, run.accounts);
    for (const account of run.accounts) expect(traded(own, account, Side.buy)).toBe(0);
    for (const account of run.accounts) expect(traded(own, account, Side.sell)).toBe(6_000);
    expect(run.manipulator.truth()).toEqual([]);
  });
});
