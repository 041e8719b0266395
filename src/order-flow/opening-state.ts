import { NO_ASK, NO_BID } from '../market/index.js';
import { Kind, type RowSource, Side, TapeCursor } from '../tape/index.js';
import { type FlowRecord, readFlowRecord, sliceRecord } from './flow-record.js';
import { OrderBirths } from './order-births.js';
import { RebuiltBook } from './rebuilt-book.js';

/** Events before the moment that are kept: enough to warm what remembers the recent flow. */
const HISTORY = 5000;

/** An order that rests at an {@link OpeningState}. */
export interface RestingOrder {
  readonly side: Side;
  /** Ticks. */
  readonly price: number;
  readonly quantity: number;
  /** When it came, ns since midnight; −1 unknown. */
  readonly bornNs: number;
}

/** A book and the order flow that led to it, from which a simulation may start. */
export interface OpeningState {
  /** ns since midnight. */
  readonly timeNs: number;
  /** Bids, then asks; best price first, at a price the one first that executes first. */
  readonly orders: readonly RestingOrder[];
  /** The last events before {@link timeNs}. */
  readonly history: FlowRecord;
}

/**
 * The states of one instrument's book before the first row of each of some times.
 * @param timesNs - ascending, ns since midnight
 */
export function openingStates(tape: RowSource, instrument: number, timesNs: readonly number[]): OpeningState[] {
  const cursor = new TapeCursor(tape);
  const rebuilt = new RebuiltBook(tape.header, instrument);
  const births = new OrderBirths();
  const record = readFlowRecord(tape, instrument);
  const states: OpeningState[] = [];
  const take = (timeNs: number) => {
    const end = rowsBefore(record, timeNs);
    const history = sliceRecord(record, Math.max(0, end - HISTORY), end);
    states.push({ timeNs, orders: restingOrders(rebuilt, births), history });
  };
  while (states.length < timesNs.length && cursor.next()) {
    while (rebuilt.settled && states.length < timesNs.length && cursor.time >= timesNs[states.length])
      take(timesNs[states.length]);
    const { kind } = cursor;
    const comes = kind === Kind.accepted || kind === Kind.replaced || kind === Kind.released || kind === Kind.seed;
    if (comes && cursor.instrument === instrument && cursor.order >= 0 && rebuilt.slotOf(cursor.order) < 0)
      births.set(cursor.order, cursor.time);
    rebuilt.apply(cursor);
  }
  while (states.length < timesNs.length) take(timesNs[states.length]);
  return states;
}

/** Events of a record before a time. */
function rowsBefore({ time, count }: FlowRecord, timeNs: number): number {
  let low = 0;
  let high = count;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (time[middle] < timeNs) low = middle + 1;
    else high = middle;
  }
  return low;
}

function restingOrders({ book }: RebuiltBook, births: OrderBirths): RestingOrder[] {
  const orders: RestingOrder[] = [];
  for (const side of [Side.buy, Side.sell] as const)
    for (
      let price = side === Side.buy ? book.bestBid : book.bestAsk;
      price !== NO_BID && price !== NO_ASK;
      price = book.nextLevel(side, price)
    )
      for (let slot = book.headOf(side, price); slot >= 0; slot = book.nextInQueue(slot)) {
        const bornNs = births.get(book.orderOf(slot));
        orders.push({ side, price, quantity: book.quantityOf(slot), bornNs });
      }
  return orders;
}
