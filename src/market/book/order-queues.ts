import { auditBook } from './book-audit.js';
import { NO_SLOT, OrderRegister } from './order-register.js';
import { NO_ASK, NO_BID, PriceLevels } from './price-levels.js';

/** Order number of quantity that a windowed source shows without its orders. */
export const ANONYMOUS_ORDER = -1;

const BUY = 0;
const FIRST_SLOT = 4;

export interface OrderQueuesOptions {
  /** Orders for which there is room at first; it grows by doubling. @defaultValue 256 */
  readonly capacity?: number;
  /** Ticks; near which most orders will lie. @defaultValue the first order's price */
  readonly referencePrice?: number;
  /** Shared by the books of a venue. @defaultValue one of its own */
  readonly register?: OrderRegister;
}

/**
 * Where the orders of a book rest: a queue by time at every price of either side, the quantities of levels, the best
 * prices. Knows how an order joins, shrinks, shows more of itself and leaves; not why.
 */
export abstract class OrderQueues {
  /** Ticks; {@link NO_BID} when nobody buys. */
  bestBid = NO_BID;
  /** Ticks; {@link NO_ASK} when nobody sells. */
  bestAsk = NO_ASK;

  /**
   * Four words an order: next in the queue, previous, quantity shown, place of its level. A slot is the offset of the
   * first, a multiple of four, so that `|` reaches the others; 0 is no slot, and written as 0 in the hot methods, since
   * an imported constant is loaded at every use. Free slots are threaded by `next`.
   */
  protected orders: Int32Array;
  /** Two words an order that only executions read: order number, account. */
  protected owners: Int32Array;
  /** Two words an order: reserve that an iceberg hides, and what it shows at a time. Empty until there is one. */
  private reserves = new Int32Array(0);
  /** Icebergs that rest. */
  protected icebergs = 0;
  protected free = NO_SLOT;
  private end = FIRST_SLOT;
  protected readonly levels: PriceLevels;
  protected readonly register: OrderRegister;

  constructor(options: OrderQueuesOptions) {
    const capacity = Math.max(16, options.capacity ?? 256);
    this.orders = new Int32Array(capacity * 4);
    this.owners = new Int32Array(capacity * 2);
    this.levels = new PriceLevels(options.referencePrice);
    this.register = options.register ?? new OrderRegister();
  }

  /** Orders that rest; counted by walking along the free slots. */
  get orderCount(): number {
    let slots = (this.end >> 2) - 1;
    for (let slot = this.free; slot !== NO_SLOT; slot = this.orders[slot]) slots--;
    return slots;
  }

  /** Quantity shown at a price. */
  quantityAt(side: number, price: number): number {
    return this.levels.quantityAt(this.levels.find(side, price));
  }

  /** Quantity at a price, reserves of icebergs included. */
  totalAt(side: number, price: number): number {
    let total = this.quantityAt(side, price);
    if (this.icebergs > 0)
      for (let slot = this.headOf(side, price); slot >= 0; slot = this.nextInQueue(slot)) total += this.reserveOf(slot);
    return total;
  }

  /** Quantity shown on the best occupied levels of a side. */
  depthOf(side: number, levels: number): number {
    let depth = 0;
    let price = side === BUY ? this.bestBid : this.bestAsk;
    for (let level = 0; level < levels && price !== NO_BID && price !== NO_ASK; level++) {
      depth += this.quantityAt(side, price);
      price = this.levels.next(side, price);
    }
    return depth;
  }

  /** Orders that rest at a price; counted by walking along the queue. */
  ordersAt(side: number, price: number): number {
    let count = 0;
    for (let slot = this.headOf(side, price); slot >= 0; slot = this.nextInQueue(slot)) count++;
    return count;
  }

  /** The next occupied price away from the touch: below `price` for buys, above it for sells; NO_BID, NO_ASK at the end. */
  nextLevel(side: number, price: number): number {
    return this.levels.next(side, price);
  }

  /** Slot of an order that rests, or −1. */
  slotOf(order: number): number {
    return this.register.slotOf(order) || -1;
  }

  /** Quantity that a resting order shows. */
  quantityOf(slot: number): number {
    return this.orders[slot | 2];
  }

  /** Quantity that a resting order hides. */
  reserveOf(slot: number): number {
    return this.icebergs === 0 ? 0 : (this.reserves[slot >> 1] ?? 0);
  }

  /** What an iceberg shows at a time; 0 for other orders. */
  displayOf(slot: number): number {
    return this.icebergs === 0 ? 0 : (this.reserves[(slot >> 1) | 1] ?? 0);
  }

  priceOf(slot: number): number {
    return this.levels.priceOf(this.orders[slot | 3]);
  }

  sideOf(slot: number): number {
    return this.levels.sideOf(this.orders[slot | 3]);
  }

  /** The order in a slot. */
  orderOf(slot: number): number {
    return this.owners[slot >> 1];
  }

  accountOf(slot: number): number {
    return this.owners[(slot >> 1) | 1];
  }

  /** Slot of the first order in the queue of a price, or −1. */
  headOf(side: number, price: number): number {
    return this.levels.records[this.levels.find(side, price)] || -1;
  }

  /** Slot of the order behind, or −1. */
  nextInQueue(slot: number): number {
    return this.orders[slot] || -1;
  }

  /** Throws an error that names the broken invariant. Takes as long as the book is large: for tests. */
  validate(): void {
    this.levels.validate();
    const { orders, owners, free, end, register } = this;
    auditBook(this, { orders, owners, free, end, register });
  }

  protected enqueue(order: number, side: number, price: number, quantity: number, account: number): void {
    const { levels } = this;
    let place = levels.findNear(side, price);
    if (place === 0) place = levels.claim(side, price, this.bestBid, this.bestAsk);
    let slot = this.free;
    if (slot !== 0) this.free = this.orders[slot];
    else slot = this.extend();
    const { orders, owners } = this;
    const { records } = levels;
    const tail = records[place | 1];
    orders[slot] = 0;
    orders[slot | 1] = tail;
    orders[slot | 2] = quantity;
    orders[slot | 3] = place;
    const cold = slot >> 1;
    owners[cold] = order;
    owners[cold | 1] = account;
    if (order >= 0) {
      this.register.reach(order);
      this.register.slots[order] = slot;
    }
    records[place | 1] = slot;
    levels.enlarge(place, quantity);
    if (tail !== 0) {
      orders[tail] = slot;
      return;
    }
    records[place] = slot;
    if (side === BUY) {
      if (price > this.bestBid) this.bestBid = price;
    } else if (price < this.bestAsk) this.bestAsk = price;
  }

  /** Takes quantity that is shown; all of it when there is no more, and then the reserve goes too. */
  protected take(slot: number, order: number, quantity: number): number {
    if (quantity >= this.orders[slot | 2]) return this.unlink(slot, order);
    this.lessen(slot, quantity);
    return quantity;
  }

  protected lessen(slot: number, quantity: number): void {
    const { orders, levels } = this;
    orders[slot | 2] -= quantity;
    levels.diminish(orders[slot | 3], quantity);
  }

  protected unlink(slot: number, order: number): number {
    const quantity = this.orders[slot | 2] + this.reserveOf(slot);
    this.detach(slot, order);
    return quantity;
  }

  /** Takes an order out of its queue and frees its slot. */
  protected detach(slot: number, order: number): void {
    const { levels, orders } = this;
    const { records } = levels;
    const place = orders[slot | 3];
    const next = orders[slot];
    const previous = orders[slot | 1];
    if (this.icebergs !== 0) this.hide(slot, 0, 0);
    orders[slot] = this.free;
    this.free = slot;
    if (order >= 0) this.register.slots[order] = 0;
    if (previous !== 0) orders[previous] = next;
    else records[place] = next;
    if (next !== 0) orders[next | 1] = previous;
    else records[place | 1] = previous;
    if (previous !== 0 || next !== 0) levels.diminish(place, orders[slot | 2]);
    else this.leave(place);
  }

  /** Nobody stands in the queue of a level any more. */
  private leave(place: number): void {
    const { levels } = this;
    const price = levels.priceOf(place);
    const side = levels.sideOf(place);
    levels.vacate(place);
    if (side === BUY) {
      if (price === this.bestBid) this.bestBid = levels.next(BUY, price);
    } else if (price === this.bestAsk) this.bestAsk = levels.next(1, price);
  }

  /** What an iceberg showed is gone: it shows more, at the tail of its queue. */
  protected refill(slot: number): void {
    const { orders, levels } = this;
    const { records } = levels;
    const place = orders[slot | 3];
    const display = this.displayOf(slot);
    const reserve = this.reserveOf(slot);
    const shown = Math.min(display, reserve);
    levels.diminish(place, orders[slot | 2]);
    levels.enlarge(place, shown);
    orders[slot | 2] = shown;
    this.hide(slot, reserve - shown, display);
    const next = orders[slot];
    if (next !== NO_SLOT) {
      const previous = orders[slot | 1];
      orders[next | 1] = previous;
      if (previous === NO_SLOT) records[place] = next;
      else orders[previous] = next;
      const tail = records[place | 1];
      orders[tail] = slot;
      orders[slot | 1] = tail;
      orders[slot] = NO_SLOT;
      records[place | 1] = slot;
    }
  }

  /** Notes what an order hides and shows at a time. */
  protected hide(slot: number, reserve: number, display: number): void {
    const cold = slot >> 1;
    if (cold >= this.reserves.length) {
      if (display === 0) return;
      const reserves = new Int32Array(this.owners.length);
      reserves.set(this.reserves);
      this.reserves = reserves;
    }
    if (this.reserves[cold | 1] > 0) this.icebergs--;
    this.reserves[cold] = reserve;
    this.reserves[cold | 1] = display;
    if (display > 0) this.icebergs++;
  }

  /** Puts quantity without a number at the head of a queue. */
  protected prepend(head: number, side: number, price: number, quantity: number): void {
    this.enqueue(ANONYMOUS_ORDER, side, price, quantity, -1);
    if (head < 0) return;
    const { orders } = this;
    const { records } = this.levels;
    const place = this.levels.find(side, price);
    const slot = records[place | 1];
    const last = orders[slot | 1];
    orders[last] = NO_SLOT;
    records[place | 1] = last;
    orders[slot] = head;
    orders[slot | 1] = NO_SLOT;
    orders[head | 1] = slot;
    records[place] = slot;
  }

  protected enlargeOrder(slot: number, quantity: number): void {
    this.orders[slot | 2] += quantity;
    this.levels.enlarge(this.orders[slot | 3], quantity);
  }

  /** A slot that was never used. */
  private extend(): number {
    const slot = this.end;
    if (slot === this.orders.length) this.growOrders();
    this.end = slot + 4;
    return slot;
  }

  private growOrders(): void {
    const orders = new Int32Array(this.orders.length * 2);
    orders.set(this.orders);
    const owners = new Int32Array(this.owners.length * 2);
    owners.set(this.owners);
    this.orders = orders;
    this.owners = owners;
  }
}
