import type { RulePack } from '../../src/rules/index.js';
import { Phase } from '../../src/tape/index.js';
import type { PlainListing } from './plain-listing.js';
import { fractionOf } from './plain-rounding.js';

/** When a halt that begins at `from` ends, at the latest with the last continuous phase. */
export function haltEnd(
  phases: RulePack['phases'],
  from: number,
  durationNs: number,
  lunch: 'counts' | 'stops',
): number {
  const trading = phases.filter(({ phase }) => phase === Phase.continuous);
  const last = trading[trading.length - 1].endNs;
  const end = lunch === 'stops' ? afterTrading(trading, from, durationNs) : whenTrading(trading, from + durationNs);
  return Math.min(end, last);
}

type Spans = readonly { readonly startNs: number; readonly endNs: number }[];

/** When so much of trading time has gone by. */
function afterTrading(trading: Spans, from: number, durationNs: number): number {
  let left = durationNs;
  for (const { startNs, endNs } of trading) {
    const begin = Math.max(startNs, from);
    const lasts = Math.max(0, endNs - begin);
    if (lasts >= left) return begin + left;
    left -= lasts;
  }
  return Infinity;
}

/** The moment itself when there is trading, else the next start. */
function whenTrading(trading: Spans, moment: number): number {
  const span = trading.find(({ endNs }) => moment < endNs);
  return span === undefined ? Infinity : Math.max(span.startNs, moment);
}

/** Whether a price reaches a level of volatility for the first time in its direction; it counts as reached from now on. */
export function reachesNewLevel(listing: PlainListing, levels: readonly number[], price: number): boolean {
  const { open } = listing;
  if (price === open) return false;
  const up = levels.filter((level) => price >= fractionOf(open, 1 + level)).length;
  const down = levels.filter((level) => price <= fractionOf(open, 1 - level)).length;
  const isNew = up > listing.reachedUp || down > listing.reachedDown;
  listing.reachedUp = Math.max(listing.reachedUp, up);
  listing.reachedDown = Math.max(listing.reachedDown, down);
  return isNew;
}
