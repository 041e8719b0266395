import { describe, expect, it } from 'vitest';
import type { Venue } from '../../../src/market/index.js';
import { OrderType } from '../../../src/tape/index.js';
import { told } from '../told-rows.js';
import { at, openRules, refused, rowsOf, venueOf } from '../venue-fixture.js';

const BUY = 0;
const SELL = 1;
const { limit, iceberg, marketIoc } = OrderType;

function trading(time = '10:00') {
  const { venue, tape } = venueOf({ overrides: openRules });
  venue.advanceTo(at(time));
  return { venue, tape };
}

/** The queue of a price as `order:shown+reserve`. */
function queue(venue: Venue, side: number, price: number): string[] {
  const book = venue.book(0);
  const orders: string[] = [];
  for (let slot = book.headOf(side, price); slot >= 0; slot = book.nextInQueue(slot))
    orders.push(`#${book.orderOf(slot)}:${book.quantityOf(slot)}+${book.reserveOf(slot)}`);
  return orders;
}

describe('an iceberg', () => {
  it('announces what it shows, and a level counts no more than that', () => {
    const { venue, tape } = trading();
    const from = tape.length;
    expect(venue.submit(0, 1, SELL, iceberg, 1001, 500, 100)).toBe(0);
    expect(told(tape, from)).toEqual([
      'accepted #0 sell 500@1001 iceberg, 100 shown +',
      'released #0 sell 100@1001 iceberg, 400 hidden',
    ]);
    expect([venue.book(0).quantityAt(SELL, 1001), venue.remaining(0)]).toEqual([100, 500]);
    expect(venue.ledger?.sellable(1, 0)).toBe(1_000_000 - 500);
  });

  it('executes with all of it when it comes, and hides of the rest what it does not show', () => {
    const { venue, tape } = trading();
    venue.submit(0, 1, SELL, limit, 1001, 300);
    const from = tape.length;
    venue.submit(0, 0, BUY, iceberg, 1001, 500, 150);
    venue.submit(0, 1, SELL, iceberg, 1001, 40, 20);
    expect(told(tape, from)).toEqual([
      'accepted #1 buy 500@1001 iceberg, 150 shown +',
      '#1 takes 300@1001 of #0 +',
      'released #1 buy 150@1001 iceberg, 50 hidden',
      // Wholly executed, it has nothing to announce.
      'accepted #2 sell 40@1001 iceberg, 20 shown +',
      '#2 takes 40@1001 of #1',
    ]);
    expect(queue(venue, BUY, 1001)).toEqual(['#1:110+50']);
  });

  it('of less than it shows announces what there is', () => {
    const { venue, tape } = trading();
    venue.submit(0, 1, SELL, limit, 1001, 90);
    const from = tape.length;
    venue.submit(0, 0, BUY, iceberg, 1001, 100, 50);
    venue.submit(0, 2, SELL, iceberg, 1002, 70, 70);
    expect(told(tape, from)).toEqual([
      'accepted #1 buy 100@1001 iceberg, 50 shown +',
      '#1 takes 90@1001 of #0 +',
      'released #1 buy 10@1001 iceberg, 0 hidden',
      'accepted #2 sell 70@1002 iceberg, 70 shown +',
      'released #2 sell 70@1002 iceberg, 0 hidden',
    ]);
  });

  it('shows more when that is gone, behind all that wait at its price', () => {
    const { venue, tape } = trading();
    venue.submit(0, 1, SELL, iceberg, 1001, 250, 100);
    venue.submit(0, 2, SELL, limit, 1001, 200);
    const from = tape.length;
    venue.submit(0, 0, BUY, limit, 1001, 350);
    expect(queue(venue, SELL, 1001)).toEqual(['#0:50+50']);
    venue.submit(0, 2, SELL, limit, 1001, 10);
    venue.submit(0, 0, BUY, limit, 1001, 50);
    expect(queue(venue, SELL, 1001)).toEqual(['#3:10+0', '#0:50+0']);
    venue.submit(0, 0, BUY, limit, 1001, 60);
    expect(told(tape, from, ['accepted'])).toEqual([
      '#2 takes 100@1001 of #0 +',
      'released #0 sell 100@1001 iceberg, 50 hidden +',
      '#2 takes 200@1001 of #1 +',
      '#2 takes 50@1001 of #0',
      '#4 takes 50@1001 of #0 +',
      'released #0 sell 50@1001 iceberg, 0 hidden',
      '#5 takes 10@1001 of #3 +',
      '#5 takes 50@1001 of #0',
    ]);
    expect(venue.book(0).orderCount).toBe(0);
  });

  it('alone at its price is met again and again by one order', () => {
    const { venue, tape } = trading();
    venue.submit(0, 1, SELL, iceberg, 1001, 250, 100);
    const from = tape.length;
    venue.submit(0, 0, BUY, marketIoc, -1, 300);
    expect(told(tape, from)).toEqual([
      'accepted #1 buy 300 marketIoc +',
      '#1 takes 100@1001 of #0 +',
      'released #0 sell 100@1001 iceberg, 50 hidden +',
      '#1 takes 100@1001 of #0 +',
      'released #0 sell 50@1001 iceberg, 0 hidden +',
      '#1 takes 50@1001 of #0 +',
      'cancelled #1 buy 50, 0 left, iocRest',
    ]);
  });

  it.each([0, 501, 1.5, -1, Number.NaN])('cannot show %d of 500', (display) => {
    const { venue } = trading();
    expect(venue.submit(0, 1, SELL, iceberg, 1001, 500, display)).toBe(refused('displayQuantity'));
  });
});

describe('a cancel of an iceberg', () => {
  function resting() {
    const { venue, tape } = trading();
    venue.submit(0, 1, SELL, iceberg, 1001, 500, 100);
    venue.submit(0, 2, SELL, limit, 1001, 10);
    return { venue, tape, from: tape.length };
  }

  it('takes the reserve first, in a row that only its own side may see', () => {
    const { venue, tape, from } = resting();
    expect(venue.cancel(1, 0)).toBe(0);
    expect(told(tape, from)).toEqual([
      '(hidden) cancelled #0 sell 400@1001, 100 left, user +',
      'cancelled #0 sell 100@1001, 0 left, user',
    ]);
    expect(venue.ledger?.sellable(1, 0)).toBe(1_000_000);
  });

  it('in part leaves what it shows alone as long as the reserve lasts, and its place always', () => {
    const { venue, tape, from } = resting();
    venue.cancel(1, 0, 150);
    expect(queue(venue, SELL, 1001)).toEqual(['#0:100+250', '#1:10+0']);
    venue.cancel(1, 0, 290);
    expect(queue(venue, SELL, 1001)).toEqual(['#0:60+0', '#1:10+0']);
    venue.cancel(1, 0, 20);
    expect(queue(venue, SELL, 1001)).toEqual(['#0:40+0', '#1:10+0']);
    venue.cancel(1, 0, 41);
    expect(told(tape, from)).toEqual([
      '(hidden) cancelled #0 sell 150@1001, 350 left, user',
      '(hidden) cancelled #0 sell 250@1001, 100 left, user +',
      'cancelled #0 sell 40@1001, 60 left, user',
      'cancelled #0 sell 20@1001, 40 left, user',
      'cancelled #0 sell 40@1001, 0 left, user',
    ]);
    expect(venue.ledger?.sellable(1, 0)).toBe(1_000_000);
  });

  it('comes by itself at the end of the day', () => {
    const { venue, tape } = resting();
    venue.advanceTo(at('15:30'));
    const from = tape.length;
    venue.closeDay();
    expect(told(tape, from)).toEqual([
      '(hidden) cancelled #0 sell 400@1001, 100 left, expiry +',
      'cancelled #0 sell 100@1001, 0 left, expiry',
      'cancelled #1 sell 10@1001, 0 left, expiry',
    ]);
  });
});

describe('an iceberg in a call auction', () => {
  it('takes part with its reserve, and is told of like everywhere', () => {
    const { venue, tape } = trading('09:16');
    const from = tape.length;
    venue.submit(0, 1, SELL, iceberg, 1000, 500, 200);
    venue.submit(0, 0, BUY, limit, 1001, 450);
    venue.advanceTo(at('09:25'));
    expect(told(tape, from, ['phase'])).toEqual([
      'accepted #0 sell 500@1000 iceberg, 200 shown +',
      'released #0 sell 200@1000 iceberg, 300 hidden',
      'accepted #1 buy 450@1001 limit',
      // All 500 are on offer: the shorter side fills, the price is that of the sell, which is the previous close too.
      'indication 450@1000, sell 50 left, openCall',
      'buy #1, sell #0 200@1000 openCall +',
      'released #0 sell 200@1000 iceberg, 100 hidden +',
      'buy #1, sell #0 200@1000 openCall +',
      'released #0 sell 100@1000 iceberg, 0 hidden +',
      'buy #1, sell #0 50@1000 openCall',
    ]);
    expect(queue(venue, SELL, 1000)).toEqual(['#0:50+0']);
  });

  it('goes on at the tail of its level', () => {
    const { venue, tape } = trading('09:16');
    venue.submit(0, 1, SELL, iceberg, 1000, 300, 100);
    venue.submit(0, 2, SELL, limit, 1000, 100);
    venue.submit(0, 0, BUY, limit, 1000, 250);
    const from = tape.length;
    venue.advanceTo(at('09:25'));
    expect(told(tape, from, ['phase', 'indication'])).toEqual([
      'buy #2, sell #0 100@1000 openCall +',
      'released #0 sell 100@1000 iceberg, 100 hidden +',
      'buy #2, sell #1 100@1000 openCall +',
      'buy #2, sell #0 50@1000 openCall',
    ]);
    expect(venue.remaining(0)).toBe(150);
  });

  it('that meets another shows more of the buy first', () => {
    const { venue, tape } = trading('09:16');
    venue.submit(0, 1, SELL, iceberg, 1000, 250, 100);
    venue.submit(0, 0, BUY, iceberg, 1000, 200, 100);
    const from = tape.length;
    venue.advanceTo(at('09:25'));
    expect(told(tape, from, ['phase', 'indication'])).toEqual([
      'buy #1, sell #0 100@1000 openCall +',
      'released #1 buy 100@1000 iceberg, 0 hidden +',
      'released #0 sell 100@1000 iceberg, 50 hidden +',
      'buy #1, sell #0 100@1000 openCall +',
      'released #0 sell 50@1000 iceberg, 0 hidden',
    ]);
    expect(rowsOf(tape).filter(({ kind }) => kind === 'trade')[0]).toMatchObject({
      side: -1,
      account: 0,
      otherAccount: 1,
    });
  });

  it('decides the price with what it hides', () => {
    // Shown alone, buys of 300 at 1003 meet 300 at 1000 and 1001; with the reserve the sells at 1000 suffice, and the
    // one at 1001 must wait: the price is that at which the sells leave 600.
    const { venue, tape } = trading('09:16');
    venue.submit(0, 1, SELL, iceberg, 1000, 900, 100);
    venue.submit(0, 2, SELL, limit, 1001, 200);
    venue.submit(0, 0, BUY, limit, 1003, 300);
    venue.advanceTo(at('09:15:00') + 180e9);
    expect(told(tape).at(-1)).toBe('indication 300@1000, sell 600 left, openCall');
    venue.advanceTo(at('09:25'));
    expect(venue.lastPrice(0)).toBe(1000);
    expect(venue.remaining(1)).toBe(200);
    venue.ledger?.validate();
  });
});
