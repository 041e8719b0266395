import type { OrderBook } from '../market/index.js';
import { type RowSource, Side, UNKNOWN } from '../tape/index.js';
import { type BookMessage, MessageReader } from './message-reader.js';
import { MessageType } from './message-type.js';

/** Levels of each side that are kept behind every message, as LOB-Bench wants them. */
const LEVELS = 10;

/** Numbers of one row of {@link BookMessages.books}. */
const ROW = 4 * LEVELS;

const LARGEST_QUANTITY = 2_147_483_647;

/** Which messages of a day are wanted. */
export interface BookMessagesOptions {
  /** ns since the venue's midnight; messages before it shape the book and are not kept. */
  readonly startNs?: number;
  /** Messages from this time on are not kept. */
  readonly endNs?: number;
  /** Levels of each side within which a message counts; the source's own where it shows fewer. @defaultValue 10 */
  readonly reach?: number;
  /** Only what changes the published book: executions against hidden orders, crosses and halts are left out. @defaultValue false */
  readonly displayed?: boolean;
}

/**
 * One instrument of a tape as the messages of its published book, one row a message, in columns of `count` entries; what a
 * message is, {@link MessageReader} defines. It is what LOBSTER files hold and what LOB-Bench judges.
 */
export class BookMessages {
  /** Levels of each side in {@link books}. */
  static readonly LEVELS = LEVELS;
  /** Numbers of one row of {@link books}. */
  static readonly ROW = ROW;

  readonly symbol: string;
  /** Value of one tick of one unit of quantity, in 1/10,000 of the currency. */
  readonly moneyPerTick: number;
  count = 0;
  /** ns since the venue's midnight. */
  time = new Float64Array(1024);
  /** See `MessageType`. */
  type = new Uint8Array(1024);
  /** Equal for all messages about one order; see `BookMessage.id`. */
  order = new Int32Array(1024);
  size = new Int32Array(1024);
  /** Ticks; of a hidden execution between two ticks the lower one. */
  price = new Int32Array(1024);
  /** 1 when the resting order buys, −1 when it sells. */
  direction = new Int8Array(1024);
  /**
   * The best ten levels, {@link ROW} numbers a row: ask price, ask quantity, bid price, bid quantity, best first. Row 0 is
   * the book before the first message, row i + 1 the one behind message i. An empty level has price −1 and quantity 0.
   */
  books = new Int32Array(1025 * ROW);

  private constructor(symbol: string, moneyPerTick: number) {
    this.symbol = symbol;
    this.moneyPerTick = moneyPerTick;
  }

  /** Reads the messages of an instrument: one pass over the tape. */
  static read(tape: RowSource, instrument = 0, options: BookMessagesOptions = {}): BookMessages {
    const { startNs = -Infinity, endNs = Infinity, reach = LEVELS, displayed = false } = options;
    const { symbol, moneyPerTick } = tape.header.instruments[instrument];
    const messages = new BookMessages(symbol, moneyPerTick);
    let over = false;
    const reader = new MessageReader(tape, instrument, reach, {
      settled: (book) => {
        if (messages.count === 0) messages.keepBook(0, book);
      },
      message: (message, book) => {
        if (message.time >= endNs) over = true;
        else if (message.time >= startNs && !(displayed && message.type > MessageType.execution))
          messages.append(message, book);
      },
    });
    while (!over && reader.next());
    messages.trim();
    return messages;
  }

  private append(message: BookMessage, book: OrderBook): void {
    const { count } = this;
    if (count === this.time.length) this.resize(2 * count);
    this.time[count] = message.time;
    this.type[count] = message.type;
    this.order[count] = message.id;
    this.size[count] = message.quantity;
    this.price[count] = message.price;
    this.direction[count] = message.direction;
    this.count = count + 1;
    this.keepBook(this.count * ROW, book);
  }

  /** A level of more than an int32 holds, which no exchange has seen, counts as the largest. */
  private keepBook(start: number, book: OrderBook): void {
    const { books } = this;
    let ask = book.bestAsk;
    let bid = book.bestBid;
    for (let at = start; at < start + ROW; at += 4) {
      const asked = book.quantityAt(Side.sell, ask);
      const wanted = book.quantityAt(Side.buy, bid);
      books[at] = asked > 0 ? ask : UNKNOWN;
      books[at + 1] = Math.min(asked, LARGEST_QUANTITY);
      books[at + 2] = wanted > 0 ? bid : UNKNOWN;
      books[at + 3] = Math.min(wanted, LARGEST_QUANTITY);
      if (asked > 0) ask = book.nextLevel(Side.sell, ask);
      if (wanted > 0) bid = book.nextLevel(Side.buy, bid);
    }
  }

  private trim(): void {
    this.resize(this.count);
  }

  private resize(length: number): void {
    const { count } = this;
    this.time = resized(this.time, new Float64Array(length), count);
    this.type = resized(this.type, new Uint8Array(length), count);
    this.order = resized(this.order, new Int32Array(length), count);
    this.size = resized(this.size, new Int32Array(length), count);
    this.price = resized(this.price, new Int32Array(length), count);
    this.direction = resized(this.direction, new Int8Array(length), count);
    this.books = resized(this.books, new Int32Array((length + 1) * ROW), (count + 1) * ROW);
  }
}

function resized<Column extends Float64Array | Int32Array | Uint8Array | Int8Array>(
  from: Column,
  into: Column,
  length: number,
): Column {
  into.set(from.subarray(0, length));
  return into;
}
