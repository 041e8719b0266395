import { priceLimits, type RulePack } from '../rules/index.js';
import { type InstrumentHeader, UNKNOWN } from '../tape/index.js';
import { lowerMedian } from './lower-median.js';
import type { RestingSnapshot } from './replay-result.js';

/** An instrument of which a source tells its name and its units: taken for an ordinary share, the rest is unknown. */
export function recordedInstrument(
  named: Pick<InstrumentHeader, 'symbol' | 'currency' | 'moneyPerTick' | 'quantityUnit'>,
): InstrumentHeader {
  return {
    ...named,
    status: 'ordinary',
    statusDay: UNKNOWN,
    previousClose: UNKNOWN,
    lowerLimit: UNKNOWN,
    upperLimit: UNKNOWN,
    referenceVolume: UNKNOWN,
    referenceDepth5: { bid: UNKNOWN, ask: UNKNOWN },
    floatShares: UNKNOWN,
  };
}

/**
 * An instrument of whose day an exchange published snapshots: the limits follow from its previous close, and D5 of a side
 * is the median quantity on its best five levels.
 * @param previousClose - ticks; −1 when unknown
 * @param volume - what was traded until the last snapshot; −1 when unknown
 * @param trading - the snapshots of continuous trading
 */
export function snapshotInstrument(
  symbol: string,
  { currency, tick, quantityUnit, ...rules }: RulePack,
  previousClose: number,
  volume: number,
  trading: readonly Pick<RestingSnapshot, 'bidQuantities' | 'askQuantities'>[],
): InstrumentHeader {
  const named = recordedInstrument({ symbol, currency, moneyPerTick: tick, quantityUnit });
  const { lower, upper } = priceLimits(rules, { ...named, previousClose });
  return {
    ...named,
    previousClose,
    lowerLimit: lower,
    upperLimit: upper,
    referenceVolume: volume,
    referenceDepth5: {
      bid: lowerMedian(trading.map(({ bidQuantities }) => bestFive(bidQuantities))),
      ask: lowerMedian(trading.map(({ askQuantities }) => bestFive(askQuantities))),
    },
  };
}

function bestFive(quantities: readonly number[]): number {
  return quantities.slice(0, 5).reduce((sum, quantity) => sum + quantity, 0);
}
