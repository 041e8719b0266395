import { describe, expect, it } from 'vitest';
import type { Venue } from '../../../src/market/index.js';
import type { RuleOverrides } from '../../../src/rules/index.js';
import { OrderType, Phase } from '../../../src/tape/index.js';
import { told, toldByTime } from '../told-rows.js';
import { at, openRules, refused, rowsOf, venueOf } from '../venue-fixture.js';

const BUY = 0;
const SELL = 1;
const { limit, marketIoc } = OrderType;

const plan: NonNullable<RuleOverrides['luld']> = {
  tier: 1,
  windowNs: 300e9,
  updateFraction: 0.01,
  minimumStandNs: 30e9,
  doubledFromNs: at('15:35'),
  limitStateNs: 15e9,
  pauseNs: 300e9,
};

/** A United States venue under the plan; prices in cents, the previous close is USD 100.00 unless said otherwise. */
function trading(luld: Partial<typeof plan> = {}, previousClose = 10_000, time = '10:00') {
  const { venue, tape } = venueOf({
    venue: 'us-equity',
    date: '2014-05-06',
    previousClose,
    overrides: { ...openRules, luld: { ...plan, ...luld } },
  });
  venue.advanceTo(at(time));
  return { venue, tape };
}

function trade(venue: Venue, price: number, quantity = 1): void {
  venue.submit(0, 1, SELL, limit, price, quantity);
  venue.submit(0, 0, BUY, limit, price, quantity);
}

/** The dearest buy and the cheapest sell that are taken; each is tried and cancelled. */
function band(venue: Venue): [lower: number, upper: number] {
  const takes = (side: number, price: number) => {
    const order = venue.submit(0, 3, side, limit, price, 1);
    if (order >= 0) venue.cancel(3, order);
    else expect(order).toBe(refused('priceBand'));
    return order >= 0;
  };
  const edge = (side: number, inside: number, outside: number) => {
    let [near, far] = [inside, outside];
    while (Math.abs(far - near) > 1) {
      const middle = Math.floor((near + far) / 2);
      if (takes(side, middle)) near = middle;
      else far = middle;
    }
    return near;
  };
  const reference = venue.lastPrice(0) > 0 ? venue.lastPrice(0) : 10_000;
  return [edge(SELL, reference, 0), edge(BUY, reference, 30_000)];
}

describe('the band', () => {
  it('lies five per cent around the previous close before the first trade', () => {
    const { venue, tape } = trading();
    expect(venue.submit(0, 0, BUY, limit, 10_501, 1)).toBe(refused('priceBand'));
    expect(venue.submit(0, 0, SELL, limit, 9_499, 1)).toBe(refused('priceBand'));
    expect(venue.submit(0, 0, SELL, limit, 12_000, 1)).toBe(0);
    expect(venue.submit(0, 0, BUY, limit, 8_000, 1)).toBe(1);
    expect(told(tape).slice(1)).toEqual([
      'rejected priceBand',
      'rejected priceBand',
      'accepted #0 sell 1@12000 limit',
      'accepted #1 buy 1@8000 limit',
    ]);
    expect(band(venue)).toEqual([9_500, 10_500]);
  });

  it('is not there without a previous close, and then follows the first trade', () => {
    const { venue } = trading({}, -1);
    expect(venue.submit(0, 0, BUY, limit, 1, 1)).toBe(0);
    trade(venue, 20_000);
    expect(band(venue)).toEqual([19_000, 21_000]);
  });

  it('lies around the first trade at once', () => {
    const { venue } = trading();
    trade(venue, 10_200);
    expect(band(venue)).toEqual([9_690, 10_710]);
  });

  it('follows the mean when it has moved by a per cent and the reference has stood for half a minute', () => {
    const { venue } = trading();
    trade(venue, 10_000);
    venue.advanceTo(at('10:00:10'));
    // The mean is 10,150, but it is too early.
    trade(venue, 10_300);
    expect(band(venue)).toEqual([9_500, 10_500]);
    venue.advanceTo(at('10:00:29.999'));
    trade(venue, 10_300);
    expect(band(venue)).toEqual([9_500, 10_500]);
    venue.advanceTo(at('10:00:30'));
    // (10,000 + 3 × 10,300) ÷ 4
    trade(venue, 10_300);
    const width = 511; // five per cent of 10,225 are 511.25
    expect(band(venue)).toEqual([10_225 - width, 10_225 + width]);
  });

  it('stays where the mean has moved by less', () => {
    const { venue } = trading();
    trade(venue, 10_000);
    venue.advanceTo(at('10:01'));
    trade(venue, 10_198);
    // 10,099, then 10,100 and a third: rounded, that is a per cent exactly.
    expect(band(venue)).toEqual([9_500, 10_500]);
    trade(venue, 10_103);
    expect(band(venue)).toEqual([9_595, 10_605]);
  });

  it('rounds the mean half up, and forgets a trade after five minutes', () => {
    const { venue } = trading();
    trade(venue, 10_000);
    venue.advanceTo(at('10:04:59.999'));
    // 10,000 and 10,201: 10,100.5.
    trade(venue, 10_201);
    expect(band(venue)).toEqual([10_101 - 505, 10_101 + 505]);
    const later = trading();
    trade(later.venue, 10_000);
    later.venue.advanceTo(at('10:05'));
    trade(later.venue, 10_201);
    expect(band(later.venue)).toEqual([10_201 - 510, 10_201 + 510]);
  });

  it.each([
    ['tier 1 above three dollars', 1, 301, 301 + 15, 301 + 30],
    ['tier 1 at three dollars', 1, 300, 360, 420],
    ['tier 2 above three dollars never doubles', 2, 10_000, 11_000, 11_000],
    ['tier 2 at three dollars doubles', 2, 300, 360, 420],
    ['at 75 cents', 1, 75, 75 + 15, 75 + 30],
    ['below 75 cents: fifteen cents', 1, 74, 74 + 15, 74 + 30],
    ['below 75 cents: three quarters, if that is less, and twice that, rounded after', 2, 10, 10 + 8, 10 + 15],
  ] as const)('%s', (_name, tier, previousClose, upper, late) => {
    for (const [time, edge] of [
      ['15:34:59.999', upper],
      ['15:35', late],
    ] as const) {
      const { venue } = trading({ tier }, previousClose, time);
      expect([time, venue.submit(0, 0, BUY, limit, edge + 1, 1)]).toEqual([time, refused('priceBand')]);
      expect(venue.submit(0, 0, BUY, limit, edge, 1)).toBe(0);
    }
  });

  it('never reaches below one tick', () => {
    const { venue } = trading({}, 10, '15:35');
    // Fifteen cents below ten.
    expect(venue.submit(0, 0, SELL, limit, 1, 1)).toBe(0);
  });

  it('bounds market orders', () => {
    const { venue, tape } = trading();
    for (const price of [10_500, 10_600]) venue.submit(0, 1, SELL, limit, price, 100);
    const from = tape.length;
    venue.submit(0, 0, BUY, marketIoc, -1, 200);
    expect(told(tape, from)).toEqual([
      'accepted #2 buy 200 marketIoc +',
      '#2 takes 100@10500 of #0 +',
      'cancelled #2 buy 100, 0 left, iocRest',
    ]);
  });
});

describe('a new band', () => {
  it('cancels buys that it leaves outside, the best first, by time at one price', () => {
    const { venue, tape } = trading();
    trade(venue, 10_000);
    venue.advanceTo(at('10:00:01'));
    for (let count = 0; count < 7; count++) trade(venue, 9_600);
    venue.advanceTo(at('10:00:31'));
    const quotes = [10_300, 10_450, 10_450, 10_226, 10_227].map((price) => venue.submit(0, 2, BUY, limit, price, 50));
    const from = tape.length;
    // (10,000 + 7 × 9,600 + 10,450) ÷ 9 = 9,738.9; five per cent of 9,739 are 486.95, so the band ends at 10,226.
    const sell = venue.submit(0, 1, SELL, limit, 10_450, 1);
    expect(told(tape, from)).toEqual([
      `accepted #${sell} sell 1@10450 limit +`,
      `#${sell} takes 1@10450 of #${quotes[1]}`,
      `cancelled #${quotes[1]} buy 49@10450, 0 left, priceBand`,
      `cancelled #${quotes[2]} buy 50@10450, 0 left, priceBand`,
      `cancelled #${quotes[0]} buy 50@10300, 0 left, priceBand`,
      `cancelled #${quotes[4]} buy 50@10227, 0 left, priceBand`,
    ]);
    expect(venue.remaining(quotes[3])).toBe(50);
    venue.ledger?.validate();
  });

  it('cancels sells that it leaves outside', () => {
    const { venue, tape } = trading();
    trade(venue, 10_000);
    venue.advanceTo(at('10:00:01'));
    for (let count = 0; count < 7; count++) trade(venue, 10_400);
    venue.advanceTo(at('10:00:31'));
    const quotes = [9_550, 9_748, 9_747].map((price) => venue.submit(0, 2, SELL, limit, price, 50));
    const from = tape.length;
    // (10,000 + 7 × 10,400 + 9,550) ÷ 9 = 10,261.1; five per cent are 513.05, so the band begins at 9,748.
    venue.submit(0, 1, BUY, limit, 9_550, 50);
    expect(told(tape, from).slice(2)).toEqual([`cancelled #${quotes[2]} sell 50@9747, 0 left, priceBand`]);
    expect(venue.remaining(quotes[1])).toBe(50);
  });
});

describe('a limit state', () => {
  it('that ends after 14.9 seconds has no consequence', () => {
    const { venue, tape } = trading();
    const order = venue.submit(0, 0, BUY, limit, 10_500, 100);
    expect(venue.nextTimer()).toBe(at('10:00:15'));
    venue.advanceTo(at('10:00:14.9'));
    venue.cancel(0, order);
    venue.advanceTo(at('10:00:20'));
    // The next one has fifteen seconds of its own.
    venue.submit(0, 0, BUY, limit, 10_500, 100);
    venue.advanceTo(at('10:00:34.999'));
    expect(venue.phaseOf(0)).toBe(Phase.continuous);
    venue.advanceTo(at('10:00:35'));
    expect(toldByTime(tape).at(-1)).toBe('10:00:35.000 halt of 0 at 10500 for 300 s, limitState');
  });

  it('of fifteen seconds pauses trading for five minutes; the auction gives the new reference', () => {
    const { venue, tape } = trading();
    venue.submit(0, 0, BUY, limit, 10_500, 100);
    venue.advanceTo(at('10:00:10'));
    // Another order at the band does not begin it anew.
    venue.submit(0, 2, BUY, limit, 10_500, 100);
    venue.advanceTo(at('10:00:15'));
    const from = tape.length - 1;
    expect(venue.submit(0, 2, BUY, marketIoc, -1, 1)).toBe(refused('orderTypeInPhase'));
    // There is no band in the call.
    venue.submit(0, 1, SELL, limit, 10_400, 150);
    venue.submit(0, 1, BUY, limit, 11_000, 10);
    venue.advanceTo(at('10:05:15'));
    expect(toldByTime(tape, from, ['rejected'])).toEqual([
      '10:00:15.000 halt of 0 at 10500 for 300 s, limitState',
      '10:00:15.000 accepted #2 sell 150@10400 limit',
      '10:00:15.000 accepted #3 buy 10@11000 limit',
      // 150 against 210: what the buys at 10,500 leave is the least there.
      '10:00:16.000 indication 150@10500, buy 60 left, intradayCall',
      '10:05:15.000 buy #3, sell #2 10@10500 intradayCall +',
      '10:05:15.000 buy #0, sell #2 100@10500 intradayCall +',
      '10:05:15.000 buy #1, sell #2 40@10500 intradayCall',
      '10:05:15.000 phase continuous of 0',
    ]);
    expect(band(venue)).toEqual([9_975, 11_025]);
    venue.cancel(-1, 1);
    expect(band(venue)).toEqual([9_975, 11_025]);
  });

  it('below, by the best sell', () => {
    const { venue, tape } = trading();
    venue.submit(0, 1, SELL, limit, 9_500, 100);
    venue.advanceTo(at('10:00:15'));
    expect(told(tape).at(-1)).toBe('halt of 0 at 9500 for 300 s, limitState');
    expect(rowsOf(tape).at(-1)).toMatchObject({ code: 2, quantity: 300, instrument: 0 });
  });

  it('goes on after a pause in which nothing traded, and leads to another', () => {
    const { venue, tape } = trading();
    venue.submit(0, 0, BUY, limit, 10_500, 100);
    venue.advanceTo(at('10:06'));
    expect(toldByTime(tape, 2)).toEqual(
      [
        '10:00:15.000 halt of 0 at 10500 for 300 s, limitState',
        '10:00:16.000 indication 0, 0 left, intradayCall',
        '10:05:15.000 phase continuous of 0',
        '10:05:30.000 halt of 0 at 10500 for 300 s, limitState',
      ].filter((line) => !line.includes('indication')),
    );
  });

  it('ends when the order at the band is executed', () => {
    const { venue, tape } = trading();
    trade(venue, 10_000);
    venue.submit(0, 0, BUY, limit, 10_500, 100);
    venue.advanceTo(at('10:00:14'));
    venue.submit(0, 1, SELL, limit, 10_500, 100);
    venue.advanceTo(at('10:01'));
    expect(rowsOf(tape).filter(({ kind }) => kind === 'halt')).toEqual([]);
  });

  it('pauses no longer than until the end of trading', () => {
    const { venue, tape } = trading({}, 10_000, '15:58');
    venue.submit(0, 0, BUY, limit, 11_000, 100);
    venue.submit(0, 1, SELL, limit, 11_000, 40);
    venue.submit(0, 0, BUY, limit, 11_000, 100);
    const from = tape.length;
    venue.advanceTo(at('15:58:20'));
    venue.submit(0, 1, SELL, limit, 11_000, 70);
    venue.advanceTo(at('16:00'));
    expect(toldByTime(tape, from)).toEqual([
      '15:58:20.000 accepted #3 sell 70@11000 limit +',
      '15:58:20.000 #3 takes 60@11000 of #0 +',
      '15:58:20.000 #3 takes 10@11000 of #2',
      '16:00:00.000 phase closed',
    ]);
  });

  it('that the end of trading finds running pauses nothing', () => {
    const { venue, tape } = trading({}, 10_000, '15:59:50');
    venue.submit(0, 0, BUY, limit, 11_000, 100);
    const from = tape.length;
    venue.advanceTo(at('16:10'));
    expect(toldByTime(tape, from)).toEqual(['16:00:00.000 phase closed']);
  });

  it('pauses one instrument and leaves the other', () => {
    const { venue } = venueOf({
      venue: 'us-equity',
      date: '2014-05-06',
      previousClose: 10_000,
      instruments: 2,
      overrides: { ...openRules, luld: plan },
    });
    venue.advanceTo(at('10:00'));
    venue.submit(1, 0, BUY, limit, 10_500, 100);
    venue.submit(0, 0, BUY, limit, 10_400, 100);
    venue.advanceTo(at('10:00:15'));
    expect([venue.phaseOf(0), venue.phaseOf(1)]).toEqual([Phase.continuous, Phase.haltCall]);
    venue.submit(0, 1, SELL, limit, 10_400, 100);
    expect(venue.volume(0)).toBe(100);
  });
});
