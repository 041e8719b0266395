import { describe, expect, it } from 'vitest';
import { OrderType } from '../../../src/tape/index.js';
import { told, toldByTime } from '../told-rows.js';
import { at, openRules, refused, rowsOf, venueOf } from '../venue-fixture.js';

const BUY = 0;
const SELL = 1;
const { limit, marketIoc, fixedPrice } = OrderType;
const TICK = 100;

function trading(time = '10:00', cash = 1e12) {
  const { venue, tape } = venueOf({ instruments: 3, cash, overrides: openRules });
  venue.advanceTo(at(time));
  return { venue, tape, from: tape.length };
}

describe('instruments of one venue', () => {
  it('have books of their own, and one sequence of order numbers', () => {
    const { venue, tape, from } = trading();
    for (const instrument of [2, 0, 1, 2]) venue.submit(instrument, 1, SELL, limit, 1000 + instrument, 10);
    expect(venue.submit(1, 0, BUY, limit, 1100, 30)).toBe(4);
    expect(
      rowsOf(tape, from).map(({ kind, instrument, order, otherOrder }) => [kind, instrument, order, otherOrder]),
    ).toEqual([
      ['accepted', 2, 0, -1],
      ['accepted', 0, 1, -1],
      ['accepted', 1, 2, -1],
      ['accepted', 2, 3, -1],
      ['accepted', 1, 4, -1],
      ['trade', 1, 4, 2],
    ]);
    expect([0, 1, 2].map((instrument) => venue.book(instrument).orderCount)).toEqual([1, 1, 2]);
    expect([0, 1, 2].map((instrument) => venue.lastPrice(instrument))).toEqual([-1, 1001, -1]);
    expect([0, 1, 2].map((instrument) => venue.volume(instrument))).toEqual([0, 10, 0]);
    expect(venue.submit(3, 0, BUY, limit, 1000, 10)).toBe(refused('unknownInstrument'));
    expect(venue.submit(0.5, 0, BUY, limit, 1000, 10)).toBe(refused('unknownInstrument'));
  });

  it("share an account's cash, not its holdings", () => {
    const { venue } = trading('10:00', 100 * 1000 * TICK);
    venue.submit(0, 0, BUY, limit, 1000, 60);
    expect(venue.submit(1, 0, BUY, limit, 1000, 41)).toBe(refused('insufficientCash'));
    expect(venue.submit(1, 0, BUY, limit, 1000, 40)).toBe(1);
    venue.submit(0, 1, SELL, limit, 1050, 300_000);
    expect([venue.ledger?.sellable(1, 0), venue.ledger?.sellable(1, 1)]).toEqual([700_000, 1_000_000]);
    venue.cancel(0, 0);
    expect(venue.ledger?.availableCash(0)).toBe(60 * 1000 * TICK);
  });

  it('cross in their order at the end of a call, each in a command of its own', () => {
    const { venue, tape } = trading('09:16');
    for (const instrument of [2, 0]) {
      for (const account of [1, 2]) venue.submit(instrument, account, SELL, limit, 1000, 10);
      venue.submit(instrument, 0, BUY, limit, 1000, 20);
    }
    const from = tape.length;
    venue.advanceTo(at('09:25'));
    expect(told(tape, from)).toEqual([
      'indication 20@1000, 0 left, openCall',
      'indication 20@1000, 0 left, openCall',
      'phase openCallLocked',
      'buy #5, sell #3 10@1000 openCall +',
      'buy #5, sell #4 10@1000 openCall',
      'buy #2, sell #0 10@1000 openCall +',
      'buy #2, sell #1 10@1000 openCall',
      'phase preOpenGap',
    ]);
    expect(rowsOf(tape, from).map(({ instrument }) => instrument)).toEqual([0, 2, -1, 0, 0, 2, 2, -1]);
  });

  it('close at prices of their own', () => {
    const { venue, tape } = trading('14:58');
    for (const [instrument, price] of [
      [0, 1010],
      [2, 990],
    ]) {
      venue.submit(instrument, 1, SELL, limit, price, 10);
      venue.submit(instrument, 0, BUY, limit, price, 10);
    }
    venue.advanceTo(at('15:01'));
    expect([0, 1, 2].map((instrument) => venue.closingPrice(instrument))).toEqual([1010, 1000, 990]);
    for (const instrument of [0, 1, 2]) {
      venue.submit(instrument, 1, SELL, fixedPrice, 995, 10);
      venue.submit(instrument, 0, BUY, fixedPrice, 1005, 10);
    }
    const from = tape.length;
    venue.advanceTo(at('15:05'));
    expect(toldByTime(tape, from)).toEqual([
      '15:05:00.000 phase afterHours',
      '15:05:00.000 cancelled #5 buy 10@1005, 0 left, fixedPrice',
      '15:05:00.000 buy #7, sell #6 10@1000 afterHours',
      '15:05:00.000 cancelled #8 sell 10@995, 0 left, fixedPrice',
    ]);
  });

  it('expire by order number, not by instrument', () => {
    const { venue, tape } = trading();
    for (const instrument of [2, 0, 1]) venue.submit(instrument, 0, BUY, limit, 1000, 10);
    const from = tape.length;
    venue.closeDay();
    expect(rowsOf(tape, from).map(({ order, instrument }) => [order, instrument])).toEqual([
      [0, 2],
      [1, 0],
      [2, 1],
    ]);
  });

  it('a market order finds its own book empty beside a full one', () => {
    const { venue, tape } = trading();
    venue.submit(0, 1, SELL, limit, 1000, 10);
    venue.submit(1, 0, BUY, marketIoc, -1, 10);
    expect(told(tape).at(-1)).toBe('cancelled #1 buy 10, 0 left, emptySide');
    expect(venue.remaining(0)).toBe(10);
  });
});
