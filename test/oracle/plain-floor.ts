import type { RulePack } from '../../src/rules/index.js';
import { type AccountTable, Flag, type InstrumentHeader, Kind, OrderType, TradeStage } from '../../src/tape/index.js';
import { openQuantity, type PlainOrder } from './plain-book.js';
import { PlainLedger } from './plain-ledger.js';
import { PlainListing } from './plain-listing.js';
import { PlainTape } from './plain-tape.js';

export interface PlainVenueOptions {
  readonly rules: RulePack;
  readonly instruments: readonly InstrumentHeader[];
  readonly accounts: AccountTable;
  readonly settlement?: 'ledger' | 'none';
  readonly validation?: 'enforce' | 'report';
}

/** The state of a venue, and the few things that happen to orders in every phase, each with its rows and its money. */
export class PlainFloor {
  now = 0;
  readonly rules: RulePack;
  readonly tape = new PlainTape();
  readonly ledger: PlainLedger | undefined;
  readonly listings: readonly PlainListing[];

  constructor({ rules, instruments, accounts, settlement = 'ledger' }: PlainVenueOptions) {
    this.rules = rules;
    this.ledger = settlement === 'ledger' ? new PlainLedger(rules, instruments, accounts) : undefined;
    this.listings = instruments.map((header, index) => new PlainListing(index, header));
  }

  /** Exchanges money, remembers the trade, and writes its row. `frozenAt` is the price for which the buy had frozen. */
  trade(
    listing: PlainListing,
    stage: number,
    side: number,
    price: number,
    quantity: number,
    incoming: { readonly number: number; readonly account: number },
    resting: { readonly number: number; readonly account: number },
    frozenAt: number,
  ): void {
    this.tape.row(Kind.trade, {
      instrument: listing.index,
      order: incoming.number,
      account: incoming.account,
      side,
      price,
      quantity,
      otherOrder: resting.number,
      otherAccount: resting.account,
      code: stage,
    });
    listing.volume += quantity;
    if (stage !== TradeStage.afterHours) {
      listing.lastPrice = price;
      listing.trades.push({ time: this.now, price, quantity, stage });
    }
    const [buyer, seller] = side === 1 ? [resting.account, incoming.account] : [incoming.account, resting.account];
    this.ledger?.settle(listing.index, price, quantity, buyer, frozenAt, seller);
  }

  /** Takes executed quantity off a resting order; an iceberg may show its next part, in a row of its own. */
  execute(listing: PlainListing, order: PlainOrder, quantity: number): void {
    if (listing.book.take(order, quantity)) this.released(order, OrderType.iceberg, order.reserve);
  }

  /** A row that says that quantity entered the book. */
  released(order: PlainOrder, code: number, reserve: number): void {
    const { instrument, number, account, side, price, quantity } = order;
    this.tape.row(Kind.released, {
      instrument,
      order: number,
      account,
      side,
      price,
      quantity,
      quantity2: reserve,
      code,
    });
  }

  /** Takes quantity off an order, of its reserve first, and gives back what was frozen; rows of the current command. */
  reduce(listing: PlainListing, order: PlainOrder, quantity: number, reason: number): void {
    const hidden = Math.min(quantity, order.reserve);
    const shown = quantity - hidden;
    order.reserve -= hidden;
    if (hidden > 0) this.cancelled(order, order.price, hidden, openQuantity(order), reason, Flag.hidden);
    order.quantity -= shown;
    const unseen = listing.parked.includes(order) ? Flag.hidden : 0;
    if (shown > 0) this.cancelled(order, order.price, shown, openQuantity(order), reason, unseen);
    this.ledger?.release(order.side, order.account, listing.index, order.price, quantity);
    if (openQuantity(order) > 0) return;
    listing.book.remove(order);
    listing.parked = listing.parked.filter((other) => other !== order);
    listing.atClose = listing.atClose.filter((other) => other !== order);
  }

  cancelled(
    order: { readonly instrument: number; readonly number: number; readonly account: number; readonly side: number },
    price: number,
    quantity: number,
    left: number,
    code: number,
    flags = 0,
  ): void {
    const { instrument, number, account, side } = order;
    this.tape.row(Kind.cancelled, {
      instrument,
      order: number,
      account,
      side,
      price,
      quantity,
      quantity2: left,
      code,
      flags,
    });
  }
}
