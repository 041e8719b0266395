import { NO_ASK, NO_BID } from '../../market/index.js';
import { RebuiltBook } from '../../order-flow/index.js';
import {
  CancelReason,
  Kind,
  Phase,
  Side,
  type TapeHeader,
  type TapeRow,
  TradeStage,
  UNKNOWN,
} from '../../tape/index.js';
import { Activity, type SavedActivity, type Session, sessionOf } from './activity.js';
import { BestFive } from './best-five.js';
import type { Investors } from './investors.js';
import { emptyNote, type OrderNote, OrderNotes } from './order-notes.js';
import { phaseRow, restingRow, type SavedOrder } from './saved-order.js';
import { type SavedUsualDepth, UsualDepth } from './usual-depth.js';

export interface SavedInstrument {
  readonly phase: Phase;
  readonly volume: readonly number[];
  readonly activity: SavedActivity;
  readonly depth: SavedUsualDepth;
  readonly orders: readonly SavedOrder[];
}

/** What all detectors share of one instrument: the book with its owners, running sums by investor, usual depth. */
export class InstrumentState {
  readonly rebuilt: RebuiltBook;
  readonly activity: Activity;
  readonly bestFive: BestFive;
  readonly usualDepth: UsualDepth;
  readonly notes = new OrderNotes();
  /** Quantity traded so far by {@link TradeStage}; hidden executions count as continuous. */
  readonly volume = new Float64Array(Object.keys(TradeStage).length);
  /** Of the order that the last cancelled row concerned, as it stood before that row. */
  readonly subject: OrderNote = emptyNote();

  /** The order that the command at hand brought in, until it rests or is gone. */
  private incoming = UNKNOWN;
  private incomingSide = UNKNOWN;
  private incomingPrice = UNKNOWN;
  private readonly incomingNote: OrderNote = emptyNote();
  private readonly other: OrderNote = emptyNote();

  constructor(
    header: TapeHeader,
    instrument: number,
    private readonly investors: Investors,
  ) {
    this.rebuilt = new RebuiltBook(header, instrument);
    this.activity = new Activity(investors.count);
    this.bestFive = new BestFive(investors);
    this.usualDepth = new UsualDepth(investors, header.instruments[instrument].referenceDepth5);
  }

  get phase(): Phase {
    return this.rebuilt.phase;
  }

  get session(): Session {
    return sessionOf(this.rebuilt.phase);
  }

  /** Volume of the day so far. */
  get dayVolume(): number {
    let sum = 0;
    for (const quantity of this.volume) sum += quantity;
    return sum;
  }

  /** Takes a row that concerns this instrument or the venue. */
  onRow(row: TapeRow): void {
    const { kind } = row;
    if (kind === Kind.accepted || kind === Kind.released || kind === Kind.replaced) this.accept(row, kind);
    else if (kind === Kind.cancelled) this.cancel(row);
    else if (kind === Kind.trade) this.trade(row);
    else if (kind === Kind.unseen) this.volume[TradeStage.continuous] += row.quantity;
    this.rebuilt.apply(row);
    if (kind === Kind.seed) this.seed(row);
    if (this.rebuilt.settled) this.settle(row.time);
  }

  save(): SavedInstrument {
    if (!this.rebuilt.settled) throw new Error('surveillance can be saved between commands only');
    return {
      phase: this.phase,
      volume: [...this.volume],
      activity: this.activity.save(),
      depth: this.usualDepth.save(),
      orders: this.restingOrders(),
    };
  }

  restore(saved: SavedInstrument, header: TapeHeader): void {
    this.volume.set(saved.volume);
    this.activity.restore(saved.activity);
    this.usualDepth.restore(saved.depth);
    this.rebuilt.apply(phaseRow(header, saved.phase));
    for (const order of saved.orders) {
      this.rebuilt.apply(restingRow(header, this.rebuilt.instrument, order));
      const slot = this.rebuilt.slotOf(order.order);
      if (slot >= 0) this.notes.write(slot, order.note);
    }
  }

  private accept(row: TapeRow, kind: number): void {
    const { order, account, side, quantity } = row;
    const note = this.incomingNote;
    const investor = this.investors.of(account);
    if (kind === Kind.replaced) this.takeBack(row.otherOrder, account, side, row.quantity2);
    if (investor >= 0) {
      note.sameSideBefore = this.activity.executedToday(investor, side);
      note.otherSideBefore = this.activity.executedToday(investor, side ^ 1);
      this.activity.addOrder(investor, side, this.session, quantity);
    }
    note.acceptedNs = row.time;
    note.submitted = quantity;
    note.executed = 0;
    this.incoming = order;
    this.incomingSide = side;
    this.incomingPrice = row.price;
  }

  private cancel(row: TapeRow): void {
    const { order, account, side, quantity } = row;
    if (order === this.incoming) Object.assign(this.subject, this.incomingNote);
    else this.lookUp(order, this.subject);
    const investor = this.investors.of(account);
    if (investor < 0) return;
    this.activity.addOpen(investor, side, -quantity);
    if (row.code === CancelReason.user) this.activity.addCancel(investor, side, this.session, quantity);
  }

  /** The part of a replaced order that was still open counts as taken back. */
  private takeBack(order: number, account: number, side: number, quantity: number): void {
    this.lookUp(order, this.subject);
    const investor = this.investors.of(account);
    if (investor < 0) return;
    this.activity.addOpen(investor, side, -quantity);
    this.activity.addCancel(investor, side, this.session, quantity);
  }

  private trade(row: TapeRow): void {
    const { quantity, side } = row;
    this.volume[row.code] += quantity;
    const buysFirst = side === Side.none;
    this.execute(row.order, row.account, buysFirst ? Side.buy : side, quantity, row.time);
    this.execute(row.otherOrder, row.otherAccount, buysFirst ? Side.sell : side ^ 1, quantity, row.time);
  }

  private execute(order: number, account: number, side: number, quantity: number, timeNs: number): void {
    let before = 0;
    if (order === this.incoming && order !== UNKNOWN) {
      before = this.incomingNote.executed;
      this.incomingNote.executed += quantity;
    } else {
      const slot = this.rebuilt.slotOf(order);
      if (slot >= 0) before = this.notes.execute(slot, quantity);
    }
    const investor = this.investors.of(account);
    if (investor >= 0) this.activity.addExecution(investor, account, side, this.session, quantity, before, timeNs);
  }

  private seed(row: TapeRow): void {
    const slot = this.rebuilt.slotOf(row.order);
    const investor = this.investors.of(row.account);
    if (investor >= 0) this.activity.addOpen(investor, row.side, row.quantity);
    if (slot < 0) return;
    Object.assign(this.other, emptyNote());
    this.other.acceptedNs = row.time;
    this.other.submitted = row.quantity;
    this.notes.write(slot, this.other);
  }

  /** The command is over: its order rests or has gone, and the book is what traders see. */
  private settle(nowNs: number): void {
    const { book } = this.rebuilt;
    if (this.incoming !== UNKNOWN) {
      const slot = this.rebuilt.slotOf(this.incoming);
      if (slot >= 0) {
        const best = this.incomingSide === Side.buy ? book.bestBid : book.bestAsk;
        this.incomingNote.distance = Math.abs(best - this.incomingPrice);
        this.notes.write(slot, this.incomingNote);
      }
      this.incoming = UNKNOWN;
    }
    if (this.rebuilt.phase === Phase.continuous) this.usualDepth.sample(book, nowNs);
  }

  private lookUp(order: number, note: OrderNote): void {
    const slot = this.rebuilt.slotOf(order);
    if (slot >= 0) this.notes.read(slot, note);
    else note.acceptedNs = UNKNOWN;
  }

  /** Orders in the queues' order: applied as seeds they make the same book. */
  private restingOrders(): SavedOrder[] {
    const { book } = this.rebuilt;
    const orders: SavedOrder[] = [];
    for (const side of [Side.buy, Side.sell]) {
      let price = side === Side.buy ? book.bestBid : book.bestAsk;
      for (; price !== NO_BID && price !== NO_ASK; price = book.nextLevel(side, price))
        for (let slot = book.headOf(side, price); slot >= 0; slot = book.nextInQueue(slot)) {
          const note = emptyNote();
          this.notes.read(slot, note);
          const what = { order: book.orderOf(slot), side, price, quantity: book.quantityOf(slot) };
          orders.push({ ...what, account: book.accountOf(slot), note });
        }
    }
    return orders;
  }
}
