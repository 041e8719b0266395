import { OrderType, UNKNOWN } from '../../tape/index.js';
import type { OrderBook } from '../book/order-book.js';
import { NO_ASK, NO_BID } from '../book/price-levels.js';
import type { Listing } from './listing.js';

const BUY = 0;

// What an order asks for whose type names no price is found in the book.

/** The best price that `counterpartyBest` or `ownBest` take as their limit; −1 when that side is empty. */
export function bestPriceFor(book: OrderBook, side: number, type: number): number {
  const buys = (type === OrderType.ownBest) === (side === BUY);
  const best = buys ? book.bestBid : book.bestAsk;
  return best === NO_BID || best === NO_ASK ? UNKNOWN : best;
}

/** Whether a price lies beyond the worst one that the order accepts. */
export function isBeyond(side: number, price: number, protection: number): boolean {
  return protection >= 0 && (side === BUY ? price > protection : price < protection);
}

/**
 * The worst price at which a market order may execute or rest, for a buy also what is frozen: the day's limit, or without
 * one what the book asks for its last unit; not beyond its protection price or the limit-up–limit-down band. −1 for an
 * order that takes a best price which is not there or lies beyond its protection price.
 */
export function executionBound(
  listing: Listing,
  side: number,
  type: number,
  protection: number,
  quantity: number,
): number {
  const { book, header, bands } = listing;
  if (type === OrderType.counterpartyBest || type === OrderType.ownBest) {
    const best = bestPriceFor(book, side, type);
    return best >= 0 && isBeyond(side, best, protection) ? UNKNOWN : best;
  }
  if (side !== BUY) return Math.max(1, protection, bands === undefined ? 1 : bands.lower);
  let bound = header.upperLimit;
  if (bound < 0) bound = protection >= 0 ? protection : priceOfLastUnit(book, quantity);
  else if (protection >= 0) bound = Math.min(bound, protection);
  const band = bands === undefined ? UNKNOWN : bands.upper;
  if (band >= 0) bound = Math.min(bound, band);
  if (type !== OrderType.best5ThenLimit) return bound;
  // Without an execution it rests at the best bid, which must be paid for too.
  const own = bestPriceFor(book, side, OrderType.ownBest);
  return isBeyond(side, own, protection) ? bound : Math.max(bound, own);
}

/** What a buy of so much would pay for its last unit; the dearest ask when there is less, 0 when there is none. */
function priceOfLastUnit(book: OrderBook, quantity: number): number {
  let price = book.bestAsk;
  if (price === NO_ASK) return 0;
  let open = quantity - book.totalAt(1, price);
  for (let next = price; open > 0; open -= book.totalAt(1, next)) {
    next = book.nextLevel(1, next);
    if (next === NO_ASK) break;
    price = next;
  }
  return price;
}
