import { widened } from './widened.js';

const NONE = -1;
/** Ticks of a side that have a place at first. */
const SPAN = 1024;

/**
 * The open orders of a flow by side and price, and all orders of a side in one row, so that one of them, or one of a
 * price, can be picked by a number. Slots are recycled; nothing is allocated for an order, except that what is full doubles.
 */
export class RestingOrders {
  private ticket = new Int32Array(1024);
  private side = new Uint8Array(1024);
  private price = new Int32Array(1024);
  private before = new Int32Array(1024);
  private after = new Int32Array(1024);
  private row = new Int32Array(1024);
  private free = Int32Array.from({ length: 1024 }, (_, i) => i);
  private used = 0;
  /** Slot of a ticket, −1 for one that does not rest. */
  private slots = new Int32Array(2048).fill(NONE);
  private readonly levels = [new Levels(), new Levels()];
  /** Slots of each side, in no order. */
  private readonly rows = [new Int32Array(1024), new Int32Array(1024)];
  private readonly counts = new Int32Array(2);

  /** Open orders of a side. */
  count(side: number): number {
    return this.counts[side];
  }

  /** Open orders of a side at a price. */
  countAt(side: number, price: number): number {
    return this.levels[side].count(price);
  }

  ticketOf(slot: number): number {
    return this.ticket[slot];
  }

  priceOf(slot: number): number {
    return this.price[slot];
  }

  /** The order at a place in its side's row, 0 … count − 1. */
  at(side: number, place: number): number {
    return this.rows[side][place];
  }

  /** The order so many behind the newest of its price. */
  atPrice(side: number, price: number, place: number): number {
    let slot = this.levels[side].head(price);
    for (let left = place; left > 0; left--) slot = this.after[slot];
    return slot;
  }

  /** The order of the same price that came before it; −1 none. */
  older(slot: number): number {
    return this.after[slot];
  }

  add(ticket: number, side: number, price: number): void {
    if (this.used === this.free.length) this.grow();
    const slot = this.free[this.used++];
    this.ticket[slot] = ticket;
    this.side[slot] = side;
    this.price[slot] = price;
    const head = this.levels[side].head(price);
    this.before[slot] = NONE;
    this.after[slot] = head;
    if (head !== NONE) this.before[head] = slot;
    this.levels[side].change(price, 1, slot);
    const place = this.counts[side]++;
    if (place === this.rows[side].length) this.rows[side] = widened(this.rows[side], place * 2);
    this.rows[side][place] = slot;
    this.row[slot] = place;
    while (ticket >= this.slots.length) this.slots = widened(this.slots, this.slots.length * 2, NONE);
    this.slots[ticket] = slot;
  }

  /** Slot of an order that rests as far as is known, or −1. */
  slotOf(ticket: number): number {
    return ticket < this.slots.length ? this.slots[ticket] : NONE;
  }

  remove(slot: number): void {
    const side = this.side[slot];
    const [before, after] = [this.before[slot], this.after[slot]];
    if (after !== NONE) this.before[after] = before;
    if (before !== NONE) this.after[before] = after;
    const level = this.levels[side];
    const price = this.price[slot];
    level.change(price, -1, before === NONE ? after : level.head(price));
    const last = this.rows[side][--this.counts[side]];
    this.rows[side][this.row[slot]] = last;
    this.row[last] = this.row[slot];
    this.slots[this.ticket[slot]] = NONE;
    this.free[--this.used] = slot;
  }

  private grow(): void {
    const capacity = this.free.length * 2;
    this.ticket = widened(this.ticket, capacity);
    this.side = widened(this.side, capacity);
    this.price = widened(this.price, capacity);
    this.before = widened(this.before, capacity);
    this.after = widened(this.after, capacity);
    this.row = widened(this.row, capacity);
    const free = Int32Array.from({ length: capacity }, (_, i) => i);
    free.set(this.free);
    this.free = free;
  }
}

/** Number of orders and the newest of them at each price of a range that grows as it must. */
class Levels {
  private from = NONE;
  private counts = new Int32Array(SPAN);
  private heads = new Int32Array(SPAN).fill(NONE);

  count(price: number): number {
    const place = price - this.from;
    return place >= 0 && place < this.counts.length ? this.counts[place] : 0;
  }

  head(price: number): number {
    const place = price - this.from;
    return place >= 0 && place < this.heads.length ? this.heads[place] : NONE;
  }

  change(price: number, by: number, head: number): void {
    if (this.from === NONE) this.from = Math.max(0, price - (SPAN >> 1));
    if (price < this.from || price >= this.from + this.counts.length) this.reach(price);
    this.counts[price - this.from] += by;
    this.heads[price - this.from] = head;
  }

  private reach(price: number): void {
    const from = Math.min(this.from, Math.max(0, price - this.counts.length));
    const end = Math.max(this.from + this.counts.length, price + this.counts.length);
    const counts = new Int32Array(end - from);
    const heads = new Int32Array(end - from).fill(NONE);
    counts.set(this.counts, this.from - from);
    heads.set(this.heads, this.from - from);
    this.from = from;
    this.counts = counts;
    this.heads = heads;
  }
}
