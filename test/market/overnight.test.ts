import { describe, expect, it } from 'vitest';
import { overnight, Venue } from '../../src/market/index.js';
import { rulesInForce } from '../../src/rules/index.js';
import { OrderType, RejectReason, TapeWriter } from '../../src/tape/index.js';
import { at, venueOf } from './venue-fixture.js';

const BUY = 0;
const SELL = 1;
const { limit } = OrderType;

/** One trade at 10.50 between accounts 0 and 1 in the first instrument, a call at 10.60 in the second; then the day ends. */
function dayOne() {
  const first = venueOf({ instruments: 2, accounts: 2, holdings: 1_000, cash: 1e10 });
  const { venue } = first;
  venue.advanceTo(at('10:00'));
  venue.submit(0, 0, SELL, limit, 1050, 300);
  venue.submit(0, 1, BUY, limit, 1050, 300);
  venue.advanceTo(at('14:58'));
  venue.submit(1, 0, SELL, limit, 1060, 100);
  venue.submit(1, 1, BUY, limit, 1060, 100);
  venue.submit(1, 1, BUY, limit, 1000, 100);
  venue.advanceTo(at('15:30'));
  venue.closeDay();
  return first;
}

describe('a night between two trading days', () => {
  const rules = rulesInForce('szse-chinext', '2025-05-07');
  const { venue, tape } = dayOne();
  const next = overnight(venue, tape.header, rules);

  it('makes the close the previous close, and the limits follow', () => {
    expect(
      next.instruments.map(({ previousClose, lowerLimit, upperLimit }) => [previousClose, lowerLimit, upperLimit]),
    ).toEqual([
      [1050, 840, 1260],
      [1060, 848, 1272],
    ]);
  });

  it('keeps all cash and shares, and nothing frozen', () => {
    const [before, after] = [tape.header.accounts, next.accounts];
    const sum = (values: Iterable<number>) => [...values].reduce((total, value) => total + value, 0);
    const fees = venue.ledger!.feesPaid(0) + venue.ledger!.feesPaid(1);
    expect(fees).toBeGreaterThan(0);
    expect(sum(after.cash) + fees).toBe(sum(before.cash));
    expect([...after.holdings]).toEqual([700, 900, 1_300, 1_100]);
    const second = new Venue({ ...next, rules, tape: new TapeWriter({ ...tape.header, ...next, date: '2025-05-07' }) });
    expect(second.ledger!.availableCash(1)).toBe(after.cash[1]);
  });

  it('frees what was bought the day before', () => {
    const one = venueOf({ accounts: 2, holdings: 100 });
    one.venue.advanceTo(at('10:00'));
    one.venue.submit(0, 0, SELL, limit, 1000, 100);
    one.venue.submit(0, 1, BUY, limit, 1000, 100);
    expect(one.venue.submit(0, 1, SELL, limit, 1000, 200)).toBe(-1 - RejectReason.insufficientHoldings);
    one.venue.advanceTo(at('15:30'));
    one.venue.closeDay();
    const carried = overnight(one.venue, one.tape.header, rules);
    const header = { ...one.tape.header, ...carried, date: '2025-05-07' };
    const two = new Venue({ ...carried, rules, tape: new TapeWriter(header) });
    two.advanceTo(at('10:00'));
    expect(two.submit(0, 1, SELL, limit, 1000, 200)).toBeGreaterThanOrEqual(0);
  });

  it('counts the days since listing: the sixth has limits', () => {
    const listed = venueOf({ status: 'new', statusDay: 5, previousClose: 1000 });
    expect(listed.tape.header.instruments[0].upperLimit).toBe(-1);
    listed.venue.advanceTo(at('15:30'));
    listed.venue.closeDay();
    const [sixth] = overnight(listed.venue, listed.tape.header, rules).instruments;
    expect([sixth.statusDay, sixth.previousClose, sixth.upperLimit]).toEqual([6, 1000, 1200]);
  });
});
