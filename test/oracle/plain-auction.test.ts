import { describe, expect, it } from 'vitest';
import { OrderType } from '../../src/tape/index.js';
import { auctionVectors } from '../support/auction-vectors.js';
import { plainAuction } from './plain-auction.js';
import { PlainBook } from './plain-book.js';
import { PlainDay } from './plain-day.js';

/** A book of `[quantity, price]`. */
function bookOf(buys: readonly (readonly number[])[], sells: readonly (readonly number[])[]): PlainBook {
  const book = new PlainBook();
  [buys, sells].forEach((orders, side) => {
    for (const [quantity, price] of orders)
      book.append({
        number: book.orders.length,
        instrument: 0,
        account: 0,
        side,
        type: 0,
        price,
        quantity,
        reserve: 0,
        display: 0,
      });
  });
  return book;
}

describe('a call auction of the oracle', () => {
  // Appendix A of the rules: the same volume everywhere, three prices.
  it.each(auctionVectors)('finds case $name', (vector) => {
    const { buys, sells, previousClose: previous, lastTrade: last, volume } = vector;
    const { szseOpen: opening, szseClose: closing, sse } = vector;
    const book = bookOf(buys, sells);
    expect(plainAuction(book, 'tick-grid', 'nearest', previous)).toMatchObject({ price: opening, matched: volume });
    expect(plainAuction(book, 'tick-grid', 'nearest', last)).toMatchObject({ price: closing, matched: volume });
    expect(plainAuction(book, 'order-prices', 'middle', -1)).toMatchObject({ price: sse, matched: volume });
  });

  it('says what is left at the price, and nothing when nothing crosses', () => {
    expect(plainAuction(bookOf([[500, 1010]], [[300, 1000]]), 'tick-grid', 'nearest', 1004)).toEqual({
      price: 1010,
      matched: 300,
      unmatched: 200,
      unmatchedSide: 0,
    });
    expect(plainAuction(bookOf([[500, 999]], [[300, 1000]]), 'tick-grid', 'nearest', 1004).matched).toBe(0);
  });

  it('publishes every three seconds what has changed, and crosses by price and time at the end', () => {
    const day = new PlainDay().at('09:15:01');
    day.buy(100, 1_002);
    day.buy(100, 1_003);
    day.buy(100, 1_003);
    day.sell(250, 1_001);
    day.rows();
    expect(day.at('09:25:00').rows()).toEqual([
      // 250 trade at 1001 to 1002 with 50 left over either way; the previous close is 1000.
      'indication openCall buy 250@1002 (50)',
      'phase openCallLocked',
      'trade openCall #1 100@1002 with #3 …',
      'trade openCall #2 100@1002 with #3 …',
      'trade openCall #0 50@1002 with #3',
      'phase preOpenGap',
    ]);
  });

  it('lets the reserve of an iceberg take part, part by part behind the others of its price', () => {
    const day = new PlainDay().at('09:15:01');
    day.buy(300, 1_000, 0, OrderType.iceberg, 100);
    day.buy(100, 1_000, 2);
    day.sell(350, 1_000);
    day.said();
    expect(day.at('09:25:00').said()).toEqual([
      'trade openCall #0 100@1000 with #2 …',
      'released iceberg #0 buy 100@1000 (100) …',
      'trade openCall #1 100@1000 with #2 …',
      'trade openCall #0 100@1000 with #2 …',
      'released iceberg #0 buy 100@1000 (0) …',
      'trade openCall #0 50@1000 with #2',
    ]);
  });
});
