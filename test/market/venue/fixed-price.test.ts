import { describe, expect, it } from 'vitest';
import type { Venue } from '../../../src/market/index.js';
import type { RuleOverrides } from '../../../src/rules/index.js';
import { OrderType } from '../../../src/tape/index.js';
import { told, toldByTime } from '../told-rows.js';
import { at, openRules, refused, rowsOf, type VenueFixture, venueOf } from '../venue-fixture.js';

const BUY = 0;
const SELL = 1;
const { limit, fixedPrice } = OrderType;
const CASH = 1e12;
const TICK = 100;

function dayOf(time: string, overrides: RuleOverrides = {}, fixture: VenueFixture = {}) {
  const { venue, tape } = venueOf({ ...fixture, overrides: { ...openRules, ...overrides } });
  venue.advanceTo(at(time));
  return { venue, tape };
}

/** Gives the day a closing price. */
function close(venue: Venue, price: number): void {
  venue.advanceTo(at('14:58'));
  venue.submit(0, 3, SELL, limit, price, 1);
  venue.submit(0, 3, BUY, limit, price, 1);
  venue.advanceTo(at('15:00'));
}

describe('trading at the closing price', () => {
  it('cancels limits that are worse, then trades what is left by arrival, whatever the limits', () => {
    const { venue, tape } = dayOf('10:00');
    const ask = (account: number, side: number, price: number, quantity: number) =>
      venue.submit(0, account, side, fixedPrice, price, quantity);
    ask(0, BUY, 1009, 100);
    ask(1, SELL, 1011, 100);
    ask(0, BUY, 1010, 300);
    ask(2, BUY, 1100, 200);
    ask(1, SELL, 900, 350);
    ask(2, SELL, 1010, 60);
    expect([venue.book(0).orderCount, venue.remaining(2)]).toEqual([0, 300]);
    close(venue, 1010);
    const from = tape.length;
    venue.advanceTo(at('15:05'));
    expect(toldByTime(tape, from)).toEqual([
      '15:05:00.000 phase afterHours',
      '15:05:00.000 cancelled #0 buy 100@1009, 0 left, fixedPrice',
      '15:05:00.000 cancelled #1 sell 100@1011, 0 left, fixedPrice',
      '15:05:00.000 buy #2, sell #4 300@1010 afterHours +',
      '15:05:00.000 buy #3, sell #4 50@1010 afterHours +',
      '15:05:00.000 buy #3, sell #5 60@1010 afterHours',
    ]);
    expect(rowsOf(tape).at(-1)).toMatchObject({ side: -1, account: 2, otherAccount: 2, quantity2: -1 });
    expect([2, 3, 4, 5].map((order) => venue.remaining(order))).toEqual([0, 90, 0, 0]);
    expect([venue.lastPrice(0), venue.volume(0), venue.closingPrice(0)]).toEqual([1010, 1 + 410, 1010]);
    venue.ledger?.validate();
  });

  it('freezes the limit, and gives back what the close costs less', () => {
    const { venue } = dayOf('10:00');
    venue.submit(0, 0, BUY, fixedPrice, 1050, 100);
    venue.submit(0, 1, SELL, fixedPrice, 950, 40);
    expect(venue.ledger?.availableCash(0)).toBe(CASH - 100 * 1050 * TICK);
    expect(venue.ledger?.sellable(1, 0)).toBe(1_000_000 - 40);
    venue.advanceTo(at('15:05'));
    // Nobody traded all day: the close is the previous one.
    expect(venue.ledger?.availableCash(0)).toBe(CASH - (40 * 1000 + 60 * 1050) * TICK);
    expect(venue.ledger?.availableCash(1)).toBe(CASH + 40 * 1000 * TICK);
    venue.closeDay();
    expect(venue.ledger?.availableCash(0)).toBe(CASH - 40 * 1000 * TICK);
  });

  it('later orders trade as they come, and what is left of them waits', () => {
    const { venue, tape } = dayOf('15:06');
    const from = tape.length;
    venue.submit(0, 0, BUY, fixedPrice, 1010, 100);
    venue.submit(0, 2, BUY, fixedPrice, 1000, 50);
    venue.submit(0, 1, SELL, fixedPrice, 990, 120);
    venue.submit(0, 3, SELL, fixedPrice, 1000, 80);
    venue.submit(0, 0, BUY, fixedPrice, 1000, 60);
    expect(told(tape, from)).toEqual([
      'accepted #0 buy 100@1010 fixedPrice',
      'accepted #1 buy 50@1000 fixedPrice',
      'accepted #2 sell 120@990 fixedPrice +',
      '#2 takes 100@1000 of #0 afterHours +',
      '#2 takes 20@1000 of #1 afterHours',
      'accepted #3 sell 80@1000 fixedPrice +',
      '#3 takes 30@1000 of #1 afterHours',
      'accepted #4 buy 60@1000 fixedPrice +',
      '#4 takes 50@1000 of #3 afterHours',
    ]);
    expect([venue.remaining(4), venue.volume(0), venue.lastPrice(0)]).toEqual([10, 200, -1]);
    venue.ledger?.validate();
  });

  it('later orders with a worse limit are refused', () => {
    const { venue } = dayOf('15:05');
    expect(venue.submit(0, 0, BUY, fixedPrice, 999, 100)).toBe(refused('fixedPrice'));
    expect(venue.submit(0, 1, SELL, fixedPrice, 1001, 100)).toBe(refused('fixedPrice'));
    expect(venue.submit(0, 1, SELL, fixedPrice, 1000, 100)).toBe(0);
  });

  it('is not there on a day without a close', () => {
    const { venue, tape } = dayOf('10:00', {}, { previousClose: -1 });
    venue.submit(0, 0, BUY, fixedPrice, 1000, 100);
    venue.submit(0, 1, SELL, fixedPrice, 1000, 100);
    venue.advanceTo(at('15:05'));
    expect(told(tape).slice(-2)).toEqual([
      'cancelled #0 buy 100@1000, 0 left, fixedPrice',
      'cancelled #1 sell 100@1000, 0 left, fixedPrice',
    ]);
    expect(venue.submit(0, 0, BUY, fixedPrice, 1000, 100)).toBe(refused('fixedPrice'));
  });

  it('is not for orders of the book, nor they for it', () => {
    const { venue, tape } = dayOf('14:58');
    const resting = venue.submit(0, 0, BUY, limit, 1000, 100);
    venue.submit(0, 1, SELL, fixedPrice, 1000, 100);
    venue.advanceTo(at('15:06'));
    expect(rowsOf(tape).filter(({ kind }) => kind === 'trade')).toEqual([]);
    expect(venue.submit(0, 0, BUY, limit, 1000, 100)).toBe(refused('orderTypeInPhase'));
    expect(venue.cancel(0, resting)).toBe(refused('marketClosed'));
    expect(venue.cancel(0, 99)).toBe(refused('unknownOrder'));
    venue.closeDay();
    expect(told(tape).slice(-2)).toEqual([
      'cancelled #0 buy 100@1000, 0 left, expiry',
      'cancelled #1 sell 100@1000, 0 left, expiry',
    ]);
  });
});

describe('orders at the closing price over the day', () => {
  it.each([
    ['szse-chinext', '2025-05-06', '09:15', true],
    ['szse-chinext', '2025-05-06', '09:22', true],
    ['sse-star', '2025-05-06', '09:15', false],
    ['sse-main', '2026-07-06', '09:22', false],
    ['sse-main', '2026-07-06', '09:30', true],
    ['sse-main', '2026-07-06', '14:58', true],
    ['sse-main', '2026-07-06', '15:00', true],
    ['sse-main', '2026-07-06', '15:29:59', true],
  ] as const)('%s of %s at %s: taken %s', (name, date, time, taken) => {
    const { venue } = venueOf({ venue: name, date });
    venue.advanceTo(at(time));
    const answer = venue.submit(0, 0, BUY, fixedPrice, 1000, 200);
    expect(answer).toBe(taken ? 0 : refused('orderTypeInPhase'));
  });

  it('are taken in the gap of a venue that keeps requests, and at lunch by nobody', () => {
    const { venue, tape } = dayOf('09:26');
    const from = tape.length;
    expect(venue.submit(0, 0, BUY, fixedPrice, 1000, 100)).toBe(0);
    venue.advanceTo(at('11:30'));
    expect(told(tape, from)).toEqual(['phase continuous', 'accepted #0 buy 100@1000 fixedPrice', 'phase lunch']);
    expect(venue.submit(0, 0, BUY, fixedPrice, 1000, 100)).toBe(refused('marketClosed'));
  });

  it('can be cancelled, in part too, while cancels are taken', () => {
    const { venue, tape } = dayOf('10:00');
    venue.submit(0, 0, BUY, fixedPrice, 1000, 100);
    const from = tape.length;
    expect(venue.cancel(1, 0)).toBe(refused('unknownOrder'));
    venue.cancel(0, 0, 30);
    venue.advanceTo(at('14:57'));
    expect(venue.cancel(0, 0)).toBe(refused('cancelInPhase'));
    venue.advanceTo(at('15:00'));
    expect(venue.cancel(0, 0)).toBe(refused('cancelInPhase'));
    venue.advanceTo(at('15:05'));
    venue.cancel(0, 0);
    expect(told(tape, from, ['phase', 'rejected'])).toEqual([
      'cancelled #0 buy 30@1000, 70 left, user',
      'cancelled #0 buy 70@1000, 0 left, user',
    ]);
    expect(venue.ledger?.availableCash(0)).toBe(CASH);
  });

  it('are held to the limits of the day and of size, and to nothing else', () => {
    const { venue } = dayOf('10:00', { cage: { percent: 2, ticks: 10, action: 'reject' } });
    expect(venue.submit(0, 0, BUY, fixedPrice, 1201, 100)).toBe(refused('priceLimit'));
    expect(venue.submit(0, 0, BUY, fixedPrice, 1000, 1_000_001)).toBe(refused('maximumQuantity'));
    expect(venue.submit(0, 0, BUY, fixedPrice, 0, 100)).toBe(refused('price'));
    expect(venue.submit(0, 0, BUY, fixedPrice, 1200, 1_000_000)).toBe(0);
  });

  it('are taken while the instrument is halted', () => {
    const { venue } = dayOf('10:00', {}, { status: 'new', statusDay: 1 });
    for (const price of [1000, 1300]) {
      venue.submit(0, 1, SELL, limit, price, 1);
      venue.submit(0, 0, BUY, limit, price, 1);
    }
    expect(venue.submit(0, 0, BUY, OrderType.ownBest, -1, 1)).toBe(refused('orderTypeInPhase'));
    expect(venue.submit(0, 0, BUY, fixedPrice, 1300, 1)).toBe(4);
    expect(venue.cancel(0, 4)).toBe(0);
  });
});
