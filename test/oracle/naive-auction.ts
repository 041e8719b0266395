import type { NaiveBook, NaiveOrder } from './naive-book.js';

export interface NaiveAuction {
  readonly price: number;
  readonly matched: number;
  readonly unmatched: number;
  readonly unmatchedSide: number;
}

/**
 * The price of a call auction read off the rule: every tick (or every price of an order) is tried, and what does not
 * satisfy a condition falls out, one condition after the other.
 */
export function naiveAuction(
  book: NaiveBook,
  candidates: 'tick-grid' | 'order-prices',
  tie: 'nearest' | 'middle',
  reference: number,
): NaiveAuction {
  const buys = book.orders.filter(({ side }) => side === 0);
  const sells = book.orders.filter(({ side }) => side === 1);
  const prices = book.orders.map(({ price }) => price);
  const tried =
    candidates === 'order-prices'
      ? [...new Set(prices)].sort((a, b) => a - b)
      : range(Math.min(...prices) - 2, Math.max(...prices) + 2);
  const curves = tried.map((price) => {
    const demand = total(buys.filter((order) => order.price >= price));
    const supply = total(sells.filter((order) => order.price <= price));
    const volume = Math.min(demand, supply);
    return {
      price,
      demand,
      supply,
      volume,
      betterFill:
        total(buys.filter((order) => order.price > price)) <= volume &&
        total(sells.filter((order) => order.price < price)) <= volume,
    };
  });
  const most = Math.max(0, ...curves.map(({ volume }) => volume));
  if (most === 0) return { price: -1, matched: 0, unmatched: 0, unmatchedSide: -1 };
  const full = curves.filter((at) => at.volume === most && at.betterFill);
  const least = Math.min(...full.map((at) => Math.abs(at.demand - at.supply)));
  const left = full.filter((at) => Math.abs(at.demand - at.supply) === least);
  const price =
    tie === 'middle'
      ? middle(left.map((at) => at.price))
      : nearest(
          left.map((at) => at.price),
          reference,
        );
  const demand = total(buys.filter((order) => order.price >= price));
  const supply = total(sells.filter((order) => order.price <= price));
  return {
    price,
    matched: most,
    unmatched: Math.abs(demand - supply),
    unmatchedSide: demand > supply ? 0 : supply > demand ? 1 : -1,
  };
}

function middle(prices: readonly number[]): number {
  return Math.floor((Math.min(...prices) + Math.max(...prices) + 1) / 2);
}

function nearest(prices: readonly number[], reference: number): number {
  const distance = Math.min(...prices.map((price) => Math.abs(price - reference)));
  return Math.min(...prices.filter((price) => Math.abs(price - reference) === distance));
}

function total(orders: readonly NaiveOrder[]): number {
  return orders.reduce((sum, { quantity }) => sum + quantity, 0);
}

function range(from: number, to: number): number[] {
  return Array.from({ length: to - from + 1 }, (_, index) => from + index);
}
