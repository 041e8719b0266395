import { describe, expect, it } from 'vitest';
import { OrderType, RejectReason } from '../../src/tape/index.js';
import { PlainDay } from './plain-day.js';

const refused = (reason: keyof typeof RejectReason) => -1 - RejectReason[reason];

describe('what the oracle refuses', () => {
  it('depends on the phase, at its boundaries to the nanosecond', () => {
    const day = new PlainDay().at('09:14:59');
    expect(day.buy(100, 1_000)).toBe(refused('marketClosed'));
    day.at('09:15:00');
    expect([day.buy(100, 1_000), day.buy(100, 1_000)]).toEqual([0, 1]);
    expect(day.buy(100, -1, 0, OrderType.marketIoc)).toBe(refused('orderTypeInPhase'));
    expect(day.at('09:19:59.999').venue.cancel(0, 0)).toBe(0);
    expect(day.at('09:20:00').venue.cancel(0, 1)).toBe(refused('cancelInPhase'));
    day.at('11:30:00');
    expect(day.buy(100, 1_000)).toBe(refused('marketClosed'));
    expect(day.at('14:57:00').venue.cancel(0, 1)).toBe(refused('cancelInPhase'));
  });

  it('is judged when continuous trading begins, if it came in the gap', () => {
    const day = new PlainDay({ cash: 1_000 * 100 * 100 }).at('09:26:00');
    expect([day.buy(60, 1_000), day.buy(60, 1_000), day.venue.cancel(0, 0)]).toEqual([0, 1, 0]);
    expect(day.venue.cancel(0, 7)).toBe(refused('unknownOrder'));
    expect(day.said()).toEqual(['rejected unknownOrder #7']);
    expect(day.at('09:30:00').said()).toEqual([
      'accepted limit #0 buy 60@1000',
      'rejected insufficientCash #1 buy 60@1000',
      'cancelled user #0 buy 60@1000 (0)',
    ]);
    const other = new PlainDay({ rules: { gap: 'reject' } }).at('09:26:00');
    expect(other.buy(100, 1_000)).toBe(refused('marketClosed'));
  });

  it('lies outside the limits, the opening range or the cage', () => {
    const limited = new PlainDay({ header: { lowerLimit: 900, upperLimit: 1_100 } }).at('09:15:00');
    expect(limited.buy(100, 1_101)).toBe(refused('priceLimit'));
    expect(limited.sell(100, 899)).toBe(refused('priceLimit'));
    const opening = new PlainDay({ rules: { openingRange: { lower: 0.64, upper: 1.44 } } }).at('09:15:00');
    expect([opening.buy(100, 1_440), opening.buy(100, 1_441)]).toEqual([0, refused('priceLimit')]);
    const cage = { percent: 2, ticks: 10, action: 'reject' } as const;
    const caged = new PlainDay({ rules: { cage } }).at('09:30:00');
    caged.sell(100, 1_000);
    expect([caged.buy(10, 1_021), caged.buy(10, 1_020)]).toEqual([refused('priceCage'), 1]);
    const cheap = new PlainDay({ rules: { cage }, header: { previousClose: 400 } }).at('09:30:00');
    expect([cheap.buy(10, 411), cheap.buy(10, 410)]).toEqual([refused('priceCage'), 0]);
  });

  it('is no whole lot, unless the remainder of a holding goes as a whole', () => {
    const lots = { buy: { minimum: 100, step: 100 }, sell: { minimum: 1, step: 100, oddRemainder: true } };
    const day = new PlainDay({ rules: { lots }, holdings: 250 }).at('09:30:00');
    expect([day.buy(150, 1_000), day.sell(40, 1_001)]).toEqual([refused('lot'), refused('lot')]);
    expect([day.sell(150, 1_001), day.sell(50, 1_001), day.sell(100, 1_001)]).toEqual([0, refused('lot'), 1]);
  });

  it('is more than an account, an order or an owner may have', () => {
    const day = new PlainDay({
      rules: { maximumLimitQuantity: 5_000, maximumMarketQuantity: 500, riskWarningDailyBuy: 4_000 },
      header: { status: 'risk-warning' },
      holdings: 300,
    }).at('09:30:00');
    expect([day.buy(5_001, 1_000), day.buy(4_001, 1_000)]).toEqual([
      refused('maximumQuantity'),
      refused('dailyMaximum'),
    ]);
    expect([day.sell(301, 1_000), day.sell(300, 1_000), day.sell(1, 1_000)]).toEqual([
      refused('insufficientHoldings'),
      0,
      refused('insufficientHoldings'),
    ]);
    // 300 bought and 3,700 open are the whole day's 4,000; what is cancelled is given back.
    expect([day.buy(4_000, 1_000), day.buy(1, 1_000), day.venue.cancel(0, 1, 1), day.buy(1, 1_000)]).toEqual([
      1,
      refused('dailyMaximum'),
      0,
      2,
    ]);
  });

  it('is counted and let pass under report', () => {
    const day = new PlainDay({ header: { lowerLimit: 900, upperLimit: 1_100 }, validation: 'report' }).at('09:30:00');
    expect(day.buy(100, 2_000)).toBe(0);
    expect(day.venue.desk.breaches[RejectReason.priceLimit]).toBe(1);
  });
});

describe('the ledger of the oracle', () => {
  it('freezes the bound with its fees and gives back what was not needed', () => {
    // 0.1 % on both sides.
    const rules = { fees: { stampDutySell: 0, transferBoth: 100_000, handlingBoth: 0, levyBoth: 0, commission: 0 } };
    const day = new PlainDay({ rules, cash: 20_000_000 }).at('09:30:00');
    day.sell(100, 990);
    day.buy(150, 1_000);
    // 100 × 990 ticks of 100 are 9,900,000, the fee is 9,900; 50 × 100,100 stay frozen.
    expect(day.account(0)).toMatchObject({
      cash: 20_000_000 - 9_909_900,
      fees: 9_900,
      held: [10_100],
      sellable: [10_000],
    });
    expect(day.account(0).cash - day.account(0).available).toBe(50 * 100_100);
    expect(day.account(1)).toMatchObject({ cash: 20_000_000 + 9_890_100, fees: 9_900, held: [9_900] });
  });
});
