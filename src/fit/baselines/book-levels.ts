import type { RebuiltBook } from '../../order-flow/index.js';
import { SECOND, Side } from '../../tape/index.js';

/**
 * The occupied levels of a book, kept from one event to the next: those near the touch as of the last event, all of them
 * as of at most a second ago. Prices are −1 on an empty side.
 */
export class BookLevels {
  bestBid = -1;
  bestAsk = -1;
  /** Near levels. */
  readonly near = new OccupiedLevels();
  /** All levels up to {@link reach}, with the touch that they belong to. */
  readonly all = new OccupiedLevels();
  private nextNs = Number.NEGATIVE_INFINITY;

  constructor(
    /** Ticks from the opposite touch, and from the mid price, up to which levels are near. */
    private readonly distanceLevels: number,
    private readonly queueLevels: number,
    /** Ticks from the opposite touch up to which levels are kept at all. */
    readonly reach: number,
  ) {}

  /** Whether both sides are quoted, and not crossed. */
  get quoted(): boolean {
    return this.bestBid >= 0 && this.bestAsk > this.bestBid;
  }

  read(rebuilt: RebuiltBook, bestBid: number, bestAsk: number, timeNs: number): void {
    this.bestBid = bestBid;
    this.bestAsk = bestAsk;
    if (!this.quoted) {
      this.nextNs = Number.NEGATIVE_INFINITY;
      return;
    }
    // The reference price lies within half a tick of the mid price.
    const ticks = Math.max(this.distanceLevels, this.queueLevels + 1 + ((bestAsk - bestBid) >> 1));
    this.near.read(rebuilt, bestBid, bestAsk, ticks);
    if (timeNs < this.nextNs) return;
    this.nextNs = timeNs + SECOND;
    this.all.read(rebuilt, bestBid, bestAsk, this.reach);
  }
}

/** Occupied levels of both sides, best first. */
class OccupiedLevels {
  bestBid = -1;
  bestAsk = -1;
  readonly counts = new Int32Array(2);
  readonly prices = [new Int32Array(LARGEST), new Int32Array(LARGEST)] as const;
  readonly quantities = [new Int32Array(LARGEST), new Int32Array(LARGEST)] as const;

  /** Reads the levels up to so many ticks from the opposite touch. */
  read({ book }: RebuiltBook, bestBid: number, bestAsk: number, ticks: number): void {
    this.bestBid = bestBid;
    this.bestAsk = bestAsk;
    for (const side of [Side.buy, Side.sell] as const) {
      const prices = this.prices[side];
      const quantities = this.quantities[side];
      const last = side === Side.buy ? bestAsk - ticks : bestBid + ticks;
      let price = side === Side.buy ? bestBid : bestAsk;
      let count = 0;
      while (count < LARGEST && (side === Side.buy ? price >= last : price <= last)) {
        const quantity = book.quantityAt(side, price);
        if (quantity === 0) break;
        prices[count] = price;
        quantities[count++] = quantity;
        price = book.nextLevel(side, price);
      }
      this.counts[side] = count;
    }
  }

  /** Ticks of a level from the opposite touch. */
  distanceOf(side: 0 | 1, level: number): number {
    return side === Side.buy ? this.bestAsk - this.prices[side][level] : this.prices[side][level] - this.bestBid;
  }
}

/** Most levels of a side that are kept. */
const LARGEST = 4096;
