import { describe, expect, it } from 'vitest';
import { ClassResponse } from '../../../src/agents/attribution/class-response.js';
import { dataAccounts } from '../../../src/agents/attribution/data-accounts.js';
import { DataAttribution } from '../../../src/agents/attribution/data-attribution.js';
import { drawAccounts } from '../../../src/agents/attribution/drawn-accounts.js';
import { buildPopulation } from '../../../src/agents/index.js';
import type { AccountClass, AccountClasses, Estimate, FlowModel } from '../../../src/model/index.js';
import { Streams } from '../../../src/random/index.js';
import type { Desk } from '../../../src/simulation/index.js';
import { SECOND, Side } from '../../../src/tape/index.js';
import { smallMarket } from '../../simulation/small-market.js';
import { crudeProfile } from './flow.js';

const known = (value: number): Estimate => ({ value, standardError: 0.01 });
const normal = (mean: number, spread: number) => ({ mean: known(mean), spread: known(spread) });
const beta = (alpha: number, both: number) => ({
  alpha: known(alpha),
  beta: known(both),
  mean: known(alpha / (alpha + both)),
});

function accountClass(
  id: string,
  share: number,
  own: Partial<AccountClass['measured']>,
  marketable: number,
): AccountClass {
  const none = { cancelLife: null, inventoryHalfLife: null, distance: null, gapVariation: null };
  const responses = { response1s: null, response1m: null, response5m: null, responseImbalance: null };
  return {
    id,
    share: known(share),
    measured: {
      ...none,
      ...responses,
      orderRate: normal(-4, 0.3),
      sizeLogMean: normal(1, 0.1),
      sizeLogSpread: normal(0.5, 0.02),
      ...own,
    },
    counted: { marketShare: beta(100 * marketable, 100 * (1 - marketable)), cancelRatio: null, roundShare: beta(1, 9) },
    direction: known(0.05),
    participation: 0,
  };
}

/** Many small, patient accounts, and few large ones that take and follow the price. */
const classes: AccountClasses = {
  accounts: 1000,
  orders: 50_000,
  lot: 100,
  criterion: [],
  classes: [
    accountClass('class-1', 0.9, {}, 0.1),
    accountClass('class-2', 0.1, { sizeLogMean: normal(5, 0.2), response1m: normal(0.4, 0) }, 0.9),
  ],
};

const stream = (name: string) => new Streams('data').stream(name);
const { instrument } = smallMarket({ accounts: [] });
const rich = {
  sellable: () => Infinity,
  cash: () => Infinity,
  market: { bestBid: 1570, bestAsk: 1571, levelQuantity: () => 100 },
} as unknown as Desk;

describe('attribution by classes of the data', () => {
  const accounts = dataAccounts(crudeProfile(), classes, 2000, stream('accounts'));
  const attribution = new DataAttribution(accounts, classes, 100, instrument, stream('attribution'));
  const isLarge = (account: number) => account >= accounts.classStarts[1];

  it('draws as many accounts of each class as it has in the data', () => {
    expect(accounts.classStarts[1] / 2000).toBeCloseTo(0.9, 1);
    const { rate, marketable } = drawAccounts(classes, 4000, stream('drawn'));
    expect(Math.log(rate.slice().sort()[2000])).toBeCloseTo(-4, 1);
    expect(marketable.reduce((sum, share) => sum + share, 0) / 4000).toBeCloseTo(0.9 * 0.1 + 0.1 * 0.9, 1);
  });

  it('gives large and marketable orders to those who send such, and what rests and is small to the others', () => {
    const share = (quantity: number, marketable: boolean) => {
      let large = 0;
      for (let i = 0; i < 1000; i++)
        if (isLarge(attribution.accountFor(Side.buy, 1570, quantity, marketable, 0, rich))) large++;
      return large / 1000;
    };
    expect(share(15_000, true)).toBeGreaterThan(0.95);
    expect(share(300, false)).toBeLessThan(0.05);
  });

  it('keeps accounts that trade one way on their side', () => {
    const sides = new Map<number, number[]>();
    for (let i = 0; i < 6000; i++) {
      const account = attribution.accountFor(i % 2, 1570, 15_000, true, 0, rich);
      sides.set(account, [...(sides.get(account) ?? []), i % 2]);
    }
    const busy = [...sides.values()].filter((own) => own.length >= 10);
    const oneSided = busy.map((own) => Math.abs((2 * own.filter((side) => side === 0).length) / own.length - 1));
    expect(busy.length).toBeGreaterThan(50);
    expect(oneSided.reduce((sum, one) => sum + one, 0) / busy.length).toBeGreaterThan(0.8);
  });

  it('keeps a batch with its account and asks only those who can pay', () => {
    expect(attribution.accountFor(Side.sell, 1570, 200, false, 0, rich, 17)).toBe(17);
    const poor = { ...rich, sellable: () => 100 } as Desk;
    expect(attribution.accountFor(Side.sell, 1570, 200, false, 0, poor, 17)).toBe(-1);
  });

  it('is refused where the model has no classes', () => {
    const model = { file: { name: 'plain', market: { lot: 100, typicalPriceTicks: 1570 } }, decisions: () => [] };
    const options = { attribution: 'data' as const, active: 100, topFiveShare: 0.1, instrument, stream: stream('x') };
    expect(() => buildPopulation({ ...options, model: model as unknown as FlowModel })).toThrow(
      'accounts.attribution: attribution "data" was found, but the model plain has no classes of accounts',
    );
  });
});

describe('response of a class', () => {
  it('is to what the mid price did over a minute, and none where the fit cannot tell it from none', () => {
    const response = new ClassResponse(classes);
    const market = (bid: number) => ({ ...rich.market, bestBid: bid, bestAsk: bid + 1 });
    response.observe(market(1570), 10 * SECOND);
    expect(response.factor(1, Side.buy)).toBe(1);
    response.observe(market(1575), 40 * SECOND);
    response.observe(market(1575), 41 * SECOND);
    expect(response.factor(1, Side.buy)).toBeCloseTo(2 / (1 + Math.exp(-0.4 * 5)), 12);
    expect(response.factor(1, Side.buy) + response.factor(1, Side.sell)).toBeCloseTo(2, 12);
    expect(response.factor(0, Side.buy)).toBe(1);
    response.observe(market(1575), 200 * SECOND);
    expect(response.factor(1, Side.sell)).toBe(1);
  });
});
