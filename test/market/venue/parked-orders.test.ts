import { describe, expect, it } from 'vitest';
import type { RuleOverrides } from '../../../src/rules/index.js';
import { OrderType, Phase } from '../../../src/tape/index.js';
import { told, toldByTime } from '../told-rows.js';
import { at, openRules, refused, rowsOf, type VenueFixture, venueOf } from '../venue-fixture.js';

const BUY = 0;
const SELL = 1;
const { limit, iceberg, postOnly, marketIoc } = OrderType;
const TICK = 100;
const CASH = 1e12;

/** Two per cent, at least ten ticks: with an ask of 1000 a buy may cost 1020, with a bid of 1000 a sell must ask 980. */
const parking: RuleOverrides = { cage: { percent: 2, ticks: 10, action: 'park' } };

function trading(fixture: VenueFixture = {}, overrides: RuleOverrides = {}) {
  const { venue, tape } = venueOf({ ...fixture, overrides: { ...openRules, ...parking, ...overrides } });
  venue.advanceTo(at('10:00'));
  return { venue, tape };
}

describe('an order outside the cage', () => {
  it('is accepted and put aside, seen by nobody, with its money frozen', () => {
    const { venue, tape } = trading();
    venue.submit(0, 1, SELL, limit, 1000, 100);
    const from = tape.length;
    expect(venue.submit(0, 0, BUY, limit, 1021, 100)).toBe(1);
    expect(venue.submit(0, 0, BUY, limit, 1020, 100)).toBe(2);
    expect(told(tape, from)).toEqual([
      '(hidden) accepted #1 buy 100@1021 limit +',
      '(hidden) parked #1 buy 100@1021',
      'accepted #2 buy 100@1020 limit +',
      '#2 takes 100@1000 of #0',
    ]);
    expect([venue.book(0).bestBid, venue.remaining(1)]).toEqual([-1, 100]);
    expect(venue.ledger?.availableCash(0)).toBe(CASH - 100 * (1021 + 1000) * TICK);
    expect(rowsOf(tape, from)[1]).toMatchObject({ account: 0, instrument: 0, code: limit, quantity2: -1 });
  });

  it('is refused when it is no limit order; a market order is asked nothing', () => {
    const { venue } = trading();
    venue.submit(0, 1, SELL, limit, 1000, 100);
    expect(venue.submit(0, 0, BUY, iceberg, 1021, 100, 50)).toBe(refused('priceCage'));
    expect(venue.submit(0, 0, SELL, postOnly, 979, 100)).toBe(refused('priceCage'));
    expect(venue.submit(0, 0, BUY, marketIoc, -1, 100)).toBe(1);
  });

  it('comes in when the range reaches it, in a command of its own, and executes', () => {
    const { venue, tape } = trading();
    venue.submit(0, 1, SELL, limit, 1000, 100);
    venue.submit(0, 1, SELL, limit, 1015, 100);
    venue.submit(0, 0, BUY, limit, 1030, 250);
    const from = tape.length;
    // 102 % of 1015 are 1035.3.
    venue.cancel(1, 0);
    expect(told(tape, from)).toEqual([
      'cancelled #0 sell 100@1000, 0 left, user',
      'released #2 buy 250@1030 limit +',
      '#2 takes 100@1015 of #1',
    ]);
    expect([venue.book(0).bestBid, venue.remaining(2)]).toEqual([1030, 150]);
    expect(venue.ledger?.availableCash(0)).toBe(CASH - (100 * 1015 + 150 * 1030) * TICK);
  });

  it('comes in after a trade, a replacement, and what another one that came in has done', () => {
    const { venue, tape } = trading();
    venue.submit(0, 1, SELL, limit, 1000, 100);
    venue.submit(0, 1, SELL, limit, 1004, 100);
    venue.submit(0, 1, SELL, limit, 1050, 100);
    const near = venue.submit(0, 0, BUY, limit, 1023, 100);
    const far = venue.submit(0, 2, BUY, limit, 1060, 40);
    const from = tape.length;
    // The ask goes to 1004, the range to 1024 (1024.08): the near one comes in and takes it. Then the ask is 1050, the
    // range reaches 1071, and the far one follows.
    venue.submit(0, 3, BUY, limit, 1000, 100);
    expect(told(tape, from)).toEqual([
      'accepted #5 buy 100@1000 limit +',
      '#5 takes 100@1000 of #0',
      `released #${near} buy 100@1023 limit +`,
      `#${near} takes 100@1004 of #1`,
      `released #${far} buy 40@1060 limit +`,
      `#${far} takes 40@1050 of #2`,
    ]);
    const farther = venue.submit(0, 2, BUY, limit, 1072, 40);
    expect(venue.remaining(farther)).toBe(40);
    venue.replace(1, 2, 1060, 60);
    expect(told(tape).slice(-3)).toEqual([
      `replaced #2 of 60 by #7 sell 60@1060 limit`,
      `released #${farther} buy 40@1072 limit +`,
      `#${farther} takes 40@1060 of #7`,
    ]);
  });

  it('buys come in from the lowest price up, sells from the highest down, at one price by number', () => {
    const { venue, tape } = trading();
    venue.submit(0, 1, SELL, limit, 1000, 100);
    const buys = [1030, 1025, 1025].map((price) => venue.submit(0, 0, BUY, limit, price, 10));
    const from = tape.length;
    venue.submit(0, 1, SELL, limit, 1100, 100);
    venue.cancel(1, 0);
    expect(told(tape, from, ['accepted', 'cancelled'])).toEqual([
      `released #${buys[1]} buy 10@1025 limit`,
      `released #${buys[2]} buy 10@1025 limit`,
      `released #${buys[0]} buy 10@1030 limit`,
    ]);
    for (const order of [4, ...buys]) venue.cancel(-1, order);
    venue.submit(0, 1, BUY, limit, 1000, 100);
    const sells = [970, 975, 975].map((price) => venue.submit(0, 0, SELL, limit, price, 10));
    const then = tape.length;
    venue.submit(0, 1, BUY, limit, 900, 100);
    venue.cancel(1, 5);
    expect(told(tape, then, ['accepted', 'cancelled'])).toEqual([
      `released #${sells[1]} sell 10@975 limit`,
      `released #${sells[2]} sell 10@975 limit`,
      `released #${sells[0]} sell 10@970 limit`,
    ]);
  });
});

describe('parked orders and the day', () => {
  it('come in at the closing call, by number, and wait for its auction', () => {
    const { venue, tape } = trading();
    venue.submit(0, 1, SELL, limit, 1000, 100);
    const orders = [
      venue.submit(0, 0, BUY, limit, 1040, 60),
      venue.submit(0, 2, BUY, limit, 1030, 30),
      venue.submit(0, 3, SELL, limit, 900, 20),
    ];
    venue.advanceTo(at('14:56:59'));
    const from = tape.length;
    venue.advanceTo(at('14:57'));
    expect(toldByTime(tape, from)).toEqual([
      '14:57:00.000 phase closeCall',
      `14:57:00.000 released #${orders[0]} buy 60@1040 limit`,
      `14:57:00.000 released #${orders[1]} buy 30@1030 limit`,
      `14:57:00.000 released #${orders[2]} sell 20@900 limit`,
    ]);
    expect(venue.book(0).bestBid).toBe(1040);
    venue.advanceTo(at('15:00'));
    // 20 at 900 and 100 at 1000 against 90: the sells leave 30 at 1000.
    expect(told(tape, from).slice(-5)).toEqual([
      'indication 90@1000, sell 30 left, closeCall',
      `buy #${orders[0]}, sell #${orders[2]} 20@1000 closeCall +`,
      `buy #${orders[0]}, sell #0 40@1000 closeCall +`,
      `buy #${orders[1]}, sell #0 30@1000 closeCall`,
      'phase afterHoursQuiet',
    ]);
    venue.ledger?.validate();
  });

  it('come in at a halt, behind its row, by number, into the call that ends it', () => {
    const wide: RuleOverrides = { cage: { percent: 40, ticks: 0, action: 'park' } };
    const { venue, tape } = trading({ status: 'new', statusDay: 1 }, wide);
    venue.submit(0, 1, SELL, limit, 1000, 10);
    venue.submit(0, 0, BUY, limit, 1000, 10);
    venue.submit(0, 1, SELL, limit, 1300, 10);
    // 140 % of the ask are 1820, 60 % of it, as nobody bids, 780.
    venue.submit(0, 2, BUY, limit, 1900, 10);
    venue.submit(0, 3, BUY, limit, 1850, 10);
    venue.submit(0, 2, SELL, limit, 779, 5);
    const from = tape.length;
    venue.submit(0, 0, BUY, limit, 1300, 10);
    expect(toldByTime(tape, from)).toEqual([
      '10:00:00.000 accepted #6 buy 10@1300 limit +',
      '10:00:00.000 #6 takes 10@1300 of #2',
      '10:00:00.000 halt of 0 at 1300 for 600 s, volatility',
      '10:00:00.000 released #3 buy 10@1900 limit',
      '10:00:00.000 released #4 buy 10@1850 limit',
      '10:00:00.000 released #5 sell 5@779 limit',
    ]);
    expect(venue.phaseOf(0)).toBe(Phase.haltCall);
    expect([venue.book(0).bestBid, venue.book(0).bestAsk]).toEqual([1900, 779]);
    // The buy of 1900 leaves 5, so that is the price; it is 90 % up, and halts again.
    venue.advanceTo(at('10:10'));
    expect(toldByTime(tape, from).slice(-4)).toEqual([
      '10:00:03.000 indication 5@1900, buy 5 left, intradayCall',
      '10:10:00.000 buy #3, sell #5 5@1900 intradayCall',
      '10:10:00.000 phase continuous of 0',
      '10:10:00.000 halt of 0 at 1900 for 600 s, volatility',
    ]);
  });

  it('stay aside over lunch, and come in when there is somebody to measure them by', () => {
    const { venue, tape } = trading();
    venue.submit(0, 1, SELL, limit, 1000, 100);
    const order = venue.submit(0, 0, BUY, limit, 1030, 10);
    venue.advanceTo(at('13:00'));
    expect(venue.remaining(order)).toBe(10);
    venue.cancel(1, 0);
    // Nobody bids or asks and nothing traded: the previous close of 1000 holds it back.
    expect(told(tape).at(-1)).toBe('cancelled #0 sell 100@1000, 0 left, user');
    venue.submit(0, 2, BUY, limit, 1015, 10);
    // The best bid of 1015 allows 1035.
    expect(told(tape).slice(-2)).toEqual(['accepted #2 buy 10@1015 limit', `released #${order} buy 10@1030 limit`]);
  });

  it('are parked at 09:30 when they waited in the gap', () => {
    const { venue, tape } = venueOf({ overrides: { ...openRules, ...parking } });
    venue.advanceTo(at('09:26'));
    const from = tape.length;
    venue.submit(0, 0, BUY, limit, 1021, 10);
    venue.advanceTo(at('09:30'));
    expect(told(tape, from)).toEqual([
      'phase continuous',
      '(hidden) accepted #0 buy 10@1021 limit +',
      '(hidden) parked #0 buy 10@1021',
    ]);
  });
});

describe('a cancel of a parked order', () => {
  it('gives everything back and is seen by nobody', () => {
    const { venue, tape } = trading();
    venue.submit(0, 0, BUY, limit, 1030, 100);
    venue.submit(0, 1, SELL, limit, 970, 100);
    const from = tape.length;
    expect(venue.cancel(1, 0)).toBe(refused('unknownOrder'));
    expect(venue.cancel(0, 0)).toBe(0);
    expect(venue.cancel(1, 1)).toBe(0);
    expect(told(tape, from)).toEqual([
      'rejected #0 unknownOrder',
      '(hidden) cancelled #0 buy 100@1030, 0 left, user',
      '(hidden) cancelled #1 sell 100@970, 0 left, user',
    ]);
    expect([venue.ledger?.availableCash(0), venue.ledger?.sellable(1, 0)]).toEqual([CASH, 1_000_000]);
  });

  it('in part keeps its turn', () => {
    const { venue, tape } = trading();
    venue.submit(0, 0, BUY, limit, 1030, 100);
    venue.submit(0, 2, BUY, limit, 1030, 100);
    venue.cancel(0, 0, 60);
    expect(told(tape).at(-1)).toBe('(hidden) cancelled #0 buy 60@1030, 40 left, user');
    expect(venue.ledger?.availableCash(0)).toBe(CASH - 40 * 1030 * TICK);
    venue.submit(0, 1, BUY, limit, 1015, 1);
    expect(told(tape).slice(-2)).toEqual(['released #0 buy 40@1030 limit', 'released #1 buy 100@1030 limit']);
  });

  it('comes by itself when the day is closed before they come in', () => {
    const { venue, tape } = trading();
    venue.submit(0, 0, BUY, limit, 1030, 100);
    venue.closeDay();
    expect(told(tape).at(-1)).toBe('(hidden) cancelled #0 buy 100@1030, 0 left, expiry');
    expect(venue.ledger?.availableCash(0)).toBe(CASH);
  });
});
