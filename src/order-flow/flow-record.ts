import { Phase, type RowSource, Side, UNKNOWN } from '../tape/index.js';
import { type BookState, FlowType, type OrderArrival, type OrderCancel } from './flow-event.js';
import { readFlow } from './flow-reader.js';
import type { RebuiltBook } from './rebuilt-book.js';

/** What an event of a {@link FlowRecord} is. With the side it makes the twelve types 2·kind + side. */
export const EventKind = {
  /** An order rests inside the spread. */
  improve: 0,
  /** An order joins its own side's touch. */
  join: 1,
  /** An order rests behind the touch. */
  deeper: 2,
  /** Quantity at the touch is cancelled. */
  cancelTouch: 3,
  /** Quantity behind the touch is cancelled. */
  cancelDeeper: 4,
  /** Quantity is taken from the opposite touch. */
  market: 5,
} as const;
export type EventKind = (typeof EventKind)[keyof typeof EventKind];

/** Kinds of events times two sides. */
export const EVENT_TYPES = 12;

/** Longest time between a cancel and an order of its side and quantity that is taken to replace it, ns. */
const RESUBMIT_NS = 1_000_000;
/** Cancels that an order is compared with. */
const REMEMBERED = 4;

const integers = {
  kind: Uint8Array,
  /** Side.buy or Side.sell. */
  side: Uint8Array,
  quantity: Int32Array,
  executed: Int32Array,
  price: Int32Array,
  distance: Int32Array,
  order: Int32Array,
  account: Int32Array,
  resubmits: Int32Array,
  bestBid: Int32Array,
  bestAsk: Int32Array,
  bidQuantity: Int32Array,
  askQuantity: Int32Array,
  bidDepth5: Int32Array,
  askDepth5: Int32Array,
} as const;
type IntegerColumn = keyof typeof integers;

/**
 * The order flow of one instrument in continuous trading as columns, one row an event, in time order.
 *
 * An order that executes at once is one `market` event of what it executed, and if a rest of it stays in the book an
 * `improve` event of the rest, against the book after the executions: as a source that names no aggressors shows it.
 */
export interface FlowRecord {
  readonly count: number;
  /** Continuous trading that was looked at, ns since midnight: from inclusive, until exclusive. */
  readonly startNs: number;
  readonly endNs: number;
  /** ns since the venue's midnight. */
  readonly time: Float64Array;
  readonly kind: Uint8Array;
  /** Side of the order, of a market event that of the aggressor. */
  readonly side: Uint8Array;
  /** Ordered, of a cancel what was cancelled, of a market event what it executed. */
  readonly quantity: Int32Array;
  /** Executed by a market event, otherwise 0. */
  readonly executed: Int32Array;
  /** Limit price in ticks, −1 for a market order without one; of a nameless aggressor the furthest it executed at. */
  readonly price: Int32Array;
  /** Ticks behind the own touch before, negative inside the spread; of a market event beyond the opposite touch, −1 unknown. */
  readonly distance: Int32Array;
  /** −1 where the source gives no number. */
  readonly order: Int32Array;
  readonly account: Int32Array;
  /** Row of the cancel that this order follows within 1 ms with its side and quantity; −1 none. */
  readonly resubmits: Int32Array;
  /** ns from acceptance to cancel; −1 for everything else and where it is unknown. */
  readonly age: Float64Array;
  /** The book before the event. Prices are −1 and quantities 0 on an empty side. */
  readonly bestBid: Int32Array;
  readonly bestAsk: Int32Array;
  readonly bidQuantity: Int32Array;
  readonly askQuantity: Int32Array;
  /** Quantity on the best five occupied levels. */
  readonly bidDepth5: Int32Array;
  readonly askDepth5: Int32Array;
}

/** A span of the day, ns since midnight. */
export interface RecordSpan {
  /** Inclusive. @defaultValue the beginning of the tape */
  readonly startNs?: number;
  /** Exclusive. @defaultValue the end of the tape */
  readonly endNs?: number;
}

/** Reads the events of continuous trading of one instrument. */
export function readFlowRecord(tape: RowSource, instrument: number, span: RecordSpan = {}): FlowRecord {
  const writer = new RecordWriter(span);
  readFlow(tape, instrument, writer);
  return writer.finish();
}

/** The rows `[from, to)` of a record, without a copy; `resubmits` counts from the first of them. */
export function sliceRecord(record: FlowRecord, from: number, to: number): FlowRecord {
  const cut: Record<string, unknown> = {};
  for (const [name, column] of Object.entries(record))
    cut[name] = ArrayBuffer.isView(column) ? (column as Int32Array).subarray(from, to) : column;
  const resubmits = record.resubmits.slice(from, to).map((row) => (row < from ? UNKNOWN : row - from));
  const startNs = from < record.count ? record.time[from] : record.endNs;
  const endNs = to < record.count ? record.time[to] : record.endNs;
  return { ...(cut as unknown as FlowRecord), resubmits, count: to - from, startNs, endNs };
}

/** Collects the events that a reader of order flow hears of. */
class RecordWriter {
  private count = 0;
  private capacity = 1 << 14;
  private time = new Float64Array(this.capacity);
  private age = new Float64Array(this.capacity);
  private readonly columns = Object.fromEntries(
    Object.entries(integers).map(([name, Column]) => [name, new Column(this.capacity)]),
  ) as Record<IntegerColumn, Int32Array | Uint8Array>;
  private readonly recentCancels = new Int32Array(REMEMBERED).fill(UNKNOWN);
  private cancels = 0;
  private firstNs = Number.POSITIVE_INFINITY;
  private lastNs = Number.NEGATIVE_INFINITY;
  private readonly rest: BookState = {
    bestBid: UNKNOWN,
    bestAsk: UNKNOWN,
    bidQuantity: 0,
    askQuantity: 0,
    bidDepth5: 0,
    askDepth5: 0,
  };

  constructor(private readonly span: RecordSpan) {}

  arrival(arrival: OrderArrival, rebuilt: RebuiltBook): void {
    const { time, type, side, executed, price, order, account, distance, before } = arrival;
    if (type === FlowType.unplaced || !this.holds(time, arrival.phase)) return;
    if (type !== FlowType.marketable) {
      const kind =
        type === FlowType.improve ? EventKind.improve : type === FlowType.join ? EventKind.join : EventKind.deeper;
      const resubmits = this.cancelBefore(time, side, arrival.quantity);
      this.append(time, kind, side, arrival.quantity, 0, price, distance, order, account, resubmits, UNKNOWN, before);
      return;
    }
    this.append(
      time,
      EventKind.market,
      side,
      executed,
      executed,
      price,
      distance,
      order,
      account,
      UNKNOWN,
      UNKNOWN,
      before,
    );
    const slot = order === UNKNOWN ? UNKNOWN : rebuilt.slotOf(order);
    if (slot < 0) return;
    const { book } = rebuilt;
    const state = this.withoutRest(before, rebuilt, side);
    const rested = book.priceOf(slot);
    const own = side === Side.buy ? state.bestBid : state.bestAsk;
    const behind = side === Side.buy ? own - rested : rested - own;
    const open = book.quantityOf(slot);
    if (own > 0)
      this.append(time, EventKind.improve, side, open, 0, rested, behind, order, account, UNKNOWN, UNKNOWN, state);
  }

  cancel(cancel: OrderCancel): void {
    const { time, phase, order, side, price, quantity, age, distance, before } = cancel;
    if (!this.holds(time, phase) || before.bestBid < 0 || before.bestAsk < 0) return;
    this.recentCancels[this.cancels++ % REMEMBERED] = this.count;
    const kind = distance <= 0 ? EventKind.cancelTouch : EventKind.cancelDeeper;
    this.append(time, kind, side, quantity, 0, price, distance, order, UNKNOWN, UNKNOWN, age, before);
  }

  settled(time: number, _state: Readonly<BookState>, rebuilt: RebuiltBook): void {
    if (!this.holds(time, rebuilt.phase)) return;
    if (time < this.firstNs) this.firstNs = time;
    this.lastNs = time;
  }

  finish(): FlowRecord {
    const { count } = this;
    const { startNs, endNs } = this.span;
    const cut = Object.fromEntries(
      Object.entries(this.columns).map(([name, column]) => [name, column.slice(0, count)]),
    );
    return {
      ...(cut as unknown as FlowRecord),
      count,
      startNs: startNs === undefined ? Math.min(this.firstNs, this.lastNs) : startNs,
      endNs: endNs === undefined ? this.lastNs + 1 : endNs,
      time: this.time.slice(0, count),
      age: this.age.slice(0, count),
    };
  }

  private holds(time: number, phase: Phase): boolean {
    const { startNs = Number.NEGATIVE_INFINITY, endNs = Number.POSITIVE_INFINITY } = this.span;
    return phase === Phase.continuous && time >= startNs && time < endNs;
  }

  /** The book after the executions of an order, before its rest came to stand in it. */
  private withoutRest(before: Readonly<BookState>, { book }: RebuiltBook, side: number): BookState {
    const { rest } = this;
    const { bestAsk, bestBid } = book;
    Object.assign(rest, before);
    if (side === Side.buy) {
      rest.bestAsk = book.quantityAt(Side.sell, bestAsk) > 0 ? bestAsk : UNKNOWN;
      rest.askQuantity = book.quantityAt(Side.sell, bestAsk);
      rest.askDepth5 = book.depthOf(Side.sell, 5);
    } else {
      rest.bestBid = book.quantityAt(Side.buy, bestBid) > 0 ? bestBid : UNKNOWN;
      rest.bidQuantity = book.quantityAt(Side.buy, bestBid);
      rest.bidDepth5 = book.depthOf(Side.buy, 5);
    }
    return rest;
  }

  /** Row of a recent cancel of this side and quantity that no order has followed yet; −1 none. */
  private cancelBefore(time: number, side: number, quantity: number): number {
    const { recentCancels, columns } = this;
    for (let i = 0; i < REMEMBERED; i++) {
      const row = recentCancels[i];
      if (row < 0 || time - this.time[row] > RESUBMIT_NS) continue;
      if (columns.side[row] !== side || columns.quantity[row] !== quantity) continue;
      recentCancels[i] = UNKNOWN;
      return row;
    }
    return UNKNOWN;
  }

  private append(
    time: number,
    kind: EventKind,
    side: number,
    quantity: number,
    executed: number,
    price: number,
    distance: number,
    order: number,
    account: number,
    resubmits: number,
    age: number,
    before: Readonly<BookState>,
  ): void {
    const row = this.count++;
    if (row === this.capacity) this.grow();
    const { columns } = this;
    this.time[row] = time;
    this.age[row] = age;
    columns.kind[row] = kind;
    columns.side[row] = side;
    columns.quantity[row] = quantity;
    columns.executed[row] = executed;
    columns.price[row] = price;
    columns.distance[row] = distance;
    columns.order[row] = order;
    columns.account[row] = account;
    columns.resubmits[row] = resubmits;
    columns.bestBid[row] = before.bestBid;
    columns.bestAsk[row] = before.bestAsk;
    columns.bidQuantity[row] = before.bidQuantity;
    columns.askQuantity[row] = before.askQuantity;
    columns.bidDepth5[row] = before.bidDepth5;
    columns.askDepth5[row] = before.askDepth5;
  }

  private grow(): void {
    this.capacity *= 2;
    const { capacity, columns } = this;
    this.time = enlarged(this.time, new Float64Array(capacity));
    this.age = enlarged(this.age, new Float64Array(capacity));
    for (const name of Object.keys(integers) as IntegerColumn[])
      columns[name] = enlarged(columns[name], new integers[name](capacity));
  }
}

function enlarged<T extends Float64Array | Int32Array | Uint8Array>(from: T, to: T): T {
  to.set(from);
  return to;
}
