import type { RulePack } from '../../rules/index.js';
import {
  type AccountTable,
  type CancelReason,
  type InstrumentHeader,
  Phase,
  Side,
  type TapeWriter,
  UNKNOWN,
} from '../../tape/index.js';
import { Ledger } from '../ledger/ledger.js';
import { Clock } from './clock.js';
import { FixedPriceTrading } from './fixed-price-trading.js';
import { Journal } from './journal.js';
import { Listing } from './listing.js';
import { Matching } from './matching.js';
import { OrderChecks } from './order-checks.js';
import { OrderNumbers } from './order-numbers.js';
import { Reservations } from './reservations.js';
import { TradingDay } from './trading-day.js';

/** Of an order that an account does not have open. */
export const NOT_OWN = -2;

/** All that an order still has. */
export const ALL = Infinity;

/** What everybody on a venue's floor shares: clock and day, listings, orders, journal, ledger; and where an order is. */
export class Floor {
  readonly clock = new Clock();
  readonly orders = new OrderNumbers();
  readonly day: TradingDay;
  readonly listings: readonly Listing[];
  readonly journal: Journal;
  readonly ledger: Ledger | undefined;
  readonly checks: OrderChecks;
  readonly reservations: Reservations;
  readonly matching: Matching;
  readonly fixedPrice: FixedPriceTrading;

  constructor(
    readonly rules: RulePack,
    instruments: readonly InstrumentHeader[],
    readonly accounts: AccountTable,
    tape: TapeWriter,
    settles: boolean,
    enforcedFrom: number,
  ) {
    this.day = new TradingDay(rules.phases);
    this.listings = instruments.map(
      (header, index) => new Listing(index, header, rules, accounts, this.orders, this.clock),
    );
    this.journal = new Journal(tape, this.clock);
    this.ledger = settles ? new Ledger(rules, instruments, accounts) : undefined;
    this.checks = new OrderChecks(rules, this.ledger, enforcedFrom);
    this.reservations = new Reservations(this.ledger);
    this.matching = new Matching(rules, this.journal, this.ledger, this.reservations, this.checks);
    this.fixedPrice = new FixedPriceTrading(this.journal, this.ledger, this.reservations);
  }

  /** Phase of an instrument: while it is halted in continuous trading, the call that resumes it. */
  phaseOf(listing: Listing): Phase {
    const { phase } = this.day;
    return phase === Phase.continuous && listing.halted ? Phase.haltCall : phase;
  }

  /** The listing of an order; undefined for a number that was not given. */
  listingOf(order: number): Listing | undefined {
    return this.listings[this.orders.instrumentOf(order)];
  }

  /**
   * Slot in the book of an account's order; −1 when it is parked or waits for trading at the close, {@link NOT_OWN} when
   * it is not open or another's.
   * @param account - −1 asks nothing
   */
  ownSlot(listing: Listing, account: number, order: number): number {
    const { book } = listing;
    const slot = book.slotOf(order);
    const owner = slot >= 0 ? book.accountOf(slot) : ownerBesides(listing, order);
    return owner !== NOBODY && (account === UNKNOWN || account === owner) ? slot : NOT_OWN;
  }

  /** What is left of an order in the book, parked, or waiting for trading at the close; 0 when it is gone. */
  remaining(order: number): number {
    const listing = this.listingOf(order);
    if (listing === undefined) return 0;
    const { book, parked, fixedPrice } = listing;
    const slot = book.slotOf(order);
    if (slot >= 0) return book.quantityOf(slot) + book.reserveOf(slot);
    for (const side of parked) if (side.indexOf(order) >= 0) return side.quantityOf(side.indexOf(order));
    const index = fixedPrice.indexOf(order);
    return index >= 0 ? fixedPrice.quantityOf(index) : 0;
  }

  /**
   * Takes all or a part of an open order away, wherever it is; a command of its own.
   * @param slot - in the book, −1 for an order that is not in it
   */
  withdraw(listing: Listing, order: number, slot: number, quantity: number, reason: CancelReason): void {
    this.journal.begin();
    if (slot >= 0) this.matching.withdraw(listing, order, slot, quantity, reason);
    else if (listing.fixedPrice.indexOf(order) >= 0) this.fixedPrice.withdraw(listing, order, quantity, reason);
    else this.withdrawParked(listing, order, quantity, reason);
  }

  private withdrawParked(listing: Listing, order: number, most: number, reason: CancelReason): void {
    const side = listing.parked[Side.buy].indexOf(order) >= 0 ? Side.buy : Side.sell;
    const orders = listing.parked[side];
    const index = orders.indexOf(order);
    const [account, price, had] = [orders.accountOf(index), orders.priceOf(index), orders.quantityOf(index)];
    const taken = Math.min(most, had);
    orders.remove(index);
    if (taken < had) orders.add(order, account, price, had - taken);
    this.journal.cancelledHidden(listing.index, order, account, side, price, taken, had - taken, reason);
    this.reservations.release(listing, side, account, price, taken);
  }
}

const NOBODY = -2;

/** Account of an order that is parked or waits for trading at the close; {@link NOBODY} when it is neither. */
function ownerBesides({ parked, fixedPrice }: Listing, order: number): number {
  for (const side of parked) {
    const index = side.count > 0 ? side.indexOf(order) : -1;
    if (index >= 0) return side.accountOf(index);
  }
  const index = fixedPrice.indexOf(order);
  return index >= 0 ? fixedPrice.accountOf(index) : NOBODY;
}
