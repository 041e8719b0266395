import type { RulePack } from '../../rules/index.js';
import { CancelReason, Flag, OrderType, Phase, Side, TradeStage, UNKNOWN } from '../../tape/index.js';
import { BookEvent, EVENT_WORDS, EventWord } from '../book/book-event.js';
import { NO_ASK, NO_BID } from '../book/price-levels.js';
import type { Ledger } from '../ledger/ledger.js';
import type { Journal } from './journal.js';
import type { Listing } from './listing.js';
import { bestPriceFor, executionBound, isBeyond } from './market-orders.js';
import type { OrderChecks } from './order-checks.js';
import { classOf, OrderClass } from './order-classes.js';
import type { Reservations } from './reservations.js';

const BUY = 0;
/** Opposite price levels that the best-five types look at. */
const BEST_FIVE = 5;

/**
 * What orders do once they are accepted: they execute against the book, rest, or are cancelled, as their types say; and
 * every trade and cancel goes to the tape, the ledger and the listing. Who calls has begun a command of the journal.
 */
export class Matching {
  /** Price of the last trade of the last call, −1 when it made none. */
  tradedAt = UNKNOWN;
  /** Price of its first trade. */
  firstTradedAt = UNKNOWN;
  private readonly mayPark: boolean;

  constructor(
    private readonly rules: RulePack,
    private readonly journal: Journal,
    private readonly ledger: Ledger | undefined,
    private readonly reservations: Reservations,
    private readonly checks: OrderChecks,
  ) {
    this.mayPark = rules.cage?.action === 'park';
  }

  /** An order that its checks have passed. */
  accept(
    listing: Listing,
    phase: Phase,
    order: number,
    account: number,
    side: number,
    type: OrderType,
    price: number,
    quantity: number,
    display: number,
  ): void {
    this.tradedAt = UNKNOWN;
    this.firstTradedAt = UNKNOWN;
    switch (classOf(type)) {
      case OrderClass.limit:
        this.acceptLimit(listing, phase, order, account, side, type, price, quantity, display);
        return;
      case OrderClass.fixedPrice:
        this.journal.accepted(listing.index, order, account, side, price, quantity, UNKNOWN, type);
        this.reservations.freeze(listing, side, account, price, quantity);
        listing.fixedPrice.add(order, account, side, price, quantity);
        return;
      default:
        if (type === OrderType.counterpartyBest || type === OrderType.ownBest)
          this.addAtBest(listing, order, side, type, price, quantity, account);
        else this.sweep(listing, order, side, type, price, quantity, account);
    }
  }

  /** A limit order that replaces another or was parked; its row is written and what it needs is frozen. */
  enter(
    listing: Listing,
    phase: Phase,
    order: number,
    side: number,
    price: number,
    quantity: number,
    account: number,
  ): void {
    this.tradedAt = UNKNOWN;
    this.firstTradedAt = UNKNOWN;
    if (phase === Phase.continuous) this.addLimit(listing, order, side, price, price, quantity, account);
    else listing.book.rest(order, side, price, quantity, account);
  }

  /**
   * A limit order whose row is written: it executes and rests.
   * @param shownPrice - what a row says that cancels it on the way: −1 for a type that names no price
   */
  private addLimit(
    listing: Listing,
    order: number,
    side: number,
    price: number,
    shownPrice: number,
    quantity: number,
    account: number,
  ): void {
    const { book } = listing;
    const left = book.add(order, side, price, quantity, account);
    // The common order rests wholly, and nothing happened to anybody.
    if (left === quantity && book.eventsEnd === 0) return;
    this.publish(listing, order, account, side, shownPrice, price, quantity);
    this.cancelOwnMeetings(listing, order, account, side, shownPrice, price, left);
  }

  /** An iceberg whose row is written. */
  private addIceberg(
    listing: Listing,
    phase: Phase,
    order: number,
    side: number,
    price: number,
    quantity: number,
    display: number,
    account: number,
  ): void {
    const { book } = listing;
    let left = quantity;
    if (phase === Phase.continuous) {
      left = book.sweep(order, side, price, quantity, account);
      this.publish(listing, order, account, side, price, price, quantity);
      this.cancelOwnMeetings(listing, order, account, side, price, price, left);
    }
    if (left === 0) return;
    book.restIceberg(order, side, price, left, display, account);
    const shown = Math.min(display, left);
    this.journal.released(listing.index, order, account, side, price, shown, left - shown, OrderType.iceberg);
  }

  /** Takes all or a part of what rests of an order out of the book; the reserve of an iceberg goes first. */
  withdraw(listing: Listing, order: number, slot: number, quantity: number, reason: CancelReason): void {
    const { book, index } = listing;
    const account = book.accountOf(slot);
    const side = book.sideOf(slot);
    const price = book.priceOf(slot);
    const shown = book.quantityOf(slot);
    const reserve = book.reserveOf(slot);
    const taken = Math.min(quantity, shown + reserve);
    if (taken === shown + reserve) book.remove(order);
    else book.reduce(order, taken);
    this.journal.cancelledIceberg(index, order, account, side, price, shown, reserve, taken, reason);
    this.reservations.release(listing, side, account, price, taken);
  }

  /** Trades what crosses at the price of an auction, by price and time on both sides. */
  cross(listing: Listing, stage: TradeStage): void {
    const { auction, book, index } = listing;
    this.tradedAt = auction.matched > 0 ? auction.price : UNKNOWN;
    this.firstTradedAt = this.tradedAt;
    for (let open = auction.matched; open > 0; ) {
      const buyPrice = book.bestBid;
      const buySlot = book.headOf(Side.buy, buyPrice);
      const sellPrice = book.bestAsk;
      const sellSlot = book.headOf(Side.sell, sellPrice);
      const quantity = Math.min(open, book.quantityOf(buySlot), book.quantityOf(sellSlot));
      const buy = book.orderOf(buySlot);
      const sell = book.orderOf(sellSlot);
      const buyer = book.accountOf(buySlot);
      const seller = book.accountOf(sellSlot);
      this.journal.trade(index, stage, UNKNOWN, auction.price, quantity, buy, buyer, sell, seller);
      book.fill(buy, quantity);
      this.journalReplenished(listing, Side.buy);
      book.fill(sell, quantity);
      this.journalReplenished(listing, Side.sell);
      listing.traded(stage, auction.price, quantity);
      this.ledger?.settle(index, auction.price, quantity, buyer, buyPrice, seller);
      open -= quantity;
    }
  }

  /** The types that name a limit. */
  private acceptLimit(
    listing: Listing,
    phase: Phase,
    order: number,
    account: number,
    side: number,
    type: OrderType,
    price: number,
    quantity: number,
    display: number,
  ): void {
    const { index, book } = listing;
    const continuous = phase === Phase.continuous;
    const parks =
      this.mayPark && type === OrderType.limit && continuous && this.checks.outsideCage(listing, side, price);
    const shown = type === OrderType.iceberg ? display : UNKNOWN;
    this.journal.accepted(index, order, account, side, price, quantity, shown, type, parks ? Flag.hidden : 0);
    this.reservations.freeze(listing, side, account, price, quantity);
    if (parks) {
      listing.parked[side].add(order, account, price, quantity);
      this.journal.parked(index, order, account, side, price, quantity, type);
    } else if (type === OrderType.iceberg)
      this.addIceberg(listing, phase, order, side, price, quantity, display, account);
    else if (continuous) this.addLimit(listing, order, side, price, price, quantity, account);
    else book.rest(order, side, price, quantity, account);
  }

  /** `counterpartyBest` is a limit order at the best opposite price, `ownBest` one at the best price of its own side. */
  private addAtBest(
    listing: Listing,
    order: number,
    side: number,
    type: OrderType,
    price: number,
    quantity: number,
    account: number,
  ): void {
    const best = bestPriceFor(listing.book, side, type);
    const refused = best < 0 || isBeyond(side, best, this.checks.protectionOf(price));
    this.journal.accepted(listing.index, order, account, side, best, quantity, UNKNOWN, type);
    if (refused) {
      const reason = best < 0 ? CancelReason.emptySide : CancelReason.protectionPrice;
      this.journal.cancelled(listing.index, order, account, side, UNKNOWN, quantity, 0, reason);
      return;
    }
    this.reservations.freeze(listing, side, account, best, quantity);
    this.addLimit(listing, order, side, best, UNKNOWN, quantity, account);
  }

  /** The market orders that execute at once within their bound; only `best5ThenLimit` leaves something in the book. */
  private sweep(
    listing: Listing,
    order: number,
    side: number,
    type: OrderType,
    price: number,
    quantity: number,
    account: number,
  ): void {
    const { book, index } = listing;
    const protection = this.checks.protectionOf(price);
    const bound = executionBound(listing, side, type, protection, quantity);
    this.journal.accepted(index, order, account, side, UNKNOWN, quantity, UNKNOWN, type);
    this.reservations.freeze(listing, side, account, bound, quantity);
    const opposite = side === BUY ? book.bestAsk : book.bestBid;
    const empty = opposite === NO_ASK || opposite === NO_BID;
    if (empty && type !== OrderType.best5ThenLimit) {
      this.drop(listing, order, account, side, bound, quantity, CancelReason.emptySide);
      return;
    }
    if (type === OrderType.fillOrKill && book.executable(side, bound, quantity, account) < quantity) {
      this.drop(listing, order, account, side, bound, quantity, CancelReason.fillOrKill);
      return;
    }
    const five = type === OrderType.best5Ioc || type === OrderType.best5ThenLimit;
    const left = book.sweep(order, side, bound, quantity, account, five ? BEST_FIVE : undefined);
    this.publish(listing, order, account, side, UNKNOWN, bound, quantity);
    this.cancelOwnMeetings(listing, order, account, side, UNKNOWN, bound, left);
    if (left === 0) return;
    if (type === OrderType.best5ThenLimit) this.restThenLimit(listing, order, side, protection, bound, left, account);
    else this.drop(listing, order, account, side, bound, left, CancelReason.iocRest);
  }

  /** What `best5ThenLimit` leaves: a limit order at the price of its last execution, or at its own side's best. */
  private restThenLimit(
    listing: Listing,
    order: number,
    side: number,
    protection: number,
    bound: number,
    left: number,
    account: number,
  ): void {
    const { book, index } = listing;
    const limit = this.tradedAt >= 0 ? this.tradedAt : bestPriceFor(book, side, OrderType.ownBest);
    if (limit < 0) this.drop(listing, order, account, side, bound, left, CancelReason.emptySide);
    else if (isBeyond(side, limit, protection))
      this.drop(listing, order, account, side, bound, left, CancelReason.protectionPrice);
    else {
      this.ledger?.release(side, account, index, bound, left);
      this.ledger?.freeze(side, account, index, limit, left);
      this.journal.released(index, order, account, side, limit, left, UNKNOWN, OrderType.best5ThenLimit);
      book.rest(order, side, limit, left, account);
    }
  }

  /** What a market order could not execute is cancelled. */
  private drop(
    listing: Listing,
    order: number,
    account: number,
    side: number,
    bound: number,
    quantity: number,
    reason: CancelReason,
  ): void {
    this.journal.cancelled(listing.index, order, account, side, UNKNOWN, quantity, 0, reason);
    this.reservations.release(listing, side, account, bound, quantity);
  }

  /** What an incoming order lost because it met its own account is cancelled, unless rows were written on the way. */
  private cancelOwnMeetings(
    listing: Listing,
    order: number,
    account: number,
    side: number,
    shownPrice: number,
    frozenAt: number,
    left: number,
  ): void {
    const lost = listing.book.selfCancelled;
    if (lost === 0 || this.rules.selfTrade === 'decrement') return;
    this.journal.cancelled(listing.index, order, account, side, shownPrice, lost, left, CancelReason.selfTrade);
    this.reservations.release(listing, side, account, frozenAt, lost);
  }

  /** Writes and settles what the book reports of an incoming order. */
  private publish(
    listing: Listing,
    order: number,
    account: number,
    side: number,
    shownPrice: number,
    frozenAt: number,
    quantity: number,
  ): void {
    const { events, eventsEnd } = listing.book;
    const { index } = listing;
    let open = quantity;
    for (let at = 0; at < eventsEnd; at += EVENT_WORDS) {
      const kind = events[at];
      const price = events[at | EventWord.price];
      const amount = events[at | EventWord.quantity];
      const otherOrder = events[at | EventWord.otherOrder];
      const other = events[at | EventWord.otherAccount];
      if (kind === BookEvent.trade) {
        open -= amount;
        if (this.tradedAt < 0) this.firstTradedAt = price;
        this.tradedAt = price;
        listing.traded(TradeStage.continuous, price, amount);
        this.journal.trade(index, TradeStage.continuous, side, price, amount, order, account, otherOrder, other);
        if (this.ledger === undefined) continue;
        if (side === BUY) this.ledger.settle(index, price, amount, account, frozenAt, other);
        else this.ledger.settle(index, price, amount, other, price, account);
      } else if (kind === BookEvent.replenished) this.journalReplenishment(index, side ^ 1, at, events);
      else {
        if (kind === BookEvent.selfReduced) open -= amount;
        at += this.publishMeeting(listing, at, order, account, side, shownPrice, frozenAt, open);
      }
    }
  }

  /**
   * A resting order was cancelled, or both became smaller, because they were of one account.
   * @returns words of further events that it has dealt with
   */
  private publishMeeting(
    listing: Listing,
    at: number,
    order: number,
    account: number,
    side: number,
    shownPrice: number,
    frozenAt: number,
    open: number,
  ): number {
    const { events } = listing.book;
    const { index } = listing;
    const price = events[at | EventWord.price];
    const amount = events[at | EventWord.quantity];
    const otherOrder = events[at | EventWord.otherOrder];
    const left = events[at | EventWord.left];
    const reason = CancelReason.selfTrade;
    if (events[at] === BookEvent.selfRemoved) {
      this.journal.cancelledIceberg(index, otherOrder, account, side ^ 1, price, amount, left, amount + left, reason);
      this.reservations.release(listing, side ^ 1, account, price, amount + left);
      return 0;
    }
    this.journal.cancelled(index, otherOrder, account, side ^ 1, price, amount, left, reason);
    this.reservations.release(listing, side ^ 1, account, price, amount);
    const next = at + EVENT_WORDS;
    const replenishes = next < listing.book.eventsEnd && events[next] === BookEvent.replenished;
    if (replenishes) this.journalReplenishment(index, side ^ 1, next, events);
    this.journal.cancelled(index, order, account, side, shownPrice, amount, open, reason);
    this.reservations.release(listing, side, account, frozenAt, amount);
    return replenishes ? EVENT_WORDS : 0;
  }

  private journalReplenished(listing: Listing, side: number): void {
    const { events, eventsEnd } = listing.book;
    if (eventsEnd > 0 && events[0] === BookEvent.replenished) this.journalReplenishment(listing.index, side, 0, events);
  }

  private journalReplenishment(index: number, side: number, at: number, events: Int32Array): void {
    const order = events[at | EventWord.order];
    const account = events[at | EventWord.otherAccount];
    const price = events[at | EventWord.price];
    const quantity = events[at | EventWord.quantity];
    this.journal.released(index, order, account, side, price, quantity, events[at | EventWord.left], OrderType.iceberg);
  }
}
