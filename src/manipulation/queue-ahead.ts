import type { MarketView } from '../simulation/index.js';
import { UNKNOWN } from '../tape/index.js';

/**
 * An upper bound of what stands before an own order in its queue, from level quantities and trades alone: it is never
 * more than the level without the own order was at any time since, and what is traded at the price comes from the front.
 * Looked at after every command it is a bound; on snapshots, between which more happens, it is an estimate.
 */
export class QueueAhead {
  /** Infinity until the order has been seen in the book. */
  quantity = Infinity;
  private volume = UNKNOWN;
  private level = UNKNOWN;

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
    const inLevel = level === UNKNOWN ? Infinity : level - own;
    this.quantity = Math.max(0, Math.min(this.quantity - this.tradedAtPrice(market, level), inLevel));
    this.volume = market.volume;
    this.level = level;
  }

  /** What was traded at the price since the last look: no more than left the level, as better prices trade first. */
  private tradedAtPrice({ lastPrice, volume }: MarketView, level: number): number {
    if (lastPrice !== this.price || this.volume === UNKNOWN || this.level === UNKNOWN || level === UNKNOWN) return 0;
    return Math.max(0, Math.min(volume - this.volume, this.level - level));
  }
}
