import type { RulePack } from '../../src/rules/index.js';
import { OrderType } from '../../src/tape/index.js';
import { openQuantity } from './plain-book.js';
import type { PlainListing } from './plain-listing.js';
import { luldBand } from './plain-luld.js';
import { hasLimit, type OrderRequest } from './plain-request.js';

/** The worst price that a market order names; −1 where it names none. */
export function protectionOf({ type, price }: OrderRequest, rules: RulePack): number {
  return !hasLimit(type) && rules.protectionPrice === 'required' ? price : -1;
}

/** Whether a price is worse than what an order accepts at the worst. */
export function isBeyond(side: number, price: number, protection: number): boolean {
  return protection >= 0 && (side === 0 ? price > protection : price < protection);
}

/** The price that an order takes from the book, of the other side or of its own; −1 when that side is empty. */
export function bookPrice(listing: PlainListing, { type, side }: OrderRequest): number {
  return listing.book.best(type === OrderType.counterpartyBest ? 1 - side : side);
}

/**
 * The highest price at which a buy may execute, for which its cash is frozen; the lowest for a sell. −1 when the order
 * takes a price from the book and finds none that it accepts: it will be cancelled at once.
 */
export function boundOf(listing: PlainListing, request: OrderRequest, rules: RulePack, now: number): number {
  const { type, side, price } = request;
  if (hasLimit(type)) return price;
  const protection = protectionOf(request, rules);
  if (type === OrderType.counterpartyBest || type === OrderType.ownBest) {
    const found = bookPrice(listing, request);
    return found < 0 || isBeyond(side, found, protection) ? -1 : found;
  }
  const band = luldBand(listing, rules.luld, now);
  if (side === 1) return Math.max(1, protection, band?.lower ?? 1);
  let bound = listing.header.upperLimit;
  if (bound < 0) bound = protection >= 0 ? protection : askedForLastUnit(listing, request.quantity);
  if (protection >= 0) bound = Math.min(bound, protection);
  if (band !== undefined) bound = Math.min(bound, band.upper);
  // Without an execution it rests at the best bid, which must be paid for too.
  const own = listing.book.best(0);
  return type === OrderType.best5ThenLimit && !isBeyond(side, own, protection) ? Math.max(bound, own) : bound;
}

/** The price of the last unit of a purchase; that of the last level when there is too little, 0 when there is nothing. */
function askedForLastUnit(listing: PlainListing, quantity: number): number {
  let left = quantity;
  let price = 0;
  for (const order of listing.book.inTurn(1)) {
    if (left <= 0) break;
    price = order.price;
    left -= openQuantity(order);
  }
  return price;
}
