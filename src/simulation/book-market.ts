import { NO_ASK, NO_BID, type OrderBook } from '../market/index.js';
import { type InstrumentHeader, Phase, Side, UNKNOWN } from '../tape/index.js';
import type { Announcement, MarketView } from './agent.js';

/** Levels a side that {@link MarketView.levelPrice} shows. */
export const VISIBLE_LEVELS = 5;

/** The market order by order: a book, and what the tape said beside it. */
export class BookMarket implements MarketView {
  time = 0;
  phase: number = Phase.closed;
  lastPrice = UNKNOWN;
  lastTradeSide: number = Side.none;
  volume = 0;
  indicativePrice = UNKNOWN;
  indicativeMatched = 0;
  announcement: Announcement | undefined;

  constructor(
    readonly instrument: InstrumentHeader,
    /** The venue's own, for who sees it at once; a copy that lags, for who sees it later. */
    readonly book: OrderBook,
  ) {}

  get bestBid(): number {
    const { bestBid } = this.book;
    return bestBid === NO_BID ? UNKNOWN : bestBid;
  }

  get bestAsk(): number {
    const { bestAsk } = this.book;
    return bestAsk === NO_ASK ? UNKNOWN : bestAsk;
  }

  levelPrice(side: number, i: number): number {
    const { book } = this;
    let price = side === Side.buy ? book.bestBid : book.bestAsk;
    for (let level = 0; level < i && price !== NO_BID && price !== NO_ASK; level++) price = book.nextLevel(side, price);
    return price === NO_BID || price === NO_ASK ? UNKNOWN : price;
  }

  levelQuantity(side: number, i: number): number {
    const price = this.levelPrice(side, i);
    return price === UNKNOWN ? 0 : this.book.quantityAt(side, price);
  }

  depth5(side: number): number {
    return this.book.depthOf(side, VISIBLE_LEVELS);
  }

  queueQuantity(side: number, price: number): number {
    return this.book.quantityAt(side, price);
  }

  /** Takes note of an execution. */
  traded(side: number, price: number, quantity: number): void {
    this.lastPrice = price;
    this.lastTradeSide = side;
    this.volume += quantity;
  }

  /** Takes note of a phase; the indication of the call before it is over. */
  entered(phase: number): void {
    this.phase = phase;
    this.indicativePrice = UNKNOWN;
    this.indicativeMatched = 0;
  }

  /** Takes note of an announcement. */
  announced(timeNs: number, number: number, side: number, severity: number): void {
    this.announcement = { number, side, severity, timeNs };
  }

  /** Takes note of a call auction's indication. */
  indicated(price: number, matched: number): void {
    this.indicativePrice = price;
    this.indicativeMatched = matched;
  }
}
