import { InputError } from '../../diagnostics/index.js';
import { OrderType, Side, UNKNOWN } from '../../tape/index.js';
import type { CsvReader } from '../csv-reader.js';
import type { AccountNames } from './account-names.js';
import type { Column, MappedColumns, MappedFile, RowKind } from './column-map.js';
import { DataFile } from './data-file.js';
import { shiftedDecimal } from './exact-decimal.js';
import type { MapFile } from './map-file.js';
import { marketTypes, type OrderId, type OwnRecord, orderId } from './own-record.js';
import { type ReadTime, timeFormats, utcOffsetSeconds } from './time-format.js';

const MAXIMUM = 2_147_483_647;
/** Money has four decimals. */
const MONEY = 4;

/** What records refer to. */
export interface RecordContext {
  readonly map: MapFile;
  /** Index by symbol and code; those that nobody asked for are missing. */
  readonly instruments: ReadonlyMap<string, number>;
  /** Money of a tick, by instrument. */
  readonly ticks: readonly number[];
  readonly accounts: AccountNames;
  /** Counts a row that is passed over. */
  readonly passedOver: (rule: string) => void;
}

type FieldOf = { readonly [Name in keyof MappedColumns]: number };

/** Reads the rows of one file as its part of the map says. */
export class RecordReader {
  private readonly fields: FieldOf;
  private readonly kindField: number;
  private readonly exponents: { readonly price: number; readonly quantity: number };
  private readonly offset: number;

  private constructor(
    private readonly file: DataFile,
    private readonly mapped: MappedFile,
    private readonly context: RecordContext,
  ) {
    const { columns, rows } = mapped;
    const fields: Record<string, number> = {};
    for (const [name, given] of Object.entries(columns) as [string, Column | { column: Column }][])
      fields[name] = typeof given === 'object' ? file.field(given.column, name, 'column') : file.field(given, name);
    this.fields = fields as FieldOf;
    this.kindField = typeof rows === 'string' ? -1 : file.field(rows.column);
    const power = (scale = 1) => Math.round(Math.log10(scale));
    this.exponents = { price: power(columns.price?.scale), quantity: power(columns.quantity?.scale) };
    this.offset = utcOffsetSeconds(columns.time.utcOffset);
  }

  static async open(path: string, mapped: MappedFile, index: number, context: RecordContext): Promise<RecordReader> {
    return new RecordReader(await DataFile.open(path, mapped, context.map, ['files', index]), mapped, context);
  }

  /** The next record, or undefined at the end of the file. */
  async next(): Promise<OwnRecord | undefined> {
    const { file } = this;
    while (file.next() || (await file.more())) {
      const record = this.record();
      if (record !== undefined) return record;
    }
    return undefined;
  }

  close(): void {
    this.file.close();
  }

  /** The row at which the reader stands; undefined when it is to be passed over. */
  private record(): OwnRecord | undefined {
    const { fields } = this;
    const { rows } = this.file;
    const kind = this.kind();
    if (kind === 'ignore') return undefined;
    const instrument = this.instrument();
    if (instrument === undefined) {
      this.context.passedOver('of instruments that were not asked for: passed over');
      return undefined;
    }
    this.checkDay();
    const order = kind === 'order';
    const type = order && fields.type !== undefined ? this.type(fields.type) : OrderType.limit;
    const limited = !order || !marketTypes.includes(type);
    return {
      file: rows.file,
      line: rows.line,
      kind,
      timeNs: this.time(),
      instrument,
      channel: fields.channel === undefined ? '' : rows.text(fields.channel),
      sequence: this.sequence(),
      order: this.id('order', order),
      bid: this.id('bid', false),
      offer: this.id('offer', false),
      side: order ? this.side() : UNKNOWN,
      type,
      price: kind === 'cancel' ? UNKNOWN : this.price(instrument, limited),
      quantity: this.quantity(kind),
      account: order ? this.account() : UNKNOWN,
    };
  }

  private kind(): RowKind | 'ignore' {
    const { rows } = this.mapped;
    return typeof rows === 'string' ? rows : this.word(this.kindField, 'rows', rows.values);
  }

  private instrument(): number | undefined {
    const { instruments } = this.context;
    const { symbol } = this.mapped;
    if (symbol !== undefined) return instruments.get(symbol);
    if (this.fields.instrument === undefined) return 0;
    return instruments.get(this.file.rows.text(this.fields.instrument));
  }

  private checkDay(): void {
    const { day } = this.fields;
    const { date } = this.context.map.map.market;
    if (day !== undefined && this.file.rows.text(day).replaceAll('-', '') !== date.replaceAll('-', ''))
      this.file.rows.fail(day, 'day', `${date}, the day of the market`);
  }

  private time(): number {
    const rows: CsvReader = this.file.rows;
    const { format } = this.mapped.columns.time;
    const { date } = this.context.map.map.market;
    const time: ReadTime = timeFormats[format].read(rows.text(this.fields.time), date, this.offset);
    if (time === 'not a time') rows.fail(this.fields.time, 'time', `${format}, such as ${timeFormats[format].example}`);
    if (time === 'another day') rows.fail(this.fields.time, 'time', `a time on ${date}, the day of the market`);
    return time;
  }

  private sequence(): number {
    const { sequence } = this.fields;
    if (sequence === undefined) return UNKNOWN;
    const text = this.file.rows.text(sequence);
    if (!/^\d{1,15}$/.test(text)) this.file.rows.fail(sequence, 'sequence', 'a whole number');
    return Number(text);
  }

  private id(name: 'order' | 'bid' | 'offer', needed: boolean): OrderId | undefined {
    const field = this.fields[name];
    if (field === undefined) return undefined;
    const id = orderId(this.file.rows.text(field));
    if (needed && id === undefined) this.file.rows.fail(field, name, 'the number of an order');
    return id;
  }

  private side(): number {
    const { values } = this.mapped.columns.side!;
    return Side[this.word(this.fields.side!, 'side', values)];
  }

  private type(field: number): number {
    return OrderType[this.word(field, 'type', this.mapped.columns.type!.values)];
  }

  /** What a text of the file means by the map. */
  private word<T extends string>(field: number, name: string, values: Readonly<Record<string, T>>): T {
    const text = this.file.rows.text(field);
    if (!Object.hasOwn(values, text))
      this.file.rows.fail(field, name, `one of ${Object.keys(values).join(', ')}, which the map lists`);
    return values[text];
  }

  /** Ticks. A market order may name the worst price that it takes; anything else there says nothing. */
  private price(instrument: number, needed: boolean): number {
    const rows: CsvReader = this.file.rows;
    const field = this.fields.price!;
    const money = shiftedDecimal(rows.text(field), MONEY - this.exponents.price);
    const { [instrument]: tick } = this.context.ticks;
    if (money === undefined || money === 0 || money % tick !== 0 || money / tick >= MAXIMUM) {
      if (!needed) return UNKNOWN;
      rows.fail(field, 'price', `a price on the tick of ${tick / 10_000}${scaled(this.exponents.price)}`);
    }
    return money / tick;
  }

  private quantity(kind: RowKind): number {
    const rows: CsvReader = this.file.rows;
    const field = this.fields.quantity;
    if (field === undefined || (kind === 'cancel' && rows.isEmpty(field))) return UNKNOWN;
    const quantity = shiftedDecimal(rows.text(field), -this.exponents.quantity);
    if (quantity === undefined || quantity < 1 || quantity > MAXIMUM)
      rows.fail(field, 'quantity', `a whole quantity from 1 to ${MAXIMUM}${scaled(this.exponents.quantity)}`);
    return quantity;
  }

  private account(): number {
    const { account, owner, broker } = this.fields;
    if (account === undefined) return UNKNOWN;
    const { rows } = this.file;
    const text = (field: number | undefined) => (field === undefined ? undefined : rows.text(field));
    const found = this.context.accounts.number(rows.text(account), text(owner), text(broker));
    if (typeof found === 'number') return found;
    throw rows.error(found.column, found.found, found.expected);
  }
}

function scaled(exponent: number): string {
  return exponent === 0 ? '' : `, times ${exponent > 0 ? 10 ** exponent : `1/${10 ** -exponent}`}`;
}

/** @throws InputError unless the map's names of instruments that were asked for are known */
export function instrumentIndex(map: MapFile, symbol: string | undefined): ReadonlyMap<string, number> {
  const kept = map.map.instruments.filter((instrument) => symbol === undefined || instrument.symbol === symbol);
  if (kept.length === 0)
    throw new InputError(
      `found "${symbol}", expected one of ${map.map.instruments
        .slice(0, 8)
        .map((one) => one.symbol)
        .join(', ')}`,
      { path: '--symbol' },
    );
  return new Map(
    kept.flatMap(({ symbol: name, code = name }, index) => [
      [name, index],
      [code, index],
    ]),
  );
}
