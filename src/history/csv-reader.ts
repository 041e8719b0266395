import { createReadStream, type ReadStream } from 'node:fs';
import { open, stat } from 'node:fs/promises';
import { createGunzip, type Gunzip } from 'node:zlib';
import { InputError } from '../diagnostics/index.js';

/** Longest line in bytes, and most fields in a line: more is no order data, and memory must stay bounded. */
const LONGEST_LINE = 65_536;
const MOST_FIELDS = 2_048;
/** Most rows of a file unless its reader knows better: far above a stock's busiest day. */
const MOST_ROWS = 8_388_608;

const NEWLINE = 10;
const CARRIAGE_RETURN = 13;
const QUOTE = 34;
const COMMA = 44;
const MINUS = 45;
const ZERO = 48;

/** How the fields of a row stand apart. */
export interface CsvDialect {
  /** One ASCII character. @defaultValue a comma */
  readonly delimiter?: string;
  /** Whether a field in double quotes may hold the delimiter, and a quote written twice. @defaultValue false */
  readonly quotes?: boolean;
}

/**
 * Reads a CSV file, plain or gzip (told by its first bytes), row by row in bounded memory. Numbers are read from their
 * digits. Every fault of the file is an {@link InputError} with file, line, what was found and what was expected.
 *
 * @example
 * const rows = await CsvReader.open(file);
 * while (rows.next() || (await rows.more())) total += rows.integer(2, 'qty', 1, 1_000_000);
 */
export class CsvReader {
  /** The row's line in the file, from 1. */
  line = 0;
  /** Fields of the row. */
  fieldCount = 0;

  private buffer: Buffer = Buffer.alloc(0);
  private position = 0;
  private ended = false;
  private pieces: AsyncIterator<Buffer> | undefined;
  private streams: readonly (ReadStream | Gunzip)[] = [];
  private readonly starts = new Int32Array(MOST_FIELDS + 1);
  private readonly delimiter: number;
  private readonly quotes: boolean;

  private constructor(
    /** The file as the user named it. */
    readonly file: string,
    private readonly zipped: boolean,
    private readonly mostRows: number,
    { delimiter, quotes = false }: CsvDialect,
  ) {
    this.delimiter = delimiter === undefined ? COMMA : delimiter.charCodeAt(0);
    this.quotes = quotes;
  }

  /**
   * @param mostRows - more are refused: a small file may unpack to any number, and readers keep rows in memory
   * @throws InputError when the file is missing, a folder, empty, or not to be read
   */
  static async open(file: string, mostRows = MOST_ROWS, dialect: CsvDialect = {}): Promise<CsvReader> {
    const found = await stat(file).catch((error: NodeJS.ErrnoException) => {
      if (error.code === 'ENOENT') throw new InputError('there is no such file', { file });
      throw new InputError(`the file cannot be read: ${error.message}`, { file });
    });
    if (found.isDirectory()) throw new InputError('found a folder, expected a file', { file });
    if (!found.isFile()) throw new InputError('found a pipe or a device, expected a file', { file });
    if (found.size === 0) throw new InputError('the file is empty, expected rows', { file });
    const head = await firstBytes(file);
    return new CsvReader(file, head[0] === 0x1f && head[1] === 0x8b, mostRows, dialect);
  }

  /** Moves to the next row if it stands in memory. */
  next(): boolean {
    const { buffer } = this;
    const start = this.position;
    let end = buffer.indexOf(NEWLINE, start);
    if (end < 0) {
      if (!this.ended || start >= buffer.length) return false;
      end = buffer.length;
    }
    if (end - start > LONGEST_LINE) throw this.longLine();
    this.position = end + 1;
    if (end > start && buffer[end - 1] === CARRIAGE_RETURN) end--;
    this.line++;
    if (this.line > this.mostRows) throw this.error('row', 'one more', `at most ${this.mostRows} rows`);
    this.split(start, end);
    return true;
  }

  /** Reads on and moves to the next row; false at the end of the file. @throws InputError when it had no row at all */
  async more(): Promise<boolean> {
    while (!this.ended) {
      await this.fill();
      if (this.next()) return true;
    }
    if (this.next()) return true;
    if (this.line === 0) throw new InputError('the file holds nothing, expected rows', { file: this.file });
    return false;
  }

  /** Gives the file up before its end. */
  close(): void {
    for (const stream of this.streams) stream.destroy();
  }

  /** A field as text. */
  text(field: number): string {
    const { [field]: start, [field + 1]: next } = this.starts;
    if (this.quotes && next - start > 2 && this.buffer[start] === QUOTE && this.buffer[next - 2] === QUOTE)
      return this.buffer.toString('utf8', start + 1, next - 2).replaceAll('""', '"');
    return this.buffer.toString('utf8', start, next - 1);
  }

  isEmpty(field: number): boolean {
    return this.starts[field + 1] - 1 === this.starts[field];
  }

  /** A field as a whole number, read from its digits. @throws InputError when it is none, or out of bounds */
  integer(field: number, name: string, minimum: number, maximum: number): number {
    const { buffer } = this;
    const end = this.starts[field + 1] - 1;
    let at = this.starts[field];
    const negative = buffer[at] === MINUS;
    if (negative) at++;
    let value = 0;
    let valid = at < end && end - at <= 15;
    for (; at < end && valid; at++) {
      const digit = buffer[at] - ZERO;
      if (digit < 0 || digit > 9) valid = false;
      value = value * 10 + digit;
    }
    if (negative) value = -value;
    if (!valid || value < minimum || value > maximum)
      this.fail(field, name, `a whole number from ${minimum} to ${maximum}`);
    return value;
  }

  /** Ends reading: the field is not what it should be. */
  fail(field: number, name: string, expected: string): never {
    throw this.error(name, this.text(field), expected);
  }

  /** The error of a row, for a value that spans fields or was read already. */
  error(name: string, found: string, expected: string): InputError {
    this.close();
    const shown = found.length > 60 ? `${found.slice(0, 60)}…` : found;
    return new InputError(`found ${JSON.stringify(shown)}, expected ${expected}`, {
      file: this.file,
      line: this.line,
      path: name,
    });
  }

  /** @throws InputError unless the row has so many fields */
  expectFields(count: number): void {
    if (this.fieldCount !== count)
      throw this.error('row', `${this.fieldCount} fields: ${this.rowText()}`, `${count} fields`);
  }

  /** The row as it stands in the file. */
  rowText(): string {
    return this.buffer.toString('utf8', this.starts[0], this.starts[this.fieldCount] - 1);
  }

  private split(start: number, end: number): void {
    const { buffer, starts, delimiter, quotes } = this;
    let fields = 0;
    let quoted = false;
    starts[0] = start;
    for (let at = start; at < end; at++)
      if (quotes && buffer[at] === QUOTE) quoted = !quoted;
      else if (buffer[at] === delimiter && !quoted) {
        if (++fields === MOST_FIELDS) throw this.error('row', 'more', `at most ${MOST_FIELDS} fields`);
        starts[fields] = at + 1;
      }
    if (quoted) throw this.error('row', this.buffer.toString('utf8', start, end), 'a quote that ends in its line');
    starts[fields + 1] = end + 1;
    this.fieldCount = fields + 1;
  }

  /** Only who asks for the first piece begins to read: an error of a stream for which nobody waits ends the program. */
  private begin(): AsyncIterator<Buffer> {
    const stored = createReadStream(this.file, { highWaterMark: 262_144 });
    this.streams = [stored];
    if (!this.zipped) return stored[Symbol.asyncIterator]();
    const plain = createGunzip({ chunkSize: 262_144 });
    stored.on('error', (error) => plain.destroy(error));
    this.streams = [stored, plain];
    return stored.pipe(plain)[Symbol.asyncIterator]();
  }

  private async fill(): Promise<void> {
    const rest = this.buffer.subarray(this.position);
    if (rest.length > LONGEST_LINE) throw this.longLine();
    this.pieces ??= this.begin();
    const piece = await this.pieces.next().catch((error: NodeJS.ErrnoException) => {
      throw this.streamError(error);
    });
    this.position = 0;
    if (piece.done === true) {
      this.ended = true;
      this.buffer = rest;
      return;
    }
    const nul = piece.value.indexOf(0);
    if (nul >= 0) {
      this.close();
      throw new InputError('found binary data, expected text or gzipped text', {
        file: this.file,
        line: this.line + 1 + linesIn(rest) + linesIn(piece.value.subarray(0, nul)),
      });
    }
    const first = this.line === 0 && rest.length === 0;
    this.buffer =
      rest.length === 0
        ? first
          ? withoutByteOrderMark(piece.value)
          : piece.value
        : Buffer.concat([rest, piece.value]);
  }

  private longLine(): InputError {
    this.close();
    return new InputError(`found a line of more than ${LONGEST_LINE} bytes, expected rows of order data`, {
      file: this.file,
      line: this.line + 1,
    });
  }

  private streamError(error: NodeJS.ErrnoException): InputError {
    this.close();
    const place = { file: this.file, line: this.line + 1 };
    if (error.code === 'Z_BUF_ERROR') return new InputError('the gzip data end early, expected a whole file', place);
    if (error.code?.startsWith('Z_')) return new InputError(`the gzip data are damaged: ${error.message}`, place);
    return new InputError(`the file cannot be read: ${error.message}`, place);
  }
}

async function firstBytes(file: string): Promise<Buffer> {
  try {
    const handle = await open(file);
    try {
      return (await handle.read(Buffer.alloc(2), 0, 2, 0)).buffer;
    } finally {
      await handle.close();
    }
  } catch (error) {
    throw new InputError(`the file cannot be read: ${(error as Error).message}`, { file });
  }
}

function linesIn(piece: Buffer): number {
  let lines = 0;
  for (let at = piece.indexOf(NEWLINE); at >= 0; at = piece.indexOf(NEWLINE, at + 1)) lines++;
  return lines;
}

function withoutByteOrderMark(piece: Buffer): Buffer {
  return piece.length > 2 && piece[0] === 0xef && piece[1] === 0xbb && piece[2] === 0xbf ? piece.subarray(3) : piece;
}
