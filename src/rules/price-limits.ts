import type { SecurityStatus } from '../tape/index.js';
import type { RulePack } from './rule-pack.js';

/** The band in which a day's prices must lie, in ticks; −1 where there is none. */
export interface PriceLimits {
  readonly lower: number;
  readonly upper: number;
}

/** What the limits of an instrument depend on. */
export interface LimitedInstrument {
  /** Ticks; −1 when unknown, which leaves the day without limits. On the first day after listing the issue price. */
  readonly previousClose: number;
  readonly status: SecurityStatus;
  /** Trading day since the status began, from 1. */
  readonly statusDay: number;
}

/**
 * The limits of a day: previous close × (1 ∓ rate), rounded half up to the tick in integers, at least one tick away,
 * and never below one tick. Without limits are the first days after listing, the first after relisting, and the first
 * of the delisting period.
 */
export function priceLimits(
  rules: Pick<RulePack, 'limitRates' | 'newListing'>,
  { previousClose, status, statusDay }: LimitedInstrument,
): PriceLimits {
  if (previousClose < 1) return NONE;
  if (status === 'new' && statusDay <= rules.newListing.days) {
    const { band } = rules.newListing;
    return band === null ? NONE : within(previousClose, band.lower, band.upper);
  }
  if ((status === 'relisted' || status === 'delisting') && statusDay === 1) return NONE;
  const { ordinary, riskWarning, delisting } = rules.limitRates;
  const rate = status === 'risk-warning' ? riskWarning : status === 'delisting' ? delisting : ordinary;
  return rate === null ? NONE : within(previousClose, 1 - rate, 1 + rate);
}

const NONE: PriceLimits = { lower: -1, upper: -1 };

/** Fractions are taken to four decimals. */
function within(price: number, lower: number, upper: number): PriceLimits {
  const least = portion(price, Math.round(lower * 10_000), 10_000);
  const most = portion(price, Math.round(upper * 10_000), 10_000);
  return { lower: Math.max(1, Math.min(least, price - 1)), upper: Math.max(most, price + 1) };
}

/** `value × numerator / denominator` of non-negative integers, rounded half up; the product stays below 2^52. */
export function portion(value: number, numerator: number, denominator: number): number {
  return Math.floor((2 * value * numerator + denominator) / (2 * denominator));
}
