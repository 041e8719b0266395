import { siftDown, siftUp } from './due-heap.js';

/**
 * The background's open orders in groups: a group is what one batch sent, at one price, and its orders are cancelled
 * together. Each group has a time at which that is to be considered; a 4-ary heap on that time. Slots are recycled and
 * nothing is allocated for an order, except that all doubles when it is full.
 */
export class OrderPool {
  /** Groups. */
  count = 0;
  private numbers = 0;
  private number = new Int32Array(1024);
  private price = new Int32Array(1024);
  private side = new Int8Array(1024);
  private birth = new Float64Array(1024);
  private due = new Float64Array(1024);
  /** Upper bound on the hazard that was used to choose `due`, per second. */
  private bound = new Float64Array(1024);
  private firstOrder = new Int32Array(1024);
  private heap = new Int32Array(1024);
  private free: Int32Array = Int32Array.from({ length: 1024 }, (_, i) => i);
  /** Orders: ticket and the next of the same group, −1 at the end; free ones are threaded. */
  private ticket = new Int32Array(2048);
  private nextOrder = new Int32Array(2048);
  private freeOrder = -1;
  private endOrder = 0;

  /** Time at which the next cancel is to be considered; Infinity without orders. */
  get nextDue(): number {
    return this.count === 0 ? Infinity : this.due[this.heap[0]];
  }

  /** The group whose time comes next. */
  get nextSlot(): number {
    return this.heap[0];
  }

  /** The number of a group; another one once its slot is recycled. */
  numberOf(slot: number): number {
    return this.number[slot];
  }

  priceOf(slot: number): number {
    return this.price[slot];
  }

  sideOf(slot: number): number {
    return this.side[slot];
  }

  birthOf(slot: number): number {
    return this.birth[slot];
  }

  boundOf(slot: number): number {
    return this.bound[slot];
  }

  /** The group at a place of the heap, 0 … count − 1, for whoever visits all. */
  slotAt(place: number): number {
    return this.heap[place];
  }

  /** The first order of a group; then {@link orderAfter}, until −1. */
  firstOrderOf(slot: number): number {
    return this.firstOrder[slot];
  }

  orderAfter(order: number): number {
    return this.nextOrder[order];
  }

  ticketOf(order: number): number {
    return this.ticket[order];
  }

  /** Adds a group with one order, due at a time. Returns its slot. */
  add(ticket: number, side: number, price: number, birthNs: number, dueNs: number, bound: number): number {
    if (this.count === this.free.length) this.growGroups();
    const slot = this.free[this.count];
    this.number[slot] = this.numbers++;
    this.side[slot] = side;
    this.price[slot] = price;
    this.birth[slot] = birthNs;
    this.due[slot] = dueNs;
    this.bound[slot] = bound;
    this.firstOrder[slot] = -1;
    this.join(slot, ticket);
    siftUp(this.heap, this.due, this.count++, slot);
    return slot;
  }

  /** Adds an order to a group. */
  join(slot: number, ticket: number): void {
    let order = this.freeOrder;
    if (order !== -1) this.freeOrder = this.nextOrder[order];
    else {
      order = this.endOrder++;
      if (order === this.ticket.length) this.growOrders();
    }
    this.ticket[order] = ticket;
    this.nextOrder[order] = this.firstOrder[slot];
    this.firstOrder[slot] = order;
  }

  /** Sets when the next due group will be due again. */
  postpone(dueNs: number, bound: number): void {
    const slot = this.heap[0];
    this.due[slot] = dueNs;
    this.bound[slot] = bound;
    siftDown(this.heap, this.due, this.count, 0);
  }

  /** Sets a new time without keeping order; {@link reorder} must follow. */
  setDue(slot: number, dueNs: number, bound: number): void {
    this.due[slot] = dueNs;
    this.bound[slot] = bound;
  }

  /** Restores the heap after {@link setDue}. */
  reorder(): void {
    for (let place = (this.count - 2) >> 2; place >= 0; place--) siftDown(this.heap, this.due, this.count, place);
  }

  /** Forgets the next due group. */
  removeNext(): void {
    const slot = this.heap[0];
    for (let order = this.firstOrder[slot]; order !== -1; ) {
      const next = this.nextOrder[order];
      this.nextOrder[order] = this.freeOrder;
      this.freeOrder = order;
      order = next;
    }
    this.number[slot] = -1;
    this.count--;
    this.free[this.count] = slot;
    if (this.count === 0) return;
    this.heap[0] = this.heap[this.count];
    siftDown(this.heap, this.due, this.count, 0);
  }

  private growGroups(): void {
    const capacity = this.free.length * 2;
    this.number = widened(new Int32Array(capacity), this.number);
    this.price = widened(new Int32Array(capacity), this.price);
    this.side = widened(new Int8Array(capacity), this.side);
    this.birth = widened(new Float64Array(capacity), this.birth);
    this.due = widened(new Float64Array(capacity), this.due);
    this.bound = widened(new Float64Array(capacity), this.bound);
    this.firstOrder = widened(new Int32Array(capacity), this.firstOrder);
    this.heap = widened(new Int32Array(capacity), this.heap);
    const free = Int32Array.from({ length: capacity }, (_, i) => i);
    free.set(this.free);
    this.free = free;
  }

  private growOrders(): void {
    const capacity = this.ticket.length * 2;
    this.ticket = widened(new Int32Array(capacity), this.ticket);
    this.nextOrder = widened(new Int32Array(capacity), this.nextOrder);
  }
}

function widened<T extends Int32Array | Float64Array | Int8Array>(to: T, from: T): T {
  to.set(from);
  return to;
}
