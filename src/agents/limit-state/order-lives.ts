import { siftDown, siftUp } from '../background/due-heap.js';

/** Tickets with the times at which their owners lose patience, earliest first. */
export class OrderLives {
  private count = 0;
  private due = new Float64Array(256);
  private ticket = new Int32Array(256);
  private heap = new Int32Array(256);
  private free = Int32Array.from({ length: 256 }, (_, slot) => slot);

  /** ns since midnight; Infinity without tickets. */
  get nextDue(): number {
    return this.count === 0 ? Infinity : this.due[this.heap[0]];
  }

  add(ticket: number, dueNs: number): void {
    if (dueNs === Infinity) return;
    if (this.count === this.free.length) this.grow();
    const slot = this.free[this.count];
    this.ticket[slot] = ticket;
    this.due[slot] = dueNs;
    siftUp(this.heap, this.due, this.count++, slot);
  }

  /** Takes the ticket out whose time comes first. */
  take(): number {
    const slot = this.heap[0];
    this.free[--this.count] = slot;
    if (this.count > 0) {
      this.heap[0] = this.heap[this.count];
      siftDown(this.heap, this.due, this.count, 0);
    }
    return this.ticket[slot];
  }

  private grow(): void {
    const { length } = this.free;
    const doubled = <T extends Int32Array | Float64Array>(old: T, grown: T): T => {
      grown.set(old);
      return grown;
    };
    this.due = doubled(this.due, new Float64Array(2 * length));
    this.ticket = doubled(this.ticket, new Int32Array(2 * length));
    this.heap = doubled(this.heap, new Int32Array(2 * length));
    this.free = doubled(
      this.free,
      Int32Array.from({ length: 2 * length }, (_, slot) => slot),
    );
  }
}
