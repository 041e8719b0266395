import { describe, expect, it } from 'vitest';
import type { Venue } from '../../../src/market/index.js';
import type { RuleOverrides } from '../../../src/rules/index.js';
import { OrderType, Phase } from '../../../src/tape/index.js';
import { told, toldByTime } from '../told-rows.js';
import { at, openRules, refused, rowsOf, type VenueFixture, venueOf } from '../venue-fixture.js';

const BUY = 0;
const SELL = 1;
const { limit, marketIoc, ownBest } = OrderType;
const MINUTE = 60e9;

const newcomer: VenueFixture = { status: 'new', statusDay: 1, previousClose: 1500 };

function dayOf(time: string, overrides: RuleOverrides = {}, fixture: VenueFixture = {}) {
  const { venue, tape } = venueOf({
    ...newcomer,
    ...fixture,
    overrides: { ...openRules, marketOrdersNeedLimit: false, ...overrides },
  });
  venue.advanceTo(at(time));
  return { venue, tape };
}

/** One share changes hands at a price: the sell comes first. */
function trade(venue: Venue, price: number, instrument = 0): void {
  venue.submit(instrument, 1, SELL, limit, price, 1);
  venue.submit(instrument, 0, BUY, limit, price, 1);
}

/** A day without limits whose first trade was at 20.00. */
function opened(time = '10:00', overrides: RuleOverrides = {}, fixture: VenueFixture = {}) {
  const { venue, tape } = dayOf(time, overrides, fixture);
  trade(venue, 2000);
  return { venue, tape, from: tape.length };
}

const halts = (tape: Parameters<typeof rowsOf>[0]) => rowsOf(tape).filter(({ kind }) => kind === 'halt');

describe('on a day without limits, opened at 20.00', () => {
  it.each([
    [2599, 2600],
    [1401, 1400],
  ])('%i trades on, %i stops trading for ten minutes', (near, level) => {
    const { venue, tape, from } = opened();
    trade(venue, near);
    expect(venue.phaseOf(0)).toBe(Phase.continuous);
    trade(venue, level);
    expect(venue.phaseOf(0)).toBe(Phase.haltCall);
    expect(venue.phase).toBe(Phase.continuous);
    venue.advanceTo(at('10:10'));
    expect(toldByTime(tape, from, ['accepted', 'trade'])).toEqual([
      `10:00:00.000 halt of 0 at ${level} for 600 s, volatility`,
      '10:10:00.000 phase continuous of 0',
    ]);
    expect(rowsOf(tape, from, ['accepted', 'trade'])[0]).toEqual({
      ...{ kind: 'halt', time: at('10:00'), instrument: 0, order: -1, account: -1, side: -1, price: level },
      ...{ quantity: 600, otherOrder: -1, otherAccount: -1, quantity2: -1, code: 1, flags: 0 },
    });
    expect(venue.phaseOf(0)).toBe(Phase.continuous);
  });

  it.each([
    [3199, 3200],
    [801, 800],
  ])('after the first level %i trades on, %i stops it again', (near, level) => {
    const { venue, tape } = opened();
    trade(venue, level > 2000 ? 2600 : 1400);
    venue.advanceTo(at('10:10'));
    trade(venue, near);
    expect(halts(tape)).toHaveLength(1);
    trade(venue, level);
    expect(halts(tape).map(({ price }) => price)).toEqual([level > 2000 ? 2600 : 1400, level]);
  });

  it.each([
    [3200, 2700],
    [800, 1300],
  ])('a jump to %i stops it once, and %i no more', (far, near) => {
    const { venue, tape } = opened();
    trade(venue, far);
    venue.advanceTo(at('10:10'));
    for (const price of [near, far, far > 2000 ? 9000 : 1]) trade(venue, price);
    expect(halts(tape)).toHaveLength(1);
    expect(venue.phaseOf(0)).toBe(Phase.continuous);
  });

  it('stops at most four times', () => {
    const { venue, tape } = opened();
    for (const price of [2600, 1400, 3200, 800, 2600, 1400, 3300, 700, 9000, 10]) {
      trade(venue, price);
      venue.advanceTo(venue.now + 10 * MINUTE);
    }
    expect(halts(tape).map(({ time, price }) => [time, price])).toEqual([
      [at('10:00'), 2600],
      [at('10:10'), 1400],
      [at('10:20'), 3200],
      [at('10:30'), 800],
    ]);
  });

  it('looks at the last price of an order that trades at several', () => {
    const { venue, tape, from } = opened();
    for (const price of [2500, 2700, 3300]) venue.submit(0, 1, SELL, limit, price, 1);
    venue.submit(0, 0, BUY, limit, 3300, 3);
    expect(told(tape, from).slice(-4)).toEqual([
      '#5 takes 1@2500 of #2 +',
      '#5 takes 1@2700 of #3 +',
      '#5 takes 1@3300 of #4',
      'halt of 0 at 3300 for 600 s, volatility',
    ]);
    venue.advanceTo(at('10:10'));
    trade(venue, 2600);
    expect(halts(tape)).toHaveLength(1);
  });
});

describe('the open of a day without limits', () => {
  it('is the price of the opening call, however far from the previous close', () => {
    const { venue, tape } = dayOf('09:16');
    trade(venue, 4000);
    venue.advanceTo(at('10:00'));
    expect(halts(tape)).toEqual([]);
    trade(venue, 5199);
    trade(venue, 5200);
    expect(halts(tape)).toMatchObject([{ price: 5200 }]);
  });

  it('is the first trade of an order that trades at several prices, and the last of them may stop it', () => {
    const { venue, tape } = dayOf('10:00');
    for (const price of [2000, 2600]) venue.submit(0, 1, SELL, limit, price, 1);
    venue.submit(0, 0, BUY, limit, 2600, 2);
    expect(halts(tape)).toMatchObject([{ price: 2600 }]);
  });

  it('means nothing where there are limits', () => {
    const { venue, tape } = dayOf('10:00', {}, { status: 'ordinary', previousClose: 1000 });
    for (const price of [800, 1200, 800]) trade(venue, price);
    expect(halts(tape)).toEqual([]);
  });

  it('means nothing to the closing call', () => {
    const { venue, tape } = opened('14:56');
    venue.advanceTo(at('14:58'));
    trade(venue, 9000);
    venue.advanceTo(at('15:00'));
    expect(venue.lastPrice(0)).toBe(9000);
    expect(halts(tape)).toEqual([]);
  });

  it('of one tick does not stop itself', () => {
    // 130 % and 70 % of one tick are one tick again.
    const { venue, tape } = dayOf('10:00', {}, { previousClose: 1 });
    trade(venue, 1);
    expect(halts(tape)).toEqual([]);
  });
});

describe('the time that a halt takes', () => {
  const levels = [0.3, 0.6];
  const lasting = (lunch: 'counts' | 'stops') => ({ halts: { levels, durationNs: 600e9, lunch } });

  it.each([
    ['stops', '10:00', '10:10:00.000'],
    ['stops', '11:19:59', '11:29:59.000'],
    ['stops', '11:20', '11:30:00.000'],
    ['stops', '11:25', '13:05:00.000'],
    ['stops', '14:50', '14:57:00.000'],
    ['counts', '11:19:59', '11:29:59.000'],
    ['counts', '11:20', '13:00:00.000'],
    ['counts', '11:25', '13:00:00.000'],
    ['counts', '14:47', '14:57:00.000'],
    ['counts', '14:50', '14:57:00.000'],
  ] as const)('when lunch %s: from %s to %s', (lunch, begin, end) => {
    const { venue, tape } = opened(begin, lasting(lunch));
    trade(venue, 2600);
    venue.advanceTo(at('15:00'));
    const lines = toldByTime(tape).filter((line) => line.includes(' of 0') && !line.includes('takes'));
    expect(lines).toEqual([
      `${begin.padEnd(8, ':00')}.000 halt of 0 at 2600 for 600 s, volatility`,
      `${end} phase continuous of 0`,
    ]);
  });

  it('that ends with the morning ends before lunch, and one that lunch outlasts after it', () => {
    for (const [lunch, begin, order] of [
      ['stops', '11:20', ['phase continuous of 0', 'phase lunch', 'phase continuous']],
      ['counts', '11:20', ['phase lunch', 'phase continuous', 'phase continuous of 0']],
    ] as const) {
      const { venue, tape } = opened(begin, lasting(lunch));
      trade(venue, 2600);
      const from = tape.length;
      venue.advanceTo(at('13:00'));
      expect(told(tape, from)).toEqual(order);
    }
  });

  it('is lunch at lunch', () => {
    const { venue } = opened('11:25');
    trade(venue, 2600);
    venue.advanceTo(at('12:00'));
    expect(venue.phaseOf(0)).toBe(Phase.lunch);
    expect(venue.submit(0, 0, BUY, limit, 2600, 1)).toBe(refused('marketClosed'));
    expect(venue.cancel(0, 0)).toBe(refused('marketClosed'));
    venue.advanceTo(at('13:00'));
    expect(venue.phaseOf(0)).toBe(Phase.haltCall);
    venue.advanceTo(at('13:05'));
    expect(venue.phaseOf(0)).toBe(Phase.continuous);
  });

  it('ends at 14:57 with an auction of its own, and then the closing call begins', () => {
    const { venue, tape } = opened('14:50');
    trade(venue, 2600);
    venue.submit(0, 0, BUY, limit, 2650, 30);
    venue.submit(0, 1, SELL, limit, 2640, 20);
    const from = tape.length;
    venue.advanceTo(at('15:00'));
    expect(toldByTime(tape, from)).toEqual([
      '14:50:03.000 indication 20@2650, buy 10 left, intradayCall',
      '14:57:00.000 buy #4, sell #5 20@2650 intradayCall',
      '14:57:00.000 phase continuous of 0',
      '14:57:00.000 phase closeCall',
      '15:00:00.000 phase afterHoursQuiet',
    ]);
  });
});

describe('during a halt', () => {
  function halted() {
    const { venue, tape } = opened();
    trade(venue, 2600);
    return { venue, tape, from: tape.length };
  }

  it('orders rest, crossing or not, cancels are taken, market orders refused, and an auction resumes trading', () => {
    const { venue, tape, from } = halted();
    venue.submit(0, 0, BUY, limit, 2700, 50);
    venue.submit(0, 1, SELL, limit, 2550, 30);
    expect(venue.submit(0, 2, BUY, marketIoc, -1, 10)).toBe(refused('orderTypeInPhase'));
    expect(venue.submit(0, 2, BUY, ownBest, -1, 10)).toBe(refused('orderTypeInPhase'));
    venue.submit(0, 2, BUY, OrderType.iceberg, 2650, 20, 10);
    venue.advanceTo(at('10:00:05'));
    expect(venue.cancel(0, 4)).toBe(0);
    venue.submit(0, 3, SELL, limit, 2560, 5);
    venue.advanceTo(at('10:10'));
    expect(toldByTime(tape, from, ['rejected'])).toEqual([
      '10:00:00.000 accepted #4 buy 50@2700 limit',
      '10:00:00.000 accepted #5 sell 30@2550 limit',
      '10:00:00.000 accepted #6 buy 20@2650 iceberg, 10 shown +',
      '10:00:00.000 released #6 buy 10@2650 iceberg, 10 hidden',
      // 30 trade at 2651 to 2700, where the best buy alone fills: 20 are left there, and at 2700 too.
      '10:00:03.000 indication 30@2700, buy 20 left, intradayCall',
      '10:00:05.000 cancelled #4 buy 50@2700, 0 left, user',
      '10:00:05.000 accepted #7 sell 5@2560 limit',
      // 20 against 35: the sell at 2550 is longer than what is left, so its price it is.
      '10:00:06.000 indication 20@2550, sell 10 left, intradayCall',
      '10:10:00.000 buy #6, sell #5 10@2550 intradayCall +',
      '10:10:00.000 released #6 buy 10@2650 iceberg, 0 hidden +',
      '10:10:00.000 buy #6, sell #5 10@2550 intradayCall',
      '10:10:00.000 phase continuous of 0',
    ]);
    expect([venue.remaining(5), venue.remaining(7)]).toEqual([10, 5]);
    venue.ledger?.validate();
  });

  it('its auction takes the price nearest to the last trade', () => {
    const { venue } = halted();
    venue.submit(0, 0, BUY, limit, 2700, 50);
    venue.submit(0, 1, SELL, limit, 2500, 50);
    venue.advanceTo(at('10:10'));
    expect(venue.lastPrice(0)).toBe(2600);
  });

  it('its auction may stop trading at once again', () => {
    const { venue, tape, from } = halted();
    trade(venue, 3200);
    venue.advanceTo(at('10:20'));
    expect(toldByTime(tape, from, ['accepted', 'indication'])).toEqual([
      '10:10:00.000 buy #5, sell #4 1@3200 intradayCall',
      '10:10:00.000 phase continuous of 0',
      '10:10:00.000 halt of 0 at 3200 for 600 s, volatility',
      '10:20:00.000 phase continuous of 0',
    ]);
  });

  it('indications come every three seconds from its beginning, when there is something new', () => {
    const { venue, tape } = opened('10:00:01');
    trade(venue, 2600);
    const from = tape.length;
    venue.advanceTo(at('10:00:05'));
    trade(venue, 2600);
    venue.advanceTo(at('10:10:00'));
    expect(toldByTime(tape, from, ['accepted'])).toEqual(['10:00:07.000 indication 1@2600, 0 left, intradayCall']);
    expect(venue.nextTimer()).toBe(at('10:10:01'));
  });

  it('other instruments trade on', () => {
    const { venue, tape } = opened('10:00', {}, { instruments: 2 });
    trade(venue, 2600);
    const from = tape.length;
    trade(venue, 2000, 1);
    expect(venue.submit(1, 2, BUY, marketIoc, -1, 1)).toBeGreaterThan(0);
    expect([venue.phaseOf(0), venue.phaseOf(1)]).toEqual([Phase.haltCall, Phase.continuous]);
    venue.advanceTo(at('10:01'));
    trade(venue, 2600, 1);
    venue.advanceTo(at('10:11'));
    expect(toldByTime(tape, from, ['accepted', 'trade', 'cancelled'])).toEqual([
      '10:01:00.000 halt of 1 at 2600 for 600 s, volatility',
      '10:10:00.000 phase continuous of 0',
      '10:11:00.000 phase continuous of 1',
    ]);
  });

  it('the day may be closed', () => {
    const { venue, tape, from } = halted();
    trade(venue, 3200);
    venue.closeDay();
    expect(told(tape, from, ['accepted'])).toEqual([
      'cancelled #4 sell 1@3200, 0 left, expiry',
      'cancelled #5 buy 1@3200, 0 left, expiry',
    ]);
  });
});
