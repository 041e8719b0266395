import { priceLimits, type RulePack } from '../../rules/index.js';
import { type InstrumentHeader, UNKNOWN } from '../../tape/index.js';
import { lowerMedian } from '../lower-median.js';
import { CONTINUOUS, type SseSnapshot } from './snapshot-record.js';

/**
 * What the snapshots say of the stock: its previous close, from which the limits follow; D5 of a side, the median
 * quantity on its best five levels in continuous trading; and as reference volume what was traded until the last one.
 * Without snapshots all of it is unknown. The logs do not say what the security is; it is taken for an ordinary share.
 */
export function sseInstrument(symbol: string, rules: RulePack, snapshots: readonly SseSnapshot[]): InstrumentHeader {
  const previousClose = snapshots.find((snapshot) => snapshot.previousClose > 0)?.previousClose ?? UNKNOWN;
  const { lower, upper } = priceLimits(rules, { previousClose, status: 'ordinary', statusDay: UNKNOWN });
  const trading = snapshots.filter(({ phase, trades }) => phase === CONTINUOUS && trades > 0);
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
    referenceVolume: snapshots.reduce((most, { volume }) => Math.max(most, volume), UNKNOWN),
    referenceDepth5: {
      bid: lowerMedian(trading.map(({ bidQuantities }) => bestFive(bidQuantities))),
      ask: lowerMedian(trading.map(({ askQuantities }) => bestFive(askQuantities))),
    },
    floatShares: UNKNOWN,
  };
}

function bestFive(quantities: readonly number[]): number {
  return quantities.slice(0, 5).reduce((sum, quantity) => sum + quantity, 0);
}
