import type { RulePack } from '../../src/rules/index.js';
import type { PlainOrder } from './plain-book.js';
import type { PlainListing } from './plain-listing.js';

type CageRules = RulePack['cage'];

/** Whether a limit price lies outside the range that is valid now. Without any price to measure from there is none. */
export function outsideCage(listing: PlainListing, cage: CageRules, side: number, price: number): boolean {
  if (cage === null) return false;
  const { book } = listing;
  const references = [book.best(1 - side), book.best(side), listing.lastPrice, listing.header.previousClose];
  const reference = references.find((known) => known > 0);
  if (reference === undefined) return false;
  const { percent, ticks } = cage;
  if (side === 0) return price > Math.max(percentOf(reference, 100 + percent), reference + ticks);
  return price < Math.min(percentOf(reference, 100 - percent), reference - ticks);
}

/** The parked order that comes back next, if the range has reached one: the least far off of each side, the older first. */
export function nextToRelease(listing: PlainListing, cage: CageRules): PlainOrder | undefined {
  const ready = [0, 1].flatMap((side) => {
    const [first] = listing.parked
      .filter((order) => order.side === side)
      .sort((a, b) => (side === 0 ? a.price - b.price : b.price - a.price) || a.number - b.number);
    return first !== undefined && !outsideCage(listing, cage, side, first.price) ? [first] : [];
  });
  return ready.sort((a, b) => a.number - b.number)[0];
}

/** Rounded half up. */
function percentOf(price: number, percent: number): number {
  return Math.floor((2 * price * percent + 100) / 200);
}
