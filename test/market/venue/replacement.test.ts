import { describe, expect, it } from 'vitest';
import type { Venue } from '../../../src/market/index.js';
import type { RuleOverrides } from '../../../src/rules/index.js';
import { OrderType } from '../../../src/tape/index.js';
import { told } from '../told-rows.js';
import { at, openRules, refused, rowsOf, type VenueFixture, venueOf } from '../venue-fixture.js';

const BUY = 0;
const SELL = 1;
const { limit, iceberg, postOnly, fixedPrice } = OrderType;
const TICK = 100;

function trading(overrides: RuleOverrides = {}, fixture: VenueFixture = {}, time = '10:00') {
  const { venue, tape } = venueOf({ ...fixture, overrides: { ...openRules, ...overrides } });
  venue.advanceTo(at(time));
  return { venue, tape };
}

function queue(venue: Venue, side: number, price: number): number[] {
  const book = venue.book(0);
  const orders: number[] = [];
  for (let slot = book.headOf(side, price); slot >= 0; slot = book.nextInQueue(slot)) orders.push(book.orderOf(slot));
  return orders;
}

describe('a replacement', () => {
  it('has a new number, and a new place even at the same price', () => {
    const { venue, tape } = trading();
    venue.submit(0, 0, BUY, limit, 1000, 100);
    venue.submit(0, 1, BUY, limit, 1000, 100);
    const from = tape.length;
    expect(venue.replace(0, 0, 1000, 100)).toBe(2);
    expect(venue.replace(1, 1, 999, 300)).toBe(3);
    expect(told(tape, from)).toEqual([
      'replaced #0 of 100 by #2 buy 100@1000 limit',
      'replaced #1 of 100 by #3 buy 300@999 limit',
    ]);
    expect([queue(venue, BUY, 1000), queue(venue, BUY, 999)]).toEqual([[2], [3]]);
    expect([venue.remaining(0), venue.remaining(2), venue.cancel(0, 0)]).toEqual([0, 100, refused('unknownOrder')]);
  });

  it('says what the old order still had, whose it is and on which side', () => {
    const { venue, tape } = trading();
    venue.submit(0, 2, SELL, limit, 1001, 300);
    venue.submit(0, 1, BUY, limit, 1001, 120);
    venue.replace(-1, 0, 1002, 500);
    expect(rowsOf(tape).at(-1)).toEqual({
      ...{ kind: 'replaced', time: at('10:00'), instrument: 0, order: 2, account: 2, side: SELL, price: 1002 },
      ...{ quantity: 500, otherOrder: 0, otherAccount: -1, quantity2: 180, code: limit, flags: 0 },
    });
    expect(venue.ledger?.sellable(2, 0)).toBe(1_000_000 - 120 - 500);
  });

  it('executes on arrival, and what is left rests', () => {
    const { venue, tape } = trading();
    venue.submit(0, 0, BUY, limit, 990, 100);
    venue.submit(0, 1, SELL, limit, 1000, 150);
    const from = tape.length;
    venue.replace(0, 0, 1005, 200);
    expect(told(tape, from)).toEqual(['replaced #0 of 100 by #2 buy 200@1005 limit +', '#2 takes 150@1000 of #1']);
    expect([venue.book(0).bestBid, venue.remaining(2)]).toEqual([1005, 50]);
    expect(venue.ledger?.availableCash(0)).toBe(1e12 - (150 * 1000 + 50 * 1005) * TICK);
  });

  it('does not meet the order that it replaces', () => {
    const { venue, tape } = trading({ selfTrade: 'cancel-both' });
    venue.submit(0, 0, SELL, limit, 1001, 100);
    venue.submit(0, 0, BUY, limit, 1000, 100);
    const from = tape.length;
    venue.replace(0, 0, 1000, 50);
    expect(told(tape, from)).toEqual([
      'replaced #0 of 100 by #2 sell 50@1000 limit +',
      'cancelled #1 buy 100@1000, 0 left, selfTrade +',
      'cancelled #2 sell 50@1000, 0 left, selfTrade',
    ]);
  });

  it('only rests in a call', () => {
    const { venue, tape } = trading({}, {}, '09:16');
    venue.submit(0, 0, BUY, limit, 990, 100);
    venue.submit(0, 1, SELL, limit, 1000, 100);
    const from = tape.length;
    venue.replace(0, 0, 1005, 200);
    expect(told(tape, from)).toEqual(['replaced #0 of 100 by #2 buy 200@1005 limit']);
    venue.advanceTo(at('09:25'));
    expect(told(tape, from, ['phase', 'indication']).at(-1)).toBe('buy #2, sell #1 100@1005 openCall');
  });

  it('of an iceberg is an iceberg, which shows no more than before', () => {
    const { venue, tape } = trading();
    venue.submit(0, 0, BUY, iceberg, 999, 500, 100);
    const from = tape.length;
    expect(venue.replace(0, 0, 1000, 300)).toBe(1);
    expect(venue.replace(0, 1, 1000, 60)).toBe(2);
    expect(told(tape, from)).toEqual([
      '(hidden) cancelled #0 buy 400@999, 100 left, user +',
      'cancelled #0 buy 100@999, 0 left, user +',
      'accepted #1 buy 300@1000 iceberg, 100 shown +',
      'released #1 buy 100@1000 iceberg, 200 hidden',
      '(hidden) cancelled #1 buy 200@1000, 100 left, user +',
      'cancelled #1 buy 100@1000, 0 left, user +',
      'accepted #2 buy 60@1000 iceberg, 60 shown +',
      'released #2 buy 60@1000 iceberg, 0 hidden',
    ]);
    expect(venue.ledger?.availableCash(0)).toBe(1e12 - 60 * 1000 * TICK);
  });

  it('of a post-only order is a limit order, which may execute', () => {
    const { venue, tape } = trading();
    venue.submit(0, 1, SELL, limit, 1001, 100);
    venue.submit(0, 0, BUY, postOnly, 1000, 100);
    const from = tape.length;
    venue.replace(0, 1, 1001, 100);
    expect(told(tape, from)).toEqual(['replaced #1 of 100 by #2 buy 100@1001 limit +', '#2 takes 100@1001 of #0']);
  });
});

describe('a replacement that is refused', () => {
  const cage: RuleOverrides['cage'] = { percent: 2, ticks: 10, action: 'reject' };
  const hundreds: RuleOverrides['lots'] = {
    buy: { minimum: 100, step: 100 },
    sell: { minimum: 100, step: 100, oddRemainder: true },
  };

  it.each([
    ['an order that nobody has', 'unknownOrder', 0, 7, 1000, 100],
    ["somebody else's", 'unknownOrder', 1, 0, 1000, 100],
    ['nothing', 'quantity', 0, 0, 1000, 0],
    ['half a share', 'quantity', 0, 0, 1000, 0.5],
    ['no price', 'price', 0, 0, 0, 100],
    ['more than the limit of the day', 'priceLimit', 0, 0, 1201, 100],
    ['more than the cage allows', 'priceCage', 0, 0, 1021, 100],
    ['too much', 'maximumQuantity', 0, 0, 1000, 300_100],
    ['an odd lot', 'lot', 0, 0, 1000, 150],
    ['more money than there is', 'insufficientCash', 0, 0, 1000, 200_000],
  ] as const)('%s: the old order stays as it is', (_name, reason, account, order, price, quantity) => {
    const { venue, tape } = trading({ cage, lots: hundreds }, { cash: 1e10 });
    venue.submit(0, 0, BUY, limit, 1000, 100);
    const from = tape.length;
    expect(venue.replace(account, order, price, quantity)).toBe(refused(reason));
    expect(rowsOf(tape, from)).toEqual([
      {
        ...{ kind: 'rejected', time: at('10:00'), instrument: order === 0 ? 0 : -1, order, account, side: -1, price },
        quantity: quantity === 0.5 ? -1 : quantity,
        ...{ otherOrder: -1, otherAccount: -1, quantity2: -1, flags: 0, code: -1 - refused(reason) },
      },
    ]);
    expect([queue(venue, BUY, 1000), venue.remaining(0)]).toEqual([[0], 100]);
    expect(venue.ledger?.availableCash(0)).toBe(1e10 - 100 * 1000 * TICK);
  });

  it('where the venue knows none', () => {
    const { venue } = trading({ replace: false });
    const order = venue.submit(0, 0, BUY, limit, 1000, 100);
    expect(venue.replace(0, order, 1000, 100)).toBe(refused('notOffered'));
    expect(venue.replace(0, 99, 1000, 100)).toBe(refused('notOffered'));
  });

  it('whose cash is asked for as if the old order were gone', () => {
    const { venue } = trading({}, { cash: 100 * 1010 * TICK });
    venue.submit(0, 0, BUY, limit, 1000, 100);
    expect(venue.replace(0, 0, 1011, 100)).toBe(refused('insufficientCash'));
    expect(venue.ledger?.availableCash(0)).toBe(100 * 10 * TICK);
    expect(venue.replace(0, 0, 1010, 100)).toBe(1);
    expect(venue.ledger?.availableCash(0)).toBe(0);
  });

  it('whose shares are asked for as if the old order were gone', () => {
    const { venue } = trading({ lots: hundreds }, { holdings: 350 });
    venue.submit(0, 0, SELL, limit, 1000, 300);
    expect(venue.replace(0, 0, 1000, 400)).toBe(refused('insufficientHoldings'));
    expect(venue.replace(0, 0, 1000, 340)).toBe(refused('lot'));
    expect(venue.replace(0, 0, 1000, 350)).toBe(1);
    expect(venue.ledger?.sellable(0, 0)).toBe(0);
  });

  it('when the market is closed, in the gap, and where nothing can be cancelled', () => {
    const { venue } = trading({}, {}, '09:16');
    const order = venue.submit(0, 0, BUY, limit, 1000, 100);
    for (const [time, reason] of [
      ['09:20', 'cancelInPhase'],
      ['09:26', 'marketClosed'],
      ['11:30', 'marketClosed'],
      ['14:57', 'cancelInPhase'],
      ['15:00', 'cancelInPhase'],
      ['15:05', 'orderTypeInPhase'],
      ['15:30', 'marketClosed'],
    ] as const) {
      venue.advanceTo(at(time));
      expect([time, venue.replace(0, order, 1001, 100)]).toEqual([time, refused(reason)]);
    }
  });

  it('of orders that are parked or wait for the close', () => {
    const { venue } = trading({ cage: { ...cage, action: 'park' } });
    const parked = venue.submit(0, 0, BUY, limit, 1100, 100);
    const late = venue.submit(0, 0, BUY, fixedPrice, 1000, 100);
    expect(venue.replace(0, parked, 1000, 100)).toBe(refused('notOffered'));
    expect(venue.replace(0, late, 1000, 100)).toBe(refused('notOffered'));
    expect(venue.replace(1, parked, 1000, 100)).toBe(refused('unknownOrder'));
  });

  it('outside the cage, also where orders would park', () => {
    const { venue } = trading({ cage: { ...cage, action: 'park' } });
    venue.submit(0, 0, BUY, limit, 1000, 100);
    expect(venue.replace(0, 0, 1021, 100)).toBe(refused('priceCage'));
    expect(venue.remaining(0)).toBe(100);
  });

  it('outside the cage for that reason, before its lot or its cash is looked at', () => {
    const { venue } = trading({ cage: { ...cage, action: 'park' }, lots: hundreds }, { cash: 100 * 1000 * TICK });
    venue.submit(0, 0, BUY, limit, 1000, 100);
    expect(venue.replace(0, 0, 1021, 150)).toBe(refused('priceCage'));
    expect(venue.replace(0, 0, 1021, 100)).toBe(refused('priceCage'));
  });
});

describe('a cancel of a part', () => {
  it('keeps the place of what is left', () => {
    const { venue, tape } = trading();
    venue.submit(0, 0, BUY, limit, 1000, 500);
    venue.submit(0, 1, BUY, limit, 1000, 100);
    const from = tape.length;
    expect(venue.cancel(0, 0, 150)).toBe(0);
    expect(venue.cancel(0, 0, 350 - 1)).toBe(0);
    expect(queue(venue, BUY, 1000)).toEqual([0, 1]);
    expect(venue.cancel(0, 0, 1)).toBe(0);
    expect(told(tape, from)).toEqual([
      'cancelled #0 buy 150@1000, 350 left, user',
      'cancelled #0 buy 349@1000, 1 left, user',
      'cancelled #0 buy 1@1000, 0 left, user',
    ]);
    expect(venue.ledger?.availableCash(0)).toBe(1e12);
  });

  it('takes all where that is more than is left', () => {
    const { venue, tape } = trading();
    venue.submit(0, 0, BUY, limit, 1000, 500);
    expect(venue.cancel(0, 0, 501)).toBe(0);
    expect(told(tape).at(-1)).toBe('cancelled #0 buy 500@1000, 0 left, user');
  });

  it.each([0, -1, 0.5, Number.NaN])('is refused for %d', (quantity) => {
    const { venue } = trading();
    venue.submit(0, 0, BUY, limit, 1000, 500);
    expect(venue.cancel(0, 0, quantity)).toBe(refused('quantity'));
    expect(venue.cancel(1, 0, quantity)).toBe(refused('unknownOrder'));
  });

  it('is refused where the venue offers none, unless it is all', () => {
    const { venue } = trading({ partialCancel: false });
    venue.submit(0, 0, BUY, limit, 1000, 500);
    expect(venue.cancel(0, 0, 499)).toBe(refused('notOffered'));
    expect(venue.cancel(0, 0, 500)).toBe(0);
  });
});
