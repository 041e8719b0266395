import { describe, expect, it } from 'vitest';
import type { Venue } from '../../../src/market/index.js';
import type { RuleOverrides } from '../../../src/rules/index.js';
import { OrderType } from '../../../src/tape/index.js';
import { at, openRules, type VenueFixture, venueOf } from '../venue-fixture.js';

const BUY = 0;
const SELL = 1;
const { limit, fixedPrice } = OrderType;

function dayOf(overrides: RuleOverrides = {}, fixture: VenueFixture = {}): Venue {
  return venueOf({ ...fixture, overrides: { ...openRules, ...overrides } }).venue;
}

/** So many shares change hands at a price, at a time. */
function trade(venue: Venue, time: string, price: number, quantity: number): void {
  venue.advanceTo(at(time));
  venue.submit(0, 0, SELL, limit, price, quantity);
  venue.submit(0, 1, BUY, limit, price, quantity);
}

describe('the closing price', () => {
  it('is that of the closing call', () => {
    const venue = dayOf();
    trade(venue, '14:56', 1000, 500);
    trade(venue, '14:58', 1012, 100);
    expect(venue.closingPrice(0)).toBe(1000);
    venue.advanceTo(at('15:00'));
    expect(venue.closingPrice(0)).toBe(1012);
  });

  it('without one is the mean by volume of the minute up to the last trade, with it', () => {
    const venue = dayOf();
    trade(venue, '14:55:30', 1100, 100);
    trade(venue, '14:56', 1001, 200);
    trade(venue, '14:56:30', 1004, 300);
    venue.advanceTo(at('15:00'));
    // The first is a minute old to the nanosecond: (200 × 1001 + 300 × 1004) ÷ 500 = 1002.8.
    expect(venue.closingPrice(0)).toBe(1003);
  });

  it('counts a trade that is a nanosecond younger', () => {
    const venue = dayOf();
    trade(venue, '14:55:30.000000001', 1100, 500);
    trade(venue, '14:56:30', 1000, 500);
    expect(venue.closingPrice(0)).toBe(1050);
  });

  it.each([
    [1, 1, 1001],
    [2, 1, 1000],
    [1, 2, 1001],
  ])('is rounded half up: %i at 1000 and %i at 1001 give %i', (low, high, mean) => {
    const venue = dayOf();
    trade(venue, '10:00', 1000, low);
    trade(venue, '10:00', 1001, high);
    expect(venue.closingPrice(0)).toBe(mean);
  });

  it('knows sums beyond what a double holds', () => {
    const venue = dayOf(
      { limitRates: { ordinary: null, riskWarning: null, delisting: null }, maximumLimitQuantity: null, halts: null },
      { settlement: 'none', accounts: 0 },
    );
    venue.advanceTo(at('10:00'));
    for (const price of [2_000_000_001, 2_000_000_002]) {
      for (let count = 0; count < 3; count++) {
        venue.submit(0, -1, SELL, limit, price, 2_000_000_000);
        venue.submit(0, -1, BUY, limit, price, 2_000_000_000);
      }
    }
    expect(venue.closingPrice(0)).toBe(2_000_000_002);
  });

  it('is found in trades of the opening call and of resumptions too', () => {
    const opening = dayOf();
    trade(opening, '09:16', 1007, 100);
    opening.advanceTo(at('15:00'));
    expect(opening.closingPrice(0)).toBe(1007);
    const halted = dayOf({}, { status: 'new', statusDay: 1 });
    trade(halted, '10:00', 1000, 100);
    trade(halted, '10:00', 1300, 100);
    trade(halted, '10:05', 1290, 100);
    halted.advanceTo(at('15:00'));
    expect([halted.lastPrice(0), halted.closingPrice(0)]).toEqual([1290, 1290]);
  });

  it('of a day without trades is the previous close, if there is one', () => {
    const venue = dayOf();
    venue.advanceTo(at('15:00'));
    expect(venue.closingPrice(0)).toBe(1000);
    const unknown = dayOf({}, { previousClose: -1 });
    unknown.advanceTo(at('15:00'));
    expect(unknown.closingPrice(0)).toBe(-1);
  });

  it('does not know trades at the closing price', () => {
    const venue = dayOf({ closingPrice: 'last-trade' });
    trade(venue, '10:00', 1010, 100);
    venue.advanceTo(at('15:06'));
    venue.submit(0, 0, SELL, fixedPrice, 900, 100);
    venue.submit(0, 1, BUY, fixedPrice, 1100, 100);
    expect([venue.volume(0), venue.closingPrice(0)]).toEqual([200, 1010]);
  });

  it('by vwap leaves the closing call out; by last trade takes the last of all', () => {
    for (const [closingPrice, price] of [
      ['vwap', 1003],
      ['last-trade', 1020],
    ] as const) {
      const venue = dayOf({ closingPrice });
      trade(venue, '14:56', 1000, 200);
      trade(venue, '14:56:30', 1005, 300);
      trade(venue, '14:58', 1020, 100);
      venue.advanceTo(at('15:00'));
      expect([closingPrice, venue.closingPrice(0)]).toEqual([closingPrice, price]);
    }
  });

  it('of Shanghai before 2018 needs no call', () => {
    const venue = dayOf({}, { venue: 'sse-main', date: '2017-03-01' });
    trade(venue, '14:59:30', 1000, 100);
    trade(venue, '14:59:59', 1003, 100);
    venue.advanceTo(at('15:00'));
    expect(venue.closingPrice(0)).toBe(1002);
  });
});
