import type { MarketView } from '../simulation/index.js';
import { UNKNOWN } from '../tape/index.js';

/**
 * What at least stands before an own order in a queue at the best price, for who does not want its turn to come: all that
 * is traded and all that leaves the level is taken to come from before it, whatever has joined behind meanwhile.
 */
export class LeastAhead {
  /** −1 until the order has been seen in the book. */
  quantity: number = UNKNOWN;
  private volume = 0;
  private level = 0;

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
    if (level === UNKNOWN) return;
    if (this.quantity === UNKNOWN) this.quantity = Math.max(0, level - own);
    else {
      const gone = Math.max(market.volume - this.volume, this.level - level);
      this.quantity = Math.max(0, Math.min(this.quantity - Math.max(0, gone), level - own));
    }
    this.volume = market.volume;
    this.level = level;
  }
}
