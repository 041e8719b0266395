import { NO_ASK, NO_BID, type OrderBook, type Venue } from '../../src/market/index.js';
import { TapeCursor, type TapeWriter } from '../../src/tape/index.js';
import { openQuantity, type PlainBook } from '../oracle/plain-book.js';
import type { PlainLedger } from '../oracle/plain-ledger.js';
import type { PlainRow } from '../oracle/plain-tape.js';
import type { PlainVenue } from '../oracle/plain-venue.js';
import { rowText } from './row-text.js';

/** Something that the venue did otherwise than the oracle. */
export class Difference extends Error {
  constructor(
    readonly what: string,
    readonly expected: unknown,
    readonly found: unknown,
  ) {
    super(`${what}: expected ${String(expected)}, found ${String(found)}`);
  }
}

/** How many steps lie between two audits of the book and the ledger by themselves, which take as long as the window is wide. */
const AUDIT_EVERY = 16;

/** Holds a venue against the oracle, step by step: every row, every answer, and everything that can be asked for. */
export class Comparison {
  /** Rows compared. */
  rows = 0;
  private steps = 0;
  private readonly cursor: TapeCursor;

  constructor(
    private readonly plain: PlainVenue,
    private readonly venue: Venue,
    private readonly tape: TapeWriter,
  ) {
    this.cursor = new TapeCursor(tape);
  }

  /** Throws a {@link Difference} at the first thing that is not as it must be. */
  compare(): void {
    this.compareRows();
    const { plain, venue } = this;
    same('phase', plain.phase, venue.phase);
    same('now', plain.floor.now, venue.now);
    same('nextTimer', plain.nextTimer(), venue.nextTimer());
    for (const { index } of plain.floor.listings) this.compareInstrument(index);
    if (plain.floor.ledger !== undefined) this.compareLedger(plain.floor.ledger);
    for (let reason = 0; reason < plain.desk.breaches.length; reason++)
      same(`breaches of reason ${reason}`, plain.desk.breaches[reason], venue.breaches[reason]);
    if (this.steps++ % AUDIT_EVERY === 0) this.audit();
  }

  /** Asks book and ledger whether they are sound by themselves. */
  audit(): void {
    for (const { index } of this.plain.floor.listings) this.venue.book(index).validate();
    this.venue.ledger?.validate();
  }

  private compareRows(): void {
    const { rows } = this.plain;
    const { cursor } = this;
    for (; this.rows < rows.length; this.rows++) {
      const expected = rows[this.rows];
      if (!cursor.next()) throw new Difference(`row ${this.rows}`, rowText(expected), 'no row');
      if (!isSameRow(expected, cursor)) throw new Difference(`row ${this.rows}`, rowText(expected), rowText(cursor));
    }
    if (this.tape.length === rows.length) return;
    cursor.next();
    throw new Difference(`row ${this.rows}`, 'no row', rowText(cursor));
  }

  private compareInstrument(index: number): void {
    const { plain, venue } = this;
    const { book, lastPrice, volume } = plain.floor.listings[index];
    same(`phase of ${index}`, plain.phaseOf(index), venue.phaseOf(index));
    same(`last price of ${index}`, lastPrice, venue.lastPrice(index));
    same(`volume of ${index}`, volume, venue.volume(index));
    same(`closing price of ${index}`, plain.closingPrice(index), venue.closingPrice(index));
    compareBook(index, book, venue.book(index));
    for (const order of plain.floor.listings[index].live())
      same(`remaining of order ${order.number}`, openQuantity(order), venue.remaining(order.number));
  }

  private compareLedger({ accounts }: PlainLedger): void {
    const ledger = this.venue.ledger!;
    for (let account = 0; account < accounts.length; account++) {
      const { cash, available, fees, held, sellable } = accounts[account];
      same(`cash of ${account}`, cash, ledger.cash(account));
      same(`available cash of ${account}`, available, ledger.availableCash(account));
      same(`fees of ${account}`, fees, ledger.feesPaid(account));
      for (let instrument = 0; instrument < held.length; instrument++) {
        same(`holdings of ${account} in ${instrument}`, held[instrument], ledger.holdings(account, instrument));
        same(`sellable of ${account} in ${instrument}`, sellable[instrument], ledger.sellable(account, instrument));
      }
    }
  }
}

/** Every level of both sides, every queue in its order. */
function compareBook(index: number, plain: PlainBook, book: OrderBook): void {
  same(`orders of ${index}`, plain.orders.length, book.orderCount);
  for (const side of [0, 1]) {
    const ends = side === 0 ? NO_BID : NO_ASK;
    let price = side === 0 ? book.bestBid : book.bestAsk;
    let slot = -1;
    let atLevel = 0;
    for (const order of plain.inTurn(side)) {
      if (slot < 0) {
        same(`level of ${index}`, order.price, price);
        slot = book.headOf(side, price);
        atLevel = 0;
      }
      same(`queue of ${index} at ${price}`, order.number, book.orderOf(slot));
      same(`price of order ${order.number}`, order.price, book.priceOf(slot));
      same(`quantity of order ${order.number}`, order.quantity, book.quantityOf(slot));
      same(`account of order ${order.number}`, order.account, book.accountOf(slot));
      same(`side of order ${order.number}`, side, book.sideOf(slot));
      atLevel += order.quantity;
      slot = book.nextInQueue(slot);
      if (slot >= 0) continue;
      same(`quantity of ${index} at ${price}`, atLevel, book.quantityAt(side, price));
      price = book.nextLevel(side, price);
    }
    same(`queue of ${index} ends`, -1, slot);
    same(`levels of ${index} end`, ends, price);
  }
}

function isSameRow(expected: PlainRow, found: PlainRow): boolean {
  return (
    expected.time === found.time &&
    expected.kind === found.kind &&
    expected.instrument === found.instrument &&
    expected.order === found.order &&
    expected.account === found.account &&
    expected.side === found.side &&
    expected.price === found.price &&
    expected.quantity === found.quantity &&
    expected.otherOrder === found.otherOrder &&
    expected.otherAccount === found.otherAccount &&
    expected.quantity2 === found.quantity2 &&
    expected.code === found.code &&
    expected.flags === found.flags
  );
}

export function same(what: string, expected: number, found: number): void {
  if (expected !== found) throw new Difference(what, expected, found);
}
