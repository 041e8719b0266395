import { NO_ASK, NO_BID, type OrderBook } from '../market/index.js';
import { CancelReason, Kind, OrderType, Phase, type RowSource, Side, TapeCursor, UNKNOWN } from '../tape/index.js';
import { type BookState, FlowType, type OrderArrival, type OrderCancel } from './flow-event.js';
import { OrderBirths } from './order-births.js';
import { RebuiltBook } from './rebuilt-book.js';

/** What a reader of order flow wants to hear of. All times are ns since the venue's midnight. */
export interface FlowVisitor {
  /** A new order and what it executed at once; called when its command is over. */
  arrival?(arrival: OrderArrival, rebuilt: RebuiltBook): void;
  /** An order was cancelled by its account; called when its command is over. */
  cancel?(cancel: OrderCancel, rebuilt: RebuiltBook): void;
  /** An order that rested is gone by execution, or by the venue. */
  gone?(order: number, time: number): void;
  /** A command is over and the book is settled; `state` is the book after it. */
  settled?(time: number, state: Readonly<BookState>, rebuilt: RebuiltBook): void;
}

type Writable<T> = { -readonly [Key in keyof T]: T[Key] };

/**
 * Reads a tape as order flow: each event is classified against the book before it, and all executions of an incoming
 * order count as one event. Where a source does not name aggressors, executions of one stamp and side in a row are taken
 * as one marketable order, whatever hidden executions stand between them (as is usual for LOBSTER files: Bouchaud,
 * Bonart, Donier & Gould 2018, ch. 4). Nothing is kept but what the open orders need.
 */
export function readFlow(tape: RowSource, instrument: number, visitor: FlowVisitor): void {
  const cursor = new TapeCursor(tape);
  const rebuilt = new RebuiltBook(tape.header, instrument);
  const before: BookState = emptyState();
  const after: BookState = emptyState();
  const births = new OrderBirths();
  const arrival: Writable<OrderArrival> = { ...noArrival, before };
  const cancel: Writable<OrderCancel> = { ...noCancel, before };
  const parents = new ParentOrders(tape, instrument);
  let arriving = false;
  let cancelling = false;
  let nameless = false;
  while (cursor.next()) {
    const { kind } = cursor;
    if (cursor.instrument === instrument) {
      const comes = kind === Kind.accepted || kind === Kind.replaced || (kind === Kind.released && rebuilt.settled);
      if (comes && cursor.code !== OrderType.fixedPrice) {
        births.set(cursor.order, cursor.time);
        classify(arrival, cursor, rebuilt.phase);
        arriving = true;
      } else if (kind === Kind.seed) births.set(cursor.order, cursor.time);
      else if (kind === Kind.cancelled && cursor.code === CancelReason.user) {
        describe(cancel, cursor, rebuilt.phase, births.get(cursor.order));
        cancelling = true;
      } else if (kind === Kind.trade && arriving) {
        arrival.executed += cursor.quantity;
        if (nameless) reach(arrival, cursor);
      } else if (kind === Kind.trade && isNameless(cursor) && rebuilt.phase === Phase.continuous) {
        describeParent(arrival, cursor);
        arriving = true;
        nameless = true;
      }
    }
    rebuilt.apply(cursor);
    if (visitor.gone !== undefined && cursor.instrument === instrument) {
      if (kind === Kind.trade) {
        if (cursor.side === Side.none && rebuilt.slotOf(cursor.order) < 0) visitor.gone(cursor.order, cursor.time);
        if (rebuilt.slotOf(cursor.otherOrder) < 0) visitor.gone(cursor.otherOrder, cursor.time);
      } else if (kind === Kind.cancelled && cursor.code !== CancelReason.user && rebuilt.slotOf(cursor.order) < 0)
        visitor.gone(cursor.order, cursor.time);
      else if (kind === Kind.replaced) visitor.gone(cursor.otherOrder, cursor.time);
    }
    if (!rebuilt.settled || (nameless && parents.goesOn(cursor))) continue;
    if (nameless) arrival.quantity = arrival.executed;
    nameless = false;
    if (arriving) visitor.arrival?.(arrival, rebuilt);
    if (cancelling) visitor.cancel?.(cancel, rebuilt);
    arriving = false;
    cancelling = false;
    readState(after, rebuilt.book);
    visitor.settled?.(cursor.time, after, rebuilt);
    Object.assign(before, after);
  }
}

function emptyState(): BookState {
  return { bestBid: UNKNOWN, bestAsk: UNKNOWN, bidQuantity: 0, askQuantity: 0, bidDepth5: 0, askDepth5: 0 };
}

/** Writes the touch and the best five levels of a book into `state`. */
function readState(state: BookState, book: OrderBook): void {
  const { bestBid, bestAsk } = book;
  state.bestBid = bestBid === NO_BID ? UNKNOWN : bestBid;
  state.bestAsk = bestAsk === NO_ASK ? UNKNOWN : bestAsk;
  state.bidQuantity = bestBid === NO_BID ? 0 : book.quantityAt(Side.buy, bestBid);
  state.askQuantity = bestAsk === NO_ASK ? 0 : book.quantityAt(Side.sell, bestAsk);
  state.bidDepth5 = book.depthOf(Side.buy, 5);
  state.askDepth5 = book.depthOf(Side.sell, 5);
}

function classify(arrival: Writable<OrderArrival>, row: TapeCursor, phase: Phase): void {
  const { bestBid, bestAsk } = arrival.before;
  const { side, price } = row;
  arrival.time = row.time;
  arrival.phase = phase;
  arrival.order = row.order;
  arrival.account = row.account;
  arrival.side = side;
  arrival.price = price;
  arrival.quantity = row.quantity;
  arrival.executed = 0;
  arrival.distance = UNKNOWN;
  const own = side === Side.buy ? bestBid : bestAsk;
  const opposite = side === Side.buy ? bestAsk : bestBid;
  if (phase !== Phase.continuous || opposite < 0) {
    arrival.type = FlowType.unplaced;
    return;
  }
  const sign = side === Side.buy ? 1 : -1;
  const beyond = (price - opposite) * sign;
  if (price < 0 || beyond >= 0) {
    arrival.type = FlowType.marketable;
    arrival.distance = price < 0 ? UNKNOWN : beyond;
    return;
  }
  if (own < 0) {
    arrival.type = FlowType.unplaced;
    return;
  }
  const behind = (own - price) * sign;
  arrival.distance = behind;
  arrival.type = behind < 0 ? FlowType.improve : behind === 0 ? FlowType.join : FlowType.deeper;
}

/** A trade of an aggressor that the source does not name. */
function isNameless({ order, side }: TapeCursor): boolean {
  return order === UNKNOWN && side !== Side.none;
}

/** Begins the order behind the first execution of a nameless aggressor. */
function describeParent(arrival: Writable<OrderArrival>, trade: TapeCursor): void {
  arrival.time = trade.time;
  arrival.phase = Phase.continuous;
  arrival.type = FlowType.marketable;
  arrival.order = UNKNOWN;
  arrival.account = trade.account;
  arrival.side = trade.side;
  arrival.executed = trade.quantity;
  reach(arrival, trade);
}

/** The limit of a nameless aggressor lies at least where it executed. */
function reach(arrival: Writable<OrderArrival>, { side, price }: TapeCursor): void {
  const { bestBid, bestAsk } = arrival.before;
  arrival.price = price;
  arrival.distance = side === Side.buy ? price - bestAsk : bestBid - price;
}

/** Looks ahead whether an aggressor that the source does not name executes once more. */
class ParentOrders {
  private readonly ahead: TapeCursor;

  constructor(
    tape: RowSource,
    private readonly instrument: number,
  ) {
    this.ahead = new TapeCursor(tape);
  }

  goesOn({ sequence, time, side }: TapeCursor): boolean {
    const { ahead, instrument } = this;
    ahead.sequence = sequence;
    while (ahead.next() && ahead.time === time) {
      if (ahead.instrument !== instrument || ahead.kind === Kind.unseen || ahead.kind === Kind.restate) continue;
      return ahead.kind === Kind.trade && isNameless(ahead) && ahead.side === side;
    }
    return false;
  }
}

function describe(cancel: Writable<OrderCancel>, row: TapeCursor, phase: Phase, birth: number): void {
  const { bestBid, bestAsk } = cancel.before;
  const { side, price } = row;
  cancel.time = row.time;
  cancel.phase = phase;
  cancel.order = row.order;
  cancel.side = side;
  cancel.price = price;
  cancel.quantity = row.quantity;
  cancel.age = birth < 0 ? UNKNOWN : row.time - birth;
  cancel.distance = side === Side.buy ? bestBid - price : price - bestAsk;
}

const noArrival: Omit<OrderArrival, 'before'> = {
  time: 0,
  phase: Phase.closed,
  type: FlowType.unplaced,
  order: UNKNOWN,
  account: UNKNOWN,
  side: UNKNOWN,
  price: UNKNOWN,
  quantity: 0,
  distance: UNKNOWN,
  executed: 0,
};

const noCancel: Omit<OrderCancel, 'before'> = {
  time: 0,
  phase: Phase.closed,
  order: UNKNOWN,
  side: UNKNOWN,
  price: UNKNOWN,
  quantity: 0,
  age: 0,
  distance: 0,
};
