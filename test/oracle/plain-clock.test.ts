import { describe, expect, it } from 'vitest';
import { MINUTE, OrderType, Phase, RejectReason, SECOND } from '../../src/tape/index.js';
import { PlainDay } from './plain-day.js';

describe('parked orders of the oracle', () => {
  const rules = { cage: { percent: 2, ticks: 0, action: 'park' } } as const;

  it('come back one by one when the cage reaches them, nearest first', () => {
    const day = new PlainDay({ rules }).at('09:30:00');
    day.sell(100, 1_000);
    day.buy(10, 1_040);
    day.buy(10, 1_030);
    day.sell(100, 1_010, 2);
    expect(day.said()).toEqual([
      'accepted limit #0 sell 100@1000',
      'accepted limit #1 buy 10@1040 hidden …',
      'parked limit #1 buy 10@1040 hidden',
      'accepted limit #2 buy 10@1030 hidden …',
      'parked limit #2 buy 10@1030 hidden',
      'accepted limit #3 sell 100@1010',
    ]);
    // 1010 is the best ask now: 1030.2 is 1030.
    day.venue.cancel(1, 0);
    expect(day.said()).toEqual([
      'cancelled user #0 sell 100@1000 (0)',
      'released limit #2 buy 10@1030 …',
      'trade continuous #2 buy 10@1010 with #3',
    ]);
    day.venue.cancel(0, 1);
    expect(day.said()).toEqual(['cancelled user #1 buy 10@1040 (0) hidden']);
    expect(day.account(0).cash).toBe(day.account(0).available);
  });

  it('go into the closing call by number', () => {
    const day = new PlainDay({ rules }).at('14:00:00');
    day.sell(10, 970);
    day.buy(10, 1_030);
    day.said();
    expect(day.at('14:57:00').said()).toEqual(['released limit #0 sell 10@970', 'released limit #1 buy 10@1030']);
    expect(day.at('15:00:00').said()).toEqual(['trade closeCall #1 10@1000 with #0']);
  });
});

describe('halts of the oracle', () => {
  const halts = { levels: [0.3, 0.6], durationNs: 10 * MINUTE };

  /** Opens at 20.00 and trades at a price at a time. */
  function moved(time: string, price: number, lunch: 'stops' | 'counts' = 'stops'): PlainDay {
    const day = new PlainDay({ rules: { halts: { ...halts, lunch } }, header: { previousClose: -1 } }).at('09:30:00');
    for (const trade of [2_000, price]) {
      if (trade === price) day.at(time);
      day.sell(10, trade);
      day.said();
      day.buy(10, trade);
    }
    return day;
  }

  it.each([
    [2_599, false],
    [2_600, true],
    [3_200, true],
    [1_401, false],
    [1_400, true],
    [800, true],
  ])('come at 26.00, 32.00, 14.00 and 8.00 after an open of 20.00: %i', (price, isHalted) => {
    const day = moved('10:00:00', price);
    expect(day.venue.phaseOf(0)).toBe(isHalted ? Phase.haltCall : Phase.continuous);
    expect(day.said().slice(2)).toEqual(isHalted ? [`halt volatility 600@${price}`] : []);
  });

  it('come once a level and direction, and a jump over both counts as both', () => {
    const day = moved('10:00:00', 3_200).at('10:10:00');
    day.sell(10, 3_300);
    day.buy(10, 3_300);
    expect(day.venue.phaseOf(0)).toBe(Phase.continuous);
  });

  it.each([
    ['11:25:00', 'stops', '13:05:00'],
    ['11:25:00', 'counts', '13:00:00'],
    ['11:00:00', 'counts', '11:10:00'],
    ['14:50:00', 'stops', '14:57:00'],
    ['14:50:00', 'counts', '14:57:00'],
  ] as const)('that begin at %s where lunch %s end at %s', (begin, lunch, end) => {
    const day = moved(begin, 2_600, lunch);
    day.at(end);
    expect(day.rows()).toContain('phase continuous');
    const before = moved(begin, 2_600, lunch);
    before.venue.advanceTo(day.venue.floor.now - 1);
    expect(before.venue.floor.listings[0].halt).toBeDefined();
    expect(day.venue.floor.listings[0].halt).toBeUndefined();
  });

  it('take orders and cancels, publish what the call would give, and end in it', () => {
    const day = moved('10:00:00', 2_600);
    day.rows();
    day.at('10:00:01');
    day.buy(100, 2_700);
    day.buy(100, 2_650, 2);
    day.sell(150, 2_600);
    expect(day.buy(100, -1, 0, OrderType.marketIoc)).toBe(-1 - RejectReason.orderTypeInPhase);
    expect(day.venue.cancel(2, 5)).toBe(0);
    day.rows();
    expect(day.at('10:10:00').rows()).toEqual([
      'indication intradayCall sell 100@2600 (50)',
      'trade intradayCall #4 100@2600 with #6',
      'phase continuous',
    ]);
  });
});

describe('limit up–limit down of the oracle', () => {
  const luld = {
    tier: 1,
    windowNs: 5 * MINUTE,
    updateFraction: 0.01,
    minimumStandNs: 30 * SECOND,
    doubledFromNs: 15 * 3_600 * SECOND,
    limitStateNs: 15 * SECOND,
    pauseNs: 5 * MINUTE,
  } as const;

  it('refuses beyond five per cent, and pauses when a bid stands at the band for 15 seconds', () => {
    const day = new PlainDay({ rules: { luld } }).at('10:00:00');
    expect(day.buy(10, 1_051)).toBe(-1 - RejectReason.priceBand);
    day.buy(10, 1_050);
    day.said();
    expect(day.at('10:00:14.999').said()).toEqual([]);
    expect(day.at('10:00:15').said()).toEqual(['halt limitState 300@1050']);
    day.sell(10, 1_040);
    day.said();
    // Of 1040 to 1050 the price nearest to the previous close; it is the new reference, and allows 52 more.
    expect(day.at('10:05:15').said()).toEqual(['trade intradayCall #0 10@1040 with #1']);
    expect([day.buy(10, 1_093), day.buy(10, 1_092)]).toEqual([-1 - RejectReason.priceBand, 2]);
  });

  it('forgets a limit state that ends, and one that trading leaves', () => {
    const day = new PlainDay({ rules: { luld } }).at('10:00:00');
    day.buy(10, 1_050);
    day.at('10:00:10').venue.cancel(0, 0);
    day.buy(10, 1_050);
    day.said();
    expect(day.at('10:00:24').said()).toEqual([]);
    expect(day.at('10:00:25').said()).toEqual(['halt limitState 300@1050']);
    const late = new PlainDay({ rules: { luld } }).at('11:29:50');
    late.buy(10, 1_050);
    late.said();
    expect(late.at('13:00:14').said()).toEqual([]);
    expect(late.at('13:00:15').said()).toEqual(['halt limitState 300@1050']);
  });

  it('moves with the mean of the last trades and cancels what it leaves outside', () => {
    const day = new PlainDay({ rules: { luld } }).at('10:00:00');
    day.sell(10, 960);
    day.said();
    day.buy(50, 1_050, 2);
    // The first trade sets the reference: 960 allows 1008.
    expect(day.said()).toEqual([
      'accepted limit #1 buy 50@1050 …',
      'trade continuous #1 buy 10@960 with #0',
      'cancelled priceBand #1 buy 40@1050 (0)',
    ]);
    day.sell(10, 930);
    day.said();
    day.at('10:00:30').buy(50, 1_008, 2);
    // The mean of 960 and 930 is 945, more than a per cent away after half a minute: it allows 47 more.
    expect(day.said().slice(1)).toEqual([
      'trade continuous #3 buy 10@930 with #2',
      'cancelled priceBand #3 buy 40@1008 (0)',
    ]);
    expect([day.buy(10, 993), day.buy(10, 992)]).toEqual([-1 - RejectReason.priceBand, 4]);
  });
});

describe('the queue in front of the oracle', () => {
  it('works on a request at a time, in their order', () => {
    const day = new PlainDay({ rules: { throughput: { messagesPerSecond: 10, queue: 2 } } }).at('09:30:00');
    expect([day.buy(10, 1_000), day.buy(10_000_001, 1_000), day.venue.cancel(0, 0)]).toEqual([0, 1, 0]);
    expect(day.buy(10, 1_000)).toBe(-1 - RejectReason.throughput);
    expect(day.said()).toEqual(['accepted limit #0 buy 10@1000', 'rejected throughput buy 10@1000']);
    expect(day.at('09:30:00.1').said()).toEqual(['rejected insufficientCash #1 buy 10000001@1000']);
    expect(day.at('09:30:00.2').said()).toEqual(['cancelled user #0 buy 10@1000 (0)']);
    expect(day.at('09:30:00.3').buy(10, 1_000)).toBe(2);
  });
});

describe('trading at the close of the oracle', () => {
  it('refuses worse limits, trades by arrival at its beginning, and on arrival later', () => {
    const day = new PlainDay().at('14:00:00');
    day.buy(10, 1_000);
    day.sell(10, 1_000);
    day.buy(50, 1_001, 0, OrderType.fixedPrice);
    day.buy(50, 999, 2, OrderType.fixedPrice);
    day.sell(70, 990, 1, OrderType.fixedPrice);
    day.said();
    expect(day.at('15:05:00').said()).toEqual([
      'cancelled fixedPrice #3 buy 50@999 (0)',
      'trade afterHours #2 50@1000 with #4',
    ]);
    expect(day.buy(10, 999, 0, OrderType.fixedPrice)).toBe(-1 - RejectReason.fixedPrice);
    day.said();
    day.buy(30, 1_000, 3, OrderType.fixedPrice);
    expect(day.said()).toEqual(['accepted fixedPrice #5 buy 30@1000 …', 'trade afterHours #5 buy 20@1000 with #4']);
    day.at('15:30:00').venue.closeDay();
    expect(day.said()).toEqual(['cancelled expiry #5 buy 10@1000 (0)']);
  });

  it('knows the close by call, by the average of the last minute, and by the day before', () => {
    const day = new PlainDay({ rules: { closingPrice: 'call-then-vwap' } });
    expect(day.at('14:50:00').venue.closingPrice(0)).toBe(1_000);
    for (const [price, quantity] of [
      [990, 100],
      [1_001, 10],
      [1_002, 30],
    ]) {
      if (price === 1_001) day.at('14:51:00');
      day.sell(quantity, price);
      day.buy(quantity, price);
    }
    // A minute after the trade at 990, which does not count: (10 × 1001 + 30 × 1002) / 40 = 1001.75.
    expect(day.venue.closingPrice(0)).toBe(1_002);
    day.at('14:58:00');
    day.sell(10, 995);
    day.buy(10, 995);
    expect(day.at('15:00:00').venue.closingPrice(0)).toBe(995);
  });
});
