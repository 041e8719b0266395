import type { RulePack } from '../../src/rules/index.js';
import type { PlainListing } from './plain-listing.js';
import { fractionOf } from './plain-rounding.js';

type LuldRules = NonNullable<RulePack['luld']>;

export interface Band {
  readonly lower: number;
  readonly upper: number;
}

/** The band around the reference price as it is at a time; undefined while there is no reference. */
export function luldBand(listing: PlainListing, luld: LuldRules | null, now: number): Band | undefined {
  const { reference } = listing;
  if (luld === null || reference < 0) return undefined;
  const width = bandWidth(listing, luld, now);
  return { lower: Math.max(1, reference - width), upper: reference + width };
}

/** Ticks. USD 3.00 and 0.75 in money are 30,000 and 7,500; a stock without a previous close is taken for a dear one. */
function bandWidth({ reference, header }: PlainListing, luld: LuldRules, now: number): number {
  const previous = header.previousClose > 0 ? header.previousClose * header.moneyPerTick : Infinity;
  const doubles = now >= luld.doubledFromNs && (luld.tier === 1 || previous <= 30_000);
  const times = doubles ? 2 : 1;
  if (previous > 30_000) return Math.max(1, fractionOf(reference, (luld.tier === 1 ? 0.05 : 0.1) * times));
  if (previous >= 7_500) return Math.max(1, fractionOf(reference, 0.2 * times));
  const fifteenCents = Math.floor(1_500 / header.moneyPerTick);
  return Math.max(1, Math.min(fifteenCents * times, fractionOf(reference, 0.75 * times)));
}

/** What a command's trades, the last `count` of the list, do to the reference; the day's first sets it. True when it did. */
export function moveReference(listing: PlainListing, luld: LuldRules, now: number, count: number): boolean {
  const { trades } = listing;
  if (count === trades.length) {
    setReference(listing, trades[0].price, now);
    return true;
  }
  const recent = trades.filter(({ time }) => time > now - luld.windowNs);
  const sum = recent.reduce((total, { price }) => total + price, 0);
  const mean = Math.floor((2 * sum + recent.length) / (2 * recent.length));
  const stood = now - listing.referenceSince >= luld.minimumStandNs;
  if (!stood || Math.abs(mean - listing.reference) < luld.updateFraction * listing.reference) return false;
  setReference(listing, mean, now);
  return true;
}

export function setReference(listing: PlainListing, price: number, now: number): void {
  listing.reference = price;
  listing.referenceSince = now;
}
