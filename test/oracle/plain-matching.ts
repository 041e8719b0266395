import type { RulePack } from '../../src/rules/index.js';
import { CancelReason, TradeStage } from '../../src/tape/index.js';
import { openQuantity, type PlainBook, type PlainOrder } from './plain-book.js';
import type { PlainFloor } from './plain-floor.js';
import type { PlainListing } from './plain-listing.js';

/** An order on its way through the book. */
export interface Incoming {
  readonly instrument: number;
  readonly number: number;
  readonly account: number;
  readonly side: number;
  /** What cancelled rows say of its price: −1 for market orders. */
  readonly shownPrice: number;
  /** The price for which a buy has frozen. */
  readonly frozenAt: number;
  left: number;
  /** Price of its last execution; −1 before the first. */
  executedAt: number;
}

/** Executes an order against the other side as far as a limit; what an own order prevents is cancelled. */
export function match(floor: PlainFloor, listing: PlainListing, incoming: Incoming, limit: number): void {
  const { side } = incoming;
  while (incoming.left > 0) {
    const resting = listing.book.first(1 - side);
    if (resting === undefined || (side === 0 ? resting.price > limit : resting.price < limit)) return;
    if (isOwn(floor.rules, incoming.account, resting)) {
      preventSelfTrade(floor, listing, incoming, resting);
      continue;
    }
    const quantity = Math.min(incoming.left, resting.quantity);
    const frozenAt = side === 0 ? incoming.frozenAt : resting.price;
    floor.trade(listing, TradeStage.continuous, side, resting.price, quantity, incoming, resting, frozenAt);
    incoming.left -= quantity;
    incoming.executedAt = resting.price;
    floor.execute(listing, resting, quantity);
  }
}

/** Whether an order would execute wholly, without anything that an own order prevents. */
export function fillsWholly(rules: RulePack, book: PlainBook, incoming: Incoming, limit: number): boolean {
  const queue = book.inTurn(1 - incoming.side).map((order) => ({ ...order }));
  let { left } = incoming;
  while (left > 0) {
    const resting = queue.shift();
    if (resting === undefined || (incoming.side === 0 ? resting.price > limit : resting.price < limit)) return false;
    if (isOwn(rules, incoming.account, resting)) {
      if (rules.selfTrade === 'cancel-resting') continue;
      return false;
    }
    left -= resting.quantity;
    if (resting.reserve === 0) continue;
    resting.quantity = Math.min(resting.display, resting.reserve);
    resting.reserve -= resting.quantity;
    const behind = queue.findIndex(({ price }) => price !== resting.price);
    queue.splice(behind < 0 ? queue.length : behind, 0, resting);
  }
  return true;
}

/** The fifth best price of a side, or the last of fewer. */
export function fifthPrice(book: PlainBook, side: number): number {
  return book.prices(side).slice(0, 5).at(-1) ?? -1;
}

/** Cancels what is left of an incoming order. */
export function cancelIncoming(floor: PlainFloor, incoming: Incoming, quantity: number, reason: number): void {
  const { side, account, instrument, frozenAt, shownPrice } = incoming;
  incoming.left -= quantity;
  floor.cancelled(incoming, shownPrice, quantity, incoming.left, reason);
  floor.ledger?.release(side, account, instrument, frozenAt, quantity);
}

function isOwn({ selfTrade }: RulePack, account: number, resting: PlainOrder): boolean {
  return selfTrade !== 'allow' && account >= 0 && account === resting.account;
}

function preventSelfTrade(floor: PlainFloor, listing: PlainListing, incoming: Incoming, resting: PlainOrder): void {
  const mode = floor.rules.selfTrade;
  const reason = CancelReason.selfTrade;
  if (mode === 'cancel-resting' || mode === 'cancel-both')
    floor.reduce(listing, resting, openQuantity(resting), reason);
  if (mode === 'cancel-incoming' || mode === 'cancel-both') cancelIncoming(floor, incoming, incoming.left, reason);
  if (mode === 'decrement') decrement(floor, listing, incoming, resting);
}

/** Both become smaller by what they would have traded. */
function decrement(floor: PlainFloor, listing: PlainListing, incoming: Incoming, resting: PlainOrder): void {
  const both = Math.min(incoming.left, resting.quantity);
  const { side, account, price } = resting;
  floor.cancelled(resting, price, both, openQuantity(resting) - both, CancelReason.selfTrade);
  floor.ledger?.release(side, account, listing.index, price, both);
  floor.execute(listing, resting, both);
  cancelIncoming(floor, incoming, both, CancelReason.selfTrade);
}
