import { BookEvent, EVENT_WORDS } from './book-event.js';
import { NO_ASK, NO_BID, PriceLevels } from './price-levels.js';

/** Highest price in ticks that an order may have. */
export const MAX_PRICE = NO_ASK - 1;

/** Order number of quantity that a windowed source shows without its orders. */
export const ANONYMOUS_ORDER = -1;

const BUY = 0;
const SELL = 1;
const FREE = -2;

interface OrderBookOptions {
  /** Orders for which there is room at first; it grows by doubling. @defaultValue 1024 */
  readonly capacity?: number;
  /** Ticks; near which most orders will lie. @defaultValue the first order's price */
  readonly referencePrice?: number;
}

/**
 * The limit order book of one instrument with price–time priority.
 *
 * Prices are ticks from 1 to {@link MAX_PRICE}, quantities positive int32; whoever calls has checked that. An order that
 * rests has a *slot*; `(slot, order)` is its handle, valid as long as `orderOf(slot) === order`. A handle that is stale
 * does no harm. Nothing is allocated for an order, an event or a search; memory grows by doubling.
 *
 * {@link events} holds what the last changing call did, as records of {@link EVENT_WORDS} words up to
 * {@link eventsEnd}. They are overwritten by the next call, so a caller who wants none need not drain anything.
 */
export class OrderBook {
  /** Ticks; {@link NO_BID} when nobody buys. */
  bestBid = NO_BID;
  /** Ticks; {@link NO_ASK} when nobody sells. */
  bestAsk = NO_ASK;
  /** Orders that rest. */
  orderCount = 0;
  events = new Int32Array(64 * EVENT_WORDS);
  /** Words of {@link events} that the last call wrote. */
  eventsEnd = 0;

  /**
   * Four words an order: next in the queue, previous, quantity, price × 2 + side. A slot is the offset of the first, a
   * multiple of four, so that `|` reaches the others. Free slots are threaded by `next`.
   */
  private orders: Int32Array;
  /** Two words an order that only executions and handles read: order number, account. */
  private owners: Int32Array;
  private free = -1;
  private end = 0;
  private readonly levels: PriceLevels;

  constructor(options: OrderBookOptions = {}) {
    const capacity = Math.max(16, options.capacity ?? 1024);
    this.orders = new Int32Array(capacity * 4);
    this.owners = new Int32Array(capacity * 2).fill(FREE);
    this.levels = new PriceLevels(options.referencePrice);
  }

  /** Executes what crosses and lets the remainder rest. Returns its slot, or −1 when nothing is left. */
  add(order: number, side: number, price: number, quantity: number, account: number): number {
    this.eventsEnd = 0;
    if (side === BUY ? price >= this.bestAsk : price <= this.bestBid) {
      const left = this.match(order, side, price, quantity);
      if (left === 0) return -1;
      return this.enqueue(order, side, price, left, account);
    }
    return this.enqueue(order, side, price, quantity, account);
  }

  /** Executes what crosses up to `limitPrice` and lets nothing rest. Returns the quantity that found no counterparty. */
  sweep(order: number, side: number, limitPrice: number, quantity: number): number {
    this.eventsEnd = 0;
    if (side === BUY ? limitPrice < this.bestAsk : limitPrice > this.bestBid) return quantity;
    return this.match(order, side, limitPrice, quantity);
  }

  /** Lets an order rest without executing it, as in a call phase: the book may be crossed afterwards. Returns its slot. */
  rest(order: number, side: number, price: number, quantity: number, account: number): number {
    this.eventsEnd = 0;
    return this.enqueue(order, side, price, quantity, account);
  }

  /** Takes quantity off an order, which keeps its place. Returns how much was taken; 0 for a stale handle. */
  reduce(slot: number, order: number, quantity: number): number {
    this.eventsEnd = 0;
    if (slot < 0 || this.owners[slot >> 1] !== order) return 0;
    const { orders } = this;
    const left = orders[slot | 2] - quantity;
    if (left <= 0) return this.unlink(slot, order);
    orders[slot | 2] = left;
    const word = orders[slot | 3];
    const price = word >>> 1;
    this.levels.quantities[(this.levels.find(word & 1, price) >> 1) | 1] -= quantity;
    this.emit(BookEvent.reduced, order, price, quantity);
    return quantity;
  }

  /** Cancels an order. Returns the quantity it had; 0 for a stale handle. */
  remove(slot: number, order: number): number {
    this.eventsEnd = 0;
    if (slot < 0 || this.owners[slot >> 1] !== order) return 0;
    return this.unlink(slot, order);
  }

  /** An execution of a resting order that is known from outside, when a book is rebuilt from events. */
  execute(slot: number, order: number, quantity: number): number {
    return this.reduce(slot, order, quantity);
  }

  /**
   * Sets a level to an absolute quantity, for sources that show only a window of the book. What the known orders do not
   * explain stands as one order without a number at the head of the queue, since it came unseen, hence earlier. When
   * they are too many, the quantity above comes off from the head: the oldest are the likeliest to have gone unseen.
   */
  setLevel(side: number, price: number, quantity: number): void {
    if (!(quantity >= 0)) throw new Error(`a level was set to ${quantity}`);
    let difference = quantity - this.quantityAt(side, price);
    while (difference < 0) {
      const slot = this.headOf(side, price);
      difference += this.reduce(slot, this.orderOf(slot), -difference);
    }
    if (difference > 0) {
      const head = this.headOf(side, price);
      if (head >= 0 && this.orderOf(head) === ANONYMOUS_ORDER) this.enlarge(head, side, price, difference);
      else this.prepend(head, side, price, difference);
    }
    this.eventsEnd = 0;
  }

  /** Quantity that rests at a price. */
  quantityAt(side: number, price: number): number {
    const place = this.levels.find(side, price);
    return place < 0 ? 0 : this.levels.quantities[(place >> 1) | 1];
  }

  /** Orders that rest at a price; counted by walking along the queue. */
  ordersAt(side: number, price: number): number {
    let count = 0;
    for (let slot = this.headOf(side, price); slot >= 0; slot = this.orders[slot]) count++;
    return count;
  }

  /** The next occupied price away from the touch: below `price` for buys, above it for sells; NO_BID, NO_ASK at the end. */
  nextLevel(side: number, price: number): number {
    return this.levels.next(side, price);
  }

  quantityOf(slot: number): number {
    return this.orders[slot | 2];
  }

  priceOf(slot: number): number {
    return this.orders[slot | 3] >>> 1;
  }

  sideOf(slot: number): number {
    return this.orders[slot | 3] & 1;
  }

  /** The order in a slot; below {@link ANONYMOUS_ORDER} when the slot is free. */
  orderOf(slot: number): number {
    return this.owners[slot >> 1];
  }

  accountOf(slot: number): number {
    return this.owners[(slot >> 1) | 1];
  }

  /** Slot of the first order in the queue of a price, or −1. */
  headOf(side: number, price: number): number {
    const place = this.levels.find(side, price);
    return place < 0 ? -1 : this.levels.words[place];
  }

  /** Slot of the order behind, or −1. */
  nextInQueue(slot: number): number {
    return this.orders[slot];
  }

  private match(order: number, side: number, limit: number, quantity: number): number {
    const { orders, owners, levels } = this;
    const opposite = side ^ 1;
    let price = side === BUY ? this.bestAsk : this.bestBid;
    while (side === BUY ? price <= limit : price >= limit) {
      const place = levels.find(opposite, price);
      const { words, quantities } = levels;
      const atLevel = (place >> 1) | 1;
      let slot = words[place];
      do {
        const resting = orders[slot | 2];
        const cold = slot >> 1;
        if (resting > quantity) {
          orders[slot | 2] = resting - quantity;
          quantities[atLevel] -= quantity;
          this.emitTrade(order, price, quantity, resting - quantity, cold);
          quantity = 0;
          break;
        }
        quantity -= resting;
        quantities[atLevel] -= resting;
        this.emitTrade(order, price, resting, 0, cold);
        owners[cold] = FREE;
        this.orderCount--;
        const next = orders[slot];
        orders[slot] = this.free;
        this.free = slot;
        slot = next;
      } while (slot !== -1 && quantity !== 0);
      if (slot !== -1) {
        words[place] = slot;
        orders[slot | 1] = -1;
        break;
      }
      levels.vacate(opposite, price, place);
      price = levels.next(opposite, price);
      if (quantity === 0) break;
    }
    if (side === BUY) this.bestAsk = price;
    else this.bestBid = price;
    return quantity;
  }

  private enqueue(order: number, side: number, price: number, quantity: number, account: number): number {
    const place = this.levels.claim(side, price, this.bestBid, this.bestAsk);
    const slot = this.take(order, account);
    const { orders, levels } = this;
    const { words } = levels;
    const tail = words[place | 1];
    orders[slot] = -1;
    orders[slot | 1] = tail;
    orders[slot | 2] = quantity;
    orders[slot | 3] = (price << 1) | side;
    words[place | 1] = slot;
    levels.quantities[(place >> 1) | 1] += quantity;
    this.emit(BookEvent.rested, order, price, quantity);
    if (tail !== -1) {
      orders[tail] = slot;
      return slot;
    }
    words[place] = slot;
    levels.occupy(side, price);
    if (side === BUY) {
      if (price > this.bestBid) this.bestBid = price;
    } else if (price < this.bestAsk) this.bestAsk = price;
    return slot;
  }

  private unlink(slot: number, order: number): number {
    const { levels } = this;
    const word = this.orders[slot | 3];
    const side = word & 1;
    const price = word >>> 1;
    const place = levels.find(side, price);
    const { orders } = this;
    const { words } = levels;
    const next = orders[slot];
    const previous = orders[slot | 1];
    const quantity = orders[slot | 2];
    orders[slot] = this.free;
    this.free = slot;
    this.owners[slot >> 1] = FREE;
    this.orderCount--;
    this.emit(BookEvent.removed, order, price, quantity);
    levels.quantities[(place >> 1) | 1] -= quantity;
    if (previous !== -1) orders[previous] = next;
    else words[place] = next;
    if (next !== -1) orders[next | 1] = previous;
    else words[place | 1] = previous;
    if (previous === -1 && next === -1) {
      levels.vacate(side, price, place);
      if (side === BUY) {
        if (price === this.bestBid) this.bestBid = levels.next(BUY, price);
      } else if (price === this.bestAsk) this.bestAsk = levels.next(SELL, price);
    }
    return quantity;
  }

  /** Puts quantity without a number at the head of a queue. */
  private prepend(head: number, side: number, price: number, quantity: number): void {
    if (head < 0) {
      this.enqueue(ANONYMOUS_ORDER, side, price, quantity, -1);
      return;
    }
    const slot = this.take(ANONYMOUS_ORDER, -1);
    const { orders, levels } = this;
    const place = levels.find(side, price);
    orders[slot] = head;
    orders[slot | 1] = -1;
    orders[slot | 2] = quantity;
    orders[slot | 3] = (price << 1) | side;
    orders[head | 1] = slot;
    levels.words[place] = slot;
    levels.quantities[(place >> 1) | 1] += quantity;
  }

  private enlarge(slot: number, side: number, price: number, quantity: number): void {
    this.orders[slot | 2] += quantity;
    this.levels.quantities[(this.levels.find(side, price) >> 1) | 1] += quantity;
  }

  private take(order: number, account: number): number {
    let slot = this.free;
    if (slot !== -1) this.free = this.orders[slot];
    else {
      slot = this.end;
      if (slot === this.orders.length) this.growOrders();
      this.end = slot + 4;
    }
    const cold = slot >> 1;
    this.owners[cold] = order;
    this.owners[cold | 1] = account;
    this.orderCount++;
    return slot;
  }

  /** Writes an event that concerns one order; there is always room for one more. */
  private emit(kind: BookEvent, order: number, price: number, quantity: number): void {
    const { events, eventsEnd: at } = this;
    events[at] = kind;
    events[at | 1] = order;
    events[at | 2] = price;
    events[at | 3] = quantity;
    this.eventsEnd = at + EVENT_WORDS;
  }

  private emitTrade(order: number, price: number, quantity: number, left: number, cold: number): void {
    const { events, owners, eventsEnd: at } = this;
    events[at] = BookEvent.trade;
    events[at | 1] = order;
    events[at | 2] = price;
    events[at | 3] = quantity;
    events[at | 4] = left;
    events[at | 5] = owners[cold];
    events[at | 6] = owners[cold | 1];
    this.eventsEnd = at + EVENT_WORDS;
    if (this.eventsEnd === events.length) this.growEvents();
  }

  private growOrders(): void {
    const orders = new Int32Array(this.orders.length * 2);
    orders.set(this.orders);
    const owners = new Int32Array(this.owners.length * 2).fill(FREE, this.owners.length);
    owners.set(this.owners);
    this.orders = orders;
    this.owners = owners;
  }

  private growEvents(): void {
    const events = new Int32Array(this.events.length * 2);
    events.set(this.events);
    this.events = events;
  }

  /** Throws an error that names the broken invariant. Takes as long as the book is large: for tests. */
  validate(): void {
    this.levels.validate();
    const seen = new Set<number>();
    for (const side of [BUY, SELL]) {
      const best = this.levels.next(side, side === BUY ? NO_ASK : 0);
      if (best !== (side === BUY ? this.bestBid : this.bestAsk))
        throw new Error(`the best price of side ${side} is ${best}`);
      for (let price = best; price !== NO_BID && price !== NO_ASK; price = this.levels.next(side, price))
        this.validateLevel(side, price, seen);
    }
    if (seen.size !== this.orderCount) throw new Error(`${this.orderCount} orders were counted, ${seen.size} rest`);
    let free = 0;
    for (let slot = this.free; slot !== -1; slot = this.orders[slot]) {
      free++;
      if (this.owners[slot >> 1] !== FREE)
        throw new Error(`free slot ${slot} still names order ${this.owners[slot >> 1]}`);
      if (free > this.end >> 2) throw new Error('the list of free slots has a loop');
    }
    if (free + seen.size !== this.end >> 2)
      throw new Error(`${this.end >> 2} slots, ${free} free, ${seen.size} in use`);
  }

  private validateLevel(side: number, price: number, seen: Set<number>): void {
    let quantity = 0;
    let previous = -1;
    for (let slot = this.headOf(side, price); slot !== -1; slot = this.orders[slot]) {
      if (seen.has(slot)) throw new Error(`slot ${slot} stands twice in the queues`);
      seen.add(slot);
      if (this.orders[slot | 1] !== previous) throw new Error(`slot ${slot} does not point back at ${previous}`);
      if (this.priceOf(slot) !== price || this.sideOf(slot) !== side)
        throw new Error(`slot ${slot} is in another queue`);
      if (this.quantityOf(slot) <= 0) throw new Error(`slot ${slot} rests with quantity ${this.quantityOf(slot)}`);
      if (this.orderOf(slot) < ANONYMOUS_ORDER) throw new Error(`slot ${slot} rests and is marked free`);
      quantity += this.quantityOf(slot);
      previous = slot;
    }
    if (quantity !== this.quantityAt(side, price))
      throw new Error(`level ${price} holds ${quantity}, says ${this.quantityAt(side, price)}`);
    if (this.levels.words[this.levels.find(side, price) | 1] !== previous)
      throw new Error(`level ${price} has a wrong tail`);
  }
}
