import type { InstrumentHeader } from '../../src/tape/index.js';
import { PlainBook, type PlainOrder } from './plain-book.js';

export interface PlainTrade {
  readonly time: number;
  readonly price: number;
  readonly quantity: number;
  readonly stage: number;
}

/** A halt that lasts. */
export interface PlainHalt {
  readonly reason: number;
  readonly end: number;
  nextIndication: number;
}

/** Everything that a venue knows of one instrument. */
export class PlainListing {
  readonly book = new PlainBook();
  /** Orders outside the cage that wait for it, by arrival. */
  parked: PlainOrder[] = [];
  /** Orders that trade at the closing price, by arrival. */
  atClose: PlainOrder[] = [];
  /** Trades of the day but those after hours. */
  readonly trades: PlainTrade[] = [];
  lastPrice = -1;
  volume = 0;
  halt: PlainHalt | undefined;
  /** First trade of the opening call or of continuous trading, from which volatility is measured. */
  open = -1;
  /** Levels of volatility that have been reached. */
  reachedUp = 0;
  reachedDown = 0;
  /** Limit up–limit down: the reference price, when it changed, and when a limit state would stop trading. */
  reference: number;
  referenceSince = -Infinity;
  limitStateEnds = Infinity;
  /** The last indication of this call phase. */
  shown = { price: -1, matched: 0, unmatched: 0 };

  constructor(
    readonly index: number,
    readonly header: InstrumentHeader,
  ) {
    this.reference = header.previousClose > 0 ? header.previousClose : -1;
  }

  /** Every order that has been accepted and is not gone. */
  live(): PlainOrder[] {
    return [...this.book.orders, ...this.parked, ...this.atClose];
  }

  /** Last trade, else previous close; −1 when neither is known. */
  lastKnownPrice(): number {
    return this.lastPrice >= 0 ? this.lastPrice : this.header.previousClose;
  }
}
