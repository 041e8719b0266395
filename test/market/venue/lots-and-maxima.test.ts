import { describe, expect, it } from 'vitest';
import { OrderType } from '../../../src/tape/index.js';
import { at, openRules, refused, type VenueFixture, venueOf } from '../venue-fixture.js';

const BUY = 0;
const SELL = 1;
const { limit, iceberg, postOnly, marketIoc, best5Ioc, fixedPrice } = OrderType;

function trading(fixture: VenueFixture = {}) {
  const { venue } = venueOf(fixture);
  venue.advanceTo(at('10:00'));
  return venue;
}

describe('lots of a hundred', () => {
  it.each([
    [BUY, 99, false],
    [BUY, 100, true],
    [BUY, 150, false],
    // 1,050 are held: the remainder of 50 goes alone or on top of hundreds, all at once.
    [SELL, 50, true],
    [SELL, 49, false],
    [SELL, 51, false],
    [SELL, 100, true],
    [SELL, 150, true],
    [SELL, 149, false],
    [SELL, 1_050, true],
  ])('side %i of %i: taken %s', (side, quantity, taken) => {
    const venue = trading({ holdings: 1_050 });
    expect(venue.submit(0, 0, side, limit, 1000, quantity)).toBe(taken ? 0 : refused('lot'));
  });

  it('have no remainder where nothing odd is held, and none where the rules know none', () => {
    expect(trading({ holdings: 1_000 }).submit(0, 0, SELL, limit, 1000, 50)).toBe(refused('lot'));
    const lots = { buy: { minimum: 100, step: 100 }, sell: { minimum: 100, step: 100, oddRemainder: false } };
    const venue = trading({ holdings: 1_050, overrides: { lots } });
    expect(venue.submit(0, 0, SELL, limit, 1000, 50)).toBe(refused('lot'));
    expect(venue.submit(0, 0, SELL, limit, 1000, 1_050)).toBe(refused('lot'));
    expect(venue.submit(0, 0, SELL, limit, 1000, 1_000)).toBe(0);
  });

  it('have any remainder where holdings are not known', () => {
    const venue = trading({ settlement: 'none', accounts: 0 });
    expect(venue.submit(0, -1, SELL, limit, 1000, 51)).toBe(0);
    expect(venue.submit(0, -1, BUY, limit, 1000, 51)).toBe(refused('lot'));
  });

  it('hold for market orders and orders at the closing price', () => {
    const venue = trading();
    expect(venue.submit(0, 0, BUY, marketIoc, -1, 150)).toBe(refused('lot'));
    expect(venue.submit(0, 0, BUY, fixedPrice, 1000, 150)).toBe(refused('lot'));
  });
});

describe('on STAR at least two hundred', () => {
  it.each([
    [BUY, 199, false],
    [BUY, 200, true],
    [BUY, 201, true],
    [SELL, 199, false],
    [SELL, 201, true],
    [SELL, 350, true],
  ])('side %i of %i: taken %s', (side, quantity, taken) => {
    const venue = trading({ venue: 'sse-star', holdings: 350 });
    expect(venue.submit(0, 0, side, limit, 1000, quantity)).toBe(taken ? 0 : refused('lot'));
  });

  it('or all that is left of a holding', () => {
    const venue = trading({ venue: 'sse-star', holdings: 350 });
    venue.submit(0, 0, SELL, limit, 1000, 200);
    expect(venue.submit(0, 0, SELL, limit, 1000, 149)).toBe(refused('lot'));
    expect(venue.submit(0, 0, SELL, limit, 1000, 150)).toBe(1);
  });
});

describe('the greatest quantity of an order', () => {
  it.each([
    ['limit', limit, 300_000],
    ['postOnly', postOnly, 300_000],
    ['iceberg', iceberg, 300_000],
    ['marketIoc', marketIoc, 150_000],
    ['best5Ioc', best5Ioc, 150_000],
    ['fixedPrice', fixedPrice, 1_000_000],
  ] as const)('%s', (_name, type, most) => {
    const venue = trading({ overrides: openRules });
    expect(venue.submit(0, 0, BUY, type, 1000, most + 1, 100)).toBe(refused('maximumQuantity'));
    expect(venue.submit(0, 0, BUY, type, 1000, most, 100)).toBe(0);
  });

  it('is what a column holds where the rules name none', () => {
    const none = { maximumLimitQuantity: null, maximumMarketQuantity: null, maximumFixedPriceQuantity: null };
    const venue = trading({ settlement: 'none', overrides: { ...openRules, ...none } });
    expect(venue.submit(0, 0, BUY, limit, 1000, 2_147_483_648)).toBe(refused('quantity'));
    expect(venue.submit(0, 0, BUY, limit, 1000, 2_147_483_647)).toBe(0);
    expect(venue.book(0).bestBid).toBe(1000);
  });
});

describe('what an investor may buy of a risk-warning stock in a day', () => {
  /** Accounts 0 and 1 are of one owner, 2 and 3 of two others. */
  const warned: VenueFixture = {
    venue: 'sse-main',
    date: '2025-05-06',
    status: 'risk-warning',
    owners: [7, 7, 8, -1],
    instruments: 2,
  };

  it('is counted over all accounts of an owner', () => {
    const venue = trading(warned);
    expect(venue.submit(0, 0, BUY, limit, 1000, 300_000)).toBe(0);
    expect(venue.submit(0, 1, BUY, limit, 1000, 200_100)).toBe(refused('dailyMaximum'));
    expect(venue.submit(0, 1, BUY, limit, 1000, 200_000)).toBe(1);
    expect(venue.submit(0, 0, BUY, limit, 1000, 100)).toBe(refused('dailyMaximum'));
    expect(venue.submit(0, 2, BUY, limit, 1000, 500_000)).toBe(2);
    expect(venue.submit(0, 3, BUY, limit, 1000, 500_000)).toBe(3);
    expect(venue.submit(0, 3, BUY, limit, 1000, 100)).toBe(refused('dailyMaximum'));
  });

  it('is given back for what is cancelled, not for what was bought', () => {
    const venue = trading(warned);
    venue.submit(0, 2, SELL, limit, 1000, 100_000);
    venue.submit(0, 0, BUY, limit, 1000, 500_000);
    expect(venue.remaining(1)).toBe(400_000);
    expect(venue.submit(0, 1, BUY, limit, 1000, 100)).toBe(refused('dailyMaximum'));
    venue.cancel(0, 1);
    expect(venue.submit(0, 1, BUY, limit, 1000, 400_100)).toBe(refused('dailyMaximum'));
    expect(venue.submit(0, 1, BUY, limit, 1000, 400_000)).toBe(2);
  });

  it('is given back for the rest of a market order', () => {
    const venue = trading(warned);
    venue.submit(0, 2, SELL, limit, 1000, 100_000);
    expect(venue.submit(0, 0, BUY, best5Ioc, 1050, 500_000)).toBe(1);
    expect(venue.submit(0, 0, BUY, limit, 1000, 400_000)).toBe(2);
  });

  it('does not count sales, other instruments, or ordinary stocks', () => {
    const venue = trading(warned);
    venue.submit(0, 0, BUY, limit, 1000, 500_000);
    expect(venue.submit(0, 0, SELL, limit, 1010, 100_000)).toBe(1);
    expect(venue.submit(1, 0, BUY, limit, 1000, 500_000)).toBe(2);
    const ordinary = trading({ ...warned, status: 'ordinary' });
    for (let order = 0; order < 3; order++) expect(ordinary.submit(0, 0, BUY, limit, 1000, 500_000)).toBe(order);
  });

  it('is counted anew by a replacement, without what it replaces', () => {
    const venue = trading({ ...warned, overrides: { replace: true } });
    venue.submit(0, 0, BUY, limit, 1000, 400_000);
    expect(venue.replace(0, 0, 1000, 500_100)).toBe(refused('dailyMaximum'));
    expect(venue.replace(0, 0, 1000, 500_000)).toBe(1);
    expect(venue.submit(0, 1, BUY, limit, 1000, 100)).toBe(refused('dailyMaximum'));
  });
});
