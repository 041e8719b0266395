import { type InstrumentHeader, Phase, SECOND, Side, UNKNOWN } from '../tape/index.js';
import type { Announcement, MarketView } from './agent.js';
import { type BookMarket, VISIBLE_LEVELS } from './book-market.js';

/** Between two snapshots of the level-1 feed. */
export const SNAPSHOT_INTERVAL = 3 * SECOND;

/** Bid prices, bid quantities, ask prices, ask quantities, then phase, last price, its side, virtual price and match. */
const WORDS = 4 * VISIBLE_LEVELS + 5;

/**
 * The level-1 feed: five levels a side every three seconds. In call phases there are no levels, only the virtual price.
 * Snapshots under way to a slow reader wait in a ring.
 */
export class SnapshotMarket implements MarketView {
  private readonly capacity: number;
  private readonly words: Int32Array;
  private readonly times: Float64Array;
  private readonly volumes: Float64Array;
  private readonly announcements: (Announcement | undefined)[];
  private taken = 0;
  private shown = 0;

  constructor(
    readonly instrument: InstrumentHeader,
    readonly latencyNs: number,
  ) {
    this.capacity = Math.ceil(latencyNs / SNAPSHOT_INTERVAL) + 2;
    this.words = new Int32Array(this.capacity * WORDS);
    this.times = new Float64Array(this.capacity);
    this.volumes = new Float64Array(this.capacity);
    this.announcements = new Array(this.capacity).fill(undefined);
    this.clear(0);
  }

  /** When the next snapshot arrives; Infinity when none is under way. */
  get nextTime(): number {
    return this.shown === this.taken ? Infinity : this.times[(this.shown + 1) % this.capacity] + this.latencyNs;
  }

  /** Takes a snapshot. */
  take(timeNs: number, market: BookMarket): void {
    this.taken++;
    const record = this.taken % this.capacity;
    this.clear(record);
    const at = record * WORDS;
    const { words } = this;
    if (market.phase === Phase.continuous) this.copyLevels(market, at);
    words[at + 4 * VISIBLE_LEVELS] = market.phase;
    words[at + 4 * VISIBLE_LEVELS + 1] = market.lastPrice;
    words[at + 4 * VISIBLE_LEVELS + 2] = market.lastTradeSide;
    words[at + 4 * VISIBLE_LEVELS + 3] = market.indicativePrice;
    words[at + 4 * VISIBLE_LEVELS + 4] = market.indicativeMatched;
    this.times[record] = timeNs;
    this.volumes[record] = market.volume;
    this.announcements[record] = market.announcement;
  }

  /** Shows the next snapshot instead of the one before. */
  show(): void {
    this.shown++;
  }

  get time(): number {
    return this.times[this.shown % this.capacity];
  }

  get volume(): number {
    return this.volumes[this.shown % this.capacity];
  }

  get announcement(): Announcement | undefined {
    return this.announcements[this.shown % this.capacity];
  }

  get phase(): number {
    return this.word(4 * VISIBLE_LEVELS);
  }

  get lastPrice(): number {
    return this.word(4 * VISIBLE_LEVELS + 1);
  }

  get lastTradeSide(): number {
    return this.word(4 * VISIBLE_LEVELS + 2);
  }

  get indicativePrice(): number {
    return this.word(4 * VISIBLE_LEVELS + 3);
  }

  get indicativeMatched(): number {
    return this.word(4 * VISIBLE_LEVELS + 4);
  }

  get bestBid(): number {
    return this.levelPrice(Side.buy, 0);
  }

  get bestAsk(): number {
    return this.levelPrice(Side.sell, 0);
  }

  levelPrice(side: number, i: number): number {
    return this.word(2 * VISIBLE_LEVELS * side + i);
  }

  levelQuantity(side: number, i: number): number {
    return this.word(2 * VISIBLE_LEVELS * side + VISIBLE_LEVELS + i);
  }

  depth5(side: number): number {
    let depth = 0;
    for (let i = 0; i < VISIBLE_LEVELS; i++) depth += this.levelQuantity(side, i);
    return depth;
  }

  queueQuantity(side: number, price: number): number {
    for (let i = 0; i < VISIBLE_LEVELS; i++) {
      const level = this.levelPrice(side, i);
      if (level === price) return this.levelQuantity(side, i);
      if (level === UNKNOWN) return UNKNOWN;
      if (side === Side.buy ? level < price : level > price) return 0;
    }
    return UNKNOWN;
  }

  private copyLevels(market: BookMarket, at: number): void {
    const { words } = this;
    for (let side = 0; side < 2; side++)
      for (let i = 0; i < VISIBLE_LEVELS; i++) {
        const price = market.levelPrice(side, i);
        if (price === UNKNOWN) break;
        words[at + 2 * VISIBLE_LEVELS * side + i] = price;
        words[at + 2 * VISIBLE_LEVELS * side + VISIBLE_LEVELS + i] = market.book.quantityAt(side, price);
      }
  }

  private clear(record: number): void {
    const { words } = this;
    const at = record * WORDS;
    for (let side = 0; side < 2; side++)
      for (let i = 0; i < VISIBLE_LEVELS; i++) {
        words[at + 2 * VISIBLE_LEVELS * side + i] = UNKNOWN;
        words[at + 2 * VISIBLE_LEVELS * side + VISIBLE_LEVELS + i] = 0;
      }
    words[at + 4 * VISIBLE_LEVELS] = Phase.closed;
    words[at + 4 * VISIBLE_LEVELS + 1] = UNKNOWN;
    words[at + 4 * VISIBLE_LEVELS + 2] = Side.none;
    words[at + 4 * VISIBLE_LEVELS + 3] = UNKNOWN;
    words[at + 4 * VISIBLE_LEVELS + 4] = 0;
  }

  private word(at: number): number {
    return this.words[(this.shown % this.capacity) * WORDS + at];
  }
}
