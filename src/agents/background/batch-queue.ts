import { siftDown, siftUp } from './due-heap.js';

const WORDS = 8;

/** Words of a batch under way, by position. */
export const BatchWord = {
  /** 2·type + side. */
  clock: 0,
  /** Orders that are still to come. */
  left: 1,
  /** 1 for a large batch, whose orders have quantities of their own. */
  large: 2,
  /** Ticks; −1 without a limit. */
  price: 3,
  orderType: 4,
  account: 5,
  /** The pool's group of its open orders, and the group's number by which it is known to be the same still. */
  group: 6,
  groupNumber: 7,
} as const;

/**
 * Batches that are still being sent: a 4-ary heap on the time of the next order. Slots are recycled and nothing is
 * allocated for a batch, except that all doubles when it is full.
 */
export class BatchQueue {
  count = 0;
  private due = new Float64Array(64);
  private words = new Int32Array(64 * WORDS);
  private heap = new Int32Array(64);
  private free: Int32Array = Int32Array.from({ length: 64 }, (_, i) => i);

  /** ns; Infinity when no batch is under way. */
  get nextTime(): number {
    return this.count === 0 ? Infinity : this.due[this.heap[0]];
  }

  /** A word of the batch whose order comes next. */
  next(word: number): number {
    return this.words[this.heap[0] * WORDS + word];
  }

  setNext(word: number, value: number): void {
    this.words[this.heap[0] * WORDS + word] = value;
  }

  add(
    timeNs: number,
    clock: number,
    left: number,
    large: number,
    price: number,
    orderType: number,
    account: number,
    group: number,
    groupNumber: number,
  ): void {
    if (this.count === this.free.length) this.grow();
    const slot = this.free[this.count];
    const { words, due, heap } = this;
    due[slot] = timeNs;
    const at = slot * WORDS;
    words[at] = clock;
    words[at + 1] = left;
    words[at + 2] = large;
    words[at + 3] = price;
    words[at + 4] = orderType;
    words[at + 5] = account;
    words[at + 6] = group;
    words[at + 7] = groupNumber;
    siftUp(heap, due, this.count++, slot);
  }

  /** The batch whose order came next goes on at a later time. */
  postpone(timeNs: number): void {
    this.due[this.heap[0]] = timeNs;
    siftDown(this.heap, this.due, this.count, 0);
  }

  /** The batch whose order came next is complete. */
  remove(): void {
    const slot = this.heap[0];
    this.count--;
    this.free[this.count] = slot;
    if (this.count === 0) return;
    this.heap[0] = this.heap[this.count];
    siftDown(this.heap, this.due, this.count, 0);
  }

  clear(): void {
    while (this.count > 0) this.remove();
  }

  private grow(): void {
    const capacity = this.free.length * 2;
    const due = new Float64Array(capacity);
    due.set(this.due);
    const words = new Int32Array(capacity * WORDS);
    words.set(this.words);
    const heap = new Int32Array(capacity);
    heap.set(this.heap);
    const free = Int32Array.from({ length: capacity }, (_, i) => i);
    free.set(this.free);
    this.due = due;
    this.words = words;
    this.heap = heap;
    this.free = free;
  }
}
