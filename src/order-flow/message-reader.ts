import type { OrderBook } from '../market/index.js';
import {
  CancelReason,
  Flag,
  Kind,
  OrderType,
  Phase,
  type RowSource,
  Side,
  TapeCursor,
  TradeStage,
  UNKNOWN,
} from '../tape/index.js';
import { DisplayedBook, restingOrders } from './displayed-book.js';
import { MessageType } from './message-type.js';
import { RebuiltBook } from './rebuilt-book.js';
import { type TradingSpan, tradingSpan } from './trading-span.js';

/** One message of a book. */
export interface BookMessage {
  /** ns since the venue's midnight. */
  readonly time: number;
  /** The row of the tape that made it. */
  readonly sequence: number;
  readonly type: MessageType;
  /** The tape's number of the order; −1 for a hidden order, a cross or a halt. */
  readonly order: number;
  /**
   * The order's number + 1; a new one each time that an order which was shown before is shown again, such as more of an
   * iceberg. 0 for a hidden order and a halt, −1 for a cross.
   */
  readonly id: number;
  readonly quantity: number;
  /** Ticks. Of a halt its sort: −1 trading stops, 0 orders are taken, 1 trading resumes. */
  readonly price: number;
  /** Whether a hidden execution stood half a tick above `price`. */
  readonly halfTick: boolean;
  /** 1 when the resting order buys, −1 when it sells. */
  readonly direction: number;
}

/** Who hears of messages. The book is what {@link MessageReader} shows, settled. */
export interface MessageListener {
  /** Called before every change of the shown book. */
  settled?(book: OrderBook): void;
  /** A message, with the book behind it. */
  message(message: BookMessage, book: OrderBook): void;
}

const NOBODY = { order: UNKNOWN, side: 0, price: UNKNOWN, left: 0, display: 0 };

/**
 * A tape read as the messages of a published book, as LOBSTER counts them: one definition for the exporter and for
 * realism scores. The order that a command brings is shown when the command is over, as a submission of what then rests;
 * a marketable order appears as the executions that it causes, a replaced one as a deletion and a submission. While a
 * call auction gathers orders nothing is shown; at its end its trades are crosses, and what it changed in the book
 * follows as deletions and submissions. The first time, what rests is simply there. Only what reaches the best `levels`
 * of its side is said.
 */
export class MessageReader {
  private readonly displayed: DisplayedBook;
  /** The book as it is; undefined for a windowed source, which is shown as it comes. */
  private readonly actual: RebuiltBook | undefined;
  private readonly cursor: TapeCursor;
  /** By order number. */
  private readonly everShown: Uint8Array;
  /** Ids of orders that were shown before. */
  private readonly renamed = new Map<number, number>();
  private lastId: number;
  private started: boolean;
  private venuePhase: number = Phase.closed;
  private halted = false;
  /** Crosses of a call auction that is not over. */
  private crosses: BookMessage[] = [];
  /** Orders put aside or waiting for after-hours trading, which the book never showed. */
  private readonly aside = new Set<number>();
  private incoming = { ...NOBODY };
  private beginsCommand = true;
  /** A windowed source sets levels behind a message: it is given when the next one is about to change the book. */
  private waiting: BookMessage | undefined;

  /** @param levels - of each side; what lies deeper is not said */
  constructor(
    tape: RowSource,
    private readonly instrument: number,
    private readonly levels: number,
    private readonly listener: MessageListener,
    { highestOrder, windowed }: TradingSpan = tradingSpan(tape, instrument),
  ) {
    this.displayed = new DisplayedBook(tape.header, instrument);
    this.actual = windowed ? undefined : new RebuiltBook(tape.header, instrument);
    this.lastId = highestOrder + 1;
    this.cursor = new TapeCursor(tape);
    this.everShown = new Uint8Array(highestOrder + 1);
    this.started = windowed;
  }

  /** Takes the next row of the tape; false when there is none and the last message has been given. */
  next(): boolean {
    const { cursor, instrument } = this;
    if (!cursor.next()) {
      this.settle();
      return false;
    }
    const { kind } = cursor;
    this.actual?.apply(cursor);
    if (kind === Kind.restate && cursor.instrument === instrument)
      this.displayed.setLevel(cursor.side, cursor.price, cursor.quantity);
    else if (cursor.instrument === instrument || kind === Kind.phase) this.read();
    this.beginsCommand = (cursor.flags & Flag.continues) === 0;
    return true;
  }

  private read(): void {
    const { cursor: row } = this;
    if (row.kind === Kind.phase) this.phase();
    else if (row.kind === Kind.halt) {
      this.halted = true;
      this.halt(-1);
    } else if (row.kind === Kind.unseen) {
      this.settle();
      this.unseen();
    } else if (row.kind === Kind.seed) this.rests(row.order, row.side, row.price, row.quantity);
    else if (row.kind === Kind.trade && row.code !== TradeStage.continuous && this.actual !== undefined) {
      const cross = this.message(MessageType.cross, UNKNOWN, -1, row.quantity, row.price, -1);
      if (this.calling) this.crosses.push(cross);
      else this.say(cross);
    } else if (this.calling) this.noteAside();
    else this.change();
  }

  /** A row of trading in sight. */
  private change(): void {
    const { cursor: row, displayed } = this;
    const { kind, order, side, price, quantity } = row;
    if (kind === Kind.replaced && displayed.quantityOf(row.otherOrder) > 0) {
      const old = row.otherOrder;
      this.takes(MessageType.deletion, old, side, displayed.priceOf(old), displayed.quantityOf(old));
    }
    if (kind === Kind.accepted || kind === Kind.replaced) {
      const display = row.code === OrderType.iceberg ? row.quantity2 : quantity;
      this.incoming = { order, side, price, left: quantity, display };
    } else if (kind === Kind.released) {
      if (this.aside.delete(order) || this.beginsCommand || order === this.incoming.order)
        this.incoming = { order, side, price, left: quantity, display: quantity };
      else this.shows(order, side, price, quantity);
    } else if (kind === Kind.trade) {
      if (order >= 0 && order === this.incoming.order) this.incoming.left -= quantity;
      this.execution();
    } else if (kind === Kind.cancelled) {
      if (order >= 0 && order === this.incoming.order) this.incoming.left -= quantity;
      else if (this.aside.has(order) || row.code === CancelReason.expiry || (row.flags & Flag.hidden) !== 0) return;
      else this.cancel();
    }
    this.noteAside();
    if ((row.flags & Flag.continues) !== 0) return;
    const { order: rests, side: own, price: limit, left, display } = this.incoming;
    if (left > 0 && limit > 0) this.shows(rests, own, limit, Math.min(left, display));
    if (rests !== UNKNOWN) this.incoming = { ...NOBODY };
  }

  private noteAside(): void {
    const { kind, order, code } = this.cursor;
    if (kind === Kind.parked || (kind === Kind.accepted && code === OrderType.fixedPrice)) {
      this.aside.add(order);
      if (order === this.incoming.order) this.incoming = { ...NOBODY };
    } else if (kind === Kind.released) this.aside.delete(order);
  }

  /** A deletion takes all that is shown of an order; of an order that is not shown the row itself says it. */
  private cancel(): void {
    this.settle();
    const { order, side, price, quantity, quantity2 } = this.cursor;
    const whole = quantity2 === 0 || this.displayed.quantityOf(order) === quantity;
    const type = quantity2 !== UNKNOWN && whole ? MessageType.deletion : MessageType.partialCancel;
    this.takes(type, order, side, price, quantity);
  }

  private execution(): void {
    this.settle();
    const { otherOrder, side, price, quantity } = this.cursor;
    const resting = side === Side.buy ? Side.sell : Side.buy;
    if (this.actual !== undefined && this.displayed.quantityOf(otherOrder) === 0) this.unseen();
    else this.takes(MessageType.execution, otherOrder, resting, price, quantity);
  }

  /** An execution of something that was not shown, or a cross where nobody was the aggressor. */
  private unseen(): void {
    const { side, price, quantity, flags } = this.cursor;
    const direction = side === Side.sell ? 1 : -1;
    const half = (flags & Flag.halfTick) !== 0;
    const crosses = side === Side.none;
    const type = crosses ? MessageType.cross : MessageType.hiddenExecution;
    this.waiting = this.message(type, UNKNOWN, crosses ? -1 : 0, quantity, price, direction, half);
  }

  private phase(): void {
    const { instrument, code } = this.cursor;
    if (instrument >= 0 && instrument !== this.instrument) return;
    const called = this.calling;
    if (instrument < 0) this.venuePhase = code;
    else if (code === Phase.haltCall) this.halt(0);
    else if (this.halted) {
      this.sayCrosses();
      this.halted = false;
      this.halt(1);
    }
    if (!called || this.calling) return;
    if (this.started) {
      this.sayCrosses();
      this.catchUp();
    } else {
      this.settle();
      for (const order of restingOrders(this.actual!.book)) this.rests(...order);
      this.sayCrosses();
    }
    this.started = true;
  }

  private sayCrosses(): void {
    for (const cross of this.crosses) this.say(cross);
    this.crosses = [];
  }

  /** What a call auction changed, once it is over. */
  private catchUp(): void {
    const actual = new Map(restingOrders(this.actual!.book).map((order) => [order[0], order]));
    for (const [order, side, price, shown] of restingOrders(this.displayed.book)) {
      const now = actual.get(order)?.[3] ?? 0;
      if (now > 0 && now < shown) this.takes(MessageType.partialCancel, order, side, price, shown - now);
      else if (now !== shown) this.takes(MessageType.deletion, order, side, price, shown);
    }
    for (const [order, side, price, quantity] of actual.values())
      if (this.displayed.quantityOf(order) === 0) this.shows(order, side, price, quantity);
  }

  private get calling(): boolean {
    if (this.actual === undefined) return false;
    const { venuePhase: phase } = this;
    return (
      this.halted || phase === Phase.openCallCancelable || phase === Phase.openCallLocked || phase === Phase.closeCall
    );
  }

  /** An order, or what an iceberg shows anew, appears. */
  private shows(order: number, side: number, price: number, quantity: number): void {
    this.settle();
    if (this.everShown[order] === 1) this.renamed.set(order, ++this.lastId);
    this.rests(order, side, price, quantity);
    if (this.displayed.reaches(side, price, this.levels))
      this.waiting = this.about(MessageType.submission, order, side, price, quantity);
  }

  private rests(order: number, side: number, price: number, quantity: number): void {
    this.everShown[order] = 1;
    this.displayed.show(order, side, price, quantity);
  }

  /** Quantity goes off a level. */
  private takes(type: MessageType, order: number, side: number, price: number, quantity: number): void {
    this.settle();
    const seen = this.displayed.reaches(side, price, this.levels);
    this.displayed.take(order, side, price, quantity);
    if (seen) this.waiting = this.about(type, order, side, price, quantity);
  }

  private halt(sort: number): void {
    this.say(this.message(MessageType.halt, UNKNOWN, 0, 0, sort, -1));
  }

  private say(message: BookMessage): void {
    this.settle();
    this.waiting = message;
  }

  /** Everything that belonged to the last message has been read. */
  private settle(): void {
    const { waiting, listener } = this;
    this.waiting = undefined;
    if (waiting !== undefined) listener.message(waiting, this.displayed.book);
    listener.settled?.(this.displayed.book);
  }

  private about(type: MessageType, order: number, side: number, price: number, quantity: number): BookMessage {
    const id = order < 0 ? 0 : (this.renamed.get(order) ?? order + 1);
    return this.message(type, order, id, quantity, price, side === Side.buy ? 1 : -1);
  }

  private message(
    type: MessageType,
    order: number,
    id: number,
    quantity: number,
    price: number,
    direction: number,
    halfTick = false,
  ): BookMessage {
    const { time, sequence } = this.cursor;
    return { time, sequence, type, order, id, quantity, price, halfTick, direction };
  }
}
