import { describe, expect, it } from 'vitest';
import type { RuleOverrides } from '../../../src/rules/index.js';
import { OrderType } from '../../../src/tape/index.js';
import { told, toldByTime } from '../told-rows.js';
import { at, openRules, refused, rowsOf, venueOf } from '../venue-fixture.js';

const BUY = 0;
const SELL = 1;
const { limit } = OrderType;

/** A venue that works on ten requests a second, of which three may wait. */
function slow(time = '10:00', throughput: RuleOverrides['throughput'] = { messagesPerSecond: 10, queue: 3 }) {
  const { venue, tape } = venueOf({ overrides: { ...openRules, throughput } });
  venue.advanceTo(at(time));
  return { venue, tape, from: tape.length };
}

describe('a venue of limited throughput', () => {
  it('works on the first request at once, and on those that wait one by one, in their order', () => {
    const { venue, tape, from } = slow();
    expect(venue.submit(0, 0, BUY, limit, 1000, 10)).toBe(0);
    expect(venue.submit(0, 1, BUY, limit, 1000, 20)).toBe(1);
    expect(venue.submit(0, 2, SELL, limit, 1000, 30)).toBe(2);
    expect(venue.cancel(0, 0)).toBe(0);
    expect(venue.nextTimer()).toBe(at('10:00:00.1'));
    venue.advanceTo(at('10:00:01'));
    expect(toldByTime(tape, from)).toEqual([
      '10:00:00.000 accepted #0 buy 10@1000 limit',
      '10:00:00.100 accepted #1 buy 20@1000 limit',
      '10:00:00.200 accepted #2 sell 30@1000 limit +',
      '10:00:00.200 #2 takes 10@1000 of #0 +',
      '10:00:00.200 #2 takes 20@1000 of #1',
      '10:00:00.300 rejected #0 unknownOrder',
    ]);
  });

  it('is free again exactly when its time is over', () => {
    const { venue, tape, from } = slow();
    venue.submit(0, 0, BUY, limit, 1000, 10);
    venue.advanceTo(at('10:00:00.099999999'));
    venue.submit(0, 0, BUY, limit, 999, 10);
    venue.advanceTo(at('10:00:00.199999999'));
    venue.submit(0, 0, BUY, limit, 998, 10);
    venue.advanceTo(at('10:00:00.3'));
    venue.submit(0, 0, BUY, limit, 997, 10);
    expect(toldByTime(tape, from)).toEqual([
      '10:00:00.000 accepted #0 buy 10@1000 limit',
      '10:00:00.100 accepted #1 buy 10@999 limit',
      '10:00:00.200 accepted #2 buy 10@998 limit',
      '10:00:00.300 accepted #3 buy 10@997 limit',
    ]);
  });

  it('takes whole nanoseconds for a request', () => {
    const { venue } = slow('10:00', { messagesPerSecond: 3, queue: 3 });
    for (let count = 0; count < 3; count++) venue.submit(0, 0, BUY, limit, 1000, 10);
    expect(venue.nextTimer() - at('10:00')).toBe(333_333_333);
    venue.advanceTo(venue.nextTimer());
    expect(venue.nextTimer() - at('10:00')).toBe(666_666_666);
  });

  it('refuses what comes when its queue is full', () => {
    const { venue, tape } = slow();
    for (let count = 0; count < 4; count++) expect(venue.submit(0, 0, BUY, limit, 1000, 10)).toBe(count);
    const from = tape.length;
    expect(venue.submit(0, 1, BUY, limit, 1001, 10)).toBe(refused('throughput'));
    expect(venue.cancel(0, 0)).toBe(refused('throughput'));
    expect(venue.replace(0, 0, 1002, 10)).toBe(refused('throughput'));
    expect(told(tape, from)).toEqual(['rejected throughput', 'rejected #0 throughput', 'rejected #0 throughput']);
    expect(rowsOf(tape, from)).toMatchObject([
      { order: -1, account: 1, side: BUY, price: 1001, quantity: 10, instrument: 0 },
      { order: 0, account: 0, side: -1, price: -1, quantity: -1, instrument: 0 },
      { order: 0, account: 0, side: -1, price: 1002, quantity: 10, instrument: 0 },
    ]);
    venue.advanceTo(at('10:00:00.1'));
    // One has left the queue; the number of the refused order was not used.
    expect(venue.submit(0, 1, BUY, limit, 1001, 10)).toBe(4);
  });

  it('without room to wait refuses all that come too early', () => {
    const { venue } = slow('10:00', { messagesPerSecond: 10, queue: 0 });
    expect(venue.submit(0, 0, BUY, limit, 1000, 10)).toBe(0);
    expect(venue.submit(0, 0, BUY, limit, 1000, 10)).toBe(refused('throughput'));
    venue.advanceTo(at('10:00:00.1'));
    expect(venue.submit(0, 0, BUY, limit, 1000, 10)).toBe(1);
  });

  it('says later, by a row with its number, what it refuses of those who waited', () => {
    const { venue, tape, from } = slow();
    venue.submit(0, 0, BUY, limit, 1000, 10);
    expect(venue.submit(0, 1, BUY, limit, 1201, 10)).toBe(1);
    expect(venue.replace(0, 0, 799, 10)).toBe(2);
    expect(venue.replace(0, 77, 1000, 10)).toBe(3);
    venue.advanceTo(at('10:00:01'));
    expect(toldByTime(tape, from)).toEqual([
      '10:00:00.000 accepted #0 buy 10@1000 limit',
      '10:00:00.100 rejected #1 priceLimit',
      '10:00:00.200 rejected #2 priceLimit',
      '10:00:00.300 rejected #3 unknownOrder',
    ]);
    expect(rowsOf(tape).slice(-3)).toMatchObject([
      { instrument: 0, account: 1, side: BUY, price: 1201, quantity: 10 },
      { instrument: 0, account: 0, side: -1, price: 799, quantity: 10 },
      { instrument: -1, account: 0, side: -1, price: 1000, quantity: 10 },
    ]);
  });

  it('exchanges and takes back what waited in front of the request that asks for it', () => {
    const { venue, tape, from } = slow();
    venue.submit(0, 0, BUY, limit, 990, 10);
    const waiting = venue.submit(0, 0, BUY, limit, 1000, 10);
    const replacement = venue.replace(0, waiting, 1001, 20);
    expect(venue.cancel(0, replacement)).toBe(0);
    venue.advanceTo(at('10:00:01'));
    expect(told(tape, from)).toEqual([
      'accepted #0 buy 10@990 limit',
      'accepted #1 buy 10@1000 limit',
      'replaced #1 of 10 by #2 buy 20@1001 limit',
      'cancelled #2 buy 20@1001, 0 left, user',
    ]);
    venue.ledger?.validate();
  });

  it('knows at once an instrument that it does not have', () => {
    const { venue, tape } = slow();
    venue.submit(0, 0, BUY, limit, 1000, 10);
    expect(venue.submit(1, 0, BUY, limit, 1000, 10)).toBe(refused('unknownInstrument'));
    expect(told(tape).at(-1)).toBe('rejected unknownInstrument');
    expect(venue.nextTimer()).toBe(at('11:30'));
  });

  it('is delayed by quote stuffing: an honest order waits as long as all that came before it', () => {
    const { venue, tape } = slow('10:00', { messagesPerSecond: 1_000, queue: 10_000 });
    const stuffed = 2_500;
    for (let count = 0; count < stuffed; count += 2) venue.cancel(3, venue.submit(0, 3, BUY, limit, 900, 10));
    const honest = venue.submit(0, 0, BUY, limit, 1000, 10);
    venue.advanceTo(at('10:00:10'));
    const row = rowsOf(tape).find(({ order, kind }) => order === honest && kind === 'accepted');
    expect(row?.time).toBe(at('10:00') + stuffed * 1_000_000);
    expect(venue.book(0).orderCount).toBe(1);
  });

  it('has one queue for all instruments', () => {
    const throughput = { messagesPerSecond: 10, queue: 3 };
    const { venue, tape } = venueOf({ instruments: 2, overrides: { ...openRules, throughput } });
    venue.advanceTo(at('10:00'));
    const from = tape.length;
    for (const instrument of [1, 0, 1]) venue.submit(instrument, 0, BUY, limit, 1000, 10);
    venue.advanceTo(at('10:01'));
    expect(rowsOf(tape, from).map(({ time, instrument }) => [time - at('10:00'), instrument])).toEqual([
      [0, 1],
      [100_000_000, 0],
      [200_000_000, 1],
    ]);
  });
});

describe('what waits in front of a venue', () => {
  it('is judged by the phase in which its turn comes', () => {
    const { venue, tape, from } = slow('11:29:59.95');
    for (let count = 0; count < 3; count++) venue.submit(0, 0, BUY, limit, 1000, 10);
    venue.cancel(0, 0);
    venue.advanceTo(at('11:31'));
    expect(toldByTime(tape, from)).toEqual([
      '11:29:59.950 accepted #0 buy 10@1000 limit',
      '11:30:00.000 phase lunch',
      '11:30:00.050 rejected #1 marketClosed',
      '11:30:00.150 rejected #2 marketClosed',
      '11:30:00.250 rejected #0 marketClosed',
    ]);
  });

  it('comes after a phase that begins, and before an indication, of the same moment', () => {
    const { venue, tape, from } = slow('14:56:59.9');
    venue.submit(0, 0, BUY, limit, 1000, 10);
    venue.cancel(0, 0);
    venue.advanceTo(at('14:57:02.9'));
    venue.submit(0, 1, SELL, limit, 1000, 10);
    venue.submit(0, 1, SELL, limit, 1000, 20);
    venue.advanceTo(at('14:57:03'));
    expect(toldByTime(tape, from)).toEqual([
      '14:56:59.900 accepted #0 buy 10@1000 limit',
      '14:57:00.000 phase closeCall',
      '14:57:00.000 rejected #0 cancelInPhase',
      '14:57:02.900 accepted #1 sell 10@1000 limit',
      '14:57:03.000 accepted #2 sell 20@1000 limit',
      '14:57:03.000 indication 10@1000, sell 20 left, closeCall',
    ]);
  });

  it('waits again in the gap, and all of that is worked on at 09:30', () => {
    const { venue, tape } = slow('09:29:59.9');
    const from = tape.length;
    venue.submit(0, 0, BUY, limit, 1000, 10);
    venue.submit(0, 1, SELL, limit, 1000, 10);
    venue.submit(0, 1, SELL, limit, 1001, 10);
    venue.advanceTo(at('09:31'));
    expect(toldByTime(tape, from)).toEqual([
      '09:30:00.000 phase continuous',
      '09:30:00.000 accepted #0 buy 10@1000 limit',
      '09:30:00.000 accepted #1 sell 10@1000 limit +',
      '09:30:00.000 #1 takes 10@1000 of #0',
      '09:30:00.100 accepted #2 sell 10@1001 limit',
    ]);
  });

  it('is refused when the day is closed, in its order, before orders expire', () => {
    const { venue, tape } = slow();
    venue.submit(0, 0, BUY, limit, 1000, 10);
    venue.submit(0, 1, BUY, limit, 1000, 10);
    venue.cancel(0, 0);
    venue.replace(0, 0, 1001, 10);
    const from = tape.length;
    venue.closeDay();
    expect(told(tape, from)).toEqual([
      'rejected #1 marketClosed',
      'rejected #0 marketClosed',
      'rejected #2 marketClosed',
      'cancelled #0 buy 10@1000, 0 left, expiry',
    ]);
  });
});
