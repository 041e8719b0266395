import type { MarketView } from '../simulation/index.js';
import { UNKNOWN } from '../tape/index.js';

/**
 * An upper bound of what stands before an own order in its queue, from level quantities and trades alone: it is never
 * more than the level without the own order was at any time since, and every trade at the price takes from the front.
 */
export class QueueAhead {
  /** Infinity until the order has been seen in the book. */
  quantity = Infinity;
  private volume = -1;

  constructor(
    private readonly side: number,
    private readonly price: number,
  ) {}

  /**
   * Looks at the market, in which the own order rests.
   * @param own - what is open of it
   */
  look(market: MarketView, own: number): void {
    const level = market.queueQuantity(this.side, this.price);
    const traded = this.volume < 0 || market.lastPrice !== this.price ? 0 : market.volume - this.volume;
    this.volume = market.volume;
    const inLevel = level === UNKNOWN ? Infinity : level - own;
    this.quantity = Math.max(0, Math.min(this.quantity - traded, inLevel));
  }
}
