import { BookEvent, EVENT_WORDS, EventWord } from './book-event.js';
import { ANONYMOUS_ORDER, OrderQueues, type OrderQueuesOptions } from './order-queues.js';
import { NO_SLOT } from './order-register.js';
import { NO_ASK, NO_BID } from './price-levels.js';

/** Highest price in ticks that an order may have. */
export const MAX_PRICE = NO_ASK - 1;

/** What happens when an order meets one of its own account; the names are those of the rule `selfTrade`. */
export const SelfTrade = {
  allow: 0,
  'cancel-incoming': 1,
  'cancel-resting': 2,
  'cancel-both': 3,
  decrement: 4,
} as const;
export type SelfTrade = (typeof SelfTrade)[keyof typeof SelfTrade];

// Imported constants are loaded at every use; those of the hot methods stand here.
const BUY = 0;
const TRADE = BookEvent.trade;
const WORDS = EVENT_WORDS;
/** Account that nobody has. */
const NOBODY = -2;
/** More levels than there are. */
const ALL_LEVELS = 2_147_483_647;

interface OrderBookOptions extends OrderQueuesOptions {
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
export class OrderBook extends OrderQueues {
  events = new Int32Array(64 * EVENT_WORDS);
  /** Words of {@link events} that the last call wrote. */
  eventsEnd = 0;
  /** What the last incoming order wanted and lost to orders of its own account. */
  selfCancelled = 0;
  private readonly selfTrade: SelfTrade;

  constructor(options: OrderBookOptions = {}) {
    super(options);
    this.selfTrade = options.selfTrade ?? SelfTrade.allow;
  }

  /** Executes what crosses and lets the remainder rest. Returns the quantity that rests. */
  add(order: number, side: number, price: number, quantity: number, account: number): number {
    this.eventsEnd = 0;
    this.selfCancelled = 0;
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
    if (slot === 0) return 0;
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
      if (head >= 0 && this.orderOf(head) === ANONYMOUS_ORDER) this.enlargeOrder(head, difference);
      else this.prepend(head, side, price, difference);
    }
    this.eventsEnd = 0;
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

  private execute(
    order: number,
    side: number,
    limit: number,
    quantity: number,
    account: number,
    mostLevels: number,
  ): number {
    const guard = this.selfTrade === SelfTrade.allow || account < 0 ? NOBODY : account;
    if (this.icebergs === 0 && guard === NOBODY) return this.match(order, side, limit, quantity, mostLevels);
    return this.matchWithCare(order, side, limit, quantity, guard, mostLevels);
  }

  /** The common case: everything rests in sight, and anybody may trade with anybody. */
  private match(order: number, side: number, limit: number, quantity: number, mostLevels: number): number {
    const { orders, owners, levels } = this;
    const { records } = levels;
    const { slots } = this.register;
    const opposite = side ^ 1;
    let price = side === BUY ? this.bestAsk : this.bestBid;
    while (side === BUY ? price <= limit : price >= limit) {
      const place = levels.find(opposite, price);
      let slot = records[place];
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
        if (gone >= 0) slots[gone] = 0;
        const next = orders[slot];
        orders[slot] = this.free;
        this.free = slot;
        slot = next;
      } while (slot !== 0 && quantity !== 0);
      if (slot !== 0) {
        records[place] = slot;
        orders[slot | 1] = 0;
        levels.diminish(place, traded);
        break;
      }
      levels.vacate(place);
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

  /** What an iceberg showed is gone: it shows more. */
  private replenish(slot: number): void {
    this.refill(slot);
    this.emitReplenished(slot);
  }

  private emitReplenished(slot: number): void {
    const { events, eventsEnd: at } = this;
    events[at] = BookEvent.replenished;
    events[at | EventWord.order] = this.orderOf(slot);
    events[at | EventWord.price] = this.priceOf(slot);
    events[at | EventWord.quantity] = this.quantityOf(slot);
    events[at | EventWord.left] = this.reserveOf(slot);
    events[at | EventWord.otherAccount] = this.accountOf(slot);
    this.eventsEnd = at + EVENT_WORDS;
    if (this.eventsEnd === events.length) this.growEvents();
  }

  private emitTrade(order: number, price: number, quantity: number, left: number, cold: number): void {
    const { events, owners, eventsEnd: at } = this;
    events[at] = TRADE;
    events[at | 1] = order;
    events[at | 2] = price;
    events[at | 3] = quantity;
    events[at | 4] = left;
    events[at | 5] = owners[cold];
    events[at | 6] = owners[cold | 1];
    this.eventsEnd = at + WORDS;
    if (this.eventsEnd === events.length) this.growEvents();
  }

  private emitMeeting(kind: BookEvent, order: number, slot: number, quantity: number): void {
    const shown = this.orders[slot | 2];
    const left = kind === BookEvent.selfReduced ? shown - quantity + this.reserveOf(slot) : this.reserveOf(slot);
    this.emitTrade(order, this.priceOf(slot), quantity, left, slot >> 1);
    this.events[this.eventsEnd - EVENT_WORDS] = kind;
  }

  private growEvents(): void {
    const events = new Int32Array(this.events.length * 2);
    events.set(this.events);
    this.events = events;
  }
}
