import type { RulePack } from '../../rules/index.js';
import {
  type AccountTable,
  CancelReason,
  type InstrumentHeader,
  type Phase,
  type RejectReason,
  type TapeWriter,
} from '../../tape/index.js';
import type { OrderBook } from '../book/order-book.js';
import type { Ledger } from '../ledger/ledger.js';
import { Auctions } from './auctions.js';
import { ContinuousWatch } from './continuous-watch.js';
import { ALL, Floor, NOT_OWN } from './floor.js';
import { OrderEntry } from './order-entry.js';
import { Session } from './session.js';

export interface VenueOptions {
  readonly rules: RulePack;
  readonly instruments: readonly InstrumentHeader[];
  readonly accounts: AccountTable;
  readonly tape: TapeWriter;
  /** `none`: no cash, no holdings, accounts may be −1, as in a replay of anonymous orders. @defaultValue `ledger` */
  readonly settlement?: 'ledger' | 'none';
  /**
   * `report`: an order outside limits, cage, lots or greatest quantities is counted in {@link Venue.breaches} and accepted,
   * since the exchange of the record accepted it; likewise of the accounts below `reportBelow` alone, where recorded orders
   * and others meet. @defaultValue `enforce`
   */
  readonly validation?: 'enforce' | 'report' | { readonly reportBelow: number };
}

/**
 * A trading venue over one day: it has its own clock, takes requests as its rules allow, runs call auctions and halts at
 * their times, keeps the ledger, and writes everything that happens onto the tape. A request that is refused becomes a
 * row with a reason, never an exception.
 *
 * Whoever drives it calls {@link advanceTo} before a request: the venue's own timers of the same nanosecond come first.
 */
export class Venue {
  private readonly floor: Floor;
  private readonly entry: OrderEntry;
  private readonly session: Session;
  /** Whether a request may set or clear a timer: of a halt, a limit state, a queue in front of the venue. */
  private readonly setsTimers: boolean;

  constructor(options: VenueOptions) {
    const { rules, instruments, accounts, tape, settlement = 'ledger', validation = 'enforce' } = options;
    this.floor = new Floor(rules, instruments, accounts, tape, settlement === 'ledger', enforcedFrom(validation));
    const auctions = new Auctions(this.floor);
    const watch = new ContinuousWatch(this.floor, auctions);
    this.entry = new OrderEntry(this.floor, watch);
    this.session = new Session(this.floor, auctions, watch, this.entry);
    this.setsTimers = watch.watches || rules.throughput !== null;
  }

  /** Nanoseconds since midnight. */
  get now(): number {
    return this.floor.clock.now;
  }

  /** Phase of the venue; an instrument may be halted within it. */
  get phase(): Phase {
    return this.floor.day.phase;
  }

  /** Phase of an instrument: while it is halted in continuous trading, the call that resumes it. */
  phaseOf(instrument: number): Phase {
    return this.floor.phaseOf(this.floor.listings[instrument]);
  }

  /** Cash and holdings; undefined where nothing is settled. */
  get ledger(): Ledger | undefined {
    return this.floor.ledger;
  }

  /** Breaches of limits, cage, lots and greatest quantities that were let pass, by {@link RejectReason}. */
  get breaches(): Int32Array {
    return this.floor.checks.breaches;
  }

  book(instrument: number): OrderBook {
    return this.floor.listings[instrument].book;
  }

  /** Ticks; −1 before the day's first trade. */
  lastPrice(instrument: number): number {
    return this.floor.listings[instrument].lastPrice;
  }

  /** Quantity traded today. */
  volume(instrument: number): number {
    return this.floor.listings[instrument].volume;
  }

  /** The closing price as it would be now; −1 when nothing was traded and no previous close is known. */
  closingPrice(instrument: number): number {
    return this.floor.listings[instrument].closing.price();
  }

  /** What is left of an order in the book, parked, or waiting for trading at the close; 0 when it is gone. */
  remaining(order: number): number {
    return this.floor.remaining(order);
  }

  /** When the venue will next act of itself: phase, auction, indication, end of a halt; Infinity when the day is over. */
  nextTimer(): number {
    return this.session.due;
  }

  /** Lets the clock run, and everything happen that falls due until then, that moment included. */
  advanceTo(timeNs: number): void {
    const { clock } = this.floor;
    if (timeNs >= this.session.due) this.session.runUntil(timeNs);
    else if (!(timeNs >= clock.now))
      throw new Error(`the clock stands at ${clock.now} ns and cannot go back to ${timeNs}`);
    clock.set(timeNs);
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
    const answer = this.entry.submit(instrument, account, side, type, price, quantity, display);
    if (this.setsTimers) this.session.schedule();
    return answer;
  }

  /**
   * Takes what rests of an order out of the book, or a part of it, where the venue allows that.
   * @param account - whose order it must be; −1 asks nothing
   * @returns 0, or −1 − {@link RejectReason}
   */
  cancel(account: number, order: number, quantity = ALL): number {
    const answer = this.entry.cancel(account, order, quantity);
    if (this.setsTimers) this.session.schedule();
    return answer;
  }

  /**
   * Puts a new order in the place of one that rests: another price or quantity, and a new place in the queue.
   * @returns the new order's number, or −1 − {@link RejectReason}
   */
  replace(account: number, order: number, price: number, quantity: number): number {
    const answer = this.entry.replace(account, order, price, quantity);
    if (this.setsTimers) this.session.schedule();
    return answer;
  }

  /**
   * Publishes an announcement about an instrument. It changes nothing at the venue.
   * @param side - the side that it favours
   * @param severity - the move that it is worth, in 1/10,000 of the price
   */
  announce(instrument: number, number: number, side: number, severity: number): void {
    const { journal } = this.floor;
    journal.begin();
    journal.news(instrument, number, side, severity);
  }

  /** Ends the day: what waits is refused, and every order that is left expires, oldest first. */
  closeDay(): void {
    const { floor } = this;
    this.entry.close();
    for (let order = 0; order < floor.orders.count; order++) {
      const listing = floor.listingOf(order);
      if (listing === undefined) continue;
      const slot = floor.ownSlot(listing, -1, order);
      if (slot !== NOT_OWN) floor.withdraw(listing, order, slot, ALL, CancelReason.expiry);
    }
    this.session.schedule();
  }
}

/** The first account whose orders are judged. */
function enforcedFrom(validation: NonNullable<VenueOptions['validation']>): number {
  if (typeof validation === 'object') return validation.reportBelow;
  return validation === 'enforce' ? -Infinity : Infinity;
}
