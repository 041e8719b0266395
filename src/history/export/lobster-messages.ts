import type { OrderBook } from '../../market/index.js';
import { type BookMessage, MessageReader, MessageType, type TradingSpan } from '../../order-flow/index.js';
import { type RowSource, Side } from '../../tape/index.js';
import { NO_ASK_PRICE, NO_BID_PRICE } from '../lobster/book-row.js';
import type { SourceForm } from '../source-form.js';
import { exactSeconds } from './exact-time.js';

/** A tape's messages in the layout of LOBSTER files; prices are money, 1/10,000 of the currency. */
export class LobsterMessages {
  private readonly scale: number;

  constructor(
    private readonly tape: RowSource,
    private readonly instrument: number,
    private readonly levels: number,
    private readonly span: TradingSpan,
    private readonly form: SourceForm | undefined,
  ) {
    this.scale = tape.header.instruments[instrument].moneyPerTick;
  }

  /** The lines of the message file. */
  messages(): Generator<string> {
    return this.lines((message) => this.messageLine(message));
  }

  /** The lines of the book file: the best levels behind every message. */
  windows(): Generator<string> {
    return this.lines((_message, book) => this.bookLine(book));
  }

  private *lines(line: (message: BookMessage, book: OrderBook) => string): Generator<string> {
    const said: string[] = [];
    const listener = { message: (message: BookMessage, book: OrderBook) => void said.push(line(message, book)) };
    const reader = new MessageReader(this.tape, this.instrument, this.levels, listener, this.span);
    for (let more = true; more; ) {
      more = reader.next();
      if (said.length > 0) yield* said.splice(0);
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

  private bookLine(book: OrderBook): string {
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
}
