import { type InstrumentHeader, Side } from '../tape/index.js';
import { highestPrice } from './funding.js';
import type { ThresholdHug } from './practice.js';
import { sideOf } from './purpose.js';

/**
 * A display that the test of false declaration does not see: it fires when the own residual on the best five levels is
 * great in shares or money *and* a great share of that side. The display is the greatest that has one of the two at no
 * more than the wanted part of its threshold: money at the highest price of the day, since nobody knows in the morning
 * where the price will stand; the share is that of the usual depth, x = b·s / (1 − s) beside b of others.
 */
export const falseDeclarationHug: ThresholdHug<{ readonly side: 'buy' | 'sell' }> = {
  test: 'fd-c',
  solve(part, { residualShares, residualMoney, bestFiveShare }, { side }, instrument) {
    const { moneyPerTick, referenceDepth5 } = instrument;
    const depth = sideOf(side) === Side.buy ? referenceDepth5.bid : referenceDepth5.ask;
    const residual = Math.min(residualShares, residualMoney / (highestPrice(instrument) * moneyPerTick));
    const shares = Math.max(part * residual, besideOthers(depth, part * bestFiveShare));
    return { size: { shares: Math.max(1, Math.floor(shares)) } };
  },
};

/** Trades with oneself of a part of the share of the day's volume at which the test of self-trading fires. */
export const selfTradeHug: ThresholdHug<unknown> = {
  test: 'ws',
  solve: (part, { dayShare }, _given, instrument: InstrumentHeader) => {
    const usual = instrument.referenceVolume;
    const multiple = besideOthers(1, part * dayShare);
    return { volume: usual < 0 ? { dayShare: multiple } : { shares: Math.max(1, Math.floor(multiple * usual)) } };
  },
};

/** What has a share of a whole in which others have so much. */
function besideOthers(others: number, share: number): number {
  return (Math.max(0, others) * share) / (1 - share);
}
