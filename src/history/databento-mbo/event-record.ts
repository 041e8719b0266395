import { Side } from '../../tape/index.js';
import { CsvColumns } from '../csv-columns.js';
import type { CsvReader } from '../csv-reader.js';
import { parseDecimal } from '../decimal.js';
import { parseUniversalTime } from '../new-york-time.js';

/** What an event does. */
const actions = ['R', 'A', 'C', 'M', 'T', 'F'] as const;
export type Action = (typeof actions)[number];

/** Prices are read in this unit: nine decimals of the currency. */
export const PRICE_DECIMALS = 9;
/** Units of a tick of USD 0.01, and of 0.0001 for stocks below USD 1 (Regulation NMS, rule 612). */
export const CENT = 10_000_000;
export const FINE_TICK = 100_000;

const MAXIMUM = 2_147_483_647;
const SIDES: Readonly<Record<string, Side>> = { B: Side.buy, A: Side.sell, N: Side.none };
const needed = ['ts_event', 'action', 'side', 'price', 'size', 'order_id', 'sequence', 'symbol'];

/** Reads rows of market-by-order events in place: the values change with the next row. */
export class EventRecord {
  /** `YYYY-MM-DD`, the day in New York. */
  date = '';
  /** ns since midnight in New York. */
  timeNs = 0;
  action: Action = 'R';
  side: Side = Side.none;
  /** In units of {@link PRICE_DECIMALS} decimals; 0 where there is none. */
  price = 0;
  size = 0;
  /** The source's number of the order; 0 for none. */
  order = 0;
  sequence = 0;
  symbol = '';
  private readonly columns: CsvColumns;

  /** The reader stands at the header. */
  constructor(private readonly rows: CsvReader) {
    this.columns = new CsvColumns(rows, needed);
  }

  /** Takes the row at which the reader stands. @throws InputError for everything that is no event */
  parse(): void {
    const { rows, columns } = this;
    columns.checkRow();
    const time = parseUniversalTime(this.text('ts_event'));
    if (time === undefined) this.fail('ts_event', 'universal time from 2007 on, YYYY-MM-DDTHH:MM:SS.fffffffffZ');
    this.date = time.date;
    this.timeNs = time.timeNs;
    const action = this.text('action') as Action;
    if (!actions.includes(action)) this.fail('action', `one of ${actions.join(', ')}`);
    this.action = action;
    const side = SIDES[this.text('side')];
    if (side === undefined) this.fail('side', 'B, A or N');
    this.side = side;
    this.symbol = this.text('symbol');
    if (this.symbol === '') this.fail('symbol', 'the symbol of an instrument');
    this.sequence = rows.integer(columns.field('sequence'), 'sequence', 0, Number.MAX_SAFE_INTEGER);
    if (action === 'R') {
      this.price = 0;
      this.size = 0;
      this.order = 0;
      return;
    }
    this.price = parseDecimal(this.text('price'), PRICE_DECIMALS) ?? 0;
    if (this.price === 0) this.fail('price', 'a price in USD with decimals, such as 13.410000000');
    this.size = rows.integer(columns.field('size'), 'size', 1, MAXIMUM);
    this.order = rows.integer(columns.field('order_id'), 'order_id', 0, Number.MAX_SAFE_INTEGER);
    if (action === 'T') return;
    if (side === Side.none) this.fail('side', `B or A for action ${action}`);
    if (this.order === 0) this.fail('order_id', `the number of an order for action ${action}`);
  }

  /** Ends reading: the value is not what it should be. */
  fail(name: string, expected: string): never {
    this.rows.fail(this.columns.field(name), name, expected);
  }

  private text(name: string): string {
    return this.rows.text(this.columns.field(name));
  }
}
