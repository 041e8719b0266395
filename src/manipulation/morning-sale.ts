import { Side } from '../tape/index.js';
import type { StageRecord } from './campaign-record.js';
import { GenuineLeg } from './genuine-leg.js';
import { PacedTrade } from './paced-trade.js';
import type { PracticeContext } from './practice.js';
import { type GivenPace, paceOver } from './trade-pace.js';

/**
 * The sale of what the days before have left in the accounts and may be sold today (T+1). Where accounts had nothing at
 * the beginning, that is what the practice has bought.
 * @param keep - shares that every account keeps
 */
export function morningSale(
  window: readonly [number, number],
  given: GivenPace,
  { accounts, instrument, rules }: PracticeContext,
  record: StageRecord,
  keep: number,
): PacedTrade[] {
  const pace = paceOver({ startNs: window[0], endNs: window[1] }, given, rules);
  return accounts.map((account) => {
    const leg = new GenuineLeg({ account, side: Side.sell, quantity: 0, offset: 0, instrument, rules }, record);
    return new PacedTrade(leg, pace, (desk) => {
      const sellable = desk.sellable(account);
      return sellable === Infinity ? 0 : sellable - keep;
    });
  });
}
