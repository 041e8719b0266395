import { describe, expect, it } from 'vitest';
import { OrderType, RejectReason } from '../../src/tape/index.js';
import { PlainDay, type PlainDayOptions } from './plain-day.js';

/** Continuous trading over asks at 1001 to 1007, a hundred each, orders 0 to 6, and a bid at 999, order 7. */
function market(options: PlainDayOptions = {}): PlainDay {
  const day = new PlainDay(options).at('09:30:00');
  for (let price = 1_001; price <= 1_007; price++) day.sell(100, price);
  day.buy(100, 999, 2);
  day.said();
  return day;
}

describe('an order of the oracle', () => {
  it('executes at the prices of what rests, and its rest rests', () => {
    const day = market();
    day.buy(250, 1_002);
    expect(day.said()).toEqual([
      'accepted limit #8 buy 250@1002 …',
      'trade continuous #8 buy 100@1001 with #0 …',
      'trade continuous #8 buy 100@1002 with #1',
    ]);
    expect(day.venue.floor.listings[0].book.best(0)).toBe(1_002);
    expect(day.account(0).cash - day.account(0).available).toBe(50 * 1_002 * 100);
  });

  it.each([
    ['marketIoc', 750, ['trade continuous #8 buy 100@1007 with #6 …', 'cancelled iocRest #8 buy 50 (0)']],
    ['best5Ioc', 750, ['trade continuous #8 buy 100@1005 with #4 …', 'cancelled iocRest #8 buy 250 (0)']],
    ['fillOrKill', 701, ['accepted fillOrKill #8 buy 701 …', 'cancelled fillOrKill #8 buy 701 (0)']],
    ['fillOrKill', 700, ['trade continuous #8 buy 100@1006 with #5 …', 'trade continuous #8 buy 100@1007 with #6']],
    ['best5ThenLimit', 750, ['trade continuous #8 buy 100@1005 with #4 …', 'released best5ThenLimit #8 buy 250@1005']],
    [
      'counterpartyBest',
      150,
      ['accepted counterpartyBest #8 buy 150@1001 …', 'trade continuous #8 buy 100@1001 with #0'],
    ],
  ] as const)('of type %s ends as its name says', (type, quantity, end) => {
    const day = market();
    day.buy(quantity, -1, 0, OrderType[type]);
    expect(day.said().slice(-2)).toEqual(end);
  });

  it('of type ownBest rests at the best price of its side, and one that finds no price is cancelled', () => {
    const day = market();
    day.buy(50, -1, 0, OrderType.ownBest);
    expect(day.said()).toEqual(['accepted ownBest #8 buy 50@999']);
    day.venue.cancel(-1, 7);
    day.venue.cancel(-1, 8);
    day.said();
    day.buy(50, -1, 0, OrderType.ownBest);
    expect(day.said()).toEqual(['accepted ownBest #9 buy 50 …', 'cancelled emptySide #9 buy 50 (0)']);
    day.buy(800, -1, 0, OrderType.marketIoc);
    day.said();
    day.buy(50, -1, 0, OrderType.best5ThenLimit);
    expect(day.said().at(-1)).toBe('cancelled emptySide #11 buy 50 (0)');
  });

  it('goes no further than its protection price', () => {
    const day = market({ rules: { protectionPrice: 'required' } });
    expect(day.buy(100, -1, 0, OrderType.marketIoc)).toBe(-1 - RejectReason.protectionPrice);
    day.said();
    day.buy(300, 1_002, 0, OrderType.marketIoc);
    expect(day.said().slice(-2)).toEqual([
      'trade continuous #8 buy 100@1002 with #1 …',
      'cancelled iocRest #8 buy 100 (0)',
    ]);
    day.buy(300, 1_002, 0, OrderType.counterpartyBest);
    expect(day.said().at(-1)).toBe('cancelled protectionPrice #9 buy 300 (0)');
  });

  it('of type postOnly is refused when it would execute', () => {
    const day = market();
    expect(day.buy(100, 1_001, 0, OrderType.postOnly)).toBe(-1 - RejectReason.wouldExecute);
    expect(day.buy(100, 1_000, 0, OrderType.postOnly)).toBe(8);
  });

  it('shows a part of itself as an iceberg, and each next part stands at the end of the queue', () => {
    const day = market();
    day.buy(250, 1_000, 0, OrderType.iceberg, 100);
    day.buy(100, 1_000, 2);
    day.sell(150, 1_000, 3);
    expect(day.said()).toEqual([
      'accepted iceberg #8 buy 250@1000 (100) …',
      'released iceberg #8 buy 100@1000 (150)',
      'accepted limit #9 buy 100@1000',
      'accepted limit #10 sell 150@1000 …',
      'trade continuous #10 sell 100@1000 with #8 …',
      'released iceberg #8 buy 100@1000 (50) …',
      'trade continuous #10 sell 50@1000 with #9',
    ]);
    day.venue.cancel(0, 8, 60);
    expect(day.said()).toEqual(['cancelled user #8 buy 50@1000 (100) hidden …', 'cancelled user #8 buy 10@1000 (90)']);
  });

  it('is replaced by another that has lost its place', () => {
    const day = market();
    day.venue.replace(2, 7, 1_001, 150);
    expect(day.said()).toEqual([
      'replaced limit #8 buy 150@1001 for #7 (100) …',
      'trade continuous #8 buy 100@1001 with #0',
    ]);
    expect(day.account(2).cash - day.account(2).available).toBe(50 * 1_001 * 100);
    expect(day.venue.replace(2, 7, 1_001, 150)).toBe(-1 - RejectReason.unknownOrder);
  });
});

describe('self-trade prevention of the oracle', () => {
  /** Account 1 sells into its own bid of 60, behind which stands a stranger's. */
  const meet = (selfTrade: 'cancel-incoming' | 'cancel-resting' | 'cancel-both' | 'decrement', type: number) => {
    const day = new PlainDay({ rules: { selfTrade } }).at('09:30:00');
    day.buy(60, 1_000, 1);
    day.buy(100, 1_000, 2);
    day.said();
    day.sell(100, 1_000, 1, type);
    return day.said().slice(1);
  };

  it.each([
    ['cancel-incoming', ['cancelled selfTrade #2 sell 100@1000 (0)']],
    ['cancel-resting', ['cancelled selfTrade #0 buy 60@1000 (0) …', 'trade continuous #2 sell 100@1000 with #1']],
    ['cancel-both', ['cancelled selfTrade #0 buy 60@1000 (0) …', 'cancelled selfTrade #2 sell 100@1000 (0)']],
    [
      'decrement',
      [
        'cancelled selfTrade #0 buy 60@1000 (0) …',
        'cancelled selfTrade #2 sell 60@1000 (40) …',
        'trade continuous #2 sell 40@1000 with #1',
      ],
    ],
  ] as const)('does what %s says', (mode, rows) => {
    expect(meet(mode, OrderType.limit)).toEqual(rows);
  });

  it('counts for fillOrKill what would really execute', () => {
    expect(meet('decrement', OrderType.fillOrKill)).toEqual(['cancelled fillOrKill #2 sell 100 (0)']);
    expect(meet('cancel-resting', OrderType.fillOrKill).at(-1)).toBe('trade continuous #2 sell 100@1000 with #1');
  });
});
