import { NO_ASK, NO_BID, type OrderBook, OrderRegister } from '../market/index.js';
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
  TapeWriter,
  TradeStage,
  UNKNOWN,
} from '../tape/index.js';
import { appendAnonymous } from './anonymous-row.js';
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
  private readonly volumes: Float64Array;
  private readonly depths: readonly { readonly bid: number[]; readonly ask: number[] }[];

  constructor(private readonly header: TapeHeader) {
    this.writer = new TapeWriter(header);
    this.cursor = new TapeCursor(this.writer);
    const register = new OrderRegister();
    this.books = header.instruments.map((_, instrument) => new RebuiltBook(header, instrument, register));
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
    appendAnonymous(this.writer, Kind.phase, UNKNOWN, UNKNOWN, UNKNOWN, UNKNOWN, UNKNOWN, phase);
    this.read();
  }

  /** Whether one more order would make a level hold more than a tape can say. */
  overflows(instrument: number, side: Side, price: number, quantity: number): boolean {
    return this.book(instrument).quantityAt(side, price) + quantity > LARGEST_QUANTITY;
  }

  /** An order begins to rest. @returns its number */
  accept(timeNs: number, instrument: number, side: Side, price: number, quantity: number): number {
    const order = this.orders.add(instrument, side, price, quantity);
    this.writer.beginCommand(timeNs);
    appendAnonymous(this.writer, Kind.accepted, instrument, order, side, price, quantity, OrderType.limit);
    this.read();
    return order;
  }

  /** An order takes the place of an older one, behind what stands at its price. @returns its number */
  replace(timeNs: number, old: number, price: number, quantity: number): number {
    const { instruments, sides, left } = this.orders;
    const { [old]: instrument } = instruments;
    const { [old]: had } = left;
    const side = sides[old] as Side;
    const order = this.orders.add(instrument, side, price, quantity);
    this.orders.left[old] = 0;
    this.writer.beginCommand(timeNs);
    appendAnonymous(this.writer, Kind.replaced, instrument, order, side, price, quantity, OrderType.limit, had, old);
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
    appendAnonymous(
      this.writer,
      Kind.cancelled,
      instrument,
      order,
      sides[order],
      prices[order],
      taken,
      CancelReason.user,
      left[order],
    );
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
    appendAnonymous(
      this.writer,
      Kind.trade,
      instrument,
      UNKNOWN,
      aggressor,
      price,
      taken,
      TradeStage.continuous,
      UNKNOWN,
      order,
    );
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
    appendAnonymous(
      this.writer,
      Kind.trade,
      instrument,
      incoming,
      sides[incoming],
      prices[resting],
      taken,
      stage,
      UNKNOWN,
      resting,
    );
    this.read();
  }

  /** An execution against an order that the source does not show. */
  unseen(timeNs: number, instrument: number, aggressor: Side, price: number, quantity: number, flags = 0): void {
    this.volumes[instrument] += quantity;
    this.writer.beginCommand(timeNs);
    appendAnonymous(
      this.writer,
      Kind.unseen,
      instrument,
      UNKNOWN,
      aggressor,
      price,
      quantity,
      UNKNOWN,
      UNKNOWN,
      UNKNOWN,
      flags,
    );
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
        appendAnonymous(this.writer, Kind.restate, instrument, UNKNOWN, side, price, 0, UNKNOWN);
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

  /** Brings the book up to the rows of the command that is complete. */
  private read(): void {
    while (this.cursor.next()) {
      const { instrument, flags } = this.cursor;
      if (instrument < 0) continue;
      const rebuilt = this.books[instrument];
      rebuilt.apply(this.cursor);
      if ((flags & Flag.continues) !== 0) continue;
      const { bid, ask } = this.depths[instrument];
      bid.push(rebuilt.book.depthOf(Side.buy, 5));
      ask.push(rebuilt.book.depthOf(Side.sell, 5));
    }
  }
}
