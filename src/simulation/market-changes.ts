/** What an entry of {@link MarketChanges} says. */
export const Change = {
  /** A level has this quantity now. */
  level: 0,
  /** A call auction executed everything better than this price. */
  crossed: 1,
  traded: 2,
  phase: 3,
  indication: 4,
  announcement: 5,
} as const;

const WORDS = 4;
const LAST = 8;

/** Someone who reads {@link MarketChanges} later. */
export interface ChangeReader {
  /** Number of the first entry that it has not read. */
  readonly position: number;
  /** Reads what it may have read before this time. */
  catchUpBefore(changes: MarketChanges, timeNs: number): void;
}

/**
 * The changes of one market that somebody has yet to see, in a ring that grows until the slowest reader fits in.
 * Entries are numbered from 0; the last entry of a command is marked.
 */
export class MarketChanges {
  /** Number of the next entry. */
  end = 0;
  private oldest = 0;
  private times = new Float64Array(1024);
  private words = new Int32Array(1024 * WORDS);

  constructor(private readonly readers: readonly ChangeReader[]) {}

  append(timeNs: number, change: number, side: number, price: number, quantity: number): void {
    if (this.end - this.oldest === this.times.length) this.makeRoom(timeNs);
    const at = this.end++ & (this.times.length - 1);
    this.times[at] = timeNs;
    this.words[at * WORDS] = change;
    this.words[at * WORDS + 1] = side;
    this.words[at * WORDS + 2] = price;
    this.words[at * WORDS + 3] = quantity;
  }

  /** Marks the newest entry as the last of its command. */
  endCommand(): void {
    this.words[((this.end - 1) & (this.times.length - 1)) * WORDS] |= LAST;
  }

  timeOf(entry: number): number {
    return this.times[entry & (this.times.length - 1)];
  }

  changeOf(entry: number): number {
    return this.words[(entry & (this.times.length - 1)) * WORDS] & (LAST - 1);
  }

  endsCommand(entry: number): boolean {
    return (this.words[(entry & (this.times.length - 1)) * WORDS] & LAST) !== 0;
  }

  sideOf(entry: number): number {
    return this.words[(entry & (this.times.length - 1)) * WORDS + 1];
  }

  priceOf(entry: number): number {
    return this.words[(entry & (this.times.length - 1)) * WORDS + 2];
  }

  quantityOf(entry: number): number {
    return this.words[(entry & (this.times.length - 1)) * WORDS + 3];
  }

  private makeRoom(timeNs: number): void {
    let oldest = this.end;
    for (const reader of this.readers) {
      reader.catchUpBefore(this, timeNs);
      oldest = Math.min(oldest, reader.position);
    }
    this.oldest = oldest;
    const capacity = this.times.length;
    if (this.end - oldest < capacity) return;
    const times = new Float64Array(capacity * 2);
    const words = new Int32Array(capacity * 2 * WORDS);
    for (let entry = oldest; entry < this.end; entry++) {
      const from = entry & (capacity - 1);
      const to = entry & (capacity * 2 - 1);
      times[to] = this.times[from];
      for (let word = 0; word < WORDS; word++) words[to * WORDS + word] = this.words[from * WORDS + word];
    }
    this.times = times;
    this.words = words;
  }
}
