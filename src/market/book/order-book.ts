import { auditBook } from './book-audit.js';
import { BookEvent, EVENT_WORDS, EventWord } from './book-event.js';
import { NO_SLOT, OrderRegister } from './order-register.js';
import { diminish, enlarge, FAR, NO_ASK, NO_BID, OFFSET, PriceLevels } from './price-levels.js';

/** Highest price in ticks that an order may have. */
export const MAX_PRICE = NO_ASK - 1;

/** Order number of quantity that a windowed source shows without its orders. */
export const ANONYMOUS_ORDER = -1;

/** What happens when an order meets one of its own account; the names are those of the rule `selfTrade`. */
export const SelfTrade = {
  allow: 0,
  'cancel-incoming': 1,
  'cancel-resting': 2,
  'cancel-both': 3,
  decrement: 4,
} as const;
export type SelfTrade = (typeof SelfTrade)[keyof typeof SelfTrade];

const BUY = 0;
const FIRST_SLOT = 4;
/** Account that nobody has. */
const NOBODY = -2;
/** More levels than there are. */
const ALL_LEVELS = 2_147_483_647;

interface OrderBookOptions {
  /** Orders for which there is room at first; it grows by doubling. @defaultValue 256 */
  readonly capacity?: number;
  /** Ticks; near which most orders will lie. @defaultValue the first order's price */
  readonly referencePrice?: number;
  /** Shared by the books of a venue. @defaultValue one of its own */
  readonly register?: OrderRegister;
  /** @defaultValue `allow` */
  readonly selfTrade?: SelfTrade;
}

/**
 * The limit order book of one instrument with price–time priority.
 *
 * Prices are ticks from 1 to {@link MAX_PRICE}, quantities positive int32; whoever calls has checked that. Orders go by
 * their number; one that rests has a *slot*, from which its record can be read. Nothing is allocated for an order, an
 * event or a search; memory grows by doubling.
 *
 * What became of the order that a call names is its return value. What happened to others, {@link events} holds: the
 * executions of the last call and what followed from them, as records of {@link EVENT_WORDS} words up to
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
  /** What the last incoming order wanted and lost to orders of its own account. */
  selfCancelled = 0;

  /**
   * Four words an order: next in the queue, previous, quantity shown, price × 2 + side. A slot is the offset of the
   * first, a multiple of four, so that `|` reaches the others; 0 is no slot. Free slots are threaded by `next`.
   */
  private orders: Int32Array;
  /** Two words an order that only executions read: order number, account. */
  private owners: Int32Array;
  /** Two words an order: reserve that an iceberg hides, and what it shows at a time. Empty until there is one. */
  private reserves = new Int32Array(0);
  /** Icebergs that rest. */
  private icebergs = 0;
  private free = NO_SLOT;
  private end = FIRST_SLOT;
  private readonly levels: PriceLevels;
  private readonly register: OrderRegister;
  private readonly selfTrade: SelfTrade;

  constructor(options: OrderBookOptions = {}) {
    const capacity = Math.max(16, options.capacity ?? 256);
    this.orders = new Int32Array(capacity * 4);
    this.owners = new Int32Array(capacity * 2);
    this.levels = new PriceLevels(options.referencePrice);
    this.register = options.register ?? new OrderRegister();
    this.selfTrade = options.selfTrade ?? SelfTrade.allow;
  }

  /** Executes what crosses and lets the remainder rest. Returns the quantity that rests. */
  add(order: number, side: number, price: number, quantity: number, account: number): number {
    this.eventsEnd = 0;
    let left = quantity;
    if (side === BUY ? price >= this.bestAsk : price <= this.bestBid) {
      left = this.execute(order, side, price, quantity, account, ALL_LEVELS);
      if (left === 0) return 0;
    }
    this.enqueue(order, side, price, left, account);
    return left;
  }

  /**
   * Executes what crosses up to `limitPrice`, on the best `levels` prices, and lets nothing rest. Returns the quantity
   * that found no counterparty; {@link selfCancelled} is not part of it.
   */
  sweep(
    order: number,
    side: number,
    limitPrice: number,
    quantity: number,
    account: number = ANONYMOUS_ORDER,
    levels = ALL_LEVELS,
  ): number {
    this.eventsEnd = 0;
    this.selfCancelled = 0;
    if (side === BUY ? limitPrice < this.bestAsk : limitPrice > this.bestBid) return quantity;
    return this.execute(order, side, limitPrice, quantity, account, levels);
  }

  /** Lets an order rest without executing it, as in a call phase: the book may be crossed afterwards. */
  rest(order: number, side: number, price: number, quantity: number, account: number): void {
    this.eventsEnd = 0;
    this.enqueue(order, side, price, quantity, account);
  }

  /** Lets an order rest of which only `display` is shown at a time. */
  restIceberg(order: number, side: number, price: number, quantity: number, display: number, account: number): void {
    this.eventsEnd = 0;
    const shown = Math.min(display, quantity);
    this.enqueue(order, side, price, shown, account);
    this.hide(this.register.slots[order], quantity - shown, display);
  }

  /** Takes quantity off an order, which keeps its place: first of its reserve. Returns how much was taken. */
  reduce(order: number, quantity: number): number {
    this.eventsEnd = 0;
    const slot = this.register.slotOf(order);
    if (slot === NO_SLOT) return 0;
    const reserve = this.reserveOf(slot);
    const fromReserve = Math.min(reserve, quantity);
    if (fromReserve > 0) this.hide(slot, reserve - fromReserve, this.displayOf(slot));
    if (fromReserve === quantity) return quantity;
    return fromReserve + this.take(slot, order, quantity - fromReserve);
  }

  /** Takes an order out of the book. Returns the quantity it had, reserve included; 0 when it does not rest. */
  remove(order: number): number {
    this.eventsEnd = 0;
    const slot = this.register.slotOf(order);
    if (slot === NO_SLOT) return 0;
    return this.unlink(slot, order);
  }

  /**
   * An execution of a resting order that is known from outside: in a call auction, or when a book is rebuilt from events.
   * An iceberg shows more when what it shows is gone.
   */
  fill(order: number, quantity: number): number {
    this.eventsEnd = 0;
    const slot = this.register.slotOf(order);
    if (slot === NO_SLOT) return 0;
    if (quantity >= this.orders[slot | 2] && this.reserveOf(slot) > 0) {
      const filled = this.orders[slot | 2];
      this.replenish(slot);
      return filled;
    }
    return this.take(slot, order, quantity);
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
      difference += this.take(slot, this.orderOf(slot), -difference);
    }
    if (difference > 0) {
      const head = this.headOf(side, price);
      if (head >= 0 && this.orderOf(head) === ANONYMOUS_ORDER) this.enlargeOrder(head, side, price, difference);
      else this.prepend(head, side, price, difference);
    }
    this.eventsEnd = 0;
  }

  /** Quantity shown at a price. */
  quantityAt(side: number, price: number): number {
    const place = this.levels.find(side, price);
    return place < 0 ? 0 : this.levels.quantityAt(place);
  }

  /** Quantity at a price, reserves of icebergs included. */
  totalAt(side: number, price: number): number {
    let total = this.quantityAt(side, price);
    if (this.icebergs > 0)
      for (let slot = this.headOf(side, price); slot >= 0; slot = this.nextInQueue(slot)) total += this.reserveOf(slot);
    return total;
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

  /**
   * What an order would execute at once up to a price, looked for until it is enough: reserves count, and nothing that
   * an order of the same account would prevent.
   */
  executable(side: number, limitPrice: number, enough: number, account: number): number {
    const opposite = side ^ 1;
    const guarded = this.selfTrade !== SelfTrade.allow && account >= 0;
    let total = 0;
    let price = side === BUY ? this.bestAsk : this.bestBid;
    while ((side === BUY ? price <= limitPrice : price >= limitPrice) && price !== NO_ASK && price !== NO_BID) {
      if (!guarded) total += this.totalAt(opposite, price);
      else {
        let hidden = 0;
        for (let slot = this.headOf(opposite, price); slot >= 0; slot = this.nextInQueue(slot)) {
          if (this.accountOf(slot) !== account) {
            total += this.quantityOf(slot);
            hidden += this.reserveOf(slot);
          } else if (this.selfTrade !== SelfTrade['cancel-resting']) return total;
        }
        total += hidden;
      }
      if (total >= enough) return total;
      price = this.nextLevel(opposite, price);
    }
    return total;
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
    return this.orders[slot | 3] >>> 1;
  }

  sideOf(slot: number): number {
    return this.orders[slot | 3] & 1;
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
    const place = this.levels.find(side, price);
    if (place < 0) return -1;
    return (place < FAR ? this.levels.near : this.levels.far)[place & OFFSET] || -1;
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

  private execute(
    order: number,
    side: number,
    limit: number,
    quantity: number,
    account: number,
    mostLevels: number,
  ): number {
    this.selfCancelled = 0;
    const guard = this.selfTrade === SelfTrade.allow || account < 0 ? NOBODY : account;
    if (this.icebergs === 0 && guard === NOBODY) return this.match(order, side, limit, quantity, mostLevels);
    return this.matchWithCare(order, side, limit, quantity, guard, mostLevels);
  }

  /** The common case: everything rests in sight, and anybody may trade with anybody. */
  private match(order: number, side: number, limit: number, quantity: number, mostLevels: number): number {
    const { orders, owners, levels } = this;
    const { slots } = this.register;
    const opposite = side ^ 1;
    let price = side === BUY ? this.bestAsk : this.bestBid;
    while (side === BUY ? price <= limit : price >= limit) {
      const place = levels.find(opposite, price);
      const words = place < FAR ? levels.near : levels.far;
      const at = place & OFFSET;
      let slot = words[at];
      let traded = 0;
      do {
        const resting = orders[slot | 2];
        const cold = slot >> 1;
        if (resting > quantity) {
          orders[slot | 2] = resting - quantity;
          traded += quantity;
          this.emitTrade(order, price, quantity, resting - quantity, cold);
          quantity = 0;
          break;
        }
        quantity -= resting;
        traded += resting;
        this.emitTrade(order, price, resting, 0, cold);
        const gone = owners[cold];
        if (gone >= 0) slots[gone] = NO_SLOT;
        this.orderCount--;
        const next = orders[slot];
        orders[slot] = this.free;
        this.free = slot;
        slot = next;
      } while (slot !== NO_SLOT && quantity !== 0);
      if (slot !== NO_SLOT) {
        words[at] = slot;
        orders[slot | 1] = NO_SLOT;
        diminish(words, at, traded);
        break;
      }
      levels.vacate(opposite, price, place);
      price = levels.next(opposite, price);
      if (quantity === 0 || --mostLevels === 0) break;
    }
    if (side === BUY) this.bestAsk = price;
    else this.bestBid = price;
    return quantity;
  }

  /** The same, order by order, where icebergs rest or an order must not trade with its own account. */
  private matchWithCare(
    order: number,
    side: number,
    limit: number,
    quantity: number,
    guard: number,
    mostLevels: number,
  ): number {
    const opposite = side ^ 1;
    let level = -1;
    let left = quantity;
    while (left > 0) {
      const price = side === BUY ? this.bestAsk : this.bestBid;
      if (price === NO_ASK || price === NO_BID || (side === BUY ? price > limit : price < limit)) break;
      if (price !== level && mostLevels-- === 0) break;
      level = price;
      const slot = this.headOf(opposite, price);
      if (this.accountOf(slot) === guard) {
        left = this.meetOwn(order, slot, left);
        continue;
      }
      const shown = this.orders[slot | 2];
      const traded = Math.min(left, shown);
      left -= traded;
      const cold = slot >> 1;
      this.emitTrade(order, price, traded, shown - traded, cold);
      if (traded < shown) this.lessen(slot, traded);
      else if (this.reserveOf(slot) > 0) this.replenish(slot);
      else this.detach(slot, this.owners[cold]);
    }
    return left;
  }

  /** An incoming order meets a resting one of its own account. Returns what it still wants. */
  private meetOwn(order: number, slot: number, left: number): number {
    const { selfTrade } = this;
    if (selfTrade === SelfTrade.decrement) {
      const shown = this.orders[slot | 2];
      const both = Math.min(left, shown);
      this.emitMeeting(BookEvent.selfReduced, order, slot, both);
      this.selfCancelled += both;
      if (both < shown) this.lessen(slot, both);
      else if (this.reserveOf(slot) > 0) this.replenish(slot);
      else this.detach(slot, this.orderOf(slot));
      return left - both;
    }
    if (selfTrade !== SelfTrade['cancel-incoming']) {
      this.emitMeeting(BookEvent.selfRemoved, order, slot, this.orders[slot | 2]);
      this.detach(slot, this.orderOf(slot));
    }
    if (selfTrade === SelfTrade['cancel-resting']) return left;
    this.selfCancelled += left;
    return 0;
  }

  private enqueue(order: number, side: number, price: number, quantity: number, account: number): void {
    const { levels } = this;
    const place = levels.claim(side, price, this.bestBid, this.bestAsk);
    let slot = this.free;
    if (slot !== NO_SLOT) this.free = this.orders[slot];
    else slot = this.extend();
    const { orders, owners } = this;
    const words = place < FAR ? levels.near : levels.far;
    const at = place & OFFSET;
    const tail = words[at | 1];
    orders[slot] = NO_SLOT;
    orders[slot | 1] = tail;
    orders[slot | 2] = quantity;
    orders[slot | 3] = (price << 1) | side;
    const cold = slot >> 1;
    owners[cold] = order;
    owners[cold | 1] = account;
    this.orderCount++;
    if (order >= 0) {
      this.register.reach(order);
      this.register.slots[order] = slot;
    }
    words[at | 1] = slot;
    enlarge(words, at, quantity);
    if (tail !== NO_SLOT) {
      orders[tail] = slot;
      return;
    }
    words[at] = slot;
    levels.occupy(side, price);
    if (side === BUY) {
      if (price > this.bestBid) this.bestBid = price;
    } else if (price < this.bestAsk) this.bestAsk = price;
  }

  /** Takes quantity that is shown; all of it when there is no more, and then the reserve goes too. */
  private take(slot: number, order: number, quantity: number): number {
    if (quantity >= this.orders[slot | 2]) return this.unlink(slot, order);
    this.lessen(slot, quantity);
    return quantity;
  }

  private lessen(slot: number, quantity: number): void {
    const { orders, levels } = this;
    orders[slot | 2] -= quantity;
    const word = orders[slot | 3];
    const place = levels.find(word & 1, word >>> 1);
    diminish(place < FAR ? levels.near : levels.far, place & OFFSET, quantity);
  }

  private unlink(slot: number, order: number): number {
    const quantity = this.orders[slot | 2] + this.reserveOf(slot);
    this.detach(slot, order);
    return quantity;
  }

  /** Takes an order out of its queue and frees its slot. */
  private detach(slot: number, order: number): void {
    const { levels, orders } = this;
    const word = orders[slot | 3];
    const side = word & 1;
    const price = word >>> 1;
    const place = levels.find(side, price);
    const words = place < FAR ? levels.near : levels.far;
    const at = place & OFFSET;
    const next = orders[slot];
    const previous = orders[slot | 1];
    if (this.icebergs !== 0) this.hide(slot, 0, 0);
    orders[slot] = this.free;
    this.free = slot;
    if (order >= 0) this.register.slots[order] = NO_SLOT;
    this.orderCount--;
    if (previous !== NO_SLOT) orders[previous] = next;
    else words[at] = next;
    if (next !== NO_SLOT) orders[next | 1] = previous;
    else words[at | 1] = previous;
    if (previous !== NO_SLOT || next !== NO_SLOT) {
      diminish(words, at, orders[slot | 2]);
      return;
    }
    levels.vacate(side, price, place);
    if (side === BUY) {
      if (price === this.bestBid) this.bestBid = levels.next(BUY, price);
    } else if (price === this.bestAsk) this.bestAsk = levels.next(1, price);
  }

  /** What an iceberg showed is gone: it shows more, at the tail of its queue. */
  private replenish(slot: number): void {
    const { orders, levels } = this;
    const word = orders[slot | 3];
    const place = levels.find(word & 1, word >>> 1);
    const words = place < FAR ? levels.near : levels.far;
    const at = place & OFFSET;
    const display = this.displayOf(slot);
    const reserve = this.reserveOf(slot);
    const shown = Math.min(display, reserve);
    diminish(words, at, orders[slot | 2]);
    enlarge(words, at, shown);
    orders[slot | 2] = shown;
    this.hide(slot, reserve - shown, display);
    const next = orders[slot];
    if (next !== NO_SLOT) {
      const previous = orders[slot | 1];
      orders[next | 1] = previous;
      if (previous === NO_SLOT) words[at] = next;
      else orders[previous] = next;
      const tail = words[at | 1];
      orders[tail] = slot;
      orders[slot | 1] = tail;
      orders[slot] = NO_SLOT;
      words[at | 1] = slot;
    }
    this.emitReplenished(this.orderOf(slot), word >>> 1, shown, reserve - shown, this.accountOf(slot));
  }

  /** Notes what an order hides and shows at a time. */
  private hide(slot: number, reserve: number, display: number): void {
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
  private prepend(head: number, side: number, price: number, quantity: number): void {
    this.enqueue(ANONYMOUS_ORDER, side, price, quantity, -1);
    if (head < 0) return;
    const { orders, levels } = this;
    const place = levels.find(side, price);
    const words = place < FAR ? levels.near : levels.far;
    const at = place & OFFSET;
    const slot = words[at | 1];
    const last = orders[slot | 1];
    orders[last] = NO_SLOT;
    words[at | 1] = last;
    orders[slot] = head;
    orders[slot | 1] = NO_SLOT;
    orders[head | 1] = slot;
    words[at] = slot;
  }

  private enlargeOrder(slot: number, side: number, price: number, quantity: number): void {
    this.orders[slot | 2] += quantity;
    const place = this.levels.find(side, price);
    enlarge(place < FAR ? this.levels.near : this.levels.far, place & OFFSET, quantity);
  }

  /** A slot that was never used. */
  private extend(): number {
    const slot = this.end;
    if (slot === this.orders.length) this.growOrders();
    this.end = slot + 4;
    return slot;
  }

  private emitReplenished(order: number, price: number, shown: number, reserve: number, account: number): void {
    const { events, eventsEnd: at } = this;
    events[at] = BookEvent.replenished;
    events[at | EventWord.order] = order;
    events[at | EventWord.price] = price;
    events[at | EventWord.quantity] = shown;
    events[at | EventWord.left] = reserve;
    events[at | EventWord.otherAccount] = account;
    this.eventsEnd = at + EVENT_WORDS;
    if (this.eventsEnd === events.length) this.growEvents();
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

  private emitMeeting(kind: BookEvent, order: number, slot: number, quantity: number): void {
    const shown = this.orders[slot | 2];
    const left = kind === BookEvent.selfReduced ? shown - quantity + this.reserveOf(slot) : this.reserveOf(slot);
    this.emitTrade(order, this.priceOf(slot), quantity, left, slot >> 1);
    this.events[this.eventsEnd - EVENT_WORDS] = kind;
  }

  private growOrders(): void {
    const orders = new Int32Array(this.orders.length * 2);
    orders.set(this.orders);
    const owners = new Int32Array(this.owners.length * 2);
    owners.set(this.owners);
    this.orders = orders;
    this.owners = owners;
  }

  private growEvents(): void {
    const events = new Int32Array(this.events.length * 2);
    events.set(this.events);
    this.events = events;
  }
}
