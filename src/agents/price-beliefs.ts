import { exp } from '../random/index.js';
import type { MarketView } from '../simulation/index.js';
import { Side } from '../tape/index.js';

/** Levels a side that are looked at. */
const LEVELS = 5;

/** Shares below which nothing is remembered. */
const FORGOTTEN = 1;

/**
 * What a heuristic-belief learner remembers of a market, in shares by price. A bid at P is believed to be filled with
 * (taken bids and offers at or below P) / (those + bids at or above P that were left) (Gjerstad and Dickhaut 1998, eq. 1);
 * an offer in the mirror image. What rests counts as left, and as an offer to the other side, in proportion to the time
 * that it rests, wholly after the grace period. All of it fades.
 */
export class PriceBeliefs {
  /** By side: shares that would have met an order of the side, and shares of the side's own orders that were left. */
  private readonly met = [new Map<number, number>(), new Map<number, number>()];
  private readonly left = [new Map<number, number>(), new Map<number, number>()];
  private lookedNs = -1;
  private volume = 0;

  /** @param memoryNs - in which a memory fades to 1/e */
  constructor(
    private readonly memoryNs: number,
    private readonly graceNs: number,
  ) {}

  /** Takes in the market as it is, and what traded since the look before, at the price of the last trade. */
  look(market: MarketView, now: number): void {
    const passed = this.lookedNs < 0 ? 0 : now - this.lookedNs;
    const traded = this.lookedNs < 0 ? 0 : market.volume - this.volume;
    this.lookedNs = now;
    this.volume = market.volume;
    const kept = exp(-passed / this.memoryNs);
    for (const memory of [...this.met, ...this.left]) fade(memory, kept);
    const part = Math.min(1, passed / this.graceNs);
    for (const side of [Side.buy, Side.sell])
      for (let level = 0; level < LEVELS; level++) {
        const price = market.levelPrice(side, level);
        if (price < 0) break;
        const quantity = market.levelQuantity(side, level) * part;
        add(this.left[side], price, quantity);
        add(this.met[side ^ 1], price, quantity);
      }
    // A sale that takes a bid is a taken bid, and an offer at its price.
    if (traded > 0 && market.lastTradeSide >= 0) add(this.met[market.lastTradeSide ^ 1], market.lastPrice, traded);
  }

  /** How likely an order of a side at a price is to be filled, 0 … 1. */
  filled(side: number, price: number): number {
    let met = 0;
    let left = 0;
    const step = side === Side.buy ? 1 : -1;
    for (const [at, quantity] of this.met[side]) if (step * (price - at) >= 0) met += quantity;
    for (const [at, quantity] of this.left[side]) if (step * (at - price) >= 0) left += quantity;
    return met === 0 ? 0 : met / (met + left);
  }
}

function add(memory: Map<number, number>, price: number, quantity: number): void {
  if (quantity > 0) memory.set(price, (memory.get(price) ?? 0) + quantity);
}

function fade(memory: Map<number, number>, kept: number): void {
  for (const [price, quantity] of memory) {
    if (quantity * kept < FORGOTTEN) memory.delete(price);
    else memory.set(price, quantity * kept);
  }
}
