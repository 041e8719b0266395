import type { RulePack } from '../../src/rules/index.js';
import { openQuantity, type PlainBook, type PlainOrder } from './plain-book.js';

export interface PlainAuction {
  readonly price: number;
  readonly matched: number;
  readonly unmatched: number;
  readonly unmatchedSide: number;
}

/** Prices from `low` to `high` at which demand and supply are the same. */
interface Stretch {
  readonly low: number;
  readonly high: number;
}

const NOTHING: PlainAuction = { price: -1, matched: 0, unmatched: 0, unmatchedSide: -1 };

/**
 * The price of a call auction read off the rule: every price is tried, and what does not satisfy a condition falls out,
 * one condition after the other. Prices between two neighbouring prices of orders are tried together, since demand and
 * supply do not change between them.
 */
export function plainAuction(
  book: PlainBook,
  candidates: RulePack['auction']['candidates'],
  tie: 'nearest' | 'middle',
  reference: number,
): PlainAuction {
  const buys = book.orders.filter(({ side }) => side === 0);
  const sells = book.orders.filter(({ side }) => side === 1);
  if (buys.length === 0 || sells.length === 0) return NOTHING;
  const prices = [...new Set(book.orders.map(({ price }) => price))].sort((one, other) => one - other);
  const tried = stretches(prices, candidates === 'tick-grid').map(({ low, high }) => {
    const demand = total(buys, (order) => order.price >= low);
    const supply = total(sells, (order) => order.price <= low);
    const volume = Math.min(demand, supply);
    const betterBuys = total(buys, (order) => order.price > high);
    const betterSells = total(sells, (order) => order.price < low);
    return { low, high, demand, supply, volume, betterFill: betterBuys <= volume && betterSells <= volume };
  });
  const most = Math.max(...tried.map(({ volume }) => volume));
  if (most === 0) return NOTHING;
  const full = tried.filter((at) => at.volume === most && at.betterFill);
  const least = Math.min(...full.map((at) => Math.abs(at.demand - at.supply)));
  const left = full.filter((at) => Math.abs(at.demand - at.supply) === least);
  const price = tie === 'middle' ? middle(left) : nearest(left, reference);
  const demand = total(buys, (order) => order.price >= price);
  const supply = total(sells, (order) => order.price <= price);
  const unmatchedSide = demand > supply ? 0 : supply > demand ? 1 : -1;
  return { price, matched: most, unmatched: Math.abs(demand - supply), unmatchedSide };
}

function stretches(prices: readonly number[], everyTick: boolean): Stretch[] {
  const found: Stretch[] = [];
  for (const [index, price] of prices.entries()) {
    const before = prices[index - 1];
    if (everyTick && index > 0 && price - before > 1) found.push({ low: before + 1, high: price - 1 });
    found.push({ low: price, high: price });
  }
  return found;
}

/** The middle of the lowest and the highest price, rounded half up. */
function middle(left: readonly Stretch[]): number {
  return Math.floor((left[0].low + left[left.length - 1].high + 1) / 2);
}

/** The price nearest to the reference; of two that are equally near the lower one. */
function nearest(left: readonly Stretch[], reference: number): number {
  let found = Infinity;
  for (const { low, high } of left) {
    const price = Math.max(low, Math.min(high, reference));
    if (Math.abs(price - reference) < Math.abs(found - reference)) found = price;
  }
  return found;
}

function total(orders: readonly PlainOrder[], counts: (order: PlainOrder) => boolean): number {
  let sum = 0;
  for (const order of orders) if (counts(order)) sum += openQuantity(order);
  return sum;
}
