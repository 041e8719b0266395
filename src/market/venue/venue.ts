import { InputError } from '../../diagnostics/index.js';
import type { RulePack } from '../../rules/index.js';
import {
  type AccountTable,
  CancelReason,
  type InstrumentHeader,
  OrderType,
  Phase,
  RejectReason,
  Side,
  type TapeWriter,
  TradeStage,
  UNKNOWN,
} from '../../tape/index.js';
import { BookEvent, EVENT_WORDS, EventWord } from '../book/book-event.js';
import { Journal } from './journal.js';
import { Ledger } from '../ledger/ledger.js';
import { Listing } from './listing.js';
import type { OrderBook } from '../book/order-book.js';
import { OrderChecks } from './order-checks.js';
import { OrderRegister } from './order-register.js';
import { stageOf, TradingDay } from './trading-day.js';
import { WaitingRequests } from './waiting-requests.js';

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

/**
 * A trading venue over one day: it has its own clock, takes orders and cancels as its rules allow, runs call auctions at
 * their times, keeps the ledger, and writes everything that happens onto the tape. A request that is refused becomes a
 * row with a reason, never an exception.
 *
 * Whoever drives it calls {@link advanceTo} before a request: the venue's own timers of the same nanosecond come first.
 */
export class Venue {
  readonly ledger: Ledger | undefined;
  private time = 0;
  private readonly rules: RulePack;
  private readonly listings: readonly Listing[];
  private readonly accountCount: number;
  private readonly journal: Journal;
  private readonly checks: OrderChecks;
  private readonly day: TradingDay;
  private readonly waiting = new WaitingRequests();
  private nextIndication = Infinity;
  private readonly orders = new OrderRegister();

  /** @throws {@link InputError} for rules that it cannot apply */
  constructor(options: VenueOptions) {
    const { rules, instruments, accounts, settlement = 'ledger', validation = 'enforce' } = options;
    if (rules.cage?.action === 'park')
      throw new InputError(
        `under ${rules.version} orders outside the price cage wait until it reaches them, which the venue cannot do`,
        { path: 'cage' },
        'choose a day on which they are refused, from 2023-04-10, or override the rule',
      );
    this.rules = rules;
    this.listings = instruments.map((header) => new Listing(header));
    this.accountCount = accounts.count;
    this.journal = new Journal(options.tape);
    this.ledger = settlement === 'ledger' ? new Ledger(rules, instruments, accounts) : undefined;
    this.checks = new OrderChecks(rules, this.ledger, validation === 'enforce');
    this.day = new TradingDay(rules.phases);
  }

  /** Nanoseconds since midnight. */
  get now(): number {
    return this.time;
  }

  get phase(): Phase {
    return this.day.phase;
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

  /** What rests of an order; 0 when it is gone, was never there or waits for the opening. */
  remaining(order: number): number {
    if (!this.orders.knows(order)) return 0;
    const { book } = this.listings[this.orders.instruments[order]];
    const slot = book.slotOf(order);
    return slot >= 0 ? book.quantityOf(slot) : 0;
  }

  /** When the venue will next act of itself: phase, auction, indication; Infinity when the day is over. */
  nextTimer(): number {
    return Math.min(this.day.nextChange, this.nextIndication);
  }

  /** Lets the clock run, and everything happen that falls due until then, that moment included. */
  advanceTo(timeNs: number): void {
    if (!(timeNs >= this.time)) throw new Error(`the clock stands at ${this.time} ns and cannot go back to ${timeNs}`);
    for (let due = this.nextTimer(); due <= timeNs; due = this.nextTimer()) {
      this.time = due;
      if (due === this.day.nextChange) this.changePhase();
      else this.indicate();
    }
    this.time = timeNs;
  }

  /**
   * A new order. Prices in ticks; a market order has none and gives −1.
   * @returns its number, or −1 − {@link RejectReason}
   */
  submit(instrument: number, account: number, side: number, type: number, price: number, quantity: number): number {
    const reason = this.refusal(instrument, account, side, type, price, quantity);
    if (reason >= 0) return this.reject(reason, instrument, UNKNOWN, account, side, price, quantity);
    const order = this.orders.number(instrument);
    if (this.phase === Phase.preOpenGap) this.waiting.addOrder(order, instrument, account, side, type, price, quantity);
    else this.accept(order, instrument, account, side, type, price, quantity);
    return order;
  }

  /**
   * Takes what rests of an order out of the book.
   * @param account - whose order it must be; −1 asks nothing
   * @returns 0, or −1 − {@link RejectReason}
   */
  cancel(account: number, order: number): number {
    const reason = this.cancelRefusal(order);
    if (reason < 0 && this.phase === Phase.preOpenGap) {
      this.waiting.addCancel(account, order);
      return 0;
    }
    if (reason < 0 && this.withdraw(account, order, CancelReason.user)) return 0;
    return this.refuseCancel(reason < 0 ? RejectReason.unknownOrder : reason, account, order);
  }

  /** Ends the day: every order that still rests expires, oldest first. */
  closeDay(): void {
    for (let order = 0; order < this.orders.count; order++) this.withdraw(UNKNOWN, order, CancelReason.expiry);
  }

  private changePhase(): void {
    const before = stageOf(this.day.phase);
    this.day.advance();
    const after = stageOf(this.day.phase);
    if (before !== after && before !== TradeStage.continuous)
      for (let instrument = 0; instrument < this.listings.length; instrument++) this.cross(instrument, before);
    this.journal.begin(this.time);
    this.journal.phase(this.day.phase);
    if (before !== after) {
      this.nextIndication = after === TradeStage.continuous ? Infinity : this.time + this.rules.indicationIntervalNs;
      for (const listing of this.listings) listing.forgetIndication();
    }
    if (this.day.phase !== Phase.preOpenGap) this.waiting.release(this.admit, this.admitCancel);
  }

  /** Publishes what every call auction would give now, where it has changed. */
  private indicate(): void {
    const stage = stageOf(this.day.phase);
    this.nextIndication = this.time + this.rules.indicationIntervalNs;
    for (let instrument = 0; instrument < this.listings.length; instrument++) {
      const listing = this.listings[instrument];
      const { auction } = listing;
      this.findAuction(listing, stage);
      if (!listing.indicationChanged()) continue;
      this.journal.begin(this.time);
      this.journal.indication(instrument, auction, stage);
    }
  }

  private findAuction(listing: Listing, stage: TradeStage): void {
    const { candidates, openCall, otherCalls } = this.rules.auction;
    const tie = stage === TradeStage.openCall ? openCall : otherCalls;
    const last = listing.lastPrice >= 0 ? listing.lastPrice : listing.header.previousClose;
    const reference = tie === 'nearest-previous-close' ? listing.header.previousClose : last;
    listing.auction.find(listing.book, candidates, tie, reference);
  }

  /** Trades what crosses at one price, by price and time on both sides. */
  private cross(instrument: number, stage: TradeStage): void {
    const listing = this.listings[instrument];
    const { auction, book } = listing;
    this.findAuction(listing, stage);
    this.journal.begin(this.time);
    for (let open = auction.matched; open > 0; ) {
      const buyPrice = book.bestBid;
      const buySlot = book.headOf(Side.buy, buyPrice);
      const sellSlot = book.headOf(Side.sell, book.bestAsk);
      const quantity = Math.min(open, book.quantityOf(buySlot), book.quantityOf(sellSlot));
      const buy = book.orderOf(buySlot);
      const sell = book.orderOf(sellSlot);
      const buyer = book.accountOf(buySlot);
      const seller = book.accountOf(sellSlot);
      book.fill(buy, quantity);
      book.fill(sell, quantity);
      listing.traded(auction.price, quantity);
      this.journal.trade(instrument, stage, UNKNOWN, auction.price, quantity, buy, buyer, sell, seller);
      this.ledger?.settle(instrument, auction.price, quantity, buyer, buyPrice, seller);
      open -= quantity;
    }
  }

  /** Lets an order in that its checks have passed: it executes what it can, and rests or is cancelled with the rest. */
  private accept(
    order: number,
    instrument: number,
    account: number,
    side: number,
    type: number,
    price: number,
    quantity: number,
  ): void {
    const listing = this.listings[instrument];
    const { book } = listing;
    const limit = type === OrderType.limit;
    const shown = limit ? price : UNKNOWN;
    this.journal.begin(this.time);
    this.journal.accepted(instrument, order, account, side, shown, quantity, type);
    // A market buy executes up to what was frozen for it and not beyond: nobody can owe.
    const frozenAt = limit || side === Side.sell ? price : this.checks.marketBound(listing, quantity);
    this.ledger?.freeze(side, account, instrument, frozenAt, quantity);
    if (!limit) {
      const left = book.sweep(order, side, side === Side.buy ? frozenAt : 0, quantity);
      this.publishTrades(instrument, order, account, side, frozenAt);
      if (left > 0) this.journal.cancelled(instrument, order, account, side, UNKNOWN, left, CancelReason.iocRest);
      if (left > 0) this.ledger?.release(side, account, instrument, frozenAt, left);
    } else if (this.phase === Phase.continuous) {
      book.add(order, side, price, quantity, account);
      this.publishTrades(instrument, order, account, side, frozenAt);
    } else book.rest(order, side, price, quantity, account);
  }

  /** Writes and settles the trades that the book reports of an incoming order. */
  private publishTrades(instrument: number, order: number, account: number, side: number, frozenAt: number): void {
    const listing = this.listings[instrument];
    const { events, eventsEnd } = listing.book;
    for (let at = 0; at < eventsEnd; at += EVENT_WORDS) {
      if (events[at] !== BookEvent.trade) continue;
      const price = events[at + EventWord.price];
      const quantity = events[at + EventWord.quantity];
      const other = events[at + EventWord.otherAccount];
      const otherOrder = events[at + EventWord.otherOrder];
      listing.traded(price, quantity);
      this.journal.trade(instrument, TradeStage.continuous, side, price, quantity, order, account, otherOrder, other);
      if (side === Side.buy) this.ledger?.settle(instrument, price, quantity, account, frozenAt, other);
      else this.ledger?.settle(instrument, price, quantity, other, price, account);
    }
  }

  /** A request that waited is asked about again: the market has moved on. */
  private readonly admit = (
    order: number,
    instrument: number,
    account: number,
    side: number,
    type: number,
    price: number,
    quantity: number,
  ): void => {
    const reason = this.refusal(instrument, account, side, type, price, quantity);
    if (reason >= 0) this.reject(reason, instrument, order, account, side, price, quantity);
    else this.accept(order, instrument, account, side, type, price, quantity);
  };

  private readonly admitCancel = (account: number, order: number): void => {
    const reason = this.cancelRefusal(order);
    if (reason >= 0 || !this.withdraw(account, order, CancelReason.user))
      this.refuseCancel(reason < 0 ? RejectReason.unknownOrder : reason, account, order);
  };

  private refusal(
    instrument: number,
    account: number,
    side: number,
    type: number,
    price: number,
    quantity: number,
  ): number {
    const { phase } = this;
    if (this.takesNothing()) return RejectReason.marketClosed;
    const listing = this.listings[instrument];
    if (listing === undefined) return RejectReason.unknownInstrument;
    const anonymous = this.ledger === undefined && account === UNKNOWN;
    if (!anonymous && !(Number.isInteger(account) && account >= 0 && account < this.accountCount))
      return RejectReason.unknownAccount;
    return this.checks.refusal(listing, instrument, account, side, type, price, quantity, phase);
  }

  private cancelRefusal(order: number): number {
    if (this.takesNothing()) return RejectReason.marketClosed;
    if (this.rules.noCancel.includes(this.phase)) return RejectReason.cancelInPhase;
    return this.orders.knows(order) ? -1 : RejectReason.unknownOrder;
  }

  private takesNothing(): boolean {
    const { phase } = this;
    return (
      phase === Phase.closed || phase === Phase.lunch || (phase === Phase.preOpenGap && this.rules.gap === 'reject')
    );
  }

  /** Takes an order out of the book and gives back what it had frozen; false when it does not rest or is another's. */
  private withdraw(account: number, order: number, reason: CancelReason): boolean {
    const instrument = this.orders.instruments[order];
    const { book } = this.listings[instrument];
    const slot = book.slotOf(order);
    if (slot < 0) return false;
    const owner = book.accountOf(slot);
    if (account !== UNKNOWN && account !== owner) return false;
    const side = book.sideOf(slot);
    const price = book.priceOf(slot);
    const quantity = book.remove(order);
    this.journal.begin(this.time);
    this.journal.cancelled(instrument, order, owner, side, price, quantity, reason);
    this.ledger?.release(side, owner, instrument, price, quantity);
    return true;
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

  private refuseCancel(reason: number, account: number, order: number): number {
    const instrument = this.orders.knows(order) ? this.orders.instruments[order] : UNKNOWN;
    return this.reject(reason, instrument, order, account, UNKNOWN, UNKNOWN, UNKNOWN);
  }
}
