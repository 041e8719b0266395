import { InputError } from '../../diagnostics/index.js';
import type { OrderBook } from '../../market/index.js';
import { formatTimeOfDay, Side } from '../../tape/index.js';
import { Comparison } from '../comparison.js';
import { CsvColumns } from '../csv-columns.js';
import { CsvReader } from '../csv-reader.js';
import { parseDecimal } from '../decimal.js';
import { type EventRecord, PRICE_DECIMALS } from './event-record.js';

const LEVELS = 10;
const LARGEST = 4_294_967_295;
const levels = Array.from({ length: LEVELS }, (_, level) => String(level).padStart(2, '0'));
const levelColumns = levels.map((level) =>
  (['bid', 'ask'] as const).map((side) => [`${side}_px_${level}`, `${side}_sz_${level}`, `${side}_ct_${level}`]),
);
const needed = ['sequence', 'action', 'size', 'symbol', ...levelColumns.flat(2)];

interface Difference {
  readonly recorded: string;
  readonly replayed: string;
}

/**
 * Reads the books that the vendor made of the same events beside them, and compares: a row of theirs names an event by
 * symbol, sequence, action, size and (where it has the column) order, and shows ten levels of each side, price, quantity and number of orders, as
 * they stand behind it; a trade's row as they stand behind a later event of the same sequence, since the trade itself
 * does not change them. Rows are read one by one as the events come.
 */
export class BookCheck {
  readonly comparison = new Comparison('ten levels of each side: price, quantity, orders', 1);
  private columns: CsvColumns | undefined;
  /** Whether the reader stands at a row that no event has met yet. */
  private waiting = false;
  /** What a trade's row and the book behind the trade differ in, until a later event of its sequence decides. */
  private difference: Difference | undefined;

  private constructor(
    private readonly rows: CsvReader,
    private readonly symbols: ReadonlySet<string>,
  ) {}

  static async open(file: string, symbols: ReadonlySet<string>): Promise<BookCheck> {
    const rows = await CsvReader.open(file);
    await rows.more();
    const check = new BookCheck(rows, symbols);
    check.columns = new CsvColumns(rows, needed);
    await check.advance();
    if (!check.waiting)
      throw new InputError(`found no row of ${[...symbols].slice(0, 8).join(', ')} behind the header, expected some`, {
        file,
      });
    return check;
  }

  /** An event has been applied to the book. */
  async compare(event: EventRecord, book: OrderBook, tick: number): Promise<void> {
    while (this.waiting && this.isBefore(event)) await this.giveUp();
    while (this.waiting && (this.isOf(event) || (this.difference !== undefined && this.isOfSequence(event)))) {
      const difference = this.differingLevel(book, tick);
      if (difference !== undefined && this.text('action') === 'T') {
        this.difference = difference;
        return;
      }
      this.comparison.add(difference === undefined, () => [
        `${this.place()}, ${formatTimeOfDay(event.timeNs)}`,
        difference?.recorded ?? '',
        difference?.replayed ?? '',
      ]);
      await this.advance();
    }
  }

  /** Rows that no event met differ. */
  async finish(): Promise<Comparison> {
    while (this.waiting) await this.giveUp();
    return this.comparison;
  }

  close(): void {
    this.rows.close();
  }

  private async giveUp(): Promise<void> {
    const { recorded, replayed } = this.difference ?? { recorded: 'a book', replayed: 'no event of this row' };
    this.comparison.add(false, () => [this.place(), recorded, replayed]);
    await this.advance();
  }

  private isBefore(event: EventRecord): boolean {
    return this.text('symbol') === event.symbol && this.integer('sequence') < event.sequence;
  }

  private isOfSequence(event: EventRecord): boolean {
    return this.text('symbol') === event.symbol && this.integer('sequence') === event.sequence;
  }

  private isOf(event: EventRecord): boolean {
    return (
      this.isOfSequence(event) &&
      this.text('action') === event.action &&
      (!this.columns!.has('order_id') || this.integer('order_id') === event.order) &&
      this.integer('size') === event.size
    );
  }

  private differingLevel(book: OrderBook, tick: number): Difference | undefined {
    for (const side of [Side.buy, Side.sell]) {
      let price = side === Side.buy ? book.bestBid : book.bestAsk;
      for (let level = 0; level < LEVELS; level++) {
        const [priceColumn, sizeColumn, countColumn] = levelColumns[level][side];
        const quantity = book.quantityAt(side, price);
        const shown = quantity === 0 ? 0 : price;
        const orders = quantity === 0 ? 0 : book.ordersAt(side, price);
        const recordedPrice = this.price(priceColumn, tick);
        const size = this.integer(sizeColumn);
        const count = this.integer(countColumn);
        if (recordedPrice !== shown || size !== quantity || count !== orders)
          return {
            recorded: `${priceColumn} ${recordedPrice}×${size} of ${count} orders`,
            replayed: `${shown}×${quantity} of ${orders} orders`,
          };
        if (quantity > 0) price = book.nextLevel(side, price);
      }
    }
    return undefined;
  }

  /** To the next row of an instrument that is asked for. */
  private async advance(): Promise<void> {
    const { rows } = this;
    this.difference = undefined;
    do {
      this.waiting = rows.next() || (await rows.more());
      if (this.waiting) this.columns!.checkRow();
    } while (this.waiting && !this.symbols.has(this.text('symbol')));
  }

  private price(column: string, tick: number): number {
    const field = this.columns!.field(column);
    if (this.rows.isEmpty(field)) return 0;
    const price = parseDecimal(this.rows.text(field), PRICE_DECIMALS);
    if (price === undefined) this.rows.fail(field, column, 'a price in USD with decimals, or nothing');
    return price / tick;
  }

  private integer(column: string): number {
    const most = column === 'sequence' || column === 'order_id' ? Number.MAX_SAFE_INTEGER : LARGEST;
    return this.rows.integer(this.columns!.field(column), column, 0, most);
  }

  private text(column: string): string {
    return this.rows.text(this.columns!.field(column));
  }

  private place(): string {
    return `line ${this.rows.line} of the books`;
  }
}
