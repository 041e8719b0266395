import { describe, expect, it } from 'vitest';
import { Kind, SECOND, Side } from '../../src/tape/index.js';
import { attackedMarket, campaignOf, rowsOfAccounts } from './attacked-market.js';
import { expectSoundCampaign, traded } from './campaign-invariants.js';
import { practiceCases } from './practice-cases.js';

const { others, ...one } = practiceCases.find(({ practice }) => practice === 'account-group')!;
const run = (arm: 'purpose' | 'attack', parameters: object = {}) =>
  attackedMarket({ ...one, slow: undefined, arm, others: others!(), parameters: { ...one.parameters, ...parameters } });

describe('a controlled account group', () => {
  const market = run('attack', { copyRate: 1, lag: 4, scale: 0.3 });
  const { accounts, rows } = market;
  const [leader, ...followers] = accounts;
  const sent = rowsOfAccounts(rows, accounts).filter(({ kind }) => kind === Kind.accepted);
  const of = (account: number) => sent.filter((row) => row.account === account);

  it('repeats every order of the account that decides, on its side, two to six seconds later and in another size', () => {
    for (const follower of followers) {
      const copies = of(follower);
      expect(copies.length).toBeGreaterThan(0.8 * of(leader).length);
      for (const copy of copies) {
        const copied = of(leader).findLast(({ time }) => time <= copy.time - 2 * SECOND)!;
        expect(copied.side).toBe(copy.side);
        expect(copy.time - copied.time).toBeLessThan(6.2 * SECOND);
        expect(Math.abs(copy.quantity / copied.quantity - 1)).toBeLessThan(0.6);
      }
    }
    expect(new Set(followers.map((account) => traded(sent, account, Side.buy))).size).toBeGreaterThan(0);
  });

  it('buys in one round and sells in the next, and is one hand to the truth alone', () => {
    const campaign = campaignOf(market.manipulator);
    expect(campaign).toMatchObject({ controller: 'hand', accounts, spansDays: true });
    expect(campaign.genuineOrders).toEqual(of(leader).map(({ order }) => order));
    expect(campaign.cycles).toHaveLength(2);
    expect(new Set(of(leader).map(({ side }) => side)).size).toBe(2);
    expect(new Set(accounts.map((account) => market.tape.header.accounts.owner[account])).size).toBe(accounts.length);
    expect(campaign.phases.map(({ phase }) => phase)).toEqual(['lead', 'copy', 'copy']);
    expectSoundCampaign(market);
  });

  it('copies a part of the orders when it is told to', () => {
    const some = campaignOf(run('attack', { copyRate: 0.3 }).manipulator).outcomes.copies;
    const all = campaignOf(market.manipulator).outcomes.copies;
    expect(some).toBeGreaterThan(0.1 * all);
    expect(some).toBeLessThan(0.6 * all);
  });

  it('is the first account alone in the purpose arm', () => {
    const alone = rowsOfAccounts(run('purpose').rows, followers);
    expect(alone).toEqual([]);
  });

  it('needs somebody who copies', () => {
    expect(() => attackedMarket({ ...one, slow: undefined, others: others!(), accounts: 1 })).toThrow(
      /accounts\.count: found 1 account/,
    );
  });
});
