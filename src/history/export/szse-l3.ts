import path from 'node:path';
import { CancelReason, Kind, OrderType, type RowSource, Side, TapeCursor } from '../../tape/index.js';
import { orderColumns } from '../szse-l3/orders.js';
import { exactTimeOfDay } from './exact-time.js';
import { checkExportable } from './exportable.js';
import { symbolInFileName } from './file-stem.js';
import { snapshotLines } from './szse-snapshots.js';
import { writeGzipLines } from './text-file.js';

interface ExportedOrder {
  readonly side: number;
  readonly quantity: number;
  /** Ticks; 0 for a market order. */
  readonly price: number;
  readonly timeNs: number;
  finishNs: number;
  executed: number;
  cancelled: boolean;
}

/** Orders that take their price from the book are written with it; the layout knows no other type. */
const orderTypes = [OrderType.limit, OrderType.marketIoc, OrderType.ownBest, OrderType.counterpartyBest];

/**
 * Writes an instrument of a tape in the layout of the SZSE files: `<symbol>_<day>_orders_sim.csv.gz`, one row an order,
 * and `<symbol>_<day>_snapshots_sim.csv.gz`, the market every three seconds with ten levels. Times finer than a
 * millisecond are written in full. An order without any event has an empty outcome, as one whose outcome lies behind
 * the file's end. That an order outside the price cage was parked is not said: it has the time when it was sent, as at
 * the exchange. Accounts are not part of the layout.
 * @returns the two files
 * @throws InputError for a tape that is not a venue's
 */
export async function writeSzseL3(tape: RowSource, folder: string, instrument = 0): Promise<string[]> {
  checkExportable(tape, { id: 'szse-l3', kinds: [Kind.parked, Kind.released], orderTypes });
  const { date, instruments } = tape.header;
  const { symbol, moneyPerTick } = instruments[instrument];
  const day = date.replaceAll('-', '');
  const stem = path.join(folder, `${symbolInFileName(symbol)}_${day}`);
  const ordersFile = `${stem}_orders_sim.csv.gz`;
  const snapshotsFile = `${stem}_snapshots_sim.csv.gz`;
  await writeGzipLines(ordersFile, orderLines(tape, instrument, moneyPerTick));
  await writeGzipLines(snapshotsFile, snapshotLines(tape, instrument));
  return [ordersFile, snapshotsFile];
}

function* orderLines(tape: RowSource, instrument: number, moneyPerTick: number): Generator<string> {
  yield orderColumns;
  for (const [number, order] of [...ordersOf(tape, instrument)].sort(([a], [b]) => a - b)) {
    const { side, quantity, price, timeNs, finishNs, executed, cancelled } = order;
    const outcome = finishNs < 0 ? ',,' : `${exactTimeOfDay(finishNs)},${executed},${cancelled ? 1 : 0}`;
    const letter = side === Side.buy ? 'B' : 'S';
    yield `${number + 1},${letter},${quantity},${price * moneyPerTick},${exactTimeOfDay(timeNs)},${outcome}`;
  }
}

function ordersOf(tape: RowSource, instrument: number): Map<number, ExportedOrder> {
  const orders = new Map<number, ExportedOrder>();
  const cursor = new TapeCursor(tape);
  while (cursor.next()) {
    if (cursor.instrument !== instrument) continue;
    const { kind, time, quantity } = cursor;
    if (kind === Kind.accepted) {
      const price = Math.max(0, cursor.price);
      const { side } = cursor;
      orders.set(cursor.order, { side, quantity, price, timeNs: time, finishNs: -1, executed: 0, cancelled: false });
    } else if (kind === Kind.trade)
      for (const number of [cursor.order, cursor.otherOrder]) {
        const order = orders.get(number)!;
        order.executed += quantity;
        order.finishNs = time;
      }
    else if (kind === Kind.cancelled && cursor.code !== CancelReason.expiry) {
      const order = orders.get(cursor.order)!;
      order.cancelled = true;
      order.finishNs = time;
    }
  }
  return orders;
}
