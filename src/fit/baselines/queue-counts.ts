import type { FlowVisitor, OrderArrival, OrderCancel, RebuiltBook } from '../../order-flow/index.js';
import { FlowType } from '../../order-flow/index.js';
import { SECOND, Side } from '../../tape/index.js';
import type { BookLevels } from './book-levels.js';
import { MOVE_SECONDS } from './queue-chain.js';
import { ReferencePrice } from './reference-price.js';

/** Least size of each bin of queue sizes: exact where queues are short, eight to the doubling above. */
export const QUEUE_EDGES: readonly number[] = queueEdges(5000);

/**
 * Events and time by queue and its size: the sufficient statistics of the queue-reactive model. Queue i of a side lies
 * i − ½ ticks from the reference price; its size is its quantity in units, rounded up. Both sides are counted together.
 */
export class QueueCounts implements FlowVisitor {
  readonly limits: Float64Array;
  readonly cancels: Float64Array;
  readonly markets: Float64Array;
  /** Seconds at [(i − 1)·bins + bin]. */
  readonly exposure: Float64Array;
  /** Seconds for which the queue was the best of its side. */
  readonly bestExposure: Float64Array;
  /** Events behind the last queue. */
  limitsBeyond = 0;
  cancelsBeyond = 0;
  /** Moves of the mid price after which the reference price might have followed, and did. */
  chances = 0;
  followed = 0;
  /** Pairs of moves of the reference price, and those of them in one direction. */
  pairs = 0;
  continued = 0;
  /** Changes of the mid price over {@link MOVE_SECONDS}: how many, and the sum of their squares in ticks². */
  windows = 0;
  squares = 0;
  readonly bins = QUEUE_EDGES.length;
  private nextNs = Number.NaN;
  private lastTwiceMid = -1;
  private readonly reference = new ReferencePrice();
  /** Cells of the queues as they stand, [side][level − 1]. */
  private readonly cells: readonly [Int32Array, Int32Array];
  private twiceMid = -1;
  /** Direction in which the reference price may follow; 0 when nothing is undecided. */
  private pending = 0;
  private lastMove = 0;

  constructor(
    readonly levels: number,
    /** Quantity of a unit. */
    readonly unit: number,
    private readonly book: BookLevels,
  ) {
    const cells = () => new Float64Array(levels * this.bins);
    this.limits = cells();
    this.cancels = cells();
    this.markets = cells();
    this.exposure = cells();
    this.bestExposure = cells();
    this.cells = [new Int32Array(levels), new Int32Array(levels)];
  }

  arrival({ type, side, price, executed, order }: OrderArrival, rebuilt: RebuiltBook): void {
    if (type === FlowType.unplaced || !this.book.quoted) return;
    let limit = price;
    if (type === FlowType.marketable) {
      if (executed > 0) this.markets[this.bestCell(side ^ 1)]++;
      const slot = order < 0 ? -1 : rebuilt.slotOf(order);
      if (slot < 0) return;
      limit = rebuilt.book.priceOf(slot);
    }
    // An order beyond the reference price counts as one at the queue next to it.
    const level = Math.max(1, this.levelOf(side, limit));
    if (level <= this.levels) this.limits[this.cells[side as 0 | 1][level - 1]]++;
    else this.limitsBeyond++;
  }

  cancel({ side, price }: OrderCancel): void {
    const level = this.levelOf(side, price);
    if (level > this.levels) this.cancelsBeyond++;
    else if (level >= 1) this.cancels[this.cells[side as 0 | 1][level - 1]]++;
  }

  /** The book stood as it is for a while. */
  pass(seconds: number): void {
    for (const side of [Side.buy, Side.sell] as const) {
      const cells = this.cells[side];
      for (let i = 0; i < cells.length; i++) this.exposure[cells[i]] += seconds;
      this.bestExposure[this.bestCell(side)] += seconds;
    }
  }

  /** The book has changed. */
  settle(timeNs: number): void {
    const { book } = this;
    if (!book.quoted) {
      this.nextNs = Number.NaN;
      return;
    }
    this.watch(timeNs);
    const before = this.reference.below;
    const moved = this.reference.follow(book.bestBid, book.bestAsk);
    this.judge(before, moved);
    for (const side of [Side.buy, Side.sell] as const) {
      const cells = this.cells[side];
      for (let i = 0; i < cells.length; i++) cells[i] = i * this.bins;
      const { near } = book;
      for (let i = 0; i < near.counts[side]; i++) {
        const level = this.levelOf(side, near.prices[side][i]);
        if (level > this.levels) break;
        if (level >= 1) cells[level - 1] += binOf(Math.ceil(near.quantities[side][i] / this.unit));
      }
    }
  }

  /** Compares the mid price that stood at the end of each stretch with that of the one before. */
  private watch(timeNs: number): void {
    if (Number.isNaN(this.nextNs)) {
      this.nextNs = timeNs + MOVE_SECONDS * SECOND;
      this.lastTwiceMid = this.book.bestBid + this.book.bestAsk;
    }
    for (; timeNs >= this.nextNs; this.nextNs += MOVE_SECONDS * SECOND) {
      const change = (this.twiceMid - this.lastTwiceMid) / 2;
      this.windows++;
      this.squares += change * change;
      this.lastTwiceMid = this.twiceMid;
    }
  }

  /** Decides whether the reference price followed a move of the mid price, at once or when an empty queue was taken. */
  private judge(before: number, moved: number): void {
    const { book, twiceMid } = this;
    this.twiceMid = book.bestBid + book.bestAsk;
    if (before < 0) return;
    if (moved !== 0) {
      if (this.pending === 0) this.chances++;
      this.followed += this.pending === 0 || moved * this.pending > 0 ? 1 : 0;
      this.pending = 0;
      const direction = moved > 0 ? 1 : -1;
      if (this.lastMove !== 0) {
        this.pairs++;
        if (direction === this.lastMove) this.continued++;
      }
      this.lastMove = direction;
      return;
    }
    const empty = (direction: number) => (direction > 0 ? book.bestAsk > before + 1 : book.bestBid < before);
    // The empty queue was refilled from its own side: the reference price stays.
    if (this.pending !== 0 && !empty(this.pending)) this.pending = 0;
    const direction = Math.sign(this.twiceMid - twiceMid);
    if (this.pending === 0 && direction !== 0 && empty(direction)) {
      this.pending = direction;
      this.chances++;
    }
  }

  private bestCell(side: number): number {
    const best = side === Side.buy ? this.book.bestBid : this.book.bestAsk;
    const level = Math.min(this.levels, Math.max(1, this.levelOf(side, best)));
    const quantity = this.book.near.quantities[side as 0 | 1][0];
    return (level - 1) * this.bins + binOf(Math.ceil(quantity / this.unit));
  }

  private levelOf(side: number, price: number): number {
    const { below } = this.reference;
    return side === Side.buy ? below + 1 - price : price - below;
  }
}

/** Bin of a queue size. */
function binOf(size: number): number {
  let low = 0;
  let high = QUEUE_EDGES.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (QUEUE_EDGES[middle] <= size) low = middle;
    else high = middle - 1;
  }
  return low;
}

function queueEdges(largest: number): number[] {
  const edges: number[] = [];
  for (let edge = 0, step = 1; edge <= largest; edge += step) {
    edges.push(edge);
    if (edge >= 16 * step) step *= 2;
  }
  return edges;
}
