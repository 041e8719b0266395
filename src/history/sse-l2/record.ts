import { HOUR, MINUTE, SECOND } from '../../tape/index.js';
import type { CsvReader } from '../csv-reader.js';

/** One tick (CNY 0.01) in the unit of the files' prices, CNY × 1,000. */
export const TICK = 10;
/** One share in the unit of the files' quantities. */
const SHARE = 1000;
const LARGEST = 2_147_483_647;

/** One line of a log, `//key=value key=value …`, read in place: the values change with the next line. */
export class SseRecord {
  private readonly values = new Map<string, string>();

  constructor(private readonly rows: CsvReader) {}

  get line(): number {
    return this.rows.line;
  }

  get file(): string {
    return this.rows.file;
  }

  /**
   * Takes the line at which the reader stands. The tool that writes these logs may write each record a second time
   * below, as hexadecimal digits in columns; such a line, or an empty one, is no record.
   * @returns whether it is a record
   * @throws InputError for a line that is neither
   */
  parse(): boolean {
    const { rows, values } = this;
    const text = rows.rowText();
    if (!text.startsWith('//')) {
      if (/^[0-9A-Fa-f\s]*$/.test(text)) return false;
      throw rows.error('record', text, 'a line "//key=value …"');
    }
    values.clear();
    for (const word of text.slice(2).split(' ')) {
      const equals = word.indexOf('=');
      if (equals > 0) values.set(word.slice(0, equals), word.slice(equals + 1));
    }
    return true;
  }

  text(key: string): string {
    const value = this.values.get(key);
    if (value === undefined) throw this.rows.error(key, 'no such key', `${key}=value`);
    return value;
  }

  /** @throws InputError unless the value is a whole number within the bounds */
  integer(key: string, minimum: number, maximum: number): number {
    const text = this.text(key);
    const value = /^\d{1,15}$/.test(text) ? Number(text) : Number.NaN;
    if (!(value >= minimum && value <= maximum))
      throw this.rows.error(key, text, `a whole number from ${minimum} to ${maximum}`);
    return value;
  }

  /** A price in ticks; 0 where there is none. */
  price(key: string, minimum = 0): number {
    const price = this.integer(key, minimum, LARGEST);
    if (price % TICK !== 0) this.fail(key, `CNY × 1000 on the tick of ${TICK} (CNY 0.01)`);
    return price / TICK;
  }

  /** A quantity in whole shares. */
  shares(key: string, minimum = 0, maximum = LARGEST): number {
    const quantity = this.integer(key, minimum * SHARE, maximum * SHARE);
    if (quantity % SHARE !== 0) this.fail(key, `whole shares × ${SHARE}`);
    return quantity / SHARE;
  }

  /** A time of day whose digits are `HHMMSS` and, with `decimals` 2, hundredths of a second; ns since midnight. */
  time(key: string, decimals: 0 | 2): number {
    const parts = decimals === 2 ? 100 : 1;
    const digits = this.integer(key, 0, 240_000 * parts - 1);
    const clock = Math.floor(digits / parts);
    const seconds = clock % 100;
    const minutes = Math.floor(clock / 100) % 100;
    if (seconds > 59 || minutes > 59) this.fail(key, `a time of day, HHMMSS${decimals === 2 ? 'cc' : ''}`);
    return Math.floor(clock / 10_000) * HOUR + minutes * MINUTE + seconds * SECOND + (digits % parts) * 10_000_000;
  }

  /** Ends reading: the value is not what it should be. */
  fail(key: string, expected: string): never {
    throw this.rows.error(key, this.text(key), expected);
  }
}
