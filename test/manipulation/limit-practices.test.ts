import { describe, expect, it } from 'vitest';
import type { Desk } from '../../src/simulation/index.js';
import { Kind, MINUTE, SECOND, Side } from '../../src/tape/index.js';
import { attackedMarket, campaignOf, limit, rowsOfAccounts, Script } from './attacked-market.js';
import { expectSoundCampaign, traded } from './campaign-invariants.js';
import { LIMIT_UP, OPEN, queueAtTheLimit } from './practice-cases.js';

const market = [OPEN, OPEN + 20 * MINUTE] as const;

function run(practice: string, parameters: object, options: Partial<Parameters<typeof attackedMarket>[0]> = {}) {
  return attackedMarket({
    practice,
    parameters: { window: ['09:31', '09:45'], ...parameters },
    window: market,
    others: queueAtTheLimit(),
    overrides: { cage: null },
    ...options,
  });
}

const queue = { size: { shares: 60_000 }, side: 'buy', purpose: { sell: 4_000 }, cycles: 2, patience: 120, lead: 30 };

describe('a false queue at the upper limit', () => {
  it('stands at the end of the queue, and sells to it', () => {
    const attack = run('false-limit-up-queue', queue);
    const own = rowsOfAccounts(attack.rows, attack.accounts);
    const bids = own.filter(({ kind, side }) => kind === Kind.accepted && side === Side.buy);
    expect(bids.every(({ price }) => price === LIMIT_UP)).toBe(true);
    expect(traded(own, attack.accounts[0], Side.sell)).toBe(4_000);
    expect(campaignOf(attack.manipulator).outcomes).toMatchObject({ leakedQuantity: 0, genuineQuantity: 4_000 });
    expectSoundCampaign(attack);
  });

  it('is put up anew behind those who have come since, before its turn comes', () => {
    // 40,000 shares stand before it; sales take 5,000 of them every ten seconds, and bids come behind it.
    const acts = [{ at: OPEN, act: (desk: Desk) => void limit(desk, Side.buy, LIMIT_UP, 40_000) }];
    for (let at = OPEN + MINUTE; at < OPEN + 10 * MINUTE; at += 10 * SECOND)
      acts.push({
        at,
        act: (desk) => {
          limit(desk, Side.buy, LIMIT_UP, 5_000);
          limit(desk, Side.sell, LIMIT_UP, 5_000);
        },
      });
    const given = { ...queue, cycles: 1, patience: 400, purpose: { sell: 1_000 }, lead: 300 };
    const attack = run('false-limit-up-queue', given, { others: [new Script(acts)] });
    const { intentOrders, outcomes } = campaignOf(attack.manipulator);
    expect(intentOrders.length).toBeGreaterThan(2);
    expect(outcomes.leakedQuantity).toBe(0);
    expectSoundCampaign(attack);
  });

  it('waits for the limit, and shows nothing where the price never stands there', () => {
    const away = run('false-limit-up-queue', queue, { others: undefined });
    expect(away.manipulator.truth()).toEqual([]);
  });

  it('is refused for a stock without limits', () => {
    expect(() =>
      run('false-limit-up-queue', queue, {
        overrides: { limitRates: { ordinary: null, riskWarning: null, delisting: null } },
      }),
    ).toThrow('attacks.spoof.practice: 300233 has no price limit on this day');
  });
});

const wall = { size: { shares: 20_000 }, budget: { shares: 30_000 }, refresh: 5 };

describe('a wall at the upper limit', () => {
  it('is put up again as it is executed, until its budget is used up', () => {
    const seller = (at: number) => ({ at, act: (desk: Desk) => void limit(desk, Side.sell, LIMIT_UP, 6_000) });
    const acts = [{ at: OPEN, act: (desk: Desk) => void limit(desk, Side.buy, LIMIT_UP, 1_000) }];
    for (let minute = 2; minute < 12; minute++) acts.push(seller(OPEN + minute * MINUTE));
    const attack = run('limit-maintenance', wall, { others: [new Script(acts)], accounts: 2 });
    const { outcomes } = campaignOf(attack.manipulator);
    expect(outcomes.boughtQuantity).toBe(30_000);
    expect(outcomes.greatestShare).toBeGreaterThan(0.9);
    expect(outcomes.heldSeconds).toBeGreaterThan(200);
    expectSoundCampaign(attack);
  });

  it('does nothing away from the limit', () => {
    const away = run('limit-maintenance', wall, { others: undefined });
    expect(rowsOfAccounts(away.rows, away.accounts)).toEqual([]);
  });

  it('sells nothing of it on the day (T+1), and all of it in the morning of a later one', () => {
    const given = { ...wall, sale: ['09:31', '09:40'], pace: 20 };
    const first = run('limit-maintenance', given, { accounts: 2 });
    expect(campaignOf(first.manipulator).genuineOrders).toEqual([]);
    const later = run('limit-maintenance', given, { others: undefined, day: 1, funding: { cash: 0, holdings: 3_000 } });
    expect(campaignOf(later.manipulator).outcomes).toMatchObject({ genuineQuantity: 3_000 });
    expectSoundCampaign(later);
  });
});
