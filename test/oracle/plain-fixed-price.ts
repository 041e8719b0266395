import { CancelReason, TradeStage } from '../../src/tape/index.js';
import type { PlainOrder } from './plain-book.js';
import { plainClosingPrice } from './plain-closing-price.js';
import type { PlainFloor } from './plain-floor.js';
import type { PlainListing } from './plain-listing.js';

/** Trading at the closing price begins: who cannot accept the price goes, the others trade by arrival. */
export function openFixedPrice(floor: PlainFloor, listing: PlainListing): void {
  const close = plainClosingPrice(listing, floor.rules.closingPrice);
  const refuses = ({ side, price }: PlainOrder) => close < 1 || (side === 0 ? price < close : price > close);
  for (const order of listing.atClose.filter(refuses).sort((a, b) => a.number - b.number)) {
    floor.tape.begin(floor.now);
    floor.reduce(listing, order, order.quantity, CancelReason.fixedPrice);
  }
  floor.tape.begin(floor.now);
  for (;;) {
    const buy = listing.atClose.find(({ side }) => side === 0);
    const sell = listing.atClose.find(({ side }) => side === 1);
    if (buy === undefined || sell === undefined) return;
    const quantity = Math.min(buy.quantity, sell.quantity);
    floor.trade(listing, TradeStage.afterHours, -1, close, quantity, buy, sell, buy.price);
    for (const order of [buy, sell]) fill(listing, order, quantity);
  }
}

/** An order that comes while there is trading at the closing price meets what waits, by arrival. */
export function tradeAtClose(floor: PlainFloor, listing: PlainListing, order: PlainOrder): void {
  const close = plainClosingPrice(listing, floor.rules.closingPrice);
  while (order.quantity > 0) {
    const waiting = listing.atClose.find(({ side }) => side !== order.side);
    if (waiting === undefined) return;
    const quantity = Math.min(order.quantity, waiting.quantity);
    const frozenAt = order.side === 0 ? order.price : waiting.price;
    floor.trade(listing, TradeStage.afterHours, order.side, close, quantity, order, waiting, frozenAt);
    order.quantity -= quantity;
    fill(listing, waiting, quantity);
  }
}

function fill(listing: PlainListing, order: PlainOrder, quantity: number): void {
  order.quantity -= quantity;
  if (order.quantity === 0) listing.atClose = listing.atClose.filter((other) => other !== order);
}
