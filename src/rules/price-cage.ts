import { portion } from './price-limits.js';
import type { RulePack } from './rule-pack.js';

/**
 * The highest price at which one may buy in continuous trading: the greater of 102 % of the reference and ten ticks above
 * it, under the rules of 2023.
 * @param reference - ticks: best ask, else best bid, else last trade, else previous close
 */
export function highestBuy(cage: NonNullable<RulePack['cage']>, reference: number): number {
  return Math.max(portion(reference, 100 + cage.percent, 100), reference + cage.ticks);
}

/**
 * The lowest price at which one may sell, the mirror of {@link highestBuy}.
 * @param reference - ticks: best bid, else best ask, else last trade, else previous close
 */
export function lowestSell(cage: NonNullable<RulePack['cage']>, reference: number): number {
  return Math.min(portion(reference, 100 - cage.percent, 100), reference - cage.ticks);
}
