import { type InstrumentHeader, Side } from '../tape/index.js';
import type { OrderRules } from './practice.js';

/** Smallest step of quantities on a side. */
export function lotOf(rules: OrderRules, side: number): number {
  return side === Side.buy ? rules.lots.buy.step : rules.lots.sell.step;
}

/** Greatest quantity of one limit order on a side, in whole lots. */
export function greatestOrder(rules: OrderRules, side: number): number {
  return rules.maximumLimitQuantity === null
    ? Number.MAX_SAFE_INTEGER
    : wholeLots(rules.maximumLimitQuantity, lotOf(rules, side));
}

/** What an account may order on a side in a day: investors may buy only so much of a stock under risk warning. */
export function mostPerDay(rules: OrderRules, side: number, { status }: InstrumentHeader): number {
  return side === Side.buy && status === 'risk-warning' ? (rules.riskWarningDailyBuy ?? Infinity) : Infinity;
}

/** The quantity without what is below a whole lot. */
export function wholeLots(quantity: number, lot: number): number {
  return Math.floor(quantity / lot) * lot;
}

/** A quantity shared out as evenly as whole lots allow, the later parts being the greater ones. */
export function shareOut(quantity: number, parts: number, lot: number): number[] {
  const lots = Math.floor(quantity / lot);
  return Array.from({ length: parts }, (_, part) => {
    const until = Math.floor(((part + 1) * lots) / parts);
    return (until - Math.floor((part * lots) / parts)) * lot;
  });
}
