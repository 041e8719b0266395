import type { OrderBook } from '../../market/index.js';
import { type BookMessage, MessageReader, MessageType, type TradingSpan } from '../../order-flow/index.js';
import { type RowSource, Side } from '../../tape/index.js';
import { NO_ASK_PRICE, NO_BID_PRICE } from '../lobster/book-row.js';
import type { SourceForm } from '../source-form.js';
import { exactSeconds } from './exact-time.js';

/** Bytes of lines of either file that are put together before they are written. */
const BATCH = 1 << 18;
const NEW_LINE = 10;

/** A tape's messages in the layout of LOBSTER files; prices are money, 1/10,000 of the currency. */
export class LobsterMessages {
  private readonly scale: number;
  private readonly bookLine: BookLine;

  constructor(
    private readonly tape: RowSource,
    private readonly instrument: number,
    private readonly levels: number,
    private readonly span: TradingSpan,
    private readonly form: SourceForm | undefined,
  ) {
    this.scale = tape.header.instruments[instrument].moneyPerTick;
    this.bookLine = new BookLine(levels, this.scale);
  }

  /** Lines of the message file beside those of the book file, the best levels behind every message. */
  *batches(): Generator<readonly [messages: Uint8Array, books: Uint8Array]> {
    let messages = new LineBatch();
    let books = new LineBatch();
    const listener = {
      message: (message: BookMessage, book: OrderBook): void => {
        messages.add(this.messageLine(message));
        books.add(this.bookLine.behind(book));
      },
    };
    const reader = new MessageReader(this.tape, this.instrument, this.levels, listener, this.span);
    for (let more = true; more; ) {
      more = reader.next();
      if (books.length < BATCH && more) continue;
      if (books.length > 0) yield [messages.bytes(), books.bytes()];
      [messages, books] = [new LineBatch(), new LineBatch()];
    }
  }

  private messageLine(message: BookMessage): string {
    const { time, sequence, type, quantity, price, halfTick, direction } = message;
    const verbatim = this.form?.verbatim.get(sequence);
    if (verbatim !== undefined) return verbatim;
    const seconds = exactSeconds(time);
    const written = this.form?.shortTimes ? seconds.replace(/\.?0+$/, '') : seconds;
    const money = type === MessageType.halt ? price : price * this.scale + (halfTick ? this.scale / 2 : 0);
    return `${written},${type},${this.idOf(message)},${quantity},${money},${direction}`;
  }

  /**
   * The source's id of an order where there is one; else its number and one. What an iceberg shows anew has another id,
   * as at NASDAQ, where the reserve cannot be told from a new order.
   */
  private idOf({ order, id, sequence, type }: BookMessage): number {
    if (type === MessageType.cross || type === MessageType.halt) return id;
    if (order < 0) return this.form?.unnumbered.get(sequence) ?? id;
    return id === order + 1 ? (this.form?.orderIds[order] ?? id) : id;
  }
}

/** Lines of plain characters, one after the other. */
class LineBatch {
  length = 0;
  private buffer = Buffer.allocUnsafe(BATCH + (BATCH >> 3));

  add(line: string): void {
    while (this.length + line.length >= this.buffer.length)
      this.buffer = Buffer.concat([this.buffer], 2 * this.buffer.length);
    this.length += this.buffer.write(line, this.length, 'latin1');
    this.buffer[this.length++] = NEW_LINE;
  }

  bytes(): Uint8Array {
    return this.buffer.subarray(0, this.length);
  }
}

/** The best levels of a book as a line: what has not changed since the line before is not written anew. */
class BookLine {
  private readonly prices: Int32Array;
  private readonly quantities: Int32Array;
  /** Price and quantity of every level, ask before bid. */
  private readonly fields: string[];

  constructor(
    private readonly levels: number,
    private readonly scale: number,
  ) {
    this.prices = new Int32Array(2 * levels);
    this.quantities = new Int32Array(2 * levels);
    this.fields = Array.from({ length: 2 * levels }, (_, place) => emptyLevel(place));
  }

  behind(book: OrderBook): string {
    let ask = book.bestAsk;
    let bid = book.bestBid;
    for (let place = 0; place < 2 * this.levels; place += 2) {
      const asked = book.quantityAt(Side.sell, ask);
      this.set(place, ask, asked);
      if (asked > 0) ask = book.nextLevel(Side.sell, ask);
      const wanted = book.quantityAt(Side.buy, bid);
      this.set(place + 1, bid, wanted);
      if (wanted > 0) bid = book.nextLevel(Side.buy, bid);
    }
    return this.fields.join(',');
  }

  private set(place: number, price: number, quantity: number): void {
    const { prices, quantities } = this;
    if (quantities[place] === quantity && (quantity === 0 || prices[place] === price)) return;
    prices[place] = price;
    quantities[place] = quantity;
    this.fields[place] = quantity > 0 ? `${price * this.scale},${quantity}` : emptyLevel(place);
  }
}

function emptyLevel(place: number): string {
  return `${place % 2 === 0 ? NO_ASK_PRICE : NO_BID_PRICE},0`;
}
