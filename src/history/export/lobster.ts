import path from 'node:path';
import { InputError } from '../../diagnostics/index.js';
import { RebuiltBook } from '../../order-flow/index.js';
import {
  CancelReason,
  Kind,
  OrderType,
  Phase,
  type RowSource,
  SECOND,
  Side,
  TapeCursor,
  type TapeRow,
} from '../../tape/index.js';
import { NO_ASK_PRICE, NO_BID_PRICE } from '../lobster/book-row.js';
import { MessageType } from '../lobster/messages.js';
import { exactSeconds } from './exact-time.js';
import { checkExportable } from './exportable.js';
import { writeGzipLines } from './text-file.js';

const MILLISECOND = 1_000_000;

/**
 * Writes the continuous trading of an instrument in the LOBSTER layout: messages and, behind each of them, the best
 * `levels` of the book. A marketable order appears as the executions that it causes, and as a submission of what then
 * rests; only what changes the best `levels` is written, as LOBSTER does. Orders that rest when continuous trading
 * begins are therefore in the book and have no submission. Prices are money (1/10,000 of the currency), order ids the
 * tape's numbers + 1.
 * @returns the message and the book file
 * @throws InputError for a tape that is not a venue's
 */
export async function writeLobster(
  tape: RowSource,
  folder: string,
  levels: number,
  instrument = 0,
): Promise<[string, string]> {
  checkExportable(tape, 'lobster');
  const { symbol } = tape.header.instruments[instrument];
  const messages: string[] = [];
  const rows: string[] = [];
  const span = new LobsterExport(tape, instrument, levels).run(messages, rows);
  const stem = `${symbol}_${tape.header.date}_${span.startNs / MILLISECOND}_${span.endNs / MILLISECOND}`;
  const files: [string, string] = [
    path.join(folder, `${stem}_message_${levels}.csv.gz`),
    path.join(folder, `${stem}_orderbook_${levels}.csv.gz`),
  ];
  await writeGzipLines(files[0], messages);
  await writeGzipLines(files[1], rows);
  return files;
}

class LobsterExport {
  private readonly rebuilt: RebuiltBook;
  private readonly scale: number;
  private shown = '';
  /** The order that the command brought, until the command ends. */
  private incoming = { order: -1, side: 0, price: 0, left: 0 };

  constructor(
    private readonly tape: RowSource,
    private readonly instrument: number,
    private readonly levels: number,
  ) {
    this.rebuilt = new RebuiltBook(tape.header, instrument);
    this.scale = tape.header.instruments[instrument].moneyPerTick;
  }

  /** Fills both lists; the span is whole seconds around what was written. */
  run(messages: string[], rows: string[]): { startNs: number; endNs: number } {
    const cursor = new TapeCursor(this.tape);
    let startNs = -1;
    let endNs = 0;
    while (cursor.next()) {
      const trading = this.rebuilt.phase === Phase.continuous;
      this.rebuilt.apply(cursor);
      if (!trading || cursor.instrument !== this.instrument) {
        if (cursor.kind === Kind.phase) this.shown = this.bookRow(0);
        continue;
      }
      for (const [message, notYet] of this.messagesOf(cursor)) {
        const row = this.bookRow(notYet);
        if (row === this.shown) continue;
        this.shown = row;
        messages.push(`${exactSeconds(cursor.time)},${message}`);
        rows.push(row);
        if (startNs < 0) startNs = Math.floor(cursor.time / SECOND) * SECOND;
        endNs = Math.ceil(cursor.time / SECOND) * SECOND;
      }
    }
    if (startNs < 0)
      throw new InputError('the tape has no continuous trading, expected some to write as LOBSTER files');
    return { startNs, endNs };
  }

  /** Messages that a row causes, each with the quantity of the incoming order that rests only after the message. */
  private *messagesOf(row: TapeRow): Generator<[message: string, notYet: number]> {
    if (row.kind === Kind.accepted) {
      const price = row.code === OrderType.limit ? row.price : -1;
      this.incoming = { order: row.order, side: row.side, price, left: row.quantity };
    }
    const { incoming } = this;
    const { settled } = this.rebuilt;
    if (row.kind === Kind.trade) {
      incoming.left -= row.quantity;
      const message = this.message(MessageType.execution, row.otherOrder, row.quantity, row.price, row.side ^ 1);
      yield [message, settled ? incoming.left : 0];
    } else if (row.kind === Kind.cancelled && row.order === incoming.order) incoming.left = 0;
    else if (row.kind === Kind.cancelled && row.code !== CancelReason.expiry) {
      const type = row.quantity2 > 0 ? MessageType.partialCancel : MessageType.deletion;
      yield [this.message(type, row.order, row.quantity, row.price, row.side), 0];
    }
    if (!settled) return;
    const { order, side, price, left } = incoming;
    if (left > 0 && price > 0) yield [this.message(MessageType.submission, order, left, price, side), 0];
    this.incoming = { order: -1, side: 0, price: 0, left: 0 };
  }

  private message(type: number, order: number, quantity: number, price: number, side: number): string {
    return `${type},${order + 1},${quantity},${price * this.scale},${side === Side.buy ? 1 : -1}`;
  }

  /** The best levels, without so much of the incoming order. */
  private bookRow(notYet: number): string {
    const bids = this.side(Side.buy, notYet);
    const asks = this.side(Side.sell, notYet);
    const fields: number[] = [];
    for (let level = 0; level < this.levels; level++) {
      const [ask, asked] = asks[level] ?? [NO_ASK_PRICE, 0];
      const [bid, wanted] = bids[level] ?? [NO_BID_PRICE, 0];
      fields.push(ask, asked, bid, wanted);
    }
    return fields.join(',');
  }

  private side(side: 0 | 1, notYet: number): [price: number, quantity: number][] {
    const { book } = this.rebuilt;
    const found: [number, number][] = [];
    let price = side === Side.buy ? book.bestBid : book.bestAsk;
    while (found.length < this.levels && book.quantityAt(side, price) > 0) {
      const own = side === this.incoming.side && price === this.incoming.price ? notYet : 0;
      const quantity = book.quantityAt(side, price) - own;
      if (quantity > 0) found.push([price * this.scale, quantity]);
      price = book.nextLevel(side, price);
    }
    return found;
  }
}
