import { NO_ASK, NO_BID, OrderBook } from '../market/index.js';
import { type InstrumentHeader, Side } from '../tape/index.js';
import { BookMarket } from './book-market.js';
import { Change, type ChangeReader, type MarketChanges } from './market-changes.js';

/** The market order by order as it was some time ago: a book of its own that follows the venue's changes. */
export class DelayedMarket implements ChangeReader {
  position = 0;
  readonly view: BookMarket;

  constructor(
    instrument: InstrumentHeader,
    readonly latencyNs: number,
  ) {
    this.view = new BookMarket(instrument, new OrderBook());
  }

  /** When the next unseen command becomes visible; Infinity when everything has been seen. */
  nextTime(changes: MarketChanges): number {
    return this.position === changes.end ? Infinity : changes.timeOf(this.position) + this.latencyNs;
  }

  /** Sees one more command. */
  step(changes: MarketChanges): void {
    let more = true;
    while (more) {
      const entry = this.position++;
      this.apply(changes, entry);
      more = !changes.endsCommand(entry);
    }
  }

  /** Sees every command that became visible before a moment. */
  catchUpBefore(changes: MarketChanges, timeNs: number): void {
    while (this.nextTime(changes) < timeNs) this.step(changes);
  }

  /** Sees every command that is visible at a moment. */
  catchUp(changes: MarketChanges, timeNs: number): void {
    while (this.nextTime(changes) <= timeNs) this.step(changes);
  }

  private apply(changes: MarketChanges, entry: number): void {
    const { view } = this;
    view.time = changes.timeOf(entry);
    const side = changes.sideOf(entry);
    const price = changes.priceOf(entry);
    const quantity = changes.quantityOf(entry);
    switch (changes.changeOf(entry)) {
      case Change.level:
        view.book.setLevel(side, price, quantity);
        break;
      case Change.crossed:
        this.clearBetterThan(price);
        break;
      case Change.traded:
        view.traded(side, price, quantity);
        break;
      case Change.phase:
        view.entered(quantity);
        break;
      case Change.announcement:
        view.announced(view.time, price, side, quantity);
        break;
      default:
        view.indicated(price, quantity);
    }
  }

  private clearBetterThan(price: number): void {
    const { book } = this.view;
    while (book.bestBid !== NO_BID && book.bestBid > price) book.setLevel(Side.buy, book.bestBid, 0);
    while (book.bestAsk !== NO_ASK && book.bestAsk < price) book.setLevel(Side.sell, book.bestAsk, 0);
  }
}
