import { CancelReason, OrderType, Phase, RejectReason, UNKNOWN } from '../../tape/index.js';
import type { ContinuousWatch } from './continuous-watch.js';
import { ALL, type Floor, NOT_OWN } from './floor.js';
import { Gateway } from './gateway.js';
import type { Listing } from './listing.js';
import { Request, RequestQueue } from './request-queue.js';

/**
 * Requests to a venue: new orders, cancels, replacements. Each is worked on at once, or waits where the venue's throughput
 * or the gap before continuous trading makes it wait; then it is judged, and done or refused.
 */
export class OrderEntry {
  /** Requests between the opening cross and continuous trading. */
  private readonly waiting = new RequestQueue();
  private readonly gateway: Gateway | undefined;
  /** By phase, whether cancels are refused. */
  private readonly noCancel: readonly boolean[];

  constructor(
    private readonly floor: Floor,
    private readonly watch: ContinuousWatch,
  ) {
    const { throughput, noCancel } = floor.rules;
    this.noCancel = Object.values(Phase).map((phase) => noCancel.includes(phase));
    this.gateway = throughput === null ? undefined : new Gateway(throughput);
  }

  /** When the request that waits longest is worked on, ns; Infinity when none waits in front of the venue. */
  get due(): number {
    return this.gateway === undefined ? Infinity : this.gateway.due;
  }

  submit(
    instrument: number,
    account: number,
    side: number,
    type: number,
    price: number,
    quantity: number,
    display: number,
  ): number {
    const { gateway, floor } = this;
    if (gateway === undefined) return this.place(UNKNOWN, instrument, account, side, type, price, quantity, display);
    if (floor.listings[instrument] === undefined)
      return this.reject(RejectReason.unknownInstrument, instrument, UNKNOWN, account, side, price, quantity);
    if (gateway.admits(floor.clock.now))
      return this.place(UNKNOWN, instrument, account, side, type, price, quantity, display);
    if (gateway.isFull)
      return this.reject(RejectReason.throughput, instrument, UNKNOWN, account, side, price, quantity);
    const order = floor.orders.number(instrument);
    gateway.queue.add(Request.submit, order, instrument, account, side, type, price, quantity, display);
    return order;
  }

  cancel(account: number, order: number, quantity: number): number {
    const { gateway, floor } = this;
    if (gateway === undefined || gateway.admits(floor.clock.now)) return this.takeBack(account, order, quantity);
    if (gateway.isFull) return this.refuse(RejectReason.throughput, order, account);
    gateway.queue.add(Request.cancel, order, -1, account, -1, -1, -1, quantity, -1);
    return 0;
  }

  replace(account: number, order: number, price: number, quantity: number): number {
    const { gateway, floor } = this;
    if (gateway === undefined || gateway.admits(floor.clock.now))
      return this.exchange(UNKNOWN, account, order, price, quantity);
    const instrument = floor.orders.instrumentOf(order);
    if (gateway.isFull) return this.reject(RejectReason.throughput, instrument, order, account, -1, price, quantity);
    const fresh = floor.orders.number(instrument);
    gateway.queue.add(Request.replace, fresh, -1, account, -1, -1, price, quantity, order);
    return fresh;
  }

  /** Works on the request that waits longest in front of the venue. */
  serve(): void {
    this.gateway!.serve();
    this.work(this.gateway!.queue);
  }

  /** Continuous trading begins: what waited for it is judged again, and done. */
  open(): void {
    while (this.waiting.length > 0) this.work(this.waiting);
  }

  /** The day is over: whatever still waits is refused. */
  close(): void {
    while (this.waiting.length > 0) this.refuseWaiting(this.waiting);
    if (this.gateway !== undefined) while (this.gateway.queue.length > 0) this.refuseWaiting(this.gateway.queue);
  }

  private work(queue: RequestQueue): void {
    const [request, order, instrument, account, side, type, price, quantity, more] = queue.shift();
    if (request === Request.submit) this.place(order, instrument, account, side, type, price, quantity, more);
    else if (request === Request.cancel) this.takeBack(account, order, quantity);
    else this.exchange(order, account, more, price, quantity);
  }

  private refuseWaiting(queue: RequestQueue): void {
    const [request, order, instrument, account, side, , price, quantity, more] = queue.shift();
    const { marketClosed } = RejectReason;
    if (request === Request.submit) this.reject(marketClosed, instrument, order, account, side, price, quantity);
    else if (request === Request.cancel) this.refuse(marketClosed, order, account);
    else this.reject(marketClosed, this.floor.orders.instrumentOf(more), order, account, -1, price, quantity);
  }

  /** @param order - the order's number, −1 when it has none yet */
  private place(
    order: number,
    instrument: number,
    account: number,
    side: number,
    type: number,
    price: number,
    quantity: number,
    display: number,
  ): number {
    const { floor } = this;
    const reason = this.refusal(instrument, account, side, type, price, quantity, display);
    if (reason >= 0) return this.reject(reason, instrument, order, account, side, price, quantity);
    const number = order >= 0 ? order : floor.orders.number(instrument);
    if (floor.day.phase === Phase.preOpenGap)
      this.waiting.add(Request.submit, number, instrument, account, side, type, price, quantity, display);
    else this.accept(floor.listings[instrument], number, account, side, type, price, quantity, display);
    return number;
  }

  private accept(
    listing: Listing,
    order: number,
    account: number,
    side: number,
    type: number,
    price: number,
    quantity: number,
    display: number,
  ): void {
    const { floor } = this;
    floor.journal.begin();
    const phase = floor.phaseOf(listing);
    floor.matching.accept(listing, phase, order, account, side, type as OrderType, price, quantity, display);
    if (type === OrderType.fixedPrice) {
      if (floor.day.phase === Phase.afterHours) floor.fixedPrice.arrive(listing, order, side);
    } else if (this.watch.watches && phase === Phase.continuous) this.watch.settle(listing, true);
  }

  private refusal(
    instrument: number,
    account: number,
    side: number,
    type: number,
    price: number,
    quantity: number,
    display: number,
  ): number {
    if (this.takesNothing()) return RejectReason.marketClosed;
    const { floor } = this;
    const listing = floor.listings[instrument];
    if (listing === undefined) return RejectReason.unknownInstrument;
    if (!this.knowsAccount(account)) return RejectReason.unknownAccount;
    const phase = floor.phaseOf(listing);
    return floor.checks.refusal(listing, phase, floor.day.phase, account, side, type, price, quantity, display, false);
  }

  private knowsAccount(account: number): boolean {
    if (account === UNKNOWN) return this.floor.ledger === undefined;
    return Number.isInteger(account) && account >= 0 && account < this.floor.accounts.count;
  }

  private takesNothing(): boolean {
    const { day, rules } = this.floor;
    const { phase } = day;
    if (phase === Phase.continuous) return false;
    return phase === Phase.closed || phase === Phase.lunch || (phase === Phase.preOpenGap && rules.gap === 'reject');
  }

  private takeBack(account: number, order: number, quantity: number): number {
    const { floor } = this;
    const refusal = this.cancelRefusal(order);
    if (refusal >= 0) return this.refuse(refusal, order, account);
    const { phase } = floor.day;
    if (phase === Phase.preOpenGap && floor.orders.instrumentOf(order) >= 0) {
      this.waiting.add(Request.cancel, order, -1, account, -1, -1, -1, quantity, -1);
      return 0;
    }
    const listing = floor.listingOf(order);
    const slot = listing === undefined ? -1 : floor.ownSlot(listing, account, order);
    if (listing === undefined || slot === NOT_OWN) return this.refuse(RejectReason.unknownOrder, order, account);
    const afterHours = phase === Phase.afterHours || phase === Phase.afterHoursQuiet;
    if (afterHours && listing.fixedPrice.indexOf(order) < 0)
      return this.refuse(RejectReason.marketClosed, order, account);
    if (quantity !== ALL) {
      if (!(Number.isInteger(quantity) && quantity >= 1)) return this.refuse(RejectReason.quantity, order, account);
      if (!floor.rules.partialCancel && quantity < floor.remaining(order))
        return this.refuse(RejectReason.notOffered, order, account);
    }
    floor.withdraw(listing, order, slot, quantity, CancelReason.user);
    if (this.watch.watches && floor.phaseOf(listing) === Phase.continuous) this.watch.settle(listing, false);
    return 0;
  }

  private cancelRefusal(order: number): number {
    if (this.takesNothing()) return RejectReason.marketClosed;
    const { floor } = this;
    const listing = floor.listingOf(order);
    const phase = listing === undefined ? floor.day.phase : floor.phaseOf(listing);
    return this.noCancel[phase] ? RejectReason.cancelInPhase : UNKNOWN;
  }

  /** @param number - number that the replacement was given when it had to wait, otherwise −1 */
  private exchange(number: number, account: number, order: number, price: number, quantity: number): number {
    const { orders, listings } = this.floor;
    const instrument = orders.instrumentOf(order);
    const refusal = this.exchangeRefusal(account, order, price, quantity);
    // What waited is known to its sender by its own number.
    if (refusal >= 0)
      return this.reject(refusal, instrument, number >= 0 ? number : order, account, -1, price, quantity);
    const fresh = number >= 0 ? number : orders.number(instrument);
    this.swap(listings[instrument], order, fresh, price, quantity);
    return fresh;
  }

  private exchangeRefusal(account: number, order: number, price: number, quantity: number): number {
    const { floor } = this;
    const { rules, checks, reservations, day } = floor;
    if (this.takesNothing() || day.phase === Phase.preOpenGap) return RejectReason.marketClosed;
    if (!rules.replace) return RejectReason.notOffered;
    const reason = this.cancelRefusal(order);
    if (reason >= 0) return reason;
    const listing = floor.listingOf(order);
    const slot = listing === undefined ? -1 : floor.ownSlot(listing, account, order);
    if (listing === undefined || slot === NOT_OWN) return RejectReason.unknownOrder;
    const { book } = listing;
    if (slot < 0) return RejectReason.notOffered;
    const owner = book.accountOf(slot);
    const side = book.sideOf(slot);
    const had = book.quantityOf(slot) + book.reserveOf(slot);
    const display = Math.min(book.displayOf(slot), quantity);
    const type = display > 0 ? OrderType.iceberg : OrderType.limit;
    const phase = floor.phaseOf(listing);
    // Whether it can be paid for is asked as if the old order were gone.
    reservations.release(listing, side, owner, book.priceOf(slot), had);
    const refusal = checks.refusal(listing, phase, day.phase, owner, side, type, price, quantity, display, true);
    reservations.freeze(listing, side, owner, book.priceOf(slot), had);
    return refusal;
  }

  /** Takes an old order out and puts the new one in, in one command. */
  private swap(listing: Listing, old: number, order: number, price: number, quantity: number): void {
    const { floor } = this;
    const { matching, journal, reservations } = floor;
    const { book, index } = listing;
    const slot = book.slotOf(old);
    const account = book.accountOf(slot);
    const side = book.sideOf(slot);
    const oldPrice = book.priceOf(slot);
    const display = Math.min(book.displayOf(slot), quantity);
    const had = book.quantityOf(slot) + book.reserveOf(slot);
    const phase = floor.phaseOf(listing);
    journal.begin();
    if (display > 0) {
      matching.withdraw(listing, old, slot, ALL, CancelReason.user);
      matching.accept(listing, phase, order, account, side, OrderType.iceberg, price, quantity, display);
    } else {
      book.remove(old);
      reservations.release(listing, side, account, oldPrice, had);
      reservations.freeze(listing, side, account, price, quantity);
      journal.replaced(index, order, account, side, price, quantity, old, had, OrderType.limit);
      matching.enter(listing, phase, order, side, price, quantity, account);
    }
    if (this.watch.watches && phase === Phase.continuous) this.watch.settle(listing, true);
  }

  /** A request to cancel an order is refused. */
  private refuse(reason: number, order: number, account: number): number {
    return this.reject(reason, this.floor.orders.instrumentOf(order), order, account, -1, -1, -1);
  }

  private reject(
    reason: number,
    instrument: number,
    order: number,
    account: number,
    side: number,
    price: number,
    quantity: number,
  ): number {
    const { journal, listings } = this.floor;
    journal.begin();
    const known = listings[instrument] === undefined ? UNKNOWN : instrument;
    journal.rejected(known, order, account, side, price, quantity, reason);
    return -1 - reason;
  }
}
