import type { InstrumentHeader } from '../../tape/index.js';
import { CallAuction } from '../auction/call-auction.js';
import { OrderBook } from '../book/order-book.js';

/** What a venue keeps for an instrument. */
export class Listing {
  readonly book: OrderBook;
  readonly auction = new CallAuction();
  /** Ticks; −1 before the day's first trade. */
  lastPrice = -1;
  /** Quantity traded today. */
  volume = 0;
  private shownPrice = -1;
  private shownMatched = 0;
  private shownUnmatched = 0;

  constructor(readonly header: InstrumentHeader) {
    this.book = new OrderBook(header.previousClose > 0 ? { referencePrice: header.previousClose } : {});
  }

  traded(price: number, quantity: number): void {
    this.lastPrice = price;
    this.volume += quantity;
  }

  /** Whether the auction differs from what was last shown; it counts as shown from now on. */
  indicationChanged(): boolean {
    const { price, matched, unmatched } = this.auction;
    if (price === this.shownPrice && matched === this.shownMatched && unmatched === this.shownUnmatched) return false;
    this.shownPrice = price;
    this.shownMatched = matched;
    this.shownUnmatched = unmatched;
    return true;
  }

  /** A new call phase has shown nothing yet. */
  forgetIndication(): void {
    this.shownPrice = -1;
    this.shownMatched = 0;
    this.shownUnmatched = 0;
  }
}
