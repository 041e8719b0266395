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

/** Reads the snapshots of a stock and day. Times and cumulative volume must not fall. */
export async function readSzseSnapshots(file: string): Promise<SzseSnapshot[]> {
  const rows = await CsvReader.open(file);
  if (!(await rows.more())) throw rows.error('header', '', 'a header of SZSE snapshots');
  const parser = new SnapshotParser(rows);
  const snapshots: SzseSnapshot[] = [];
  while (rows.next() || (await rows.more())) {
    const snapshot = parser.parse();
    const previous = snapshots.at(-1);
    if (previous !== undefined) {
      if (snapshot.timeNs < previous.timeNs)
        throw rows.error(snapshotColumns.time, `${snapshot.timeNs} ns, before the row above`, 'times that do not fall');
      if (snapshot.volume < previous.volume)
        throw rows.error(snapshotColumns.volume, `${snapshot.volume} after ${previous.volume}`, 'a volume that grows');
    }
    snapshots.push(snapshot);
  }
  if (snapshots.length === 0) throw rows.error('row', 'no snapshot behind the header', 'at least one');
  return snapshots;
}

class SnapshotParser {
  private readonly width: number;
  private readonly at: Readonly<Record<string, number>>;

  constructor(private readonly rows: CsvReader) {
    this.width = rows.fieldCount;
    const header = Array.from({ length: rows.fieldCount }, (_, field) => rows.text(field));
    const at: Record<string, number> = {};
    const place = (key: string, column: string) => {
      at[key] = header.indexOf(column);
      if (at[key] < 0) throw rows.error('header', rows.rowText(), `a column ${column}`);
    };
    for (const [key, column] of Object.entries(snapshotColumns)) {
      if (!/(Price|Quantity)$/.test(key) || !/^(ask|bid)(Price|Quantity)$/.test(key)) place(key, column);
      else for (let level = 1; level <= LEVELS; level++) place(`${key}${level}`, `${column}${level}`);
    }
    this.at = at;
  }

  parse(): SzseSnapshot {
    const { rows } = this;
    rows.expectFields(this.width);
    return {
      line: rows.line,
      day: rows.text(this.at.day),
      timeNs: this.time(),
      lastPrice: this.price('lastPrice'),
      openPrice: this.price('openPrice'),
      previousClose: this.price('previousClose'),
      volume: this.quantity('volume'),
      bidTotal: this.quantity('bidTotal'),
      askTotal: this.quantity('askTotal'),
      bidMeanPriceTicks: this.meanPrice('bidMeanPrice'),
      askMeanPriceTicks: this.meanPrice('askMeanPrice'),
      bidPrices: this.levels('bidPrice', (key) => this.price(key)),
      bidQuantities: this.levels('bidQuantity', (key) => this.quantity(key)),
      askPrices: this.levels('askPrice', (key) => this.price(key)),
      askQuantities: this.levels('askQuantity', (key) => this.quantity(key)),
    };
  }

  private levels(key: string, read: (key: string) => number): number[] {
    return Array.from({ length: LEVELS }, (_, index) => read(`${key}${index + 1}`));
  }

  private price(key: string): number {
    const price = this.rows.integer(this.at[key], key, 0, MAXIMUM);
    if (price % TICK !== 0) this.rows.fail(this.at[key], key, `CNY × 10000 on the tick of ${TICK}`);
    return price / TICK;
  }

  private meanPrice(key: string): number {
    const price = this.rows.integer(this.at[key], key, 0, MAXIMUM);
    return price === 0 ? UNKNOWN : price / TICK;
  }

  private quantity(key: string): number {
    return this.rows.integer(this.at[key], key, 0, MAXIMUM_TOTAL);
  }

  /** `HHMMSSmmm` without leading zeros. */
  private time(): number {
    const digits = this.rows.integer(this.at.time, snapshotColumns.time, 0, 235_959_999);
    const hours = Math.floor(digits / 10_000_000);
    const minutes = Math.floor(digits / 100_000) % 100;
    const seconds = Math.floor(digits / 1000) % 100;
    if (minutes > 59 || seconds > 59) this.rows.fail(this.at.time, snapshotColumns.time, 'a time of day, HHMMSSmmm');
    return hours * HOUR + minutes * MINUTE + seconds * SECOND + (digits % 1000) * 1_000_000;
  }
}
