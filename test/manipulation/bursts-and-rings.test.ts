import { describe, expect, it } from 'vitest';
import { Kind, MINUTE, Side } from '../../src/tape/index.js';
import { attackedMarket, campaignOf, type Row, rowsOfAccounts } from './attacked-market.js';
import { expectSoundCampaign, traded } from './campaign-invariants.js';
import { OPEN } from './practice-cases.js';

const market = [OPEN, OPEN + 10 * MINUTE] as const;
const window = ['09:31', '09:39'];

/** What strangers see of each other: their rows without order numbers, which count the hand's orders too. */
function strangers(rows: readonly Row[], accounts: readonly number[]) {
  return rows
    .filter(({ kind }) => kind === Kind.accepted || kind === Kind.trade || kind === Kind.cancelled)
    .filter(({ account, otherAccount }) => !accounts.includes(account) && !accounts.includes(otherAccount))
    .map(({ time, kind, account, side, price, quantity }) => [time, kind, account, side, price, quantity]);
}

describe('quote stuffing', () => {
  const stuff = (throughput: { messagesPerSecond: number; queue: number } | null, arm: 'clean' | 'attack') =>
    attackedMarket({
      practice: 'quote-stuffing',
      parameters: { rate: 400, burst: 4, cycles: 2, window: ['09:31', '09:34'] },
      window: [OPEN, OPEN + 5 * MINUTE],
      overrides: { throughput },
      arm,
    });

  it('sends as many orders and cancels in a second as it says, none of which trades or stays', () => {
    const run = stuff(null, 'attack');
    const own = rowsOfAccounts(run.rows, run.accounts);
    const start = own[0].time;
    const inASecond = own.filter(({ time }) => time >= start && time < start + 1e9).length;
    expect(Math.abs(inASecond - 400)).toBeLessThan(10);
    expect(own.filter(({ kind }) => kind === Kind.trade)).toEqual([]);
    expect(campaignOf(run.manipulator).outcomes).toMatchObject({ orders: 1_600, cancels: 1_600, refused: 0 });
    expectSoundCampaign(run);
  });

  it('hurts nobody at a venue that answers everybody at once', () => {
    const [clean, attack] = [stuff(null, 'clean'), stuff(null, 'attack')];
    expect(strangers(attack.rows, attack.accounts)).toEqual(strangers(clean.rows, clean.accounts));
  });

  it('delays the others where the venue works on so many messages a second and no more', () => {
    const limited = { messagesPerSecond: 300, queue: 100_000 };
    const [clean, attack] = [stuff(limited, 'clean'), stuff(limited, 'attack')];
    expect(strangers(attack.rows, attack.accounts)).not.toEqual(strangers(clean.rows, clean.accounts));
    // A flood of 400 in a second before a venue that works on 300 waits a second longer every three.
    expect(campaignOf(attack.manipulator).outcomes.longestAnswerMilliseconds).toBeGreaterThan(100);
    expect(campaignOf(stuff(null, 'attack').manipulator).outcomes.longestAnswerMilliseconds).toBeLessThan(2);
    expectSoundCampaign(attack, { refusals: true });
  });
});

describe('momentum ignition', () => {
  const ignite = (given: object = {}) =>
    attackedMarket({
      practice: 'momentum-ignition',
      parameters: {
        side: 'buy',
        budget: { shares: 30_000 },
        position: { shares: 10_000 },
        cycles: 1,
        prepare: 60,
        burst: 3,
        exit: 300,
        pace: 15,
        window,
        ...given,
      },
      window: market,
      seed: 3,
    });

  it.each(['buy', 'sell'])('ends with the holdings it began with: %s', (side) => {
    const run = ignite({ side });
    const { outcomes } = campaignOf(run.manipulator);
    expect(outcomes.pushQuantity).toBeGreaterThan(5_000);
    expect(outcomes.openPosition).toBe(0);
    const [account] = run.accounts;
    expect(run.ledger.holdings(account, 0)).toBe(run.funding.holdings);
    expectSoundCampaign(run);
  });

  it('is a burst: its aggressive orders come within three seconds', () => {
    const run = ignite();
    const { intentOrders } = campaignOf(run.manipulator);
    const times = run.rows.filter(({ kind, order }) => kind === Kind.accepted && intentOrders.includes(order));
    expect(times.length).toBeGreaterThan(2);
    expect(times[times.length - 1].time - times[0].time).toBeLessThan(3.1e9);
  });
});

describe('a ring of matched orders', () => {
  const ring = (options: Partial<Parameters<typeof attackedMarket>[0]> = {}) =>
    attackedMarket({
      practice: 'matched-orders',
      parameters: { volume: { shares: 60_000 }, cycles: 12, patience: 20, window },
      window: market,
      accounts: 3,
      ...options,
    });

  it('has an owner for each of its accounts, who trade in turn: the first with the second, the last with the first', () => {
    const { tape, rows, accounts, manipulator } = ring();
    const { owner } = tape.header.accounts;
    expect(new Set(accounts.map((account) => owner[account])).size).toBe(3);
    const among = rowsOfAccounts(rows, accounts)
      .filter(
        ({ kind, account, otherAccount }) =>
          kind === Kind.trade && accounts.includes(account) && accounts.includes(otherAccount),
      )
      .map(({ side, account, otherAccount }) =>
        side === Side.sell ? [account, otherAccount] : [otherAccount, account],
      );
    expect(among.length).toBeGreaterThan(3);
    for (const [seller, buyer] of among)
      expect(accounts.indexOf(buyer)).toBe((accounts.indexOf(seller) + 1) % accounts.length);
    expect(campaignOf(manipulator).outcomes.matchedQuantity).toBeGreaterThan(0);
  });

  it('cannot pass on more than it held when the day opened', () => {
    const poor = ring({ funding: { cash: 1e12, holdings: 5_000 } });
    for (const account of poor.accounts)
      expect(traded(rowsOfAccounts(poor.rows, poor.accounts), account, Side.sell)).toBeLessThanOrEqual(5_000);
    expect(campaignOf(poor.manipulator).outcomes.matchedQuantity).toBeLessThanOrEqual(15_000);
    expectSoundCampaign(poor);
  });
});

describe('painting the tape', () => {
  it('prints small trades at the offer, by accounts in turn, and counts them', () => {
    const run = attackedMarket({
      practice: 'painting-the-tape',
      parameters: { side: 'buy', quantity: 200, gap: 3, cycles: 2, run: 60, purpose: { sell: 3_000 }, window },
      window: market,
      accounts: 3,
    });
    const { intentOrders, outcomes } = campaignOf(run.manipulator);
    const sent = run.rows.filter(({ kind, order }) => kind === Kind.accepted && intentOrders.includes(order));
    expect(sent.length).toBeGreaterThan(25);
    expect(new Set(sent.map(({ account }) => account))).toEqual(new Set(run.accounts.slice(1)));
    expect(sent.every(({ quantity, side }) => quantity <= 300 && side === Side.buy)).toBe(true);
    expect(outcomes.prints).toBeGreaterThan(20);
    expect(outcomes.upticks).toBeLessThan(outcomes.prints);
    expectSoundCampaign(run);
  });
});

describe('advancing the bid', () => {
  it('improves the best bid by a tick at a time where the spread leaves room', () => {
    const run = attackedMarket({
      practice: 'advancing-the-bid',
      parameters: { side: 'buy', purpose: { sell: 6_000 }, cycles: 3, step: 2, patience: 100, window },
      window: market,
    });
    const { intentOrders, cycles } = campaignOf(run.manipulator);
    expect(intentOrders.length).toBeGreaterThanOrEqual(cycles.length);
    expectSoundCampaign(run);
  });
});
