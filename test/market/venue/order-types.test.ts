import { describe, expect, it } from 'vitest';
import type { Venue } from '../../../src/market/index.js';
import type { RuleOverrides } from '../../../src/rules/index.js';
import { CancelReason, OrderType, TradeStage } from '../../../src/tape/index.js';
import { told } from '../told-rows.js';
import { at, openRules, refused, rowsOf, type VenueFixture, venueOf } from '../venue-fixture.js';

const BUY = 0;
const SELL = 1;
const { limit, marketIoc, counterpartyBest, ownBest, best5Ioc, fillOrKill, best5ThenLimit, postOnly } = OrderType;
const OPENING_CASH = 1e12;
/** Money of one tick of one share. */
const TICK = 100;

/** A venue at ten o'clock whose book is empty. */
function quiet(overrides: RuleOverrides = {}, fixture: VenueFixture = {}) {
  const { venue, tape } = venueOf({ ...fixture, overrides: { ...openRules, ...overrides } });
  venue.advanceTo(at('10:00'));
  return { venue, tape };
}

/** The same with sells of 100 from 1001 to 1006 (#0–#5) by account 1 and buys of 100 at 999 and 998 (#6, #7) by account 2. */
function ladder(overrides: RuleOverrides = {}, fixture: VenueFixture = {}) {
  const { venue, tape } = quiet(overrides, fixture);
  for (let price = 1001; price <= 1006; price++) venue.submit(0, 1, SELL, limit, price, 100);
  for (const price of [999, 998]) venue.submit(0, 2, BUY, limit, price, 100);
  return { venue, tape, from: tape.length };
}

const protectedRules: RuleOverrides = { protectionPrice: 'required' };
const touch = (venue: Venue) => [venue.book(0).bestBid, venue.book(0).bestAsk];

describe('a limit order', () => {
  it('executes what crosses, at the prices of those who wait, and rests with what is left', () => {
    const { venue, tape, from } = ladder();
    expect(venue.submit(0, 0, BUY, limit, 1002, 250)).toBe(8);
    expect(told(tape, from)).toEqual([
      'accepted #8 buy 250@1002 limit +',
      '#8 takes 100@1001 of #0 +',
      '#8 takes 100@1002 of #1',
    ]);
    expect(touch(venue)).toEqual([1002, 1003]);
    expect(venue.remaining(8)).toBe(50);
    expect([venue.lastPrice(0), venue.volume(0)]).toEqual([1002, 200]);
  });

  it('is told with who, which side and what else a row knows', () => {
    const { venue, tape, from } = ladder();
    venue.submit(0, 3, SELL, limit, 999, 100);
    const [accepted, trade] = rowsOf(tape, from);
    const common = { time: at('10:00'), instrument: 0, order: 8, account: 3, side: SELL, price: 999, quantity: 100 };
    const nothing = { otherOrder: -1, otherAccount: -1, quantity2: -1 };
    expect(accepted).toEqual({ ...common, ...nothing, kind: 'accepted', code: limit, flags: 1 });
    const other = { otherOrder: 6, otherAccount: 2, quantity2: -1 };
    expect(trade).toEqual({ ...common, ...other, kind: 'trade', code: TradeStage.continuous, flags: 0 });
  });
});

describe('a market order whose rest is cancelled', () => {
  it('executes as far as the book reaches', () => {
    const { venue, tape, from } = ladder();
    venue.submit(0, 0, BUY, marketIoc, -1, 700);
    expect(told(tape, from)).toEqual([
      'accepted #8 buy 700 marketIoc +',
      '#8 takes 100@1001 of #0 +',
      '#8 takes 100@1002 of #1 +',
      '#8 takes 100@1003 of #2 +',
      '#8 takes 100@1004 of #3 +',
      '#8 takes 100@1005 of #4 +',
      '#8 takes 100@1006 of #5 +',
      'cancelled #8 buy 100, 0 left, iocRest',
    ]);
    expect(rowsOf(tape).at(-1)).toMatchObject({ price: -1, account: 0, side: BUY, code: CancelReason.iocRest });
  });

  it('executes wholly where there is enough', () => {
    const { venue, tape, from } = ladder();
    venue.submit(0, 0, SELL, marketIoc, -1, 150);
    expect(told(tape, from)).toEqual([
      'accepted #8 sell 150 marketIoc +',
      '#8 takes 100@999 of #6 +',
      '#8 takes 50@998 of #7',
    ]);
  });

  it.each([
    [BUY, 1002, 'buy', ['#8 takes 100@1001 of #0 +', '#8 takes 100@1002 of #1 +'], 200],
    [SELL, 999, 'sell', ['#8 takes 100@999 of #6 +'], 300],
    [BUY, 1000, 'buy', [], 400],
  ])('stops at its protection price, side %i at %i', (side, price, name, trades, left) => {
    const { venue, tape, from } = ladder(protectedRules);
    venue.submit(0, 0, side, marketIoc, price, 400);
    expect(told(tape, from)).toEqual([
      `accepted #8 ${name} 400 marketIoc +`,
      ...trades,
      `cancelled #8 ${name} ${left}, 0 left, iocRest`,
    ]);
  });

  it('names a protection price where the venue asks for one', () => {
    const { venue } = ladder(protectedRules);
    for (const price of [-1, 0, 1.5, Number.NaN, 2_147_483_647])
      expect(venue.submit(0, 0, BUY, marketIoc, price, 100)).toBe(refused('protectionPrice'));
    expect(venue.submit(0, 0, BUY, marketIoc, 2_147_483_646, 100)).toBe(8);
  });

  it('is refused on a day without limits where the rules say so, and cancelled when nobody is there', () => {
    const newcomer: VenueFixture = { status: 'new', statusDay: 1 };
    expect(quiet({}, newcomer).venue.submit(0, 0, BUY, marketIoc, -1, 100)).toBe(refused('marketOrderWithoutLimit'));
    const { venue, tape } = quiet({ marketOrdersNeedLimit: false }, newcomer);
    const from = tape.length;
    expect(venue.submit(0, 0, BUY, marketIoc, -1, 100)).toBe(0);
    expect(told(tape, from)).toEqual(['accepted #0 buy 100 marketIoc +', 'cancelled #0 buy 100, 0 left, emptySide']);
    expect(venue.ledger?.availableCash(0)).toBe(OPENING_CASH);
  });

  it.each([
    ['the upper limit of the day, with limits', {}, 1200],
    ['its protection price, if lower', protectedRules, 1010],
  ] as const)('must be able to pay %s', (_name, overrides, bound) => {
    const needed = 300 * bound * TICK;
    const poor = ladder(overrides, { cash: needed - 1 });
    expect(poor.venue.submit(0, 0, BUY, marketIoc, 1010, 300)).toBe(refused('insufficientCash'));
    const able = ladder(overrides, { cash: needed });
    expect(able.venue.submit(0, 0, BUY, marketIoc, 1010, 300)).toBe(8);
    expect(able.venue.ledger?.availableCash(0)).toBe(needed - 100 * (1001 + 1002 + 1003) * TICK);
  });

  it('without limits must be able to pay the price of its last unit for all of them', () => {
    const fixture = (cash: number): VenueFixture => ({ status: 'new', statusDay: 1, cash });
    const rules: RuleOverrides = { marketOrdersNeedLimit: false, halts: null };
    const poor = ladder(rules, fixture(300 * 1003 * TICK - 1));
    expect(poor.venue.submit(0, 0, BUY, marketIoc, -1, 300)).toBe(refused('insufficientCash'));
    const able = ladder(rules, fixture(300 * 1003 * TICK));
    expect(able.venue.submit(0, 0, BUY, marketIoc, -1, 300)).toBe(8);
    // 700 are more than there are: the last level's price bounds them.
    const most = ladder(rules, fixture(700 * 1006 * TICK));
    expect(most.venue.submit(0, 0, BUY, marketIoc, -1, 700)).toBe(8);
  });
});

describe('an order at the best price of the other side', () => {
  it('takes it as its limit', () => {
    const { venue, tape, from } = ladder();
    venue.submit(0, 0, BUY, counterpartyBest, -1, 250);
    expect(told(tape, from)).toEqual(['accepted #8 buy 250@1001 counterpartyBest +', '#8 takes 100@1001 of #0']);
    expect(touch(venue)).toEqual([1001, 1002]);
    expect(venue.ledger?.availableCash(0)).toBe(OPENING_CASH - 250 * 1001 * TICK);
  });

  it('is cancelled when that side is empty', () => {
    const { venue, tape } = quiet();
    const from = tape.length;
    venue.submit(0, 0, SELL, counterpartyBest, -1, 100);
    expect(told(tape, from)).toEqual([
      'accepted #0 sell 100 counterpartyBest +',
      'cancelled #0 sell 100, 0 left, emptySide',
    ]);
    expect(venue.ledger?.sellable(0, 0)).toBe(1_000_000);
  });

  it('is cancelled when the price lies beyond its protection', () => {
    const { venue, tape, from } = ladder(protectedRules);
    venue.submit(0, 0, BUY, counterpartyBest, 1000, 100);
    expect(told(tape, from)).toEqual([
      'accepted #8 buy 100@1001 counterpartyBest +',
      'cancelled #8 buy 100, 0 left, protectionPrice',
    ]);
    expect(venue.submit(0, 0, BUY, counterpartyBest, 1001, 100)).toBe(9);
    expect(told(tape).at(-1)).toBe('#9 takes 100@1001 of #0');
  });
});

describe('an order at the best price of its own side', () => {
  it('joins the queue there', () => {
    const { venue, tape, from } = ladder();
    venue.submit(0, 0, BUY, ownBest, -1, 300);
    venue.submit(0, 0, SELL, ownBest, -1, 200);
    expect(told(tape, from)).toEqual(['accepted #8 buy 300@999 ownBest', 'accepted #9 sell 200@1001 ownBest']);
    const { book } = { book: venue.book(0) };
    expect([book.orderOf(book.headOf(BUY, 999)), book.quantityAt(BUY, 999)]).toEqual([6, 400]);
    expect(book.quantityAt(SELL, 1001)).toBe(300);
  });

  it('is cancelled when that side is empty, or its price beyond protection', () => {
    const { venue, tape } = quiet(protectedRules);
    venue.submit(0, 1, SELL, limit, 1001, 100);
    const from = tape.length;
    venue.submit(0, 0, BUY, ownBest, 1000, 100);
    venue.submit(0, 0, SELL, ownBest, 1002, 100);
    venue.submit(0, 0, SELL, ownBest, 1001, 100);
    expect(told(tape, from)).toEqual([
      'accepted #1 buy 100 ownBest +',
      'cancelled #1 buy 100, 0 left, emptySide',
      'accepted #2 sell 100@1001 ownBest +',
      'cancelled #2 sell 100, 0 left, protectionPrice',
      'accepted #3 sell 100@1001 ownBest',
    ]);
  });
});

describe('an order on the best five levels', () => {
  const fiveTrades = [
    '#8 takes 100@1001 of #0 +',
    '#8 takes 100@1002 of #1 +',
    '#8 takes 100@1003 of #2 +',
    '#8 takes 100@1004 of #3 +',
    '#8 takes 100@1005 of #4 +',
  ];

  it('leaves the sixth level alone, and its rest is cancelled', () => {
    const { venue, tape, from } = ladder();
    venue.submit(0, 0, BUY, best5Ioc, -1, 700);
    expect(told(tape, from)).toEqual([
      'accepted #8 buy 700 best5Ioc +',
      ...fiveTrades,
      'cancelled #8 buy 200, 0 left, iocRest',
    ]);
    expect(touch(venue)).toEqual([999, 1006]);
    expect(venue.ledger?.availableCash(0)).toBe(OPENING_CASH - 100 * (1001 + 1002 + 1003 + 1004 + 1005) * TICK);
  });

  it('leaves the sixth level alone, and its rest waits at the price of its last execution', () => {
    const { venue, tape, from } = ladder();
    venue.submit(0, 0, BUY, best5ThenLimit, -1, 700);
    expect(told(tape, from)).toEqual([
      'accepted #8 buy 700 best5ThenLimit +',
      ...fiveTrades,
      'released #8 buy 200@1005 best5ThenLimit',
    ]);
    expect(touch(venue)).toEqual([1005, 1006]);
    const spent = 100 * (1001 + 1002 + 1003 + 1004 + 1005) + 200 * 1005;
    expect(venue.ledger?.availableCash(0)).toBe(OPENING_CASH - spent * TICK);
    expect(venue.cancel(0, 8)).toBe(0);
    venue.ledger?.validate();
  });

  it('counts a level once, however many wait there', () => {
    const { venue, tape } = quiet();
    for (const price of [1001, 1001, 1002, 1003, 1004, 1005, 1006]) venue.submit(0, 1, SELL, limit, price, 100);
    const from = tape.length;
    venue.submit(0, 0, BUY, best5Ioc, -1, 600);
    expect(told(tape, from)).toHaveLength(7);
    expect(touch(venue)).toEqual([-1, 1006]);
  });

  it('is cancelled when nobody is on the other side', () => {
    const { venue, tape } = quiet();
    const from = tape.length;
    venue.submit(0, 0, SELL, best5Ioc, -1, 100);
    expect(told(tape, from)).toEqual(['accepted #0 sell 100 best5Ioc +', 'cancelled #0 sell 100, 0 left, emptySide']);
  });

  it('that becomes a limit order waits at the best price of its own side when nothing executed', () => {
    const { venue, tape } = quiet();
    venue.submit(0, 2, BUY, limit, 999, 100);
    const from = tape.length;
    venue.submit(0, 0, BUY, best5ThenLimit, -1, 200);
    expect(told(tape, from)).toEqual([
      'accepted #1 buy 200 best5ThenLimit +',
      'released #1 buy 200@999 best5ThenLimit',
    ]);
    expect(venue.ledger?.availableCash(0)).toBe(OPENING_CASH - 200 * 999 * TICK);
  });

  it('that becomes a limit order is cancelled when there is no such price either', () => {
    const { venue, tape } = quiet();
    venue.submit(0, 1, SELL, limit, 1001, 100);
    const from = tape.length;
    // A sell with nobody on the other side joins the sells; a buy beyond whose protection they are finds no buys.
    const sell = venue.submit(0, 0, SELL, best5ThenLimit, -1, 100);
    venue.cancel(-1, 0);
    venue.cancel(-1, sell);
    venue.submit(0, 0, BUY, best5ThenLimit, -1, 100);
    expect(told(tape, from)).toEqual([
      'accepted #1 sell 100 best5ThenLimit +',
      'released #1 sell 100@1001 best5ThenLimit',
      'cancelled #0 sell 100@1001, 0 left, user',
      'cancelled #1 sell 100@1001, 0 left, user',
      'accepted #2 buy 100 best5ThenLimit +',
      'cancelled #2 buy 100, 0 left, emptySide',
    ]);
  });

  it('that becomes a limit order heeds its protection price', () => {
    const { venue, tape, from } = ladder(protectedRules);
    venue.submit(0, 0, BUY, best5ThenLimit, 1002, 300);
    venue.submit(0, 0, BUY, best5ThenLimit, 1002, 100);
    venue.submit(0, 0, BUY, best5ThenLimit, 1001, 100);
    expect(told(tape, from)).toEqual([
      'accepted #8 buy 300 best5ThenLimit +',
      '#8 takes 100@1001 of #0 +',
      '#8 takes 100@1002 of #1 +',
      'released #8 buy 100@1002 best5ThenLimit',
      'accepted #9 buy 100 best5ThenLimit +',
      'released #9 buy 100@1002 best5ThenLimit',
      'accepted #10 buy 100 best5ThenLimit +',
      'cancelled #10 buy 100, 0 left, protectionPrice',
    ]);
  });

  it('that becomes a limit order must be able to pay the best bid, also when nobody sells and no limit bounds it', () => {
    const cash = 100 * 999 * TICK;
    const { venue } = quiet({ marketOrdersNeedLimit: false }, { status: 'new', statusDay: 1, cash });
    venue.submit(0, 2, BUY, limit, 999, 100);
    expect(venue.submit(0, 0, BUY, best5ThenLimit, -1, 200)).toBe(refused('insufficientCash'));
    expect(venue.submit(0, 0, BUY, best5ThenLimit, -1, 100)).toBe(1);
    venue.ledger?.validate();
  });
});

describe('an order that executes wholly or not at all', () => {
  it('executes when the book is deep enough', () => {
    const { venue, tape, from } = ladder();
    venue.submit(0, 0, BUY, fillOrKill, -1, 600);
    expect(told(tape, from)).toHaveLength(7);
    expect(told(tape).at(-1)).toBe('#8 takes 100@1006 of #5');
  });

  it('is cancelled as a whole when it is not, or not at its protection price', () => {
    const { venue, tape, from } = ladder();
    venue.submit(0, 0, BUY, fillOrKill, -1, 700);
    expect(told(tape, from)).toEqual(['accepted #8 buy 700 fillOrKill +', 'cancelled #8 buy 700, 0 left, fillOrKill']);
    const second = ladder(protectedRules);
    second.venue.submit(0, 0, BUY, fillOrKill, 1003, 400);
    second.venue.submit(0, 0, BUY, fillOrKill, 1003, 300);
    expect(told(second.tape, second.from)).toEqual([
      'accepted #8 buy 400 fillOrKill +',
      'cancelled #8 buy 400, 0 left, fillOrKill',
      'accepted #9 buy 300 fillOrKill +',
      '#9 takes 100@1001 of #0 +',
      '#9 takes 100@1002 of #1 +',
      '#9 takes 100@1003 of #2',
    ]);
  });

  it('counts the reserves of icebergs, and names the empty side', () => {
    const { venue, tape } = quiet();
    venue.submit(0, 0, BUY, fillOrKill, -1, 100);
    expect(told(tape).at(-1)).toBe('cancelled #0 buy 100, 0 left, emptySide');
    venue.submit(0, 1, SELL, OrderType.iceberg, 1001, 300, 100);
    venue.submit(0, 0, BUY, fillOrKill, -1, 300);
    expect(told(tape).at(-1)).toBe('#2 takes 100@1001 of #1');
    expect(venue.remaining(1)).toBe(0);
  });
});

describe('an order that must not execute at once', () => {
  it('rests inside the spread and is refused at the touch', () => {
    const { venue, tape, from } = ladder();
    expect(venue.submit(0, 0, BUY, postOnly, 1001, 100)).toBe(refused('wouldExecute'));
    expect(venue.submit(0, 0, SELL, postOnly, 999, 100)).toBe(refused('wouldExecute'));
    expect(venue.submit(0, 0, BUY, postOnly, 1000, 100)).toBe(8);
    expect(told(tape, from)).toEqual([
      'rejected wouldExecute',
      'rejected wouldExecute',
      'accepted #8 buy 100@1000 postOnly',
    ]);
  });
});

describe('order types and phases', () => {
  const marketTypes = [marketIoc, counterpartyBest, ownBest, best5Ioc, fillOrKill, best5ThenLimit, postOnly];

  it.each(['09:15', '09:24:59.999', '09:26', '14:57'])(
    'market and post-only orders are refused in a call, at %s',
    (time) => {
      const { venue } = venueOf({ overrides: openRules });
      venue.advanceTo(at(time));
      for (const type of marketTypes)
        expect(venue.submit(0, 0, BUY, type, 1000, 100)).toBe(refused('orderTypeInPhase'));
    },
  );

  it.each(['09:15', '14:57'])('limit orders and icebergs are taken at %s', (time) => {
    const { venue } = venueOf({ overrides: openRules });
    venue.advanceTo(at(time));
    expect(venue.submit(0, 0, BUY, limit, 1000, 100)).toBe(0);
    expect(venue.submit(0, 0, BUY, OrderType.iceberg, 1000, 200, 100)).toBe(1);
  });

  it('a venue knows only its own', () => {
    const { venue } = venueOf({ venue: 'sse-main', date: '2022-03-01' });
    venue.advanceTo(at('10:00'));
    const { iceberg, fixedPrice } = OrderType;
    for (const type of [marketIoc, counterpartyBest, ownBest, fillOrKill, postOnly, iceberg, fixedPrice, -1, 10, 0.5])
      expect(venue.submit(0, 0, BUY, type, 1000, 100)).toBe(refused('orderType'));
    expect(venue.submit(0, 0, BUY, best5Ioc, -1, 100)).toBe(0);
    expect(venue.submit(0, 0, BUY, best5ThenLimit, -1, 100)).toBe(1);
  });
});
