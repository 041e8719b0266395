import type { MarketView } from '../../simulation/index.js';
import { type InstrumentHeader, Side } from '../../tape/index.js';

/** A price so many per cent worse than another for who trades on a side, within the limits of the day. */
export function priceAway(
  price: number,
  side: Side,
  percent: number,
  { lowerLimit, upperLimit }: InstrumentHeader,
): number {
  const away = Math.round((price * percent) / 100);
  if (side === Side.buy) return upperLimit > 0 ? Math.min(price + away, upperLimit) : price + away;
  return Math.max(1, lowerLimit, price - away);
}

/** How far an order reaches that takes several levels at once, per cent: within the two of the SZSE's price cage. */
const REACH = 1.5;

/** A limit at which an order of a side trades with several levels of the other; −1 where nobody stands there. */
export function sweep(market: MarketView, side: Side): number {
  const opposite = side === Side.buy ? market.bestAsk : market.bestBid;
  return opposite < 0 ? -1 : priceAway(opposite, side, REACH, market.instrument);
}
