import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { CallAuction, OrderBook } from '../../src/market/index.js';
import { naiveAuction } from '../oracle/naive-auction.js';
import { NaiveBook } from '../oracle/naive-book.js';
import { auctionVectors } from '../support/auction-vectors.js';

type Quote = readonly [quantity: number, price: number];
type Tie = 'nearest-previous-close' | 'nearest-last-trade' | 'middle';

function bookOf(buys: readonly Quote[], sells: readonly Quote[]): OrderBook {
  const book = new OrderBook();
  let order = 0;
  for (const [quantity, price] of buys) book.rest(order++, 0, price, quantity, -1);
  for (const [quantity, price] of sells) book.rest(order++, 1, price, quantity, -1);
  return book;
}

function auctionOf(
  book: OrderBook,
  candidates: 'tick-grid' | 'order-prices',
  tie: Tie,
  reference: number,
): CallAuction {
  const auction = new CallAuction();
  auction.find(book, candidates, tie, reference);
  return auction;
}

describe('the vectors of a call auction', () => {
  it.each(auctionVectors)('$name', ({ buys, sells, previousClose, lastTrade, volume, szseOpen, szseClose, sse }) => {
    const book = bookOf(buys, sells);
    const open = auctionOf(book, 'tick-grid', 'nearest-previous-close', previousClose);
    const close = auctionOf(book, 'tick-grid', 'nearest-last-trade', lastTrade);
    const shanghai = auctionOf(book, 'order-prices', 'middle', -1);
    expect([open, close, shanghai].map(({ price }) => price)).toEqual([szseOpen, szseClose, sse]);
    expect([open, close, shanghai].map(({ matched }) => matched)).toEqual([volume, volume, volume]);
  });
});

describe('a call auction', () => {
  it('gives nothing when nothing crosses', () => {
    for (const book of [bookOf([], []), bookOf([[1, 10]], []), bookOf([], [[1, 10]]), bookOf([[1, 10]], [[1, 11]])]) {
      const { price, matched, unmatched, unmatchedSide } = auctionOf(book, 'tick-grid', 'nearest-last-trade', 10);
      expect({ price, matched, unmatched, unmatchedSide }).toEqual({
        price: -1,
        matched: 0,
        unmatched: 0,
        unmatchedSide: -1,
      });
    }
  });

  it('says what it leaves and on which side', () => {
    const auction = auctionOf(bookOf([[900, 1005]], [[400, 1000]]), 'tick-grid', 'nearest-last-trade', 1001);
    expect([auction.price, auction.matched, auction.unmatched, auction.unmatchedSide]).toEqual([1005, 400, 500, 0]);
  });

  it('without a reference takes the lowest price that is left', () => {
    expect(auctionOf(bookOf([[10, 1010]], [[10, 1000]]), 'tick-grid', 'nearest-last-trade', -1).price).toBe(1000);
  });

  it('between two prices of orders equally near takes the lower one', () => {
    const book = bookOf([[10, 1010]], [[10, 1000]]);
    expect(auctionOf(book, 'order-prices', 'nearest-last-trade', 1005).price).toBe(1000);
    expect(auctionOf(book, 'order-prices', 'nearest-last-trade', 1006).price).toBe(1010);
  });

  it('is what trying every price gives', () => {
    const quote = fc.tuple(fc.integer({ min: 1, max: 6 }), fc.integer({ min: 100, max: 114 }));
    const quotes = fc.array(quote, { maxLength: 9, size: 'max' });
    const candidates = fc.constantFrom('tick-grid' as const, 'order-prices' as const);
    const tie = fc.constantFrom<Tie>('nearest-previous-close', 'middle');
    fc.assert(
      fc.property(
        quotes,
        quotes,
        candidates,
        tie,
        fc.integer({ min: 96, max: 118 }),
        (buys, sells, grid, rule, reference) => {
          const naive = new NaiveBook();
          for (const [index, [quantity, price]] of buys.entries()) naive.rest(index, 0, price, quantity, -1);
          for (const [index, [quantity, price]] of sells.entries()) naive.rest(100 + index, 1, price, quantity, -1);
          const { price, matched, unmatched, unmatchedSide } = auctionOf(bookOf(buys, sells), grid, rule, reference);
          expect({ price, matched, unmatched, unmatchedSide }).toEqual(
            naiveAuction(naive, grid, rule === 'middle' ? 'middle' : 'nearest', reference),
          );
        },
      ),
      { numRuns: 4_000, seed: 925 },
    );
  });
});
