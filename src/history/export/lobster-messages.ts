import { RebuiltBook } from '../../order-flow/index.js';
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
} from '../../tape/index.js';
import { NO_ASK_PRICE, NO_BID_PRICE } from '../lobster/book-row.js';
import { MessageType } from '../lobster/messages.js';
import type { SourceForm } from '../source-form.js';
import { DisplayedBook, restingOrders } from './displayed-book.js';
import { exactSeconds } from './exact-time.js';
import { LobsterIds } from './lobster-ids.js';
import type { TradingSpan } from './trading-span.js';

const NOBODY = { order: UNKNOWN, side: 0, price: UNKNOWN, left: 0, display: 0 };

/**
 * A tape read as LOBSTER messages. The order that a command brings is shown when the command is over, as a submission of
 * what then rests. While a call auction gathers orders nothing is shown; at its end its trades are crosses (type 6), and
 * what it changed in the book follows as deletions and submissions. The first time, what rests is simply there.
 */
export class LobsterMessages {
  private readonly displayed: DisplayedBook;
  /** The book as it is; undefined for a windowed source, which is shown as it comes. */
  private readonly actual: RebuiltBook | undefined;
  private readonly ids: LobsterIds;
  private readonly scale: number;
  private readonly cursor: TapeCursor;
  /** By order number. */
  private readonly everShown: Uint8Array;
  private started: boolean;
  private venuePhase: number = Phase.closed;
  private halted = false;
  /** Crosses of a call auction that is not over. */
  private crosses: string[] = [];
  /** Orders put aside or waiting for after-hours trading, which the book never showed. */
  private readonly aside = new Set<number>();
  private incoming = { ...NOBODY };
  private beginsCommand = true;

  constructor(
    tape: RowSource,
    private readonly instrument: number,
    private readonly levels: number,
    { highestOrder, windowed }: TradingSpan,
    private readonly form: SourceForm | undefined,
  ) {
    this.displayed = new DisplayedBook(tape.header, instrument);
    this.actual = windowed ? undefined : new RebuiltBook(tape.header, instrument);
    this.ids = new LobsterIds(highestOrder, form);
    this.scale = tape.header.instruments[instrument].moneyPerTick;
    this.cursor = new TapeCursor(tape);
    this.everShown = new Uint8Array(highestOrder + 1);
    this.started = windowed;
  }

  /** The messages in their order; {@link window} shows the book behind the one that was given last. */
  *messages(): Generator<string> {
    const { cursor, instrument } = this;
    // A windowed source sets levels behind a message: it is given when the next one is about to change the book.
    let waiting: string | undefined;
    while (cursor.next()) {
      this.actual?.apply(cursor);
      if (cursor.kind === Kind.restate && cursor.instrument === instrument)
        this.displayed.setLevel(cursor.side, cursor.price, cursor.quantity);
      else if (cursor.instrument === instrument || cursor.kind === Kind.phase)
        for (const step of this.steps()) {
          if (waiting !== undefined) yield waiting;
          waiting = step();
        }
      this.beginsCommand = (cursor.flags & Flag.continues) === 0;
    }
    if (waiting !== undefined) yield waiting;
  }

  /** The best levels as they are shown now. */
  window(): string {
    const { book } = this.displayed;
    const fields: number[] = [];
    let ask = book.bestAsk;
    let bid = book.bestBid;
    for (let level = 0; level < this.levels; level++) {
      const asked = book.quantityAt(Side.sell, ask);
      const wanted = book.quantityAt(Side.buy, bid);
      fields.push(asked > 0 ? ask * this.scale : NO_ASK_PRICE, asked);
      fields.push(wanted > 0 ? bid * this.scale : NO_BID_PRICE, wanted);
      if (asked > 0) ask = book.nextLevel(Side.sell, ask);
      if (wanted > 0) bid = book.nextLevel(Side.buy, bid);
    }
    return fields.join(',');
  }

  /** What the row changes, one step a message: calling a step changes the shown book and gives the message, if any. */
  private *steps(): Generator<() => string | undefined> {
    const { cursor: row } = this;
    if (row.kind === Kind.phase) yield* this.phase();
    else if (row.kind === Kind.halt) {
      this.halted = true;
      yield () => this.said(MessageType.halt, 0, 0, -1, -1);
    } else if (row.kind === Kind.unseen) yield () => this.unseen();
    else if (row.kind === Kind.seed) this.rests(row.order, row.side, row.price, row.quantity);
    else if (row.kind === Kind.trade && row.code !== TradeStage.continuous && this.actual !== undefined) {
      const cross = this.said(MessageType.cross, -1, row.quantity, row.price * this.scale, -1);
      if (this.calling) this.crosses.push(cross);
      else yield () => cross;
    } else if (this.calling) this.noteAside();
    else yield* this.change();
  }

  /** A row of trading in sight. */
  private *change(): Generator<() => string | undefined> {
    const { cursor: row, displayed } = this;
    const { kind, order, side, price, quantity } = row;
    if (kind === Kind.replaced && displayed.quantityOf(row.otherOrder) > 0) {
      const old = row.otherOrder;
      yield () => this.takes(MessageType.deletion, old, side, displayed.priceOf(old), displayed.quantityOf(old));
    }
    if (kind === Kind.accepted || kind === Kind.replaced) {
      const display = row.code === OrderType.iceberg ? row.quantity2 : quantity;
      this.incoming = { order, side, price, left: quantity, display };
    } else if (kind === Kind.released) {
      if (this.aside.delete(order) || this.beginsCommand || order === this.incoming.order)
        this.incoming = { order, side, price, left: quantity, display: quantity };
      else yield () => this.shows(order, side, price, quantity);
    } else if (kind === Kind.trade) {
      if (order >= 0 && order === this.incoming.order) this.incoming.left -= quantity;
      yield () => this.execution();
    } else if (kind === Kind.cancelled) {
      if (order >= 0 && order === this.incoming.order) this.incoming.left -= quantity;
      else if (this.aside.has(order) || row.code === CancelReason.expiry || (row.flags & Flag.hidden) !== 0) return;
      else yield () => this.takes(this.cancelType(), order, side, price, quantity);
    }
    this.noteAside();
    if ((row.flags & Flag.continues) !== 0) return;
    const { order: rests, side: own, price: limit, left, display } = this.incoming;
    if (left > 0 && limit > 0) yield () => this.shows(rests, own, limit, Math.min(left, display));
    this.incoming = { ...NOBODY };
  }

  private noteAside(): void {
    const { kind, order, code } = this.cursor;
    if (kind === Kind.parked || (kind === Kind.accepted && code === OrderType.fixedPrice)) {
      this.aside.add(order);
      if (order === this.incoming.order) this.incoming = { ...NOBODY };
    } else if (kind === Kind.released) this.aside.delete(order);
  }

  /** A deletion takes all that is shown of an order; of an order that is not shown the row itself says it. */
  private cancelType(): number {
    const { order, quantity, quantity2 } = this.cursor;
    if (quantity2 === UNKNOWN) return MessageType.partialCancel;
    const left = this.displayed.quantityOf(order) - quantity;
    return quantity2 === 0 || left === 0 ? MessageType.deletion : MessageType.partialCancel;
  }

  private execution(): string | undefined {
    const { otherOrder, side, price, quantity } = this.cursor;
    const resting = side === Side.buy ? Side.sell : Side.buy;
    if (this.actual !== undefined && this.displayed.quantityOf(otherOrder) === 0) return this.unseen();
    return this.takes(MessageType.execution, otherOrder, resting, price, quantity);
  }

  /** An execution of something that was not shown, or a cross where nobody was the aggressor. */
  private unseen(): string {
    const { side, price, quantity, flags, sequence } = this.cursor;
    const half = (flags & Flag.halfTick) !== 0 ? this.scale / 2 : 0;
    const type = side === Side.none ? MessageType.cross : MessageType.hiddenExecution;
    const id = side === Side.none ? -1 : this.ids.of(UNKNOWN, sequence);
    return this.said(type, id, quantity, price * this.scale + half, side === Side.sell ? 1 : -1);
  }

  private *phase(): Generator<() => string | undefined> {
    const { instrument, code } = this.cursor;
    if (instrument >= 0 && instrument !== this.instrument) return;
    const called = this.calling;
    if (instrument < 0) this.venuePhase = code;
    else if (code === Phase.haltCall) yield () => this.said(MessageType.halt, 0, 0, 0, -1);
    else if (this.halted) {
      yield* this.crosses.map((cross) => () => cross);
      this.crosses = [];
      this.halted = false;
      yield () => this.said(MessageType.halt, 0, 0, 1, -1);
    }
    if (!called || this.calling) return;
    if (this.started) {
      yield* this.crosses.map((cross) => () => cross);
      yield* this.catchUp();
    } else {
      for (const order of restingOrders(this.actual!.book)) this.rests(...order);
      yield* this.crosses.map((cross) => () => cross);
    }
    this.crosses = [];
    this.started = true;
  }

  /** What a call auction changed, once it is over. */
  private *catchUp(): Generator<() => string | undefined> {
    const actual = new Map(restingOrders(this.actual!.book).map((order) => [order[0], order]));
    for (const [order, side, price, shown] of restingOrders(this.displayed.book)) {
      const now = actual.get(order)?.[3] ?? 0;
      if (now > 0 && now < shown) yield () => this.takes(MessageType.partialCancel, order, side, price, shown - now);
      else if (now !== shown) yield () => this.takes(MessageType.deletion, order, side, price, shown);
    }
    for (const [order, side, price, quantity] of actual.values())
      if (this.displayed.quantityOf(order) === 0) yield () => this.shows(order, side, price, quantity);
  }

  private get calling(): boolean {
    if (this.actual === undefined) return false;
    const { venuePhase: phase } = this;
    return (
      this.halted || phase === Phase.openCallCancelable || phase === Phase.openCallLocked || phase === Phase.closeCall
    );
  }
  /** An order, or what an iceberg shows anew, appears. */
  private shows(order: number, side: number, price: number, quantity: number): string | undefined {
    if (this.everShown[order] === 1) this.ids.rename(order);
    this.rests(order, side, price, quantity);
    if (!this.displayed.reaches(side, price, this.levels)) return undefined;
    return this.order(MessageType.submission, order, side, price, quantity);
  }

  private rests(order: number, side: number, price: number, quantity: number): void {
    this.everShown[order] = 1;
    this.displayed.show(order, side, price, quantity);
  }

  /** Quantity goes off a level. */
  private takes(type: number, order: number, side: number, price: number, quantity: number): string | undefined {
    const seen = this.displayed.reaches(side, price, this.levels);
    this.displayed.take(order, side, price, quantity);
    return seen ? this.order(type, order, side, price, quantity) : undefined;
  }

  private order(type: number, order: number, side: number, price: number, quantity: number): string {
    const id = this.ids.of(order, this.cursor.sequence);
    return this.said(type, id, quantity, price * this.scale, side === Side.buy ? 1 : -1);
  }

  private said(type: number, id: number, quantity: number, price: number, direction: number): string {
    const { time, sequence } = this.cursor;
    const seconds = exactSeconds(time);
    const written = this.form?.shortTimes ? seconds.replace(/\.?0+$/, '') : seconds;
    return this.form?.verbatim.get(sequence) ?? `${written},${type},${id},${quantity},${price},${direction}`;
  }
}
