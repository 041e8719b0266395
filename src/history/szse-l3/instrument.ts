import { type PriceLimits, priceLimits, type RulePack } from '../../rules/index.js';
import { type InstrumentHeader, Phase, UNKNOWN } from '../../tape/index.js';
import { lowerMedian } from '../lower-median.js';
import type { SzseSnapshot } from './snapshots.js';

/**
 * What the snapshots say of the stock: its previous close, from which the limits follow; D5 of a side, the median
 * quantity on its best five levels over the snapshots of continuous trading; and as reference volume what was traded
 * until the last one. Outcomes of single orders play no part. Without snapshots all of it is unknown.
 */
export function szseInstrument(symbol: string, rules: RulePack, snapshots: readonly SzseSnapshot[]): InstrumentHeader {
  const previousClose = snapshots[0]?.previousClose || UNKNOWN;
  const { lower, upper }: PriceLimits = priceLimits(rules, { previousClose, status: 'ordinary', statusDay: UNKNOWN });
  const trading = snapshots.filter(({ timeNs }) => inContinuousTrading(rules, timeNs));
  return {
    symbol,
    currency: rules.currency,
    moneyPerTick: rules.tick,
    quantityUnit: rules.quantityUnit,
    status: 'ordinary',
    statusDay: UNKNOWN,
    previousClose,
    lowerLimit: lower,
    upperLimit: upper,
    referenceVolume: snapshots.at(-1)?.volume ?? UNKNOWN,
    referenceDepth5: {
      bid: lowerMedian(trading.map(({ bidQuantities }) => bestFive(bidQuantities))),
      ask: lowerMedian(trading.map(({ askQuantities }) => bestFive(askQuantities))),
    },
    floatShares: UNKNOWN,
  };
}

function inContinuousTrading(rules: RulePack, timeNs: number): boolean {
  return rules.phases.some(
    ({ phase, startNs, endNs }) => phase === Phase.continuous && timeNs >= startNs && timeNs < endNs,
  );
}

function bestFive(quantities: readonly number[]): number {
  return quantities.slice(0, 5).reduce((sum, quantity) => sum + quantity, 0);
}
