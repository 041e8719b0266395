import { NO_ASK, NO_BID, type OrderBook } from '../../market/index.js';
import type { Investors } from './investors.js';

const BUY = 0;
const LEVELS = 5;

/** The best five occupied levels of a side, and an investor's part of them. One object, measured again and again. */
export class BestFive {
  /** Quantity on the levels. */
  quantity = 0;
  /** The part of it that is the investor's. */
  own = 0;
  /** Price times quantity of the investor's part, in ticks times quantity units. */
  ownValue = 0;
  /** The farthest of the levels, in ticks; −1 on an empty side. */
  lastPrice = -1;

  constructor(private readonly investors: Investors) {}

  /** Measures a side of a book for an investor; −1 for nobody's part. */
  measure(book: OrderBook, side: number, investor: number): void {
    this.quantity = 0;
    this.own = 0;
    this.ownValue = 0;
    this.lastPrice = -1;
    let price = side === BUY ? book.bestBid : book.bestAsk;
    for (let level = 0; level < LEVELS && price !== NO_BID && price !== NO_ASK; level++) {
      this.quantity += book.quantityAt(side, price);
      this.lastPrice = price;
      if (investor >= 0) this.addOwn(book, side, price, investor);
      price = book.nextLevel(side, price);
    }
  }

  private addOwn(book: OrderBook, side: number, price: number, investor: number): void {
    for (let slot = book.headOf(side, price); slot >= 0; slot = book.nextInQueue(slot)) {
      if (this.investors.of(book.accountOf(slot)) !== investor) continue;
      const quantity = book.quantityOf(slot);
      this.own += quantity;
      this.ownValue += quantity * price;
    }
  }
}
