import type { TypicalBook } from '../../model/index.js';
import { sixDigits } from '../../model/index.js';
import type { BookState } from '../../order-flow/index.js';
import { median } from '../../statistics/index.js';
import { SECOND, Side } from '../../tape/index.js';
import type { BookLevels } from './book-levels.js';

/** What the market of a window was like: averages over time, and medians of one observation a second. */
export class TypicalMarket {
  seconds = 0;
  private mid = 0;
  private readonly spreads = new Map<number, number>();
  private readonly profile: readonly [Float64Array, Float64Array];
  private readonly bidDepths: number[] = [];
  private readonly askDepths: number[] = [];
  private nextNs = 0;

  constructor(
    levels: number,
    private readonly book: BookLevels,
  ) {
    this.profile = [new Float64Array(levels), new Float64Array(levels)];
  }

  /** The book stood as it is for a while. */
  pass(seconds: number): void {
    const { book } = this;
    this.seconds += seconds;
    this.mid += ((book.bestBid + book.bestAsk) / 2) * seconds;
    const spread = book.bestAsk - book.bestBid;
    this.spreads.set(spread, (this.spreads.get(spread) ?? 0) + seconds);
    for (const side of [Side.buy, Side.sell] as const) {
      const profile = this.profile[side];
      const { all } = book;
      const prices = all.prices[side];
      for (let i = 0; i < all.counts[side]; i++) {
        const behind = Math.abs(prices[i] - prices[0]);
        if (behind >= profile.length) break;
        profile[behind] += all.quantities[side][i] * seconds;
      }
    }
  }

  /** The book is seen at an event; once a second that counts. */
  see(timeNs: number, state: Readonly<BookState>): void {
    if (timeNs < this.nextNs) return;
    this.nextNs = timeNs + SECOND;
    this.bidDepths.push(state.bidDepth5);
    this.askDepths.push(state.askDepth5);
  }

  get meanPriceTicks(): number {
    return sixDigits(this.mid / this.seconds);
  }

  get meanSpreadTicks(): number {
    let sum = 0;
    for (const [spread, seconds] of this.spreads) sum += spread * seconds;
    return sum / this.seconds;
  }

  get referenceDepth5(): { bid: number; ask: number } {
    return { bid: sixDigits(median(this.bidDepths)), ask: sixDigits(median(this.askDepths)) };
  }

  get typicalBook(): TypicalBook {
    const spreads = [...this.spreads].sort(([a], [b]) => a - b);
    let [spreadTicks, passed] = [1, 0];
    for (const [spread, seconds] of spreads) {
      if (passed >= this.seconds / 2) break;
      spreadTicks = spread;
      passed += seconds;
    }
    const means = (profile: Float64Array) => Array.from(profile, (sum) => sixDigits(sum / this.seconds));
    return { spreadTicks, behindTouch: { bid: means(this.profile[0]), ask: means(this.profile[1]) } };
  }
}
