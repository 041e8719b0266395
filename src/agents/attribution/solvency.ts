import type { Desk } from '../../simulation/index.js';
import { type InstrumentHeader, Side } from '../../tape/index.js';

/** Costs that a buy freezes beside its value, generously. */
const COSTS = 1.002;

/** What is asked of a desk before an account sends an order. */
export type Funds = Pick<Desk, 'cash' | 'sellable'> & {
  readonly market: Pick<Desk['market'], 'bestAsk' | 'lastPrice'>;
};

/** Whether an account can have an order frozen: sells need shares bought before today, buys need cash. */
export function canFund(
  account: number,
  side: number,
  price: number,
  quantity: number,
  instrument: InstrumentHeader,
  desk: Funds,
): boolean {
  if (side === Side.sell) return desk.sellable(account) >= quantity;
  // An order without a limit may pay up to the day's highest price.
  const highest = price > 0 ? price : Math.max(instrument.upperLimit, desk.market.bestAsk, desk.market.lastPrice);
  return desk.cash(account) >= highest * quantity * instrument.moneyPerTick * COSTS;
}
