import { NO_ASK, NO_BID, type OrderBook } from '../market/index.js';
import { Phase, SECOND, type TapeRow } from '../tape/index.js';

/** Samples the mid price once a second while a tape grows. */
export class MidPath {
  /** Half-ticks at the end of every second of the window; NaN while there is no mid. */
  readonly values: Float64Array;
  private mid = Number.NaN;
  private filled = 0;

  constructor(
    private readonly book: OrderBook,
    private readonly phase: () => number,
    private readonly startNs: number,
    endNs: number,
  ) {
    this.values = new Float64Array(Math.max(0, Math.ceil((endNs - startNs) / SECOND))).fill(Number.NaN);
  }

  /** Takes a row whose command the book has taken already. */
  onRow(row: TapeRow): void {
    this.fillUntil(row.time);
    const { bestBid, bestAsk } = this.book;
    // Outside continuous trading the book may be crossed, and a side without orders has no price.
    const stands = this.phase() === Phase.continuous && bestBid !== NO_BID && bestAsk !== NO_ASK && bestBid < bestAsk;
    this.mid = stands ? bestBid + bestAsk : Number.NaN;
  }

  finish(): Float64Array {
    this.fillUntil(Infinity);
    return this.values;
  }

  private fillUntil(timeNs: number): void {
    const whole = Math.min(this.values.length, Math.floor((timeNs - this.startNs) / SECOND));
    while (this.filled < whole) this.values[this.filled++] = this.mid;
  }
}
