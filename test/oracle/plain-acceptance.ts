import { CancelReason, Flag, Kind, OrderType, Phase } from '../../src/tape/index.js';
import type { PlainOrder } from './plain-book.js';
import { bookPrice, boundOf, isBeyond, protectionOf } from './plain-bounds.js';
import { outsideCage } from './plain-cage.js';
import { tradeAtClose } from './plain-fixed-price.js';
import type { PlainFloor } from './plain-floor.js';
import type { PlainListing } from './plain-listing.js';
import { cancelIncoming, fifthPrice, fillsWholly, type Incoming, match } from './plain-matching.js';
import { hasLimit, type OrderRequest } from './plain-request.js';

/** Where an order arrives: the phase of its instrument and of the venue, and whether it may be parked. */
export interface Arrival {
  readonly phase: number;
  readonly venuePhase: number;
  readonly mayPark: boolean;
}

/** Writes an order's first row, freezes what it needs, and does with it what its type says. Rows of one command. */
export function accept(
  floor: PlainFloor,
  listing: PlainListing,
  number: number,
  request: OrderRequest,
  arrival: Arrival,
): void {
  const { instrument, account, side, type, quantity, display } = request;
  const bound = boundOf(listing, request, floor.rules, floor.now);
  const takesBookPrice = type === OrderType.counterpartyBest || type === OrderType.ownBest;
  const price = hasLimit(type) ? bound : takesBookPrice ? bookPrice(listing, request) : -1;
  const quantity2 = type === OrderType.iceberg ? display : -1;
  const flags = isParked(floor, listing, request, arrival) ? Flag.hidden : 0;
  const said = { instrument, order: number, account, side, price, quantity, quantity2 };
  floor.tape.row(Kind.accepted, { ...said, code: type, flags });
  if (takesBookPrice && bound < 0) {
    const empty = bookPrice(listing, request) < 0;
    const reason = empty ? CancelReason.emptySide : CancelReason.protectionPrice;
    floor.cancelled({ instrument, number, account, side }, -1, quantity, 0, reason);
    return;
  }
  floor.ledger?.freeze(side, account, instrument, bound, quantity);
  enter(floor, listing, number, request, bound, arrival);
}

/** What follows the first row: also for a replacement, whose first row is another. */
export function enter(
  floor: PlainFloor,
  listing: PlainListing,
  number: number,
  request: OrderRequest,
  bound: number,
  arrival: Arrival,
): void {
  const { instrument, account, side, type, quantity } = request;
  const shownPrice = hasLimit(type) ? bound : -1;
  const incoming: Incoming = {
    instrument,
    number,
    account,
    side,
    shownPrice,
    frozenAt: bound,
    left: quantity,
    executedAt: -1,
  };
  if (type === OrderType.fixedPrice) {
    const order = orderOf(request, number, bound, quantity);
    if (arrival.venuePhase === Phase.afterHours) tradeAtClose(floor, listing, order);
    if (order.quantity > 0) listing.atClose.push(order);
  } else if (arrival.phase !== Phase.continuous || type === OrderType.ownBest || type === OrderType.postOnly)
    rest(floor, listing, request, incoming);
  else if (hasLimit(type) || type === OrderType.counterpartyBest) {
    if (isParked(floor, listing, request, arrival)) {
      const said = { instrument, order: number, account, side, price: bound, quantity };
      floor.tape.row(Kind.parked, { ...said, code: type, flags: Flag.hidden });
      listing.parked.push(orderOf(request, number, bound, quantity));
      return;
    }
    match(floor, listing, incoming, bound);
    rest(floor, listing, request, incoming);
  } else enterMarketOrder(floor, listing, request, incoming);
}

/** What is left of an order takes its place; an iceberg says what it shows. */
function rest(floor: PlainFloor, listing: PlainListing, request: OrderRequest, incoming: Incoming): void {
  if (incoming.left === 0) return;
  const order = orderOf(request, incoming.number, incoming.frozenAt, incoming.left);
  listing.book.append(order);
  if (request.type === OrderType.iceberg) floor.released(order, OrderType.iceberg, order.reserve);
}

/** Whether a limit order is put aside, since it lies outside the cage. */
function isParked({ rules }: PlainFloor, listing: PlainListing, request: OrderRequest, arrival: Arrival): boolean {
  const { type, side, price } = request;
  if (type !== OrderType.limit || rules.cage?.action !== 'park' || !arrival.mayPark) return false;
  return arrival.phase === Phase.continuous && outsideCage(listing, rules.cage, side, price);
}

/** A parked order comes back: it meets the book as if it had just arrived, or rests in a call. */
export function comeBack(floor: PlainFloor, listing: PlainListing, order: PlainOrder, matches: boolean): void {
  const { instrument, number, account, side, price, quantity } = order;
  listing.parked = listing.parked.filter((other) => other !== order);
  floor.released(order, OrderType.limit, -1);
  const incoming = {
    instrument,
    number,
    account,
    side,
    shownPrice: price,
    frozenAt: price,
    left: quantity,
    executedAt: -1,
  };
  if (matches) match(floor, listing, incoming, price);
  if (incoming.left > 0) listing.book.append({ ...order, quantity: incoming.left });
}

function enterMarketOrder(floor: PlainFloor, listing: PlainListing, request: OrderRequest, incoming: Incoming): void {
  const { side, type } = request;
  const { book } = listing;
  const opposite = 1 - side;
  const isEmpty = book.best(opposite) < 0;
  let limit = incoming.frozenAt;
  if (type === OrderType.best5Ioc || type === OrderType.best5ThenLimit) {
    const fifth = fifthPrice(book, opposite);
    limit = side === 0 ? Math.min(limit, fifth) : Math.max(limit, fifth);
  }
  if (type === OrderType.best5ThenLimit) {
    if (!isEmpty) match(floor, listing, incoming, limit);
    if (incoming.left > 0) restAtLastPrice(floor, listing, request, incoming);
  } else if (isEmpty) cancelIncoming(floor, incoming, incoming.left, CancelReason.emptySide);
  else if (type === OrderType.fillOrKill && !fillsWholly(floor.rules, book, incoming, limit))
    cancelIncoming(floor, incoming, incoming.left, CancelReason.fillOrKill);
  else {
    match(floor, listing, incoming, limit);
    if (incoming.left > 0) cancelIncoming(floor, incoming, incoming.left, CancelReason.iocRest);
  }
}

/** What five levels did not fill rests at the price of the last execution, or else at the best price of its side. */
function restAtLastPrice(floor: PlainFloor, listing: PlainListing, request: OrderRequest, incoming: Incoming): void {
  const { side, account } = request;
  const { left, frozenAt, executedAt } = incoming;
  const price = executedAt >= 0 ? executedAt : listing.book.best(side);
  if (price < 0) cancelIncoming(floor, incoming, left, CancelReason.emptySide);
  else if (executedAt < 0 && isBeyond(side, price, protectionOf(request, floor.rules)))
    cancelIncoming(floor, incoming, left, CancelReason.protectionPrice);
  else {
    floor.ledger?.release(side, account, listing.index, frozenAt, left);
    floor.ledger?.freeze(side, account, listing.index, price, left);
    const order = orderOf(request, incoming.number, price, left);
    floor.released(order, OrderType.best5ThenLimit, -1);
    listing.book.append(order);
  }
}

/** An order that rests with what is left of it. */
function orderOf(request: OrderRequest, number: number, price: number, left: number): PlainOrder {
  const { instrument, account, side, type } = request;
  const display = type === OrderType.iceberg ? request.display : 0;
  const quantity = display === 0 ? left : Math.min(display, left);
  return { number, instrument, account, side, type, price, quantity, reserve: left - quantity, display };
}
