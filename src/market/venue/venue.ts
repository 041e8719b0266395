import type { RulePack } from '../../rules/index.js';
import {
  type AccountTable,
  CancelReason,
  HaltReason,
  type InstrumentHeader,
  OrderType,
  Phase,
  RejectReason,
  SECOND,
  Side,
  type TapeWriter,
  TradeStage,
  UNKNOWN,
} from '../../tape/index.js';
import type { OrderBook } from '../book/order-book.js';
import { NO_ASK, NO_BID } from '../book/price-levels.js';
import { Ledger } from '../ledger/ledger.js';
import { FixedPriceTrading } from './fixed-price-trading.js';
import { Gateway } from './gateway.js';
import { Journal } from './journal.js';
import { Listing } from './listing.js';
import { Matching } from './matching.js';
import { OrderChecks } from './order-checks.js';
import { OrderNumbers } from './order-numbers.js';
import { Request, RequestQueue } from './request-queue.js';
import { stageOf, TradingDay } from './trading-day.js';

export interface VenueOptions {
  readonly rules: RulePack;
  readonly instruments: readonly InstrumentHeader[];
  readonly accounts: AccountTable;
  readonly tape: TapeWriter;
  /** `none`: no cash, no holdings, accounts may be −1, as in a replay of anonymous orders. @defaultValue `ledger` */
  readonly settlement?: 'ledger' | 'none';
  /**
   * `report`: an order outside limits, cage, lots or greatest quantities is counted in {@link Venue.breaches} and accepted,
   * since the exchange of the record accepted it. @defaultValue `enforce`
   */
  readonly validation?: 'enforce' | 'report';
}

/** All that an order still has. */
const ALL = Infinity;

/**
 * A trading venue over one day: it has its own clock, takes requests as its rules allow, runs call auctions and halts at
 * their times, keeps the ledger, and writes everything that happens onto the tape. A request that is refused becomes a
 * row with a reason, never an exception.
 *
 * Whoever drives it calls {@link advanceTo} before a request: the venue's own timers of the same nanosecond come first.
 */
export class Venue {
  readonly ledger: Ledger | undefined;
  private time = 0;
  /** When the venue next acts of itself. */
  private due: number;
  private readonly rules: RulePack;
  private readonly listings: readonly Listing[];
  private readonly accountCount: number;
  private readonly journal: Journal;
  private readonly checks: OrderChecks;
  private readonly matching: Matching;
  private readonly fixedPrice: FixedPriceTrading;
  private readonly day: TradingDay;
  private readonly orders = new OrderNumbers();
  /** Requests between the opening cross and continuous trading. */
  private readonly waiting = new RequestQueue();
  private readonly gateway: Gateway | undefined;
  private nextIndication = Infinity;
  /** Whether listings have timers or conditions of their own: halts, bands, parked orders. */
  private readonly watched: boolean;

  constructor(options: VenueOptions) {
    const { rules, instruments, accounts, settlement = 'ledger', validation = 'enforce' } = options;
    this.rules = rules;
    this.accountCount = accounts.count;
    this.listings = instruments.map((header, index) => new Listing(index, header, rules, accounts, this.orders));
    this.journal = new Journal(options.tape);
    this.ledger = settlement === 'ledger' ? new Ledger(rules, instruments, accounts) : undefined;
    this.checks = new OrderChecks(rules, this.ledger, validation === 'enforce');
    this.matching = new Matching(rules, this.journal, this.ledger, this.checks);
    this.fixedPrice = new FixedPriceTrading(this.journal, this.ledger, this.matching);
    this.day = new TradingDay(rules.phases);
    this.gateway = rules.throughput === null ? undefined : new Gateway(rules.throughput);
    this.watched =
      rules.cage?.action === 'park' || this.listings.some(({ halts, bands }) => (halts ?? bands) !== undefined);
    this.due = this.day.nextChange;
  }

  /** Nanoseconds since midnight. */
  get now(): number {
    return this.time;
  }

  /** Phase of the venue; an instrument may be halted within it. */
  get phase(): Phase {
    return this.day.phase;
  }

  /** Phase of an instrument: while it is halted in continuous trading, the call that resumes it. */
  phaseOf(instrument: number): Phase {
    const { phase } = this.day;
    return phase === Phase.continuous && this.listings[instrument].halted ? Phase.haltCall : phase;
  }

  /** Breaches of limits, cage, lots and greatest quantities that were let pass, by {@link RejectReason}. */
  get breaches(): Int32Array {
    return this.checks.breaches;
  }

  book(instrument: number): OrderBook {
    return this.listings[instrument].book;
  }

  /** Ticks; −1 before the day's first trade. */
  lastPrice(instrument: number): number {
    return this.listings[instrument].lastPrice;
  }

  /** Quantity traded today. */
  volume(instrument: number): number {
    return this.listings[instrument].volume;
  }

  /** The closing price as it would be now; −1 when nothing was traded and no previous close is known. */
  closingPrice(instrument: number): number {
    return this.listings[instrument].closing.price();
  }

  /** What is left of an order in the book, parked, or waiting for trading at the close; 0 when it is gone. */
  remaining(order: number): number {
    const listing = this.listings[this.orders.instrumentOf(order)];
    if (listing === undefined) return 0;
    const { book, parked, fixedPrice } = listing;
    const slot = book.slotOf(order);
    if (slot >= 0) return book.quantityOf(slot) + book.reserveOf(slot);
    for (const side of parked) if (side.indexOf(order) >= 0) return side.quantityOf(side.indexOf(order));
    const index = fixedPrice.indexOf(order);
    return index >= 0 ? fixedPrice.quantityOf(index) : 0;
  }

  /** When the venue will next act of itself: phase, auction, indication, end of a halt; Infinity when the day is over. */
  nextTimer(): number {
    return this.due;
  }

  /** Lets the clock run, and everything happen that falls due until then, that moment included. */
  advanceTo(timeNs: number): void {
    if (timeNs >= this.due) this.runUntil(timeNs);
    else if (!(timeNs >= this.time))
      throw new Error(`the clock stands at ${this.time} ns and cannot go back to ${timeNs}`);
    this.time = timeNs;
  }

  /**
   * A new order. Prices in ticks; a market order names its protection price where the venue asks for one, otherwise −1.
   * @param display - what an iceberg shows at a time
   * @returns its number, or −1 − {@link RejectReason}
   */
  submit(
    instrument: number,
    account: number,
    side: number,
    type: number,
    price: number,
    quantity: number,
    display = 0,
  ): number {
    if (this.gateway === undefined)
      return this.place(UNKNOWN, instrument, account, side, type, price, quantity, display);
    if (this.listings[instrument] === undefined)
      return this.reject(RejectReason.unknownInstrument, instrument, UNKNOWN, account, side, price, quantity);
    if (this.gateway.admits(this.time))
      return this.place(UNKNOWN, instrument, account, side, type, price, quantity, display);
    if (this.gateway.isFull)
      return this.reject(RejectReason.throughput, instrument, UNKNOWN, account, side, price, quantity);
    const order = this.orders.number(instrument);
    this.hold(Request.submit, order, instrument, account, side, type, price, quantity, display);
    return order;
  }

  /**
   * Takes what rests of an order out of the book, or a part of it, where the venue allows that.
   * @param account - whose order it must be; −1 asks nothing
   * @returns 0, or −1 − {@link RejectReason}
   */
  cancel(account: number, order: number, quantity: number = ALL): number {
    if (this.gateway === undefined || this.gateway.admits(this.time)) return this.takeBack(account, order, quantity);
    if (this.gateway.isFull) return this.refuse(RejectReason.throughput, order, account, UNKNOWN, UNKNOWN);
    this.hold(Request.cancel, order, UNKNOWN, account, UNKNOWN, UNKNOWN, UNKNOWN, quantity, UNKNOWN);
    return 0;
  }

  /**
   * Puts a new order in the place of one that rests: another price or quantity, and a new place in the queue.
   * @returns the new order's number, or −1 − {@link RejectReason}
   */
  replace(account: number, order: number, price: number, quantity: number): number {
    if (this.gateway === undefined || this.gateway.admits(this.time))
      return this.exchange(UNKNOWN, account, order, price, quantity);
    if (this.gateway.isFull) return this.refuse(RejectReason.throughput, order, account, price, quantity);
    const number = this.orders.number(this.orders.instrumentOf(order));
    this.hold(Request.replace, number, UNKNOWN, account, UNKNOWN, UNKNOWN, price, quantity, order);
    return number;
  }

  /** Ends the day: what waits is refused, and every order that is left expires, oldest first. */
  closeDay(): void {
    while (this.waiting.length > 0) this.refuseWaiting(this.waiting);
    if (this.gateway !== undefined) while (this.gateway.queue.length > 0) this.refuseWaiting(this.gateway.queue);
    for (let order = 0; order < this.orders.count; order++) {
      const listing = this.listings[this.orders.instrumentOf(order)];
      if (listing !== undefined && this.isOpen(listing, order))
        this.withdraw(listing, order, ALL, CancelReason.expiry);
    }
    this.schedule();
  }

  private runUntil(timeNs: number): void {
    while (this.due <= timeNs) {
      this.time = this.due;
      this.act();
      this.schedule();
    }
  }

  /** The one thing that is due first, of those due at this moment. */
  private act(): void {
    const { day, time } = this;
    const ending = this.watched ? this.listings.find(({ haltEnd }) => haltEnd <= time) : undefined;
    if (ending !== undefined && day.phase === Phase.continuous) this.resume(ending);
    else if (day.nextChange <= time) this.changePhase();
    else if (ending !== undefined) this.resume(ending);
    else if (this.pauseOne() || this.serveOne()) return;
    else this.indicate();
  }

  /** Finds out when the next thing is due. */
  private schedule(): void {
    let due = Math.min(this.day.nextChange, this.nextIndication);
    if (this.gateway !== undefined) due = Math.min(due, this.gateway.due);
    if (this.watched) for (const listing of this.listings) due = Math.min(due, listing.due);
    this.due = due;
  }

  private changePhase(): void {
    const { day } = this;
    const before = stageOf(day.phase);
    const wasGap = day.phase === Phase.preOpenGap;
    day.advance();
    const after = stageOf(day.phase);
    if (before !== after && before !== TradeStage.continuous)
      for (const listing of this.listings) if (!listing.halted) this.cross(listing, before);
    this.journal.begin(this.time);
    this.journal.phase(UNKNOWN, day.phase);
    if (before !== after) {
      this.nextIndication = after === TradeStage.continuous ? Infinity : this.time + this.rules.indicationIntervalNs;
      for (const listing of this.listings) listing.forgetIndication();
    }
    if (day.phase === Phase.closeCall) for (const listing of this.listings) this.releaseIntoCall(listing);
    if (day.phase === Phase.afterHours)
      for (const listing of this.listings) this.fixedPrice.open(listing, this.time);
    if (wasGap) while (this.waiting.length > 0) this.work(this.waiting);
    if (day.phase === Phase.continuous && this.watched) for (const listing of this.listings) this.settle(listing, false);
  }

  /** Publishes what every call auction under way would give now, where it has changed. */
  private indicate(): void {
    const { time } = this;
    if (this.nextIndication <= time) {
      this.nextIndication = time + this.rules.indicationIntervalNs;
      for (const listing of this.listings) this.indicateOne(listing, stageOf(this.day.phase));
      return;
    }
    for (const listing of this.listings)
      if (listing.nextIndication <= time) {
        listing.nextIndication = time + this.rules.indicationIntervalNs;
        this.indicateOne(listing, TradeStage.intradayCall);
      }
  }

  private indicateOne(listing: Listing, stage: TradeStage): void {
    this.findAuction(listing, stage);
    if (!listing.indicationChanged()) return;
    this.journal.begin(this.time);
    this.journal.indication(listing.index, listing.auction, stage);
  }

  private findAuction(listing: Listing, stage: TradeStage): void {
    const { candidates, openCall, otherCalls } = this.rules.auction;
    const tie = stage === TradeStage.openCall ? openCall : otherCalls;
    const reference = tie === 'nearest-previous-close' ? listing.header.previousClose : listing.reference;
    listing.auction.find(listing.book, candidates, tie, reference);
  }

  /** Trades what crosses at one price. */
  private cross(listing: Listing, stage: TradeStage): void {
    this.findAuction(listing, stage);
    this.journal.begin(this.time);
    this.matching.cross(listing, this.time, stage);
    if (this.matching.tradedAt < 0 || stage === TradeStage.closeCall) return;
    // The first price of the day opens it; that of a resumption is judged when trading has resumed.
    if (stage === TradeStage.openCall) this.noteTrades(listing);
  }

  /** Takes a request that has come to the venue's attention. @param order - its number, −1 when it has none yet */
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
    const reason = this.refusal(instrument, account, side, type, price, quantity, display);
    if (reason >= 0) return this.reject(reason, instrument, order, account, side, price, quantity);
    const number = order >= 0 ? order : this.orders.number(instrument);
    if (this.day.phase === Phase.preOpenGap) {
      this.waiting.add(Request.submit, number, instrument, account, side, type, price, quantity, display);
      return number;
    }
    this.accept(this.listings[instrument], number, account, side, type, price, quantity, display);
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
    this.journal.begin(this.time);
    const phase = this.phaseOf(listing.index);
    const kind = type as OrderType;
    this.matching.accept(listing, this.time, phase, order, account, side, kind, price, quantity, display);
    if (type === OrderType.fixedPrice) {
      if (this.day.phase === Phase.afterHours) this.fixedPrice.arrive(listing, order, side);
    } else if (this.watched && phase === Phase.continuous) this.settle(listing, true);
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
    const listing = this.listings[instrument];
    if (listing === undefined) return RejectReason.unknownInstrument;
    if (!this.knowsAccount(account)) return RejectReason.unknownAccount;
    const phase = this.phaseOf(instrument);
    const venuePhase = this.day.phase;
    return this.checks.refusal(
      listing,
      phase,
      venuePhase,
      this.time,
      account,
      side,
      type,
      price,
      quantity,
      display,
    );
  }

  private knowsAccount(account: number): boolean {
    if (account === UNKNOWN) return this.ledger === undefined;
    return Number.isInteger(account) && account >= 0 && account < this.accountCount;
  }

  private takesNothing(): boolean {
    const { phase } = this.day;
    return (
      phase === Phase.closed || phase === Phase.lunch || (phase === Phase.preOpenGap && this.rules.gap === 'reject')
    );
  }

  private takeBack(account: number, order: number, quantity: number): number {
    const reason = this.cancelRefusal(order);
    if (reason >= 0) return this.refuse(reason, order, account, UNKNOWN, UNKNOWN);
    if (this.day.phase === Phase.preOpenGap && this.orders.instrumentOf(order) >= 0) {
      this.waiting.add(Request.cancel, order, UNKNOWN, account, UNKNOWN, UNKNOWN, UNKNOWN, quantity, UNKNOWN);
      return 0;
    }
    return this.takeOut(account, order, quantity);
  }

  private takeOut(account: number, order: number, quantity: number): number {
    const listing = this.ownListing(account, order);
    if (listing === undefined) return this.refuse(RejectReason.unknownOrder, order, account, UNKNOWN, UNKNOWN);
    const { phase } = this.day;
    const afterHours = phase === Phase.afterHours || phase === Phase.afterHoursQuiet;
    if (afterHours && listing.fixedPrice.indexOf(order) < 0)
      return this.refuse(RejectReason.marketClosed, order, account, UNKNOWN, UNKNOWN);
    if (quantity !== ALL && !(Number.isInteger(quantity) && quantity >= 1))
      return this.refuse(RejectReason.quantity, order, account, UNKNOWN, UNKNOWN);
    if (quantity !== ALL && !this.rules.partialCancel && quantity < this.remaining(order))
      return this.refuse(RejectReason.notOffered, order, account, UNKNOWN, UNKNOWN);
    this.withdraw(listing, order, quantity, CancelReason.user);
    if (this.watched && this.phaseOf(listing.index) === Phase.continuous) this.settle(listing, false);
    return 0;
  }

  private cancelRefusal(order: number): number {
    if (this.takesNothing()) return RejectReason.marketClosed;
    const instrument = this.orders.instrumentOf(order);
    const phase = instrument >= 0 ? this.phaseOf(instrument) : this.day.phase;
    return this.rules.noCancel.includes(phase) ? RejectReason.cancelInPhase : UNKNOWN;
  }

  /** The listing in which an order is open, if it is the account's. */
  private ownListing(account: number, order: number): Listing | undefined {
    const listing = this.listings[this.orders.instrumentOf(order)];
    if (listing === undefined || !this.isOpen(listing, order)) return undefined;
    return account === UNKNOWN || account === this.ownerOf(listing, order) ? listing : undefined;
  }

  private isOpen({ book, parked, fixedPrice }: Listing, order: number): boolean {
    return (
      book.slotOf(order) >= 0 ||
      parked[Side.buy].indexOf(order) >= 0 ||
      parked[Side.sell].indexOf(order) >= 0 ||
      fixedPrice.indexOf(order) >= 0
    );
  }

  private ownerOf({ book, parked, fixedPrice }: Listing, order: number): number {
    const slot = book.slotOf(order);
    if (slot >= 0) return book.accountOf(slot);
    for (const side of parked) if (side.indexOf(order) >= 0) return side.accountOf(side.indexOf(order));
    return fixedPrice.accountOf(fixedPrice.indexOf(order));
  }

  /** Takes all or a part of an open order away, wherever it is; a command of its own. */
  private withdraw(listing: Listing, order: number, quantity: number, reason: CancelReason): void {
    this.journal.begin(this.time);
    if (listing.book.slotOf(order) >= 0) this.matching.withdraw(listing, order, quantity, reason);
    else if (listing.fixedPrice.indexOf(order) >= 0) this.fixedPrice.withdraw(listing, order, quantity, reason);
    else this.withdrawParked(listing, order, quantity, reason);
  }

  private withdrawParked({ parked, index: instrument }: Listing, order: number, most: number, reason: CancelReason) {
    const side = parked[Side.buy].indexOf(order) >= 0 ? Side.buy : Side.sell;
    const orders = parked[side];
    const index = orders.indexOf(order);
    const [account, price, had] = [orders.accountOf(index), orders.priceOf(index), orders.quantityOf(index)];
    const taken = Math.min(most, had);
    orders.remove(index);
    if (taken < had) orders.add(order, account, price, had - taken);
    this.journal.cancelledHidden(instrument, order, account, side, price, taken, had - taken, reason);
    this.matching.release(this.listings[instrument], side, account, price, taken);
  }

  private exchange(number: number, account: number, order: number, price: number, quantity: number): number {
    const reason = this.exchangeRefusal(account, order, price, quantity);
    if (reason >= 0) {
      // What waited has a number of its own, by which its sender knows it.
      const named = number >= 0 ? number : order;
      return this.reject(reason, this.orders.instrumentOf(order), named, account, UNKNOWN, price, quantity);
    }
    const listing = this.listings[this.orders.instrumentOf(order)];
    const fresh = number >= 0 ? number : this.orders.number(listing.index);
    this.swap(listing, order, fresh, price, quantity);
    return fresh;
  }

  private exchangeRefusal(account: number, order: number, price: number, quantity: number): number {
    if (this.takesNothing() || this.day.phase === Phase.preOpenGap) return RejectReason.marketClosed;
    if (!this.rules.replace) return RejectReason.notOffered;
    const reason = this.cancelRefusal(order);
    if (reason >= 0) return reason;
    const listing = this.ownListing(account, order);
    if (listing === undefined) return RejectReason.unknownOrder;
    const { book } = listing;
    const slot = book.slotOf(order);
    if (slot < 0) return RejectReason.notOffered;
    const [owner, side] = [book.accountOf(slot), book.sideOf(slot)];
    const had = book.quantityOf(slot) + book.reserveOf(slot);
    const display = book.displayOf(slot);
    const type = display > 0 ? OrderType.iceberg : OrderType.limit;
    // Whether it can be paid for is asked as if the old order were gone.
    this.matching.release(listing, side, owner, book.priceOf(slot), had);
    const [phase, venuePhase] = [this.phaseOf(listing.index), this.day.phase];
    const shown = Math.min(display, quantity);
    const { checks, time } = this;
    let refusal = checks.refusal(listing, phase, venuePhase, time, owner, side, type, price, quantity, shown);
    const parks = this.rules.cage?.action === 'park' && phase === Phase.continuous && refusal < 0;
    if (parks && checks.outsideCage(listing, side, price)) refusal = RejectReason.priceCage;
    this.matching.freeze(listing, side, owner, book.priceOf(slot), had);
    return refusal;
  }

  /** Takes an old order out and puts the new one in, in one command. */
  private swap(listing: Listing, old: number, order: number, price: number, quantity: number): void {
    const { book, index } = listing;
    const slot = book.slotOf(old);
    const [account, side, display] = [book.accountOf(slot), book.sideOf(slot), book.displayOf(slot)];
    const oldPrice = book.priceOf(slot);
    const had = book.quantityOf(slot) + book.reserveOf(slot);
    const phase = this.phaseOf(index);
    const { matching, time } = this;
    this.journal.begin(time);
    if (display > 0) {
      matching.withdraw(listing, old, ALL, CancelReason.user);
      const shown = Math.min(display, quantity);
      matching.accept(listing, time, phase, order, account, side, OrderType.iceberg, price, quantity, shown);
    } else {
      book.remove(old);
      matching.release(listing, side, account, oldPrice, had);
      matching.freeze(listing, side, account, price, quantity);
      this.journal.replaced(index, order, account, side, price, quantity, old, had, OrderType.limit);
      matching.enter(listing, time, phase, order, side, price, quantity, account);
    }
    if (this.watched && phase === Phase.continuous) this.settle(listing, true);
  }

  /** After a command in continuous trading: does it halt the instrument, move its band, let parked orders in? */
  private settle(listing: Listing, mayHaveTraded: boolean): void {
    if (mayHaveTraded) this.noteTrades(listing);
    this.watchBand(listing);
    while (!listing.halted && this.releaseOne(listing)) {
      this.noteTrades(listing);
      this.watchBand(listing);
    }
  }

  /** Judges the last command's trades by the rules for days without limits, and by the band. */
  private noteTrades(listing: Listing): void {
    const { tradedAt, firstTradedAt } = this.matching;
    if (tradedAt < 0) return;
    const { halts, bands } = listing;
    if (halts !== undefined) {
      halts.opens(firstTradedAt);
      if (halts.reaches(tradedAt)) this.halt(listing, tradedAt, HaltReason.volatility);
    }
    if (bands !== undefined && bands.update(this.time, firstTradedAt)) this.clearOutside(listing);
  }

  /** Begins or ends a limit state. */
  private watchBand(listing: Listing): void {
    const { bands, book, halted } = listing;
    if (bands === undefined) return;
    const upper = bands.upper(this.time);
    const atLimit = upper >= 0 && (book.bestBid >= upper || book.bestAsk <= bands.lower(this.time));
    if (halted || !atLimit) bands.pauseAt = Infinity;
    else if (bands.pauseAt === Infinity) bands.pauseAt = this.time + this.rules.luld!.limitStateNs;
    this.schedule();
  }

  /** Orders that a new band leaves outside are cancelled, the best first. */
  private clearOutside(listing: Listing): void {
    const { book } = listing;
    const bands = listing.bands!;
    const [lower, upper] = [bands.lower(this.time), bands.upper(this.time)];
    for (const side of [Side.buy, Side.sell]) {
      const best = () => (side === Side.buy ? book.bestBid : book.bestAsk);
      while (best() !== NO_BID && best() !== NO_ASK && (side === Side.buy ? best() > upper : best() < lower))
        this.withdraw(listing, book.orderOf(book.headOf(side, best())), ALL, CancelReason.priceBand);
    }
  }

  /** The first listing whose limit state has lasted its time is paused; false when there is none. */
  private pauseOne(): boolean {
    if (!this.watched) return false;
    const listing = this.listings.find(({ bands }) => bands !== undefined && bands.pauseAt <= this.time);
    if (listing === undefined) return false;
    const bands = listing.bands!;
    bands.pauseAt = Infinity;
    const { bestBid, bestAsk } = listing.book;
    this.halt(listing, bestBid >= bands.upper(this.time) ? bestBid : bestAsk, HaltReason.limitState);
    return true;
  }

  private halt(listing: Listing, price: number, reason: HaltReason): void {
    const { halts, luld } = this.rules;
    const volatility = reason === HaltReason.volatility;
    const durationNs = volatility ? halts!.durationNs : luld!.pauseNs;
    this.journal.begin(this.time);
    this.journal.halt(listing.index, price, Math.floor(durationNs / SECOND), reason);
    listing.haltEnd = this.day.haltEnd(this.time, durationNs, volatility ? halts!.lunch : 'counts');
    listing.haltReason = reason;
    listing.nextIndication = this.time + this.rules.indicationIntervalNs;
    listing.forgetIndication();
    this.releaseIntoCall(listing);
    this.schedule();
  }

  /** A halt ends with a call auction. */
  private resume(listing: Listing): void {
    listing.haltEnd = Infinity;
    listing.nextIndication = Infinity;
    this.cross(listing, TradeStage.intradayCall);
    this.journal.begin(this.time);
    this.journal.phase(listing.index, this.day.phase);
    if (listing.haltReason === HaltReason.limitState && this.matching.tradedAt >= 0) {
      listing.bands!.resume(this.time, this.matching.tradedAt);
      this.clearOutside(listing);
    }
    this.settle(listing, true);
  }

  /** Lets the first parked order in that the cage has reached; false when there is none. */
  private releaseOne(listing: Listing): boolean {
    const [buys, sells] = listing.parked;
    const buy = buys.count > 0 && !this.checks.outsideCage(listing, Side.buy, buys.priceOf(0));
    const sell = sells.count > 0 && !this.checks.outsideCage(listing, Side.sell, sells.priceOf(0));
    if (!buy && !sell) return false;
    const side = buy && (!sell || buys.orderOf(0) < sells.orderOf(0)) ? Side.buy : Side.sell;
    this.release(listing, side, 0, Phase.continuous);
    return true;
  }

  /** The cage does not hold in a call: whoever waited outside comes in, the oldest first. */
  private releaseIntoCall(listing: Listing): void {
    const [buys, sells] = listing.parked;
    while (buys.count + sells.count > 0) {
      const buy = buys.count > 0 ? buys.oldest() : -1;
      const sell = sells.count > 0 ? sells.oldest() : -1;
      const buysFirst = sell < 0 || (buy >= 0 && buys.orderOf(buy) < sells.orderOf(sell));
      this.release(listing, buysFirst ? Side.buy : Side.sell, buysFirst ? buy : sell, Phase.haltCall);
    }
  }

  private release(listing: Listing, side: 0 | 1, index: number, phase: Phase): void {
    const orders = listing.parked[side];
    const order = orders.orderOf(index);
    const account = orders.accountOf(index);
    const price = orders.priceOf(index);
    const quantity = orders.quantityOf(index);
    orders.remove(index);
    this.journal.begin(this.time);
    this.journal.released(listing.index, order, account, side, price, quantity, UNKNOWN, OrderType.limit);
    this.matching.enter(listing, this.time, phase, order, side, price, quantity, account);
  }

  private hold(
    request: number,
    order: number,
    instrument: number,
    account: number,
    side: number,
    type: number,
    price: number,
    quantity: number,
    more: number,
  ): void {
    this.gateway!.queue.add(request, order, instrument, account, side, type, price, quantity, more);
    this.schedule();
  }

  /** Works on the request that waits longest in front of the venue; false when none does. */
  private serveOne(): boolean {
    if (this.gateway === undefined || this.gateway.due > this.time) return false;
    this.gateway.serve();
    this.work(this.gateway.queue);
    return true;
  }

  /** Takes the first request out of a queue and works on it. */
  private work(queue: RequestQueue): void {
    const [request, order, instrument, account, side, type, price, quantity, more] = queue.shift();
    if (request === Request.submit) this.place(order, instrument, account, side, type, price, quantity, more);
    else if (request === Request.replace) this.exchange(order, account, more, price, quantity);
    else if (queue === this.waiting) this.takeOutNow(account, order, quantity);
    else this.takeBack(account, order, quantity);
  }

  /** A cancel that waited for the opening is judged again. */
  private takeOutNow(account: number, order: number, quantity: number): void {
    const reason = this.cancelRefusal(order);
    if (reason >= 0) this.refuse(reason, order, account, UNKNOWN, UNKNOWN);
    else this.takeOut(account, order, quantity);
  }

  private refuseWaiting(queue: RequestQueue): void {
    const [request, order, instrument, account, side, , price, quantity, more] = queue.shift();
    const { marketClosed } = RejectReason;
    if (request === Request.submit) this.reject(marketClosed, instrument, order, account, side, price, quantity);
    else if (request === Request.cancel) this.refuse(marketClosed, order, account, UNKNOWN, UNKNOWN);
    else this.reject(marketClosed, this.orders.instrumentOf(more), order, account, UNKNOWN, price, quantity);
  }

  /** A request that named an order is refused. */
  private refuse(reason: number, order: number, account: number, price: number, quantity: number): number {
    return this.reject(reason, this.orders.instrumentOf(order), order, account, UNKNOWN, price, quantity);
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
    this.journal.begin(this.time);
    this.journal.rejected(instrument, order, account, side, price, quantity, reason);
    return -1 - reason;
  }
}
