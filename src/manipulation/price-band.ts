import type { MarketView } from '../simulation/index.js';
import { type InstrumentHeader, Side, UNKNOWN } from '../tape/index.js';

/** Farthest through the best price of the other side that a marketable order reaches: the cage never forbids it. */
const MARKETABLE_TICKS = 10;

/** The price nearest to this one within the day's limits. */
export function withinLimits(price: number, { lowerLimit, upperLimit }: InstrumentHeader): number {
  const raised = Math.max(price, lowerLimit, 1);
  return upperLimit < 0 ? raised : Math.min(raised, upperLimit);
}

/** Best price of a side; −1 when it is empty. */
export function touch(market: MarketView, side: number): number {
  return side === Side.buy ? market.bestBid : market.bestAsk;
}

/** Steps a price away from the other side of the book: downwards for buys, upwards for sells. */
export function behind(price: number, side: number, ticks: number): number {
  return side === Side.buy ? price - ticks : price + ticks;
}

/** How many ticks a price lies behind the best one of its side; negative before it. */
export function ticksBehind(price: number, side: number, best: number): number {
  return side === Side.buy ? best - price : price - best;
}

/** A limit that executes at once against the five best levels, at most ten ticks deep; −1 when nobody is there. */
export function marketablePrice(market: MarketView, side: number): number {
  const other = side ^ 1;
  const best = touch(market, other);
  if (best === UNKNOWN) return UNKNOWN;
  let price = best;
  for (let level = 1; level < 5; level++) {
    const next = market.levelPrice(other, level);
    if (next === UNKNOWN || ticksBehind(next, other, best) > MARKETABLE_TICKS) break;
    price = next;
  }
  return price;
}
