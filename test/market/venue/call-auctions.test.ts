import { describe, expect, it } from 'vitest';
import { OrderType } from '../../../src/tape/index.js';
import { type AuctionVector, auctionVectors } from '../../support/auction-vectors.js';
import { told, toldByTime } from '../told-rows.js';
import { at, openRules, refused, venueOf } from '../venue-fixture.js';

const BUY = 0;
const SELL = 1;
const { limit } = OrderType;

type Quotes = AuctionVector['buys'];

/** A venue whose call, at the given time, holds the quotes; behind a trade at `last`, if there is one. */
function calling(name: string, time: string, buys: Quotes, sells: Quotes, previousClose: number, last?: number) {
  const { venue, tape } = venueOf({ venue: name, previousClose, overrides: { cage: null } });
  if (last !== undefined) {
    venue.advanceTo(at('10:00'));
    venue.submit(0, 0, SELL, limit, last, 100);
    venue.submit(0, 1, BUY, limit, last, 100);
  }
  venue.advanceTo(at(time));
  for (const [quantity, price] of buys) venue.submit(0, 0, BUY, limit, price, quantity);
  for (const [quantity, price] of sells) venue.submit(0, 1, SELL, limit, price, quantity);
  return { venue, tape, before: venue.volume(0) };
}

describe.each(auctionVectors)('case $name', ({ buys, sells, previousClose, lastTrade: last, volume, ...prices }) => {
  const { szseOpen, szseClose, sse } = prices;
  it.each([
    ['szse-chinext', '09:16', '09:25', undefined, szseOpen],
    ['szse-main', '09:24:59.999', '09:25', undefined, szseOpen],
    ['szse-chinext', '14:57', '15:00', last, szseClose],
    ['szse-main', '14:59:59.999', '15:00', last, szseClose],
    ['sse-main', '09:16', '09:25', undefined, sse],
    ['sse-main', '14:58', '15:00', last, sse],
    ['sse-star', '14:58', '15:00', last, sse],
  ] as const)('%s, orders of %s, at %s', (name, entered, crossed, lastTrade, price) => {
    const { venue, before } = calling(name, entered, buys, sells, previousClose, lastTrade);
    venue.advanceTo(at(crossed) - 1);
    expect(venue.volume(0)).toBe(before);
    venue.advanceTo(at(crossed));
    expect([venue.lastPrice(0), venue.volume(0) - before]).toEqual([price, volume]);
    venue.ledger?.validate();
  });
});

describe('the phases of a call', () => {
  it('case D allocates by price and time, and says what is left', () => {
    const { buys, sells, previousClose } = auctionVectors[3];
    const { venue, tape } = calling('szse-chinext', '09:16', buys, sells, previousClose);
    venue.advanceTo(at('09:25'));
    expect(toldByTime(tape, 0, ['accepted'])).toEqual(
      [
        '09:15:00.000 phase openCallCancelable',
        // Sells up to 1008 are 900, buys from there 700.
        '09:16:00.000 indication 700@1008, sell 200 left, openCall',
        '09:20:00.000 phase openCallLocked',
        '09:25:00.000 buy #0, sell #2 600@1008 openCall +',
        '09:25:00.000 buy #0, sell #3 100@1008 openCall',
        '09:25:00.000 phase preOpenGap',
      ].map((line) => line.replace('09:16:00.000', '09:16:03.000')),
    );
    expect([venue.remaining(1), venue.remaining(3)]).toEqual([500, 200]);
  });

  it('indications begin an interval after the call, and the second phase of the opening does not begin anew', () => {
    const { venue, tape } = venueOf({ overrides: openRules });
    venue.advanceTo(at('09:15:02.999'));
    venue.submit(0, 0, BUY, limit, 1000, 10);
    venue.advanceTo(at('09:15:03'));
    // A buy alone gives no price.
    expect(told(tape).at(-1)).toBe('accepted #0 buy 10@1000 limit');
    venue.submit(0, 1, SELL, limit, 1000, 10);
    venue.advanceTo(at('09:25'));
    expect(toldByTime(tape, 0, ['accepted'])).toEqual([
      '09:15:00.000 phase openCallCancelable',
      '09:15:06.000 indication 10@1000, 0 left, openCall',
      '09:20:00.000 phase openCallLocked',
      '09:25:00.000 buy #0, sell #1 10@1000 openCall',
      '09:25:00.000 phase preOpenGap',
    ]);
  });

  it('an indication that a cancel takes away is taken back', () => {
    const { venue, tape } = venueOf({ overrides: openRules });
    venue.advanceTo(at('09:15'));
    venue.submit(0, 0, BUY, limit, 1000, 10);
    venue.submit(0, 1, SELL, limit, 1000, 10);
    venue.advanceTo(at('09:15:03'));
    venue.cancel(0, 0);
    venue.advanceTo(at('09:15:06'));
    expect(toldByTime(tape).at(-1)).toBe('09:15:06.000 indication 0, 0 left, openCall');
  });

  it('cancels are taken until 09:20 and until 14:57, to the nanosecond', () => {
    for (const [entered, taken, refusedAt] of [
      ['09:15', '09:19:59.999999999', '09:20'],
      ['13:00', '14:56:59.999999999', '14:57'],
    ] as const) {
      const { venue } = venueOf();
      venue.advanceTo(at(entered));
      const orders = [0, 1].map(() => venue.submit(0, 0, BUY, limit, 1000, 100));
      venue.advanceTo(at(taken));
      expect(venue.cancel(0, orders[0])).toBe(0);
      venue.advanceTo(at(refusedAt));
      expect(venue.cancel(0, orders[1])).toBe(refused('cancelInPhase'));
      expect(venue.cancel(0, 99)).toBe(refused('cancelInPhase'));
    }
  });

  it('an order of 09:26 does not trade before 09:30, and Shanghai does not take it', () => {
    const { venue, tape } = venueOf();
    venue.advanceTo(at('09:24'));
    venue.submit(0, 0, SELL, limit, 1000, 100);
    venue.advanceTo(at('09:26'));
    venue.submit(0, 1, BUY, limit, 1000, 100);
    venue.advanceTo(at('09:29:59.999999999'));
    expect(venue.volume(0)).toBe(0);
    venue.advanceTo(at('09:30'));
    expect(toldByTime(tape).slice(-2)).toEqual([
      '09:30:00.000 accepted #1 buy 100@1000 limit +',
      '09:30:00.000 #1 takes 100@1000 of #0',
    ]);
    const shanghai = venueOf({ venue: 'sse-main' });
    shanghai.venue.advanceTo(at('09:26'));
    expect(shanghai.venue.submit(0, 1, BUY, limit, 1000, 100)).toBe(refused('marketClosed'));
    expect(shanghai.venue.cancel(1, 0)).toBe(refused('marketClosed'));
  });

  it('the range of the opening call holds on a day without limits, and in that call alone', () => {
    const openingRange = { lower: 0.5, upper: 9 };
    const { venue } = venueOf({ status: 'new', statusDay: 1, overrides: { ...openRules, openingRange } });
    venue.advanceTo(at('09:16'));
    expect(venue.submit(0, 0, BUY, limit, 9_001, 100)).toBe(refused('priceLimit'));
    expect(venue.submit(0, 0, SELL, limit, 499, 100)).toBe(refused('priceLimit'));
    expect(venue.submit(0, 0, BUY, limit, 500, 100)).toBe(0);
    expect(venue.submit(0, 0, SELL, limit, 9_000, 100)).toBe(1);
    venue.advanceTo(at('10:00'));
    expect(venue.submit(0, 0, SELL, limit, 9_001, 100)).toBe(2);
  });
});
