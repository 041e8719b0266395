import { parseTimeOfDay, Side, UNKNOWN } from '../../tape/index.js';
import { CsvReader } from '../csv-reader.js';
import { TICK } from './tick.js';

/** An order as the exchange recorded it, with what became of it. */
export interface SzseOrder {
  /** Line in the file. */
  readonly line: number;
  /** Sequence number in the exchange's channel: the order of submission. */
  readonly number: number;
  readonly side: Side;
  readonly quantity: number;
  /** Ticks; 0 for an order that names no price. */
  readonly price: number;
  readonly timeNs: number;
  /** Its last execution or its cancel; −1 when it came after the end of the file. */
  readonly finishNs: number;
  /** −1 when the outcome is not in the file. */
  readonly executed: number;
  /** Whether it ended by a cancel, at `finishNs`. */
  readonly cancelled: boolean;
}

/** The header that the file must have. */
export const orderColumns = 'order_no,side,qty,price,order_time,finish_time,exec_qty,canceled';

const MAXIMUM = 2_147_483_647;
/** A busy stock has some hundred thousand a day; all of them are kept in memory, at up to 500 bytes each. */
const MOST_ROWS = 2_097_152;

/**
 * Reads the orders of a stock and day. Order numbers must grow from row to row and times must not fall: the order of
 * rows is the order of submission. The three columns of the outcome are all given or all empty.
 */
export async function readSzseOrders(file: string): Promise<SzseOrder[]> {
  const rows = await CsvReader.open(file, MOST_ROWS);
  await rows.more();
  if (rows.rowText() !== orderColumns) throw rows.error('header', rows.rowText(), JSON.stringify(orderColumns));
  const orders: SzseOrder[] = [];
  let previous: SzseOrder | undefined;
  while (rows.next() || (await rows.more())) {
    const order = parseOrder(rows);
    if (previous !== undefined) {
      if (order.number === previous.number)
        throw rows.error('order_no', `${order.number} a second time`, 'every order once');
      if (order.number < previous.number)
        throw rows.error('order_no', `${order.number} after ${previous.number}`, 'order numbers that grow');
      if (order.timeNs < previous.timeNs)
        throw rows.error('order_time', `${rows.text(4)}, before the row above`, 'times that do not fall');
    }
    orders.push(order);
    previous = order;
  }
  if (orders.length === 0) throw rows.error('row', 'no order behind the header', 'at least one');
  return orders;
}

function parseOrder(rows: CsvReader): SzseOrder {
  rows.expectFields(8);
  const sideText = rows.text(1);
  if (sideText !== 'B' && sideText !== 'S') rows.fail(1, 'side', 'B or S');
  const quantity = rows.integer(2, 'qty', 1, MAXIMUM);
  const price = rows.integer(3, 'price', 0, MAXIMUM);
  if (price % TICK !== 0)
    rows.fail(3, 'price', `CNY × 10000 on the tick of ${TICK} (CNY 0.01), or 0 for a market order`);
  const timeNs = timeOfDay(rows, 4, 'order_time');
  const order = {
    line: rows.line,
    number: rows.integer(0, 'order_no', 0, Number.MAX_SAFE_INTEGER),
    side: sideText === 'B' ? Side.buy : Side.sell,
    quantity,
    price: price / TICK,
    timeNs,
  };
  const given = [5, 6, 7].filter((field) => !rows.isEmpty(field)).length;
  if (given === 0) return { ...order, finishNs: UNKNOWN, executed: UNKNOWN, cancelled: false };
  if (given < 3)
    throw rows.error('finish_time,exec_qty,canceled', `${given} of the three columns`, 'all three, or none of them');
  const finishNs = timeOfDay(rows, 5, 'finish_time');
  if (finishNs < timeNs) rows.fail(5, 'finish_time', `a time not before order_time ${rows.text(4)}`);
  const executed = rows.integer(6, 'exec_qty', 0, quantity);
  const cancelled = rows.integer(7, 'canceled', 0, 1) === 1;
  return { ...order, finishNs, executed, cancelled };
}

function timeOfDay(rows: CsvReader, field: number, name: string): number {
  const time = parseTimeOfDay(rows.text(field));
  if (time < 0) rows.fail(field, name, 'a time of day, HH:MM:SS.mmm');
  return time;
}
