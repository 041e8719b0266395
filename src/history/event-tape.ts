import { NO_ASK, NO_BID, type OrderBook } from '../market/index.js';
import { RebuiltBook } from '../order-flow/index.js';
import {
  CancelReason,
  Flag,
  Kind,
  OrderType,
  type Phase,
  Side,
  Tape,
  TapeCursor,
  type TapeHeader,
  type TapeRow,
  TapeWriter,
  TradeStage,
  UNKNOWN,
} from '../tape/index.js';
import { EventOrders } from './event-orders.js';
import { lowerMedian } from './lower-median.js';

/** What a quantity column can hold. */
export const LARGEST_QUANTITY = 2_147_483_647;

/**
 * Writes what a source says of single orders as tape rows, one command an event, and keeps the book of every instrument
 * that a reader of the tape rebuilds from them: the engine's own order book, driven by nothing but the rows. Such sources
 * do not name aggressors: a trade names the order that rested, and its side is that of the aggressor.
 *
 * The header's volumes and D5 are taken from the events: all that was traded, and the lower median of the quantity on
 * the best five levels of each side behind every event.
 */
export class EventTape {
  readonly writer: TapeWriter;
  readonly orders = new EventOrders();
  private readonly cursor: TapeCursor;
  private readonly books: readonly RebuiltBook[];
  private readonly row: OwnNumbers;
  /** Orders of each instrument so far. */
  private readonly counts: Int32Array;
  private readonly volumes: Float64Array;
  private readonly depths: readonly { readonly bid: number[]; readonly ask: number[] }[];

  constructor(private readonly header: TapeHeader) {
    this.writer = new TapeWriter(header);
    this.cursor = new TapeCursor(this.writer);
    this.row = new OwnNumbers(this.cursor, this.orders);
    this.books = header.instruments.map((_, instrument) => new RebuiltBook(header, instrument));
    this.counts = new Int32Array(header.instruments.length);
    this.volumes = new Float64Array(header.instruments.length);
    this.depths = header.instruments.map(() => ({ bid: [], ask: [] }));
  }

  book(instrument: number): OrderBook {
    return this.books[instrument].book;
  }

  /** What still rests of an order; 0 when it is gone or unknown. */
  remaining(order: number | undefined): number {
    return order === undefined ? 0 : this.orders.left[order];
  }

  /** A phase begins, for the whole venue. */
  phase(timeNs: number, phase: Phase): void {
    this.writer.beginCommand(timeNs);
    this.append(Kind.phase, UNKNOWN, UNKNOWN, UNKNOWN, UNKNOWN, UNKNOWN, phase);
    this.read();
  }

  /** Whether one more order would make a level hold more than a tape can say. */
  overflows(instrument: number, side: Side, price: number, quantity: number): boolean {
    return this.book(instrument).quantityAt(side, price) + quantity > LARGEST_QUANTITY;
  }

  /** An order begins to rest. @returns its number */
  accept(timeNs: number, instrument: number, side: Side, price: number, quantity: number): number {
    const order = this.orders.add(instrument, side, price, quantity, this.counts[instrument]++);
    this.writer.beginCommand(timeNs);
    this.append(Kind.accepted, instrument, order, side, price, quantity, OrderType.limit);
    this.read();
    return order;
  }

  /** An order takes the place of an older one, behind what stands at its price. @returns its number */
  replace(timeNs: number, old: number, price: number, quantity: number): number {
    const { instruments, sides, left } = this.orders;
    const { [old]: instrument } = instruments;
    const { [old]: had } = left;
    const side = sides[old] as Side;
    const order = this.orders.add(instrument, side, price, quantity, this.counts[instrument]++);
    this.orders.left[old] = 0;
    this.writer.beginCommand(timeNs);
    this.append(Kind.replaced, instrument, order, side, price, quantity, OrderType.limit, had, old);
    this.read();
    return order;
  }

  /** Quantity of an order is cancelled; what is more than rests is not. */
  cancel(timeNs: number, order: number, quantity: number): void {
    const { instruments, sides, prices, left } = this.orders;
    const taken = Math.min(quantity, left[order]);
    if (taken === 0) return;
    left[order] -= taken;
    this.writer.beginCommand(timeNs);
    const instrument = instruments[order];
    this.append(Kind.cancelled, instrument, order, sides[order], prices[order], taken, CancelReason.user, left[order]);
    this.read();
  }

  /** A resting order is executed; what is more than rests is not. */
  execute(timeNs: number, order: number, price: number, quantity: number): void {
    const { instruments, sides, left } = this.orders;
    const { [order]: instrument } = instruments;
    const taken = Math.min(quantity, left[order]);
    if (taken === 0) return;
    left[order] -= taken;
    this.volumes[instrument] += taken;
    this.writer.beginCommand(timeNs);
    const aggressor = sides[order] ^ 1;
    this.append(Kind.trade, instrument, UNKNOWN, aggressor, price, taken, TradeStage.continuous, UNKNOWN, order);
    this.read();
  }

  /** Two orders that rest on the book execute, at the price of the older one. */
  trade(timeNs: number, incoming: number, resting: number, quantity: number): void {
    const { instruments, sides, prices, left } = this.orders;
    const { [resting]: instrument } = instruments;
    const taken = Math.min(quantity, left[incoming], left[resting]);
    if (taken === 0) return;
    left[incoming] -= taken;
    left[resting] -= taken;
    this.volumes[instrument] += taken;
    this.writer.beginCommand(timeNs);
    const stage = TradeStage.continuous;
    this.append(Kind.trade, instrument, incoming, sides[incoming], prices[resting], taken, stage, UNKNOWN, resting);
    this.read();
  }

  /** An execution against an order that the source does not show. */
  unseen(timeNs: number, instrument: number, aggressor: Side, price: number, quantity: number, flags = 0): void {
    this.volumes[instrument] += quantity;
    this.writer.beginCommand(timeNs);
    this.append(Kind.unseen, instrument, UNKNOWN, aggressor, price, quantity, UNKNOWN, UNKNOWN, UNKNOWN, flags);
    this.read();
  }

  /** The source gives up what it knew of a book: every level stands at 0. */
  clear(timeNs: number, instrument: number): void {
    const book = this.book(instrument);
    this.writer.beginCommand(timeNs);
    for (const side of [Side.buy, Side.sell])
      for (
        let price = side === Side.buy ? book.bestBid : book.bestAsk;
        price !== NO_BID && price !== NO_ASK;
        price = book.nextLevel(side, price)
      )
        this.append(Kind.restate, instrument, UNKNOWN, side, price, 0, UNKNOWN);
    const { instruments, left, count } = this.orders;
    for (let order = 0; order < count; order++) if (instruments[order] === instrument) left[order] = 0;
    this.read();
  }

  /** The tape, with what the events said of volume and depth in its header. */
  finish(): Tape {
    const { chunks, length } = this.writer.finish();
    const instruments = this.header.instruments.map((instrument, index) => {
      const { bid, ask } = this.depths[index];
      const referenceDepth5 = { bid: lowerMedian(bid), ask: lowerMedian(ask) };
      return { ...instrument, referenceVolume: this.volumes[index], referenceDepth5 };
    });
    return new Tape({ ...this.header, instruments }, chunks, length);
  }

  private append(
    kind: Kind,
    instrument: number,
    order: number,
    side: number,
    price: number,
    quantity: number,
    code: number,
    quantity2: number = UNKNOWN,
    otherOrder: number = UNKNOWN,
    flags = 0,
  ): void {
    this.writer.append(
      kind,
      instrument,
      order,
      UNKNOWN,
      side,
      price,
      quantity,
      otherOrder,
      UNKNOWN,
      quantity2,
      code,
      flags,
    );
  }

  /** Brings the book up to the rows of the command that is complete. */
  private read(): void {
    while (this.cursor.next()) {
      const { instrument, flags } = this.cursor;
      if (instrument < 0) continue;
      const rebuilt = this.books[instrument];
      rebuilt.apply(this.row);
      if ((flags & Flag.continues) !== 0) continue;
      const { bid, ask } = this.depths[instrument];
      bid.push(bestFive(rebuilt.book, Side.buy, rebuilt.book.bestBid));
      ask.push(bestFive(rebuilt.book, Side.sell, rebuilt.book.bestAsk));
    }
  }
}

/**
 * A row with its orders numbered within their instrument: a book keeps a table from number to place, and thousands of
 * books with the numbers of the whole day would each keep a table of the whole day.
 */
class OwnNumbers implements TapeRow {
  constructor(
    private readonly row: TapeRow,
    private readonly orders: EventOrders,
  ) {}

  get header(): TapeHeader {
    return this.row.header;
  }
  get sequence(): number {
    return this.row.sequence;
  }
  get time(): number {
    return this.row.time;
  }
  get kind(): number {
    return this.row.kind;
  }
  get instrument(): number {
    return this.row.instrument;
  }
  get order(): number {
    return this.own(this.row.order);
  }
  get account(): number {
    return this.row.account;
  }
  get side(): number {
    return this.row.side;
  }
  get price(): number {
    return this.row.price;
  }
  get quantity(): number {
    return this.row.quantity;
  }
  get otherOrder(): number {
    return this.own(this.row.otherOrder);
  }
  get otherAccount(): number {
    return this.row.otherAccount;
  }
  get quantity2(): number {
    return this.row.quantity2;
  }
  get code(): number {
    return this.row.code;
  }
  get flags(): number {
    return this.row.flags;
  }

  private own(order: number): number {
    return order < 0 ? order : this.orders.own[order];
  }
}

function bestFive(book: OrderBook, side: Side, best: number): number {
  let depth = 0;
  let price = best;
  for (let level = 0; level < 5; level++) {
    const quantity = book.quantityAt(side, price);
    if (quantity === 0) break;
    depth += quantity;
    price = book.nextLevel(side, price);
  }
  return depth;
}
