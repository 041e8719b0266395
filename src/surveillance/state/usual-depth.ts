import { NO_ASK, NO_BID, type OrderBook } from '../../market/index.js';
import { SECOND } from '../../tape/index.js';
import type { Investors } from './investors.js';

const BUY = 0;
const LEVELS = 5;
/** How often a sample is taken: as often as the exchange publishes the five levels. */
const INTERVAL_NS = 3 * SECOND;
/** Samples over which the mean forgets: ten minutes of continuous trading. */
const MEMORY = 200;
/** Samples that the header's reference counts for at the start. */
const HEADER_WEIGHT = 20;

export interface SavedUsualDepth {
  readonly nextNs: number;
  readonly samples: number;
  readonly means: readonly number[];
}

/**
 * The usual quantity on the best five levels of each side, without its largest holder: a running mean over samples
 * every three seconds of continuous trading, forgetting with a memory of ten minutes. Because the largest holder is left out,
 * nobody can move the measure that his own display is compared with. It starts from the header's reference depth.
 */
export class UsualDepth {
  private readonly means: Float64Array;
  private samples: number;
  private nextNs = 0;
  /** Quantity of each investor on the side that is being sampled; all 0 between samples. */
  private readonly held: Float64Array;

  constructor(
    private readonly investors: Investors,
    reference: { readonly bid: number; readonly ask: number },
  ) {
    const known = reference.bid > 0 && reference.ask > 0;
    this.means = Float64Array.of(known ? reference.bid : 0, known ? reference.ask : 0);
    this.samples = known ? HEADER_WEIGHT : 0;
    this.held = new Float64Array(investors.count);
  }

  /** Usual quantity on a side; 0 before the first sample of a tape whose header knows none. */
  of(side: number): number {
    return this.means[side];
  }

  /** Takes a sample when it is time. For settled books in continuous trading. */
  sample(book: OrderBook, nowNs: number): void {
    if (nowNs < this.nextNs) return;
    this.nextNs = nowNs - (nowNs % INTERVAL_NS) + INTERVAL_NS;
    if (this.samples < MEMORY) this.samples++;
    for (let side = 0; side < 2; side++)
      this.means[side] += (this.withoutLargest(book, side) - this.means[side]) / this.samples;
  }

  save(): SavedUsualDepth {
    return { nextNs: this.nextNs, samples: this.samples, means: [...this.means] };
  }

  restore(saved: SavedUsualDepth): void {
    this.nextNs = saved.nextNs;
    this.samples = saved.samples;
    this.means.set(saved.means);
  }

  private withoutLargest(book: OrderBook, side: number): number {
    const first = side === BUY ? book.bestBid : book.bestAsk;
    let total = 0;
    let largest = 0;
    for (let level = 0, price = first; level < LEVELS && occupied(price); level++) {
      total += book.quantityAt(side, price);
      for (let slot = book.headOf(side, price); slot >= 0; slot = book.nextInQueue(slot)) {
        const investor = this.investors.of(book.accountOf(slot));
        const quantity = book.quantityOf(slot);
        if (investor >= 0) this.held[investor] += quantity;
        const own = investor < 0 ? quantity : this.held[investor];
        if (own > largest) largest = own;
      }
      price = book.nextLevel(side, price);
    }
    this.forget(book, side, first);
    return total - largest;
  }

  private forget(book: OrderBook, side: number, first: number): void {
    for (let level = 0, price = first; level < LEVELS && occupied(price); level++) {
      for (let slot = book.headOf(side, price); slot >= 0; slot = book.nextInQueue(slot)) {
        const investor = this.investors.of(book.accountOf(slot));
        if (investor >= 0) this.held[investor] = 0;
      }
      price = book.nextLevel(side, price);
    }
  }
}

function occupied(price: number): boolean {
  return price !== NO_BID && price !== NO_ASK;
}
