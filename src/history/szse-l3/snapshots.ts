import { HOUR, MINUTE, SECOND, UNKNOWN } from '../../tape/index.js';
import { CsvReader } from '../csv-reader.js';
import type { RestingSnapshot } from '../replay-result.js';
import { TICK } from './tick.js';

/** What the exchange published every few seconds. Prices in ticks; 0 where there is none. */
export interface SzseSnapshot extends RestingSnapshot {
  readonly line: number;
  /** `YYYYMMDD`. */
  readonly day: string;
  readonly lastPrice: number;
  readonly openPrice: number;
  readonly previousClose: number;
  /** Traded since the day's beginning. */
  readonly volume: number;
}

export const LEVELS = 10;

/** Columns of a snapshot file by meaning; the file's own order of columns is free, further columns are passed over. */
export const snapshotColumns = {
  day: '自然日',
  time: '时间',
  lastPrice: '成交价',
  volume: '当日累计成交量',
  openPrice: '开盘价',
  previousClose: '前收盘',
  askPrice: '申卖价',
  askQuantity: '申卖量',
  bidPrice: '申买价',
  bidQuantity: '申买量',
  askMeanPrice: '加权平均叫卖价',
  bidMeanPrice: '加权平均叫买价',
  askTotal: '叫卖总量',
  bidTotal: '叫买总量',
} as const;

const MAXIMUM = 2_147_483_647;
const MAXIMUM_TOTAL = 999_999_999_999;
/** A day has about 5,000; all of them are kept in memory. */
const MOST_ROWS = 131_072;

/** Reads the snapshots of a stock and day. Times and cumulative volume must not fall. */
export async function readSzseSnapshots(file: string): Promise<SzseSnapshot[]> {
  const rows = await CsvReader.open(file, MOST_ROWS);
  await rows.more();
  const parser = new SnapshotParser(rows);
  const snapshots: SzseSnapshot[] = [];
  while (rows.next() || (await rows.more())) snapshots.push(parser.parse(snapshots.at(-1)));
  if (snapshots.length === 0) throw rows.error('row', 'no snapshot behind the header', 'at least one');
  return snapshots;
}

class SnapshotParser {
  private readonly width: number;
  /** Field of every column that is read, by its name in the file. */
  private readonly fields = new Map<string, number>();

  constructor(private readonly rows: CsvReader) {
    this.width = rows.fieldCount;
    for (let field = 0; field < rows.fieldCount; field++) this.fields.set(rows.text(field), field);
    for (const [meaning, column] of Object.entries(snapshotColumns))
      for (const name of /^(ask|bid)(Price|Quantity)$/.test(meaning) ? levelNames(column) : [column])
        if (!this.fields.has(name)) throw rows.error('header', rows.rowText(), `a column ${name}`);
  }

  parse(previous: SzseSnapshot | undefined): SzseSnapshot {
    const { rows } = this;
    rows.expectFields(this.width);
    const snapshot = {
      line: rows.line,
      day: rows.text(this.fields.get(snapshotColumns.day)!),
      timeNs: this.time(),
      lastPrice: this.price(snapshotColumns.lastPrice),
      openPrice: this.price(snapshotColumns.openPrice),
      previousClose: this.price(snapshotColumns.previousClose),
      volume: this.quantity(snapshotColumns.volume),
      bidTotal: this.quantity(snapshotColumns.bidTotal),
      askTotal: this.quantity(snapshotColumns.askTotal),
      bidMeanPriceTicks: this.meanPrice(snapshotColumns.bidMeanPrice),
      askMeanPriceTicks: this.meanPrice(snapshotColumns.askMeanPrice),
      bidPrices: levelNames(snapshotColumns.bidPrice).map((name) => this.price(name)),
      bidQuantities: levelNames(snapshotColumns.bidQuantity).map((name) => this.quantity(name)),
      askPrices: levelNames(snapshotColumns.askPrice).map((name) => this.price(name)),
      askQuantities: levelNames(snapshotColumns.askQuantity).map((name) => this.quantity(name)),
    };
    if (previous !== undefined && snapshot.timeNs < previous.timeNs)
      this.fail(snapshotColumns.time, 'a time not before that of the row above');
    if (previous !== undefined && snapshot.volume < previous.volume)
      this.fail(snapshotColumns.volume, `a volume not below ${previous.volume}, that of the row above`);
    return snapshot;
  }

  private price(name: string): number {
    const price = this.rows.integer(this.fields.get(name)!, name, 0, MAXIMUM);
    if (price % TICK !== 0) this.fail(name, `CNY × 10000 on the tick of ${TICK}`);
    return price / TICK;
  }

  private meanPrice(name: string): number {
    const price = this.rows.integer(this.fields.get(name)!, name, 0, MAXIMUM);
    return price === 0 ? UNKNOWN : price / TICK;
  }

  private quantity(name: string): number {
    return this.rows.integer(this.fields.get(name)!, name, 0, MAXIMUM_TOTAL);
  }

  /** `HHMMSSmmm` without leading zeros. */
  private time(): number {
    const name = snapshotColumns.time;
    const digits = this.rows.integer(this.fields.get(name)!, name, 0, 235_959_999);
    const hours = Math.floor(digits / 10_000_000);
    const minutes = Math.floor(digits / 100_000) % 100;
    const seconds = Math.floor(digits / 1000) % 100;
    if (minutes > 59 || seconds > 59) this.fail(name, 'a time of day, HHMMSSmmm');
    return hours * HOUR + minutes * MINUTE + seconds * SECOND + (digits % 1000) * 1_000_000;
  }

  private fail(name: string, expected: string): never {
    this.rows.fail(this.fields.get(name)!, name, expected);
  }
}

/** Names of the columns of a value that every level has. */
export function levelNames(column: string): string[] {
  return Array.from({ length: LEVELS }, (_, level) => `${column}${level + 1}`);
}
