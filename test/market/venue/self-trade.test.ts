import { describe, expect, it } from 'vitest';
import type { RuleOverrides } from '../../../src/rules/index.js';
import { OrderType } from '../../../src/tape/index.js';
import { told } from '../told-rows.js';
import { at, openRules, rowsOf, venueOf } from '../venue-fixture.js';

const BUY = 0;
const SELL = 1;
const { limit, marketIoc, fillOrKill, iceberg, counterpartyBest } = OrderType;
const TICK = 100;

function trading(selfTrade: RuleOverrides['selfTrade']) {
  const { venue, tape } = venueOf({ overrides: { ...openRules, selfTrade } });
  venue.advanceTo(at('10:00'));
  return { venue, tape };
}

/** Sells at 1001 in this order: 100 of account 1 (#0), 200 of account 0 (#1), 300 of account 2 (#2). */
function between(selfTrade: RuleOverrides['selfTrade']) {
  const { venue, tape } = trading(selfTrade);
  venue.submit(0, 1, SELL, limit, 1001, 100);
  venue.submit(0, 0, SELL, limit, 1001, 200);
  venue.submit(0, 2, SELL, limit, 1001, 300);
  return { venue, tape, from: tape.length };
}

describe('an order that meets one of its own account', () => {
  it('trades with it where that is allowed', () => {
    const { venue, tape, from } = between('allow');
    venue.submit(0, 0, BUY, limit, 1001, 500);
    expect(told(tape, from)).toEqual([
      'accepted #3 buy 500@1001 limit +',
      '#3 takes 100@1001 of #0 +',
      '#3 takes 200@1001 of #1 +',
      '#3 takes 200@1001 of #2',
    ]);
  });

  it('cancel-incoming: loses its rest', () => {
    const { venue, tape, from } = between('cancel-incoming');
    venue.submit(0, 0, BUY, limit, 1001, 500);
    expect(told(tape, from)).toEqual([
      'accepted #3 buy 500@1001 limit +',
      '#3 takes 100@1001 of #0 +',
      'cancelled #3 buy 400@1001, 0 left, selfTrade',
    ]);
    expect([1, 2, 3].map((order) => venue.remaining(order))).toEqual([200, 300, 0]);
    expect(venue.ledger?.availableCash(0)).toBe(1e12 - 100 * 1001 * TICK);
    expect(venue.ledger?.sellable(0, 0)).toBe(1_000_000 - 200);
  });

  it('cancel-resting: takes the other one away and goes on', () => {
    const { venue, tape, from } = between('cancel-resting');
    venue.submit(0, 0, BUY, limit, 1001, 500);
    expect(told(tape, from)).toEqual([
      'accepted #3 buy 500@1001 limit +',
      '#3 takes 100@1001 of #0 +',
      'cancelled #1 sell 200@1001, 0 left, selfTrade +',
      '#3 takes 300@1001 of #2',
    ]);
    expect([1, 2, 3].map((order) => venue.remaining(order))).toEqual([0, 0, 100]);
    expect(venue.ledger?.sellable(0, 0)).toBe(1_000_000);
    expect(venue.ledger?.availableCash(0)).toBe(1e12 - 500 * 1001 * TICK);
  });

  it('cancel-both: takes both away', () => {
    const { venue, tape, from } = between('cancel-both');
    venue.submit(0, 0, BUY, limit, 1001, 500);
    expect(told(tape, from)).toEqual([
      'accepted #3 buy 500@1001 limit +',
      '#3 takes 100@1001 of #0 +',
      'cancelled #1 sell 200@1001, 0 left, selfTrade +',
      'cancelled #3 buy 400@1001, 0 left, selfTrade',
    ]);
    expect([1, 2, 3].map((order) => venue.remaining(order))).toEqual([0, 300, 0]);
    expect(venue.ledger?.sellable(0, 0)).toBe(1_000_000);
    expect(venue.ledger?.availableCash(0)).toBe(1e12 - 100 * 1001 * TICK);
  });

  it('decrement: both become smaller, and the larger one goes on', () => {
    const { venue, tape, from } = between('decrement');
    venue.submit(0, 0, BUY, limit, 1001, 500);
    expect(told(tape, from)).toEqual([
      'accepted #3 buy 500@1001 limit +',
      '#3 takes 100@1001 of #0 +',
      'cancelled #1 sell 200@1001, 0 left, selfTrade +',
      'cancelled #3 buy 200@1001, 200 left, selfTrade +',
      '#3 takes 200@1001 of #2',
    ]);
    expect([1, 2, 3].map((order) => venue.remaining(order))).toEqual([0, 100, 0]);
  });

  it('decrement: a larger one that rests keeps its place', () => {
    const { venue, tape, from } = between('decrement');
    venue.submit(0, 0, BUY, limit, 1001, 150);
    expect(told(tape, from)).toEqual([
      'accepted #3 buy 150@1001 limit +',
      '#3 takes 100@1001 of #0 +',
      'cancelled #1 sell 50@1001, 150 left, selfTrade +',
      'cancelled #3 buy 50@1001, 0 left, selfTrade',
    ]);
    expect(venue.book(0).orderOf(venue.book(0).headOf(SELL, 1001))).toBe(1);
    expect(venue.ledger?.sellable(0, 0)).toBe(1_000_000 - 150);
    expect(venue.ledger?.availableCash(0)).toBe(1e12 - 100 * 1001 * TICK);
  });

  it.each(['cancel-incoming', 'cancel-resting', 'cancel-both', 'decrement'] as const)(
    '%s: does not concern who comes behind, nor other accounts',
    (selfTrade) => {
      const { venue, tape, from } = between(selfTrade);
      venue.submit(0, 0, BUY, limit, 1001, 100);
      venue.submit(0, 3, BUY, limit, 1001, 500);
      expect(told(tape, from)).toEqual([
        'accepted #3 buy 100@1001 limit +',
        '#3 takes 100@1001 of #0',
        'accepted #4 buy 500@1001 limit +',
        '#4 takes 200@1001 of #1 +',
        '#4 takes 300@1001 of #2',
      ]);
    },
  );
});

describe('a market order that meets one of its own account', () => {
  it.each([
    ['cancel-incoming', ['cancelled #3 buy 500, 0 left, selfTrade']],
    [
      'cancel-resting',
      [
        'cancelled #1 sell 200@1001, 0 left, selfTrade +',
        '#3 takes 300@1001 of #2 +',
        'cancelled #3 buy 200, 0 left, iocRest',
      ],
    ],
    ['cancel-both', ['cancelled #1 sell 200@1001, 0 left, selfTrade +', 'cancelled #3 buy 500, 0 left, selfTrade']],
    [
      'decrement',
      [
        'cancelled #1 sell 200@1001, 0 left, selfTrade +',
        'cancelled #3 buy 200, 300 left, selfTrade +',
        '#3 takes 300@1001 of #2',
      ],
    ],
  ] as const)('%s: names no price', (selfTrade, rows) => {
    const { venue, tape, from } = between(selfTrade);
    venue.submit(0, 0, BUY, marketIoc, -1, 600);
    expect(told(tape, from)).toEqual(['accepted #3 buy 600 marketIoc +', '#3 takes 100@1001 of #0 +', ...rows]);
    venue.ledger?.validate();
  });

  it('at the counterparty best names no price either', () => {
    const { venue, tape, from } = between('cancel-incoming');
    venue.submit(0, 0, BUY, counterpartyBest, -1, 500);
    expect(told(tape, from)).toEqual([
      'accepted #3 buy 500@1001 counterpartyBest +',
      '#3 takes 100@1001 of #0 +',
      'cancelled #3 buy 400, 0 left, selfTrade',
    ]);
  });

  it.each([
    ['cancel-incoming', 100],
    ['cancel-resting', 400],
    ['cancel-both', 100],
    ['decrement', 100],
  ] as const)('%s: fill or kill counts only what it would get, %i', (selfTrade, most) => {
    const killed = between(selfTrade);
    killed.venue.submit(0, 0, BUY, fillOrKill, -1, most + 1);
    expect(told(killed.tape, killed.from)).toEqual([
      `accepted #3 buy ${most + 1} fillOrKill +`,
      `cancelled #3 buy ${most + 1}, 0 left, fillOrKill`,
    ]);
    expect(killed.venue.remaining(1)).toBe(200);
    const filled = between(selfTrade);
    filled.venue.submit(0, 0, BUY, fillOrKill, -1, most);
    expect(rowsOf(filled.tape, filled.from).filter(({ kind }) => kind === 'trade')).toHaveLength(most === 400 ? 2 : 1);
    expect(filled.venue.remaining(1)).toBe(most === 400 ? 0 : 200);
  });
});

describe('an order that meets an iceberg of its own account', () => {
  /** At 1001 an iceberg of account 0, 500 of which 100 show (#0), then 100 of account 1 (#1). */
  function hiding(selfTrade: RuleOverrides['selfTrade']) {
    const { venue, tape } = trading(selfTrade);
    venue.submit(0, 0, SELL, iceberg, 1001, 500, 100);
    venue.submit(0, 1, SELL, limit, 1001, 100);
    return { venue, tape, from: tape.length };
  }

  it.each(['cancel-resting', 'cancel-both'] as const)('%s: the reserve goes with it, in two rows', (selfTrade) => {
    const { venue, tape, from } = hiding(selfTrade);
    venue.submit(0, 0, BUY, limit, 1001, 250);
    expect(told(tape, from)).toEqual([
      'accepted #2 buy 250@1001 limit +',
      '(hidden) cancelled #0 sell 400@1001, 100 left, selfTrade +',
      'cancelled #0 sell 100@1001, 0 left, selfTrade +',
      selfTrade === 'cancel-both' ? 'cancelled #2 buy 250@1001, 0 left, selfTrade' : '#2 takes 100@1001 of #1',
    ]);
    expect(venue.remaining(2)).toBe(selfTrade === 'cancel-both' ? 0 : 150);
    expect(venue.ledger?.sellable(0, 0)).toBe(1_000_000);
  });

  it('decrement: shows more, behind the others', () => {
    const { venue, tape, from } = hiding('decrement');
    venue.submit(0, 0, BUY, limit, 1001, 250);
    expect(told(tape, from)).toEqual([
      'accepted #2 buy 250@1001 limit +',
      'cancelled #0 sell 100@1001, 400 left, selfTrade +',
      'released #0 sell 100@1001 iceberg, 300 hidden +',
      'cancelled #2 buy 100@1001, 150 left, selfTrade +',
      '#2 takes 100@1001 of #1 +',
      'cancelled #0 sell 50@1001, 350 left, selfTrade +',
      'cancelled #2 buy 50@1001, 0 left, selfTrade',
    ]);
    expect(venue.book(0).quantityAt(SELL, 1001)).toBe(50);
  });

  it('and is an iceberg itself', () => {
    const { venue, tape, from } = hiding('cancel-resting');
    venue.submit(0, 0, BUY, iceberg, 1001, 300, 60);
    expect(told(tape, from)).toEqual([
      'accepted #2 buy 300@1001 iceberg, 60 shown +',
      '(hidden) cancelled #0 sell 400@1001, 100 left, selfTrade +',
      'cancelled #0 sell 100@1001, 0 left, selfTrade +',
      '#2 takes 100@1001 of #1 +',
      'released #2 buy 60@1001 iceberg, 140 hidden',
    ]);
  });
});

describe('where accounts may trade with themselves', () => {
  it.each(['cancel-incoming', 'cancel-resting', 'cancel-both', 'decrement'] as const)(
    '%s: call auctions',
    (selfTrade) => {
      const { venue, tape } = venueOf({ overrides: { ...openRules, selfTrade } });
      venue.advanceTo(at('09:16'));
      venue.submit(0, 0, BUY, limit, 1000, 100);
      venue.submit(0, 0, SELL, limit, 1000, 100);
      venue.advanceTo(at('09:25'));
      expect(told(tape)).toContain('buy #0, sell #1 100@1000 openCall');
    },
  );

  it('orders whose account nobody knows', () => {
    const overrides: RuleOverrides = { ...openRules, selfTrade: 'cancel-both' };
    const { venue, tape } = venueOf({ overrides, settlement: 'none', accounts: 0 });
    venue.advanceTo(at('10:00'));
    venue.submit(0, -1, SELL, limit, 1000, 100);
    venue.submit(0, -1, BUY, limit, 1000, 100);
    expect(told(tape).at(-1)).toBe('#1 takes 100@1000 of #0');
  });
});
