import { describe, expect, it } from 'vitest';
import { rulesInForce } from '../../src/rules/index.js';
import { CancelReason, Flag, OrderType, Phase, RejectReason, TradeStage } from '../../src/tape/index.js';
import { at, rowsOf, venueOf } from './venue-fixture.js';

const BUY = 0;
const SELL = 1;
const { limit, marketIoc } = OrderType;
const refused = (reason: number): number => -1 - reason;

describe('the day of a venue', () => {
  it('goes through its phases at their times', () => {
    const { venue, tape } = venueOf();
    venue.advanceTo(at('23:59'));
    expect(rowsOf(tape).map(({ kind, time, code }) => [kind, time, code])).toEqual([
      ['phase', at('09:15'), Phase.openCallCancelable],
      ['phase', at('09:20'), Phase.openCallLocked],
      ['phase', at('09:25'), Phase.preOpenGap],
      ['phase', at('09:30'), Phase.continuous],
      ['phase', at('11:30'), Phase.lunch],
      ['phase', at('13:00'), Phase.continuous],
      ['phase', at('14:57'), Phase.closeCall],
      ['phase', at('15:00'), Phase.afterHoursQuiet],
      ['phase', at('15:05'), Phase.afterHours],
      ['phase', at('15:30'), Phase.closed],
    ]);
    expect(venue.nextTimer()).toBe(Infinity);
    expect(() => venue.advanceTo(0)).toThrow('cannot go back');
    expect(() => venue.advanceTo(Number.NaN)).toThrow('cannot go back');
  });

  it.each([
    ['09:14:59.999', RejectReason.marketClosed],
    ['11:30', RejectReason.marketClosed],
    ['12:59:59.999', RejectReason.marketClosed],
    ['15:00', RejectReason.orderTypeInPhase],
    ['15:30', RejectReason.marketClosed],
    ['09:15', undefined],
    ['09:20', undefined],
    ['09:30', undefined],
    ['13:00', undefined],
    ['14:57', undefined],
  ])('at %s answers an order with %s', (time, reason) => {
    const { venue, tape } = venueOf();
    venue.advanceTo(at(time));
    expect(venue.submit(0, 0, BUY, limit, 1000, 100)).toBe(reason === undefined ? 0 : refused(reason));
    expect(rowsOf(tape).at(-1)?.kind).toBe(reason === undefined ? 'accepted' : 'rejected');
  });

  it.each([
    ['09:15', '09:19:59.999', 0],
    ['09:15', '09:20:00.000', refused(RejectReason.cancelInPhase)],
    ['09:30', '14:56:59.999', 0],
    ['09:30', '14:57:00.000', refused(RejectReason.cancelInPhase)],
    ['09:30', '12:00', refused(RejectReason.marketClosed)],
    ['09:30', '15:00', refused(RejectReason.cancelInPhase)],
    ['09:30', '15:05', refused(RejectReason.marketClosed)],
  ])('an order of %s is cancelled at %s with answer %i', (entered, asked, answer) => {
    const { venue } = venueOf();
    venue.advanceTo(at(entered));
    const order = venue.submit(0, 0, BUY, limit, 1000, 100);
    venue.advanceTo(at(asked));
    expect(venue.cancel(0, order)).toBe(answer);
    expect(venue.remaining(order)).toBe(answer === 0 ? 0 : 100);
  });

  it.each(['09:15', '09:20', '09:26', '14:57'])('refuses market orders outside continuous trading, at %s', (time) => {
    const { venue } = venueOf();
    venue.advanceTo(at(time));
    expect(venue.submit(0, 0, BUY, marketIoc, -1, 100)).toBe(refused(RejectReason.orderTypeInPhase));
  });

  it('opens a United States venue without a call', () => {
    const { venue, tape } = venueOf({ venue: 'us-equity', date: '2012-06-21' });
    venue.advanceTo(at('09:29:59.999'));
    expect(venue.submit(0, 0, SELL, limit, 58_000, 7)).toBe(refused(RejectReason.marketClosed));
    venue.advanceTo(at('09:30'));
    venue.submit(0, 0, SELL, limit, 58_000, 7);
    expect(venue.submit(0, 1, BUY, marketIoc, -1, 5)).toBe(1);
    venue.advanceTo(at('16:00'));
    expect(venue.phase).toBe(Phase.closed);
    expect(rowsOf(tape, 0, ['phase', 'rejected', 'accepted'])).toMatchObject([
      { kind: 'trade', price: 58_000, quantity: 5 },
    ]);
  });
});

describe('the gap after the opening cross', () => {
  it('takes requests, and works on them in their order at 09:30', () => {
    const { venue, tape } = venueOf();
    venue.advanceTo(at('09:15'));
    const early = venue.submit(0, 0, SELL, limit, 1010, 100);
    venue.advanceTo(at('09:26'));
    const from = tape.length;
    const buy = venue.submit(0, 1, BUY, limit, 1010, 300);
    expect(venue.cancel(0, early)).toBe(0);
    const late = venue.submit(0, 2, SELL, limit, 1005, 200);
    expect([buy, late]).toEqual([1, 2]);
    expect(tape.length).toBe(from);
    expect(venue.remaining(early)).toBe(100);
    venue.advanceTo(at('09:30'));
    expect(rowsOf(tape, from).map(({ kind, time, order, quantity }) => [kind, time, order, quantity])).toEqual([
      ['phase', at('09:30'), -1, -1],
      ['accepted', at('09:30'), buy, 300],
      ['trade', at('09:30'), buy, 100],
      ['rejected', at('09:30'), early, -1],
      ['accepted', at('09:30'), late, 200],
      ['trade', at('09:30'), late, 200],
    ]);
  });

  it('refuses at 09:30, under its number, what the market has moved away from', () => {
    const { venue, tape } = venueOf();
    venue.advanceTo(at('09:26'));
    const ask = venue.submit(0, 0, SELL, limit, 1000, 100);
    const far = venue.submit(0, 1, BUY, limit, 1021, 100);
    venue.advanceTo(at('09:30'));
    expect(venue.remaining(ask)).toBe(100);
    expect(rowsOf(tape).at(-1)).toMatchObject({ kind: 'rejected', order: far, code: RejectReason.priceCage });
  });

  it('has room for as many as come', () => {
    const { venue } = venueOf({ overrides: { cage: null } });
    venue.advanceTo(at('09:26'));
    for (let order = 0; order < 3_000; order++)
      expect(venue.submit(0, order % 4, BUY, limit, 801 + (order % 150), 100)).toBe(order);
    venue.advanceTo(at('09:30'));
    expect(venue.book(0).orderCount).toBe(3_000);
    expect(venue.remaining(2_999)).toBe(100);
    expect(venue.cancel(3, 2_999)).toBe(0);
  });

  it('refuses a cancel that waited when no cancels are taken any more', () => {
    const { phases } = rulesInForce('szse-chinext', '2025-05-06');
    const gap = phases.findIndex(({ phase }) => phase === Phase.preOpenGap);
    const { venue, tape } = venueOf({ overrides: { phases: phases.slice(0, gap + 1) } });
    venue.advanceTo(at('09:15'));
    const order = venue.submit(0, 0, BUY, limit, 1000, 100);
    venue.advanceTo(at('09:26'));
    expect(venue.cancel(0, order)).toBe(0);
    venue.advanceTo(at('09:30'));
    expect(venue.phase).toBe(Phase.closed);
    expect(rowsOf(tape).at(-1)).toMatchObject({ kind: 'rejected', order, code: RejectReason.marketClosed });
    expect(venue.remaining(order)).toBe(100);
  });

  it('refuses requests at once where the rules say so', () => {
    const { venue } = venueOf({ overrides: { gap: 'reject' } });
    venue.advanceTo(at('09:26'));
    expect(venue.submit(0, 0, BUY, limit, 1000, 100)).toBe(refused(RejectReason.marketClosed));
    expect(venue.cancel(0, 0)).toBe(refused(RejectReason.marketClosed));
  });
});

describe('continuous trading', () => {
  it('writes an order, its trades, and the flag that the command goes on', () => {
    const { venue, tape } = venueOf();
    venue.advanceTo(at('10:00'));
    venue.submit(0, 0, SELL, limit, 1001, 100);
    venue.submit(0, 1, SELL, limit, 1002, 200);
    const from = tape.length;
    const order = venue.submit(0, 2, BUY, limit, 1002, 500);
    expect(rowsOf(tape, from)).toMatchObject([
      {
        kind: 'accepted',
        order,
        account: 2,
        side: BUY,
        price: 1002,
        quantity: 500,
        code: limit,
        flags: Flag.continues,
      },
      {
        kind: 'trade',
        order,
        account: 2,
        side: BUY,
        price: 1001,
        quantity: 100,
        otherOrder: 0,
        otherAccount: 0,
        flags: Flag.continues,
      },
      {
        kind: 'trade',
        order,
        account: 2,
        side: BUY,
        price: 1002,
        quantity: 200,
        otherOrder: 1,
        otherAccount: 1,
        flags: 0,
      },
    ]);
    expect(venue.remaining(order)).toBe(200);
    expect([venue.lastPrice(0), venue.volume(0)]).toEqual([1002, 300]);
  });

  it('cancels what a market order does not find', () => {
    const { venue, tape } = venueOf();
    venue.advanceTo(at('10:00'));
    venue.submit(0, 0, SELL, limit, 1001, 100);
    const from = tape.length;
    const first = venue.submit(0, 1, BUY, marketIoc, -1, 300);
    const second = venue.submit(0, 1, BUY, marketIoc, -1, 100);
    const { iocRest, emptySide } = CancelReason;
    expect(rowsOf(tape, from)).toMatchObject([
      { kind: 'accepted', order: first, price: -1, quantity: 300, code: marketIoc, flags: Flag.continues },
      { kind: 'trade', order: first, price: 1001, quantity: 100, flags: Flag.continues },
      { kind: 'cancelled', order: first, side: BUY, price: -1, quantity: 200, quantity2: 0, code: iocRest, flags: 0 },
      { kind: 'accepted', order: second, flags: Flag.continues },
      { kind: 'cancelled', order: second, quantity: 100, code: emptySide },
    ]);
    expect(venue.remaining(first)).toBe(0);
  });

  it('cancels for the owner alone, and once', () => {
    const { venue, tape } = venueOf();
    venue.advanceTo(at('10:00'));
    const order = venue.submit(0, 1, SELL, limit, 1001, 100);
    expect(venue.cancel(0, order)).toBe(refused(RejectReason.unknownOrder));
    expect(venue.cancel(1, order)).toBe(0);
    expect(rowsOf(tape).at(-1)).toMatchObject({
      kind: 'cancelled',
      order,
      account: 1,
      side: SELL,
      price: 1001,
      quantity: 100,
      quantity2: 0,
      code: CancelReason.user,
    });
    expect(venue.cancel(1, order)).toBe(refused(RejectReason.unknownOrder));
    expect(venue.cancel(1, 77)).toBe(refused(RejectReason.unknownOrder));
    expect(rowsOf(tape).at(-1)).toMatchObject({ kind: 'rejected', order: 77, instrument: -1, quantity: -1 });
  });

  it('numbers orders across instruments, and not what it refuses', () => {
    const { venue } = venueOf({ instruments: 2 });
    venue.advanceTo(at('10:00'));
    expect(venue.submit(1, 0, BUY, limit, 1000, 100)).toBe(0);
    expect(venue.submit(0, 0, BUY, limit, 1000, 150)).toBe(refused(RejectReason.lot));
    expect(venue.submit(0, 0, BUY, limit, 1000, 100)).toBe(1);
    expect(venue.cancel(-1, 0)).toBe(0);
    expect([venue.book(0).orderCount, venue.book(1).orderCount]).toEqual([1, 0]);
  });

  it('lets all that rests expire at the end of the day', () => {
    const { venue, tape } = venueOf();
    venue.advanceTo(at('10:00'));
    const orders = [0, 1, 2].map((account) => venue.submit(0, account, BUY, limit, 990 + account, 100));
    venue.advanceTo(at('15:00'));
    venue.closeDay();
    expect(rowsOf(tape).slice(-3)).toMatchObject(
      orders.map((order) => ({ order, code: CancelReason.expiry, flags: 0 })),
    );
    expect(venue.ledger?.availableCash(0)).toBe(1e12);
  });
});

describe('what a venue refuses', () => {
  it.each([
    ['an unknown instrument', [3, 0, BUY, limit, 1000, 100], RejectReason.unknownInstrument],
    ['an unknown account', [0, 99, BUY, limit, 1000, 100], RejectReason.unknownAccount],
    ['no account', [0, -1, BUY, limit, 1000, 100], RejectReason.unknownAccount],
    ['nothing', [0, 0, BUY, limit, 1000, 0], RejectReason.quantity],
    ['half a share', [0, 0, BUY, limit, 1000, 100.5], RejectReason.quantity],
    ['more than a number holds', [0, 0, BUY, limit, 1000, 4e9], RejectReason.quantity],
    ['a price of zero', [0, 0, BUY, limit, 0, 100], RejectReason.price],
    ['no price', [0, 0, BUY, limit, Number.NaN, 100], RejectReason.price],
    ['an order type of its own invention', [0, 0, BUY, 99, 1000, 100], RejectReason.orderType],
    ['an order type of another venue', [0, 0, BUY, OrderType.postOnly, 1000, 100], RejectReason.orderType],
    ['more than the upper limit', [0, 0, BUY, limit, 1201, 100], RejectReason.priceLimit],
    ['less than the lower limit', [0, 0, SELL, limit, 799, 100], RejectReason.priceLimit],
    ['more than a limit order may have', [0, 0, BUY, limit, 1000, 300_100], RejectReason.maximumQuantity],
    ['more than a market order may have', [0, 0, BUY, marketIoc, -1, 150_100], RejectReason.maximumQuantity],
    ['an odd lot to buy', [0, 0, BUY, limit, 1000, 150], RejectReason.lot],
    ['part of a remainder', [0, 0, SELL, limit, 1000, 49], RejectReason.lot],
    ['more shares than there are', [0, 0, SELL, limit, 1000, 1_100], RejectReason.insufficientHoldings],
    ['more money than there is', [0, 0, BUY, limit, 1000, 200], RejectReason.insufficientCash],
  ] as const)('%s', (_name, [instrument, account, side, type, price, quantity], reason) => {
    const { venue, tape } = venueOf({ cash: 11_000_000, holdings: 1_050 });
    venue.advanceTo(at('10:00'));
    expect(venue.submit(instrument, account, side, type, price, quantity)).toBe(refused(reason));
    expect(rowsOf(tape).at(-1)).toMatchObject({ kind: 'rejected', order: -1, code: reason, flags: 0 });
    expect(venue.book(0).orderCount).toBe(0);
  });

  it.each([
    ['more than a column holds', [0, 0, BUY, limit, 1000, 4e9], { price: 1000, quantity: -1 }],
    ['half a share', [0, 0, BUY, limit, 1000, 100.5], { price: 1000, quantity: -1 }],
    ['no price', [0, 0, BUY, limit, Number.NaN, 100], { price: -1, quantity: 100 }],
    ['a side of its own', [0, 0, 300, limit, 1000, 100], { side: -1 }],
    ['an account beyond all', [0, 4e9, BUY, limit, 1000, 100], { account: -1 }],
  ] as const)('%s stands on the tape as unknown, not as another number', (_name, request, row) => {
    const { venue, tape } = venueOf();
    venue.advanceTo(at('10:00'));
    const [instrument, account, side, type, price, quantity] = request;
    expect(venue.submit(instrument, account, side, type, price, quantity)).toBeLessThan(0);
    expect(rowsOf(tape).at(-1)).toMatchObject({ kind: 'rejected', ...row });
  });

  it('but not what lies within', () => {
    const { venue } = venueOf({ cash: 1e13, holdings: 1_050 });
    venue.advanceTo(at('09:15'));
    expect(venue.submit(0, 0, BUY, limit, 1200, 300_000)).toBe(0);
    expect(venue.submit(0, 1, SELL, limit, 1200, 50)).toBe(1);
    expect(venue.submit(0, 2, SELL, limit, 1200, 150)).toBe(2);
    expect(venue.submit(0, 3, BUY, limit, 800, 100)).toBe(3);
  });

  it('sells the whole remainder of what is free, alone or with whole lots', () => {
    const { venue } = venueOf({ holdings: 1_050 });
    venue.advanceTo(at('10:00'));
    venue.submit(0, 0, SELL, limit, 1000, 1_000);
    expect(venue.submit(0, 0, SELL, limit, 1000, 49)).toBe(refused(RejectReason.lot));
    expect(venue.submit(0, 0, SELL, limit, 1000, 50)).toBe(1);
    expect(venue.submit(0, 1, SELL, limit, 1000, 1_050)).toBe(2);
  });
});

describe('the price cage', () => {
  /** A venue in continuous trading whose book holds the given quotes. */
  function quoting(bid: number, ask: number, previousClose: number) {
    const { venue } = venueOf({
      previousClose,
      overrides: { limitRates: { ordinary: 0.9, riskWarning: 0.9, delisting: 0.9 } },
    });
    venue.advanceTo(at('09:15'));
    if (bid > 0) venue.submit(0, 0, BUY, limit, bid, 100);
    if (ask > 0) venue.submit(0, 0, SELL, limit, ask, 100);
    venue.advanceTo(at('10:00'));
    return venue;
  }

  it.each([
    ['ask 10.00', -1, 1000, 1000, BUY, 1020],
    ['ask 4.00', -1, 400, 400, BUY, 410],
    ['no asks, bid 9.00', 900, -1, 1000, BUY, 918],
    ['an empty book, last 3.00', -1, -1, 300, BUY, 310],
    ['bid 10.00', 1000, -1, 1000, SELL, 980],
    ['bid 4.00', 400, -1, 400, SELL, 390],
    ['no bids, ask 9.00', -1, 900, 1000, SELL, 882],
  ])('%s', (_name, bid, ask, previousClose, side, edge) => {
    const beyond = side === BUY ? edge + 1 : edge - 1;
    expect(quoting(bid, ask, previousClose).submit(0, 1, side, limit, beyond, 100)).toBe(
      refused(RejectReason.priceCage),
    );
    expect(quoting(bid, ask, previousClose).submit(0, 1, side, limit, edge, 100)).toBeGreaterThanOrEqual(0);
  });

  it('knows the last trade when the book is empty', () => {
    const venue = quoting(1000, 1000, 950);
    expect([venue.lastPrice(0), venue.book(0).orderCount]).toEqual([1000, 0]);
    expect(venue.submit(0, 1, BUY, limit, 1021, 100)).toBe(refused(RejectReason.priceCage));
    expect(venue.submit(0, 1, BUY, limit, 1020, 100)).toBeGreaterThanOrEqual(0);
  });

  it('does not hold in call auctions, nor for market orders', () => {
    const venue = quoting(-1, 1000, 1000);
    venue.submit(0, 1, SELL, limit, 1015, 100);
    venue.submit(0, 1, SELL, limit, 1500, 100);
    expect(venue.submit(0, 2, BUY, marketIoc, -1, 300)).toBeGreaterThanOrEqual(0);
    expect(venue.lastPrice(0)).toBe(1500);
    venue.advanceTo(at('14:57'));
    expect(venue.submit(0, 2, BUY, limit, 1900, 100)).toBeGreaterThanOrEqual(0);
  });
});

describe('a replay without accounts', () => {
  it('counts what the rules would refuse, and takes it', () => {
    const { venue } = venueOf({ accounts: 0, settlement: 'none', validation: 'report' });
    venue.advanceTo(at('10:00'));
    for (const [side, price, quantity] of [
      [BUY, 1300, 100],
      [SELL, 1200, 100],
      [SELL, 1300, 150],
      [BUY, 1000, 150],
      [BUY, 1000, 400_000],
    ])
      expect(venue.submit(0, -1, side, limit, price, quantity)).toBeGreaterThanOrEqual(0);
    expect(venue.submit(0, -1, BUY, limit, 1000, 0)).toBe(refused(RejectReason.quantity));
    const counted = (reason: number) => venue.breaches[reason];
    const { priceLimit, priceCage, lot, maximumQuantity } = RejectReason;
    expect([priceLimit, priceCage, lot, maximumQuantity].map(counted)).toEqual([2, 1, 1, 1]);
    expect(venue.ledger).toBeUndefined();
  });
});

describe('call auctions of a venue', () => {
  it('publish at their cadence what would trade, when it has changed', () => {
    const { venue, tape } = venueOf();
    venue.advanceTo(at('09:15:01'));
    venue.submit(0, 0, BUY, limit, 1010, 300);
    venue.submit(0, 1, SELL, limit, 1005, 200);
    venue.advanceTo(at('09:15:10'));
    venue.submit(0, 1, SELL, limit, 1005, 300);
    venue.advanceTo(at('09:24:59'));
    expect(rowsOf(tape, 0, ['phase', 'accepted'])).toMatchObject([
      {
        kind: 'indication',
        time: at('09:15:03'),
        side: BUY,
        price: 1010,
        quantity: 200,
        quantity2: 100,
        code: TradeStage.openCall,
      },
      { kind: 'indication', time: at('09:15:12'), side: SELL, price: 1005, quantity: 300, quantity2: 200 },
    ]);
  });

  it('trade at one price by price and time, buy and sell named, in one command before the next phase', () => {
    const { venue, tape } = venueOf();
    venue.advanceTo(at('09:16'));
    venue.submit(0, 0, BUY, limit, 1005, 300);
    venue.submit(0, 1, BUY, limit, 1010, 200);
    venue.submit(0, 2, SELL, limit, 1000, 400);
    venue.submit(0, 3, SELL, limit, 1005, 400);
    const from = tape.length;
    venue.advanceTo(at('09:25'));
    const trade = { kind: 'trade', time: at('09:25'), side: -1, price: 1005, code: TradeStage.openCall };
    expect(rowsOf(tape, from, ['indication']).slice(-4)).toMatchObject([
      { ...trade, order: 1, account: 1, otherOrder: 2, otherAccount: 2, quantity: 200, flags: Flag.continues },
      { ...trade, order: 0, account: 0, otherOrder: 2, otherAccount: 2, quantity: 200, flags: Flag.continues },
      { ...trade, order: 0, account: 0, otherOrder: 3, otherAccount: 3, quantity: 100, flags: 0 },
      { kind: 'phase', code: Phase.preOpenGap },
    ]);
    expect(venue.remaining(3)).toBe(300);
  });

  it('close the day at the price nearest to the last trade', () => {
    const { venue, tape } = venueOf({ previousClose: 1000 });
    venue.advanceTo(at('10:00'));
    venue.submit(0, 0, SELL, limit, 1012, 100);
    venue.submit(0, 1, BUY, limit, 1012, 100);
    venue.advanceTo(at('14:58'));
    venue.submit(0, 0, BUY, limit, 1020, 100);
    venue.submit(0, 1, SELL, limit, 1001, 100);
    venue.advanceTo(at('15:00'));
    expect(rowsOf(tape, 0, ['phase']).at(-1)).toMatchObject({ kind: 'trade', price: 1012, code: TradeStage.closeCall });
  });
});
