import path from 'node:path';
import { InputError } from '../../diagnostics/index.js';
import type { SourceOptions } from '../format.js';
import { sourceFiles, theOne } from '../source-files.js';

/** A message file and the book files that belong to it. */
export interface LobsterFiles {
  readonly symbol: string;
  /** `YYYY-MM-DD`. */
  readonly date: string;
  /** Span of the files, ns since midnight. */
  readonly startNs: number;
  readonly endNs: number;
  readonly levels: number;
  readonly messages: string;
  /** The book behind each message, as deep as the messages; undefined when there is none. */
  readonly book: string | undefined;
  /** A book behind each message that shows fewer levels: `orderbook_top1` beside `message_50`. */
  readonly top: { readonly file: string; readonly levels: number } | undefined;
  /** One of the two is a part of a file, as its name says after the levels: rows behind its end are left out. */
  readonly excerpt: boolean;
}

const topPattern =
  /^(?<symbol>[A-Za-z0-9.-]+)_(?<date>\d{4}-\d{2}-\d{2})_(?<start>\d+)_(?<end>\d+)_orderbook_top(?<levels>\d+)\.csv(\.gz)?$/;
const pattern =
  /^(?<symbol>[A-Za-z0-9.-]+)_(?<date>\d{4}-\d{2}-\d{2})_(?<start>\d+)_(?<end>\d+)_(?<what>message|orderbook)_(?<levels>\d+)(?<part>_[\w-]+)?\.csv(\.gz)?$/;

/** Names that the format takes, for messages. */
export const lobsterPattern =
  'SYMBOL_DATE_START_END_message_N.csv.gz with SYMBOL_DATE_START_END_orderbook_N.csv.gz, such as GOOG_2012-06-21_34200000_57600000_message_10.csv.gz';

const NANOSECONDS = 1_000_000;
/** Milliseconds. */
const DAY = 86_400_000;
/** A row of the book file has four fields a level, and the reader takes 2,048 fields. */
const MOST_LEVELS = 500;

/** Finds the one pair of files that is meant, and the shallower book that may stand beside it or instead of the book. */
export async function lobsterFiles(source: string, options: SourceOptions): Promise<LobsterFiles> {
  const { folder, names, named } = await sourceFiles(source);
  const tops = names.map((name) => topPattern.exec(name)).filter((match) => match !== null);
  const topsOf = (file: RegExpExecArray) => tops.filter((top) => daySpan(top) === daySpan(file));
  const matches = names.map((name) => pattern.exec(name)).filter((match) => match !== null);
  const pairs = [...new Set(matches.map(keyOf))]
    .map((key) => [key, matches.filter((match) => keyOf(match) === key)] as const)
    .filter(([, files]) => named === undefined || [...files, ...topsOf(files[0])].some(([name]) => name === named))
    .filter(([, [{ groups }]]) => options.symbol === undefined || groups!.symbol === options.symbol)
    .filter(([, [{ groups }]]) => options.levels === undefined || Number(groups!.levels) === options.levels);
  const shown = pairs.filter(([, files]) => files.length > 1 || topsOf(files[0]).length > 0);
  // Messages alone are taken when they are named, or when nothing better is there.
  const alone = pairs.filter(([, files]) => files.every(({ groups }) => groups!.what === 'message'));
  const complete = named !== undefined ? pairs : shown.length > 0 ? shown : alone;
  const narrowed = [
    options.symbol === undefined ? '' : `, of symbol ${options.symbol}`,
    options.levels === undefined ? '' : `, with ${options.levels} levels`,
  ].join('');
  const [key, files] = theOne(
    complete,
    source,
    `a pair ${lobsterPattern}${narrowed}`,
    '--symbol or --levels',
    ([pair]) => pair,
  );
  const messages = files.filter(({ groups }) => groups!.what === 'message');
  const books = files.filter(({ groups }) => groups!.what === 'orderbook');
  const beside = messages.length === 1 ? topsOf(messages[0]) : [];
  if (messages.length !== 1 || books.length > 1 || beside.length > 1) {
    const found = [...files, ...beside].map(([name]) => name).join(', ');
    throw new InputError(`found ${found} for ${key}, expected one message file and one orderbook file`, {
      file: source,
    });
  }
  const { symbol, date, start, end, levels } = messages[0].groups!;
  checkName(path.join(folder, messages[0][0]), Number(start), Number(end), Number(levels));
  const [book] = books;
  const [top] = beside;
  return {
    symbol,
    date,
    startNs: Number(start) * NANOSECONDS,
    endNs: Number(end) * NANOSECONDS,
    levels: Number(levels),
    messages: path.join(folder, messages[0][0]),
    book: book === undefined ? undefined : path.join(folder, book[0]),
    top: top === undefined ? undefined : topOf(path.join(folder, top[0]), Number(top.groups!.levels), Number(levels)),
    excerpt: files.some(({ groups }) => groups!.part !== undefined),
  };
}

function topOf(file: string, levels: number, most: number): { file: string; levels: number } {
  if (levels < 1 || levels > most)
    throw new InputError(`found ${levels} levels in the file's name, expected 1 to ${most}, those of the messages`, {
      file,
    });
  return { file, levels };
}

function checkName(file: string, start: number, end: number, levels: number): void {
  if (!(start < end && end <= DAY))
    throw new InputError(`found ${start} to ${end} ms in the file's name, expected a span within a day`, { file });
  if (levels < 1 || levels > MOST_LEVELS)
    throw new InputError(`found ${levels} levels in the file's name, expected 1 to ${MOST_LEVELS}`, { file });
}

function daySpan({ groups }: RegExpExecArray): string {
  const { symbol, date, start, end } = groups!;
  return `${symbol} ${date} ${start}–${end}`;
}

function keyOf({ groups }: RegExpExecArray): string {
  const { symbol, date, start, end, levels } = groups!;
  return `${symbol} ${date} ${start}–${end} ${levels} levels`;
}
