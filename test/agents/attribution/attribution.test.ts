import { describe, expect, it } from 'vitest';
import { shareOut } from '../../../src/agents/attribution/account-weights.js';
import { ClassPosterior, investorClasses } from '../../../src/agents/attribution/investor-classes.js';
import { populationOf } from '../../../src/agents/attribution/population.js';
import type { SplitAttribution } from '../../../src/agents/attribution/split-attribution.js';
import { MetaorderLength } from '../../../src/model/index.js';
import { Streams } from '../../../src/random/index.js';
import type { Desk } from '../../../src/simulation/index.js';
import { Kind, type Tape, TapeCursor } from '../../../src/tape/index.js';
import { smallMarket } from '../../simulation/small-market.js';
import { attributedFlow, crudeProfile, measuredTopFive } from './flow.js';

/** Accounts and sides of the accepted orders in order. */
function senders(tape: Tape): { account: number; side: number; quantity: number }[] {
  const found = [];
  const cursor = new TapeCursor(tape);
  while (cursor.next())
    if (cursor.kind === Kind.accepted)
      found.push({ account: cursor.account, side: cursor.side, quantity: cursor.quantity });
  return found;
}

describe('split', () => {
  it.each([
    [12_000, 0.08],
    [12_000, 0.05],
    [2_000, 0.3],
  ])('among %d accounts the five busiest have the asked share of the volume: %d', (active, topFiveShare) => {
    const measured = [1, 2].map((seed) => {
      const { tape, dropped } = attributedFlow('split', { active, topFiveShare, orders: 60_000, seed });
      expect(dropped).toBe(0);
      return measuredTopFive(tape);
    });
    const mean = (measured[0] + measured[1]) / 2;
    expect(mean / topFiveShare).toBeGreaterThan(0.88);
    expect(mean / topFiveShare).toBeLessThan(1.2);
  });

  it('nothing is refused: sells come from holdings, buys from cash', () => {
    const { tape } = attributedFlow('split', { active: 1000, topFiveShare: 0.1, orders: 20_000, seed: 5 });
    const cursor = new TapeCursor(tape);
    let refused = 0;
    while (cursor.next()) if (cursor.kind === Kind.rejected && cursor.order < 0) refused++;
    expect(refused).toBe(0);
  });

  it('an account mostly goes on in its direction: metaorders, not coin flips', () => {
    const { tape } = attributedFlow('split', { active: 12_000, topFiveShare: 0.08, orders: 40_000, seed: 2 });
    const last = new Map<number, number>();
    let same = 0;
    let pairs = 0;
    for (const { account, side } of senders(tape)) {
      const before = last.get(account);
      if (before !== undefined) {
        pairs++;
        if (before === side) same++;
      }
      last.set(account, side);
    }
    expect(pairs).toBeGreaterThan(10_000);
    expect(same / pairs).toBeGreaterThan(0.6);
  });

  it('activity is unequal and large orders come from few accounts', () => {
    const { tape } = attributedFlow('split', { active: 12_000, topFiveShare: 0.08, orders: 40_000, seed: 3 });
    const orders = new Map<number, number>();
    const large = new Set<number>();
    for (const { account, quantity } of senders(tape)) {
      orders.set(account, (orders.get(account) ?? 0) + 1);
      if (quantity >= 30_000) large.add(account);
    }
    const counts = [...orders.values()].sort((a, b) => b - a);
    const topTenth = counts.slice(0, counts.length / 10).reduce((sum, count) => sum + count, 0);
    expect(topTenth / 40_000).toBeGreaterThan(0.35);
    expect(orders.size).toBeGreaterThan(5_000);
    expect(large.size).toBeLessThan(0.25 * orders.size);
  });

  it('keeps a batch with its account, and asks the whole batch of who begins it', () => {
    const { instrument } = smallMarket({ accounts: [] });
    const stream = new Streams(1).stream('population');
    const population = populationOf(crudeProfile(), {
      attribution: 'split',
      active: 1_000,
      topFiveShare: 0.1,
      stream,
      instrument,
    });
    const attribution = population.attribution(new Streams(1)) as SplitAttribution;
    const { holdings } = population.accounts;
    const poorest = holdings.indexOf(Math.min(...holdings));
    const desk = { sellable: (account: number) => holdings[account] } as Desk;
    expect(attribution.accountFor(1, 1570, 100, true, 0, desk, poorest)).toBe(poorest);
    expect(attribution.accountFor(1, 1570, holdings[poorest] + 100, true, 0, desk, poorest)).not.toBe(poorest);
    for (let i = 0; i < 200; i++)
      expect(holdings[attribution.accountFor(1, 1570, 200, true, 0, desk, -1, 60_000)]).toBeGreaterThanOrEqual(60_000);
  });

  it('is the same for the same seed and another for another', () => {
    const options = { active: 500, topFiveShare: 0.1, orders: 3_000 };
    const run = (seed: number) =>
      senders(attributedFlow('split', { ...options, seed }).tape).map(({ account }) => account);
    expect(run(1)).toEqual(run(1));
    expect(run(1)).not.toEqual(run(2));
  });

  it('says when five accounts cannot have so little', () => {
    const { instrument } = smallMarket({ accounts: [] });
    const build = (active: number, topFiveShare: number) => () =>
      populationOf(crudeProfile(), {
        attribution: 'split',
        active,
        topFiveShare,
        instrument,
        stream: new Streams(1).stream('x'),
      });
    expect(build(12_000, 0)).toThrow('accounts.topFiveShare: topFiveShare 0 was found');
    expect(build(50, 0.5)).toThrow('accounts.active: 50 accounts were found, expected at least 100');
    expect(build(100, 0.08)).not.toThrow();
  });

  it('has owners of one account mostly, and brokers of every size', () => {
    const { population } = attributedFlow('split', { active: 12_000, topFiveShare: 0.08, orders: 1, seed: 3 });
    const { owner, broker } = population.accounts;
    expect(new Set(owner).size).toBeGreaterThan(11_500);
    expect(new Set(owner).size).toBeLessThan(11_800);
    expect(new Set(broker).size).toBe(100);
  });
});

describe('the bounds', () => {
  it('per-order: no account has two orders until all have had one', () => {
    const { tape, dropped } = attributedFlow('per-order', { active: 100, topFiveShare: 0, orders: 20_000, seed: 1 });
    const accounts = senders(tape).map(({ account }) => account);
    expect(dropped).toBe(0);
    expect(new Set(accounts).size).toBe(accounts.length);
  });

  it('concentrated: twenty accounts send everything, none more than another', () => {
    const { tape, dropped } = attributedFlow('concentrated', { active: 100, topFiveShare: 0, orders: 20_000, seed: 1 });
    expect(dropped).toBe(0);
    expect(new Set(senders(tape).map(({ account }) => account)).size).toBe(20);
    expect(measuredTopFive(tape)).toBeGreaterThan(0.2);
    expect(measuredTopFive(tape)).toBeLessThan(0.4);
  });
});

describe('the laws behind it', () => {
  it('metaorder lengths fall off as L^−(γ+2)', () => {
    const lengths = new MetaorderLength(0.6);
    const stream = new Streams(4).stream('lengths');
    const counts = new Map<number, number>();
    for (let i = 0; i < 400_000; i++) {
      const length = lengths.draw(stream);
      counts.set(length, (counts.get(length) ?? 0) + 1);
    }
    expect(counts.get(1)! / counts.get(2)!).toBeCloseTo(2 ** 2.6, 0);
    const beyond = [...counts].reduce((sum, [length, count]) => sum + (length > 20 ? count : 0), 0) / 400_000;
    // ∫ from 20.5 of L^−2.6 over ζ(2.6): 20.5^−1.6 / 1.6 / 1.3054.
    expect(beyond / (20.5 ** -1.6 / 1.6 / 1.3054)).toBeCloseTo(1, 1);
  });

  it('small orders are retail, large ones are not', () => {
    const posterior = new ClassPosterior();
    const retail = investorClasses.findIndex(({ id }) => id === 'retail');
    expect(posterior.probability(retail, 3_000, true)).toBeGreaterThan(0.95);
    expect(posterior.probability(retail, 400_000, true)).toBeLessThan(0.3);
    for (const value of [1, 500, 20_000, 1e6, 1e12]) {
      const total = investorClasses.reduce((sum, _, klass) => sum + posterior.probability(klass, value, false), 0);
      expect(total).toBeCloseTo(1, 12);
      expect(posterior.classOf(value, false, 0.9999999)).toBeLessThan(investorClasses.length);
    }
  });

  it('shares keep their order and their sum under a cap', () => {
    const shares = Float64Array.from([50, 20, 10, 5, 5, 5, 5]);
    shareOut(shares, 0.2);
    expect(shares.reduce((sum, share) => sum + share, 0)).toBeCloseTo(1, 12);
    expect(Math.max(...shares)).toBe(0.2);
    expect(shares[2]).toBeGreaterThan(shares[3]);
  });
});
