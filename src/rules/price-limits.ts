import type { RulePack } from './rule-pack.js';

/** The band in which a day's prices must lie, in ticks; −1 where there is none. */
export interface PriceLimits {
  readonly lower: number;
  readonly upper: number;
}

/**
 * The limits of a day: previous close × (1 ∓ rate), rounded half up to the tick in integers, at least one tick away,
 * and never below one tick.
 * @param previousClose - ticks; −1 when unknown, which leaves the day without limits
 */
export function priceLimits(pack: Pick<RulePack, 'limitRate'>, previousClose: number): PriceLimits {
  if (pack.limitRate === null || previousClose < 1) return { lower: -1, upper: -1 };
  const basisPoints = Math.round(pack.limitRate * 10_000);
  const lower = portion(previousClose, 10_000 - basisPoints, 10_000);
  const upper = portion(previousClose, 10_000 + basisPoints, 10_000);
  return { lower: Math.max(1, Math.min(lower, previousClose - 1)), upper: Math.max(upper, previousClose + 1) };
}

/** `value × numerator / denominator` of non-negative integers, rounded half up; the product stays below 2^52. */
export function portion(value: number, numerator: number, denominator: number): number {
  return Math.floor((2 * value * numerator + denominator) / (2 * denominator));
}
