import { InputError } from '../diagnostics/index.js';
import { OrderBook, OrderRegister } from '../market/index.js';
import {
  Flag,
  formatTimeOfDay,
  InstrumentPhase,
  Kind,
  OrderType,
  type Phase,
  type TapeHeader,
  type TapeRow,
  UNKNOWN,
} from '../tape/index.js';

/**
 * The book of one instrument as a tape's rows make it: the same class as the venue's, and equal to it wherever
 * {@link settled} is true. It knows the account of every resting order, as far as the view shows it.
 *
 * An incoming order is kept aside until its command ends, so that the book never stands crossed while its executions
 * arrive; only in call phases does it cross, as the venue's own does. Orders at the closing price are not in a book.
 */
export class RebuiltBook {
  readonly book: OrderBook;
  /** False between the rows of one command, when the book is between two states. */
  settled = true;

  private readonly instrumentPhase: InstrumentPhase;

  private incoming = UNKNOWN;
  private incomingAccount = UNKNOWN;
  private incomingSide = UNKNOWN;
  private incomingPrice = UNKNOWN;
  private incomingLeft = 0;

  constructor(
    header: TapeHeader,
    /** Index into the header's instruments; rows of others are passed over. */
    readonly instrument: number,
    /** Shared by the rebuilt books of a tape with many instruments. */
    register = new OrderRegister(),
  ) {
    const { previousClose } = header.instruments[instrument];
    this.instrumentPhase = new InstrumentPhase(instrument);
    this.book = new OrderBook({ register, ...(previousClose > 0 ? { referencePrice: previousClose } : {}) });
  }

  /** Phase of the instrument as of the last row. */
  get phase(): Phase {
    return this.instrumentPhase.current;
  }

  /** Takes the next row of the tape. Rows must come in order and without gaps. */
  apply(row: TapeRow): void {
    const { kind } = row;
    if (kind === Kind.phase || kind === Kind.halt) this.instrumentPhase.take(row);
    if (row.instrument === this.instrument) this.change(row, kind);
    this.settled = (row.flags & Flag.continues) === 0;
    if (this.settled && this.incoming !== UNKNOWN) this.settle();
  }

  /** Slot of an order that rests, or −1. */
  slotOf(order: number): number {
    return this.book.slotOf(order);
  }

  private change(row: TapeRow, kind: number): void {
    if (kind === Kind.accepted) {
      this.refuseTwin(row);
      this.enter(row);
    } else if (kind === Kind.released) this.release(row);
    else if (kind === Kind.parked) this.incoming = UNKNOWN;
    else if (kind === Kind.trade) {
      this.execute(row.order, row.quantity);
      this.execute(row.otherOrder, row.quantity);
    } else if (kind === Kind.cancelled) this.cancel(row.order, row.quantity, (row.flags & Flag.hidden) !== 0);
    else if (kind === Kind.replaced) {
      this.book.remove(row.otherOrder);
      this.enter(row);
    } else if (kind === Kind.seed) this.rest(row.order, row.side, row.price, row.quantity, row.account);
    else if (kind === Kind.restate) this.book.setLevel(row.side, row.price, row.quantity);
  }

  /** No order comes twice: a tape that says so would make a book of its own. */
  private refuseTwin({ order, sequence, time }: TapeRow): void {
    if (order < 0 || this.slotOf(order) < 0) return;
    throw new InputError(
      `row ${sequence} accepts order ${order} at ${formatTimeOfDay(time)}, which rests already: expected every order once`,
      {},
      'rows may be doubled, as where a feed was recorded twice',
    );
  }

  private enter(row: TapeRow): void {
    if (row.code === OrderType.fixedPrice) return;
    this.incoming = row.order;
    this.incomingAccount = row.account;
    this.incomingSide = row.side;
    // What an iceberg shows is announced by a row of its own.
    this.incomingPrice = row.code === OrderType.iceberg ? UNKNOWN : row.price;
    this.incomingLeft = row.quantity;
  }

  /** As the first row of a command it may execute; later ones say what joins the tail of its queue. */
  private release(row: TapeRow): void {
    if (this.settled) {
      this.enter(row);
      return;
    }
    const { order, side, price, quantity, quantity2: reserve, account } = row;
    if (order === this.incoming) this.incoming = UNKNOWN;
    // The book itself shows more of a reserve that it knows.
    if (this.slotOf(order) >= 0) return;
    if (reserve > 0) this.book.restIceberg(order, side, price, quantity + reserve, quantity, account);
    else this.rest(order, side, price, quantity, account);
  }

  private execute(order: number, quantity: number): void {
    if (order === UNKNOWN) return;
    if (order === this.incoming) {
      this.incomingLeft -= quantity;
      return;
    }
    this.book.fill(order, quantity);
  }

  private cancel(order: number, quantity: number, hidden: boolean): void {
    if (order === this.incoming) {
      this.incomingLeft -= quantity;
      return;
    }
    // What is shown is followed by more of an iceberg's reserve, unless that went first.
    if (hidden) this.book.reduce(order, quantity);
    else this.book.fill(order, quantity);
  }

  /** The command is over: what its order could not execute rests. */
  private settle(): void {
    if (this.incomingLeft > 0 && this.incomingPrice > 0)
      this.rest(this.incoming, this.incomingSide, this.incomingPrice, this.incomingLeft, this.incomingAccount);
    this.incoming = UNKNOWN;
  }

  private rest(order: number, side: number, price: number, quantity: number, account: number): void {
    this.book.rest(order, side, price, quantity, account);
  }
}
