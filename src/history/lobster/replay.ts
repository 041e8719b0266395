import { InputError } from '../../diagnostics/index.js';
import { noAccounts, Phase, Side, TAPE_SCHEMA, Tape, type TapeHeader } from '../../tape/index.js';
import { CsvReader } from '../csv-reader.js';
import { exactSeconds } from '../export/exact-time.js';
import type { SourceOptions } from '../format.js';
import { lowerMedian } from '../lower-median.js';
import { recordedInstrument } from '../recorded-instrument.js';
import type { Replay } from '../replay-result.js';
import { rulesOfFile, sourceDigest } from '../source-files.js';
import { LobsterBookRow } from './book-row.js';
import { LARGEST_QUANTITY, LobsterTape } from './event-tape.js';
import { type LobsterFiles, lobsterFiles } from './files.js';
import { LobsterMessage } from './messages.js';
import { OneStepCheck } from './one-step-check.js';
import { openLoop } from './open-loop.js';

const VENUE = 'us-equity';

/** A day whose every message has a row of the book. */
type WithBook = LobsterFiles & { readonly book: string };

/**
 * Applies the messages of a NASDAQ stock and day to the order book. With a book behind each message it is set right from
 * it (see {@link inStep}). With a shallower book beside deep messages, or none, the messages alone make the tape (see
 * {@link openLoop}), and where the deep book is there for a part of them, that part is judged step by step as well.
 */
export async function replayLobster(source: string, options: SourceOptions): Promise<Replay> {
  const files = await lobsterFiles(source, options);
  const stepped = hasBook(files) ? await inStep(files) : undefined;
  if (stepped !== undefined && files.top === undefined)
    return options.openLoop === true ? judged(stepped, files) : stepped;
  const loop = await openLoop(files, lobsterHeader(files), files.top);
  const paths = [files.messages, files.book, files.top?.file].filter((file) => file !== undefined);
  return {
    format: 'lobster',
    symbol: files.symbol,
    date: files.date,
    files: paths,
    sourceDigest: await sourceDigest(paths),
    tape: loop.tape,
    checks: [...(stepped?.checks ?? []), ...loop.checks],
    auctions: [],
    mismatches: [...(stepped?.mismatches ?? []), ...loop.mismatches],
    mapped: loop.mapped,
    restingSnapshots: [],
  };
}

/** What stepped through the messages, with what the messages alone would have made of the same rows beside it. */
async function judged(stepped: Replay, files: LobsterFiles): Promise<Replay> {
  const shown = files.book === undefined ? undefined : { file: files.book, levels: files.levels };
  const { checks, mismatches } = await openLoop(files, lobsterHeader(files), shown);
  return { ...stepped, checks: [...stepped.checks, ...checks], mismatches: [...stepped.mismatches, ...mismatches] };
}

function hasBook(files: LobsterFiles): files is WithBook {
  return files.book !== undefined;
}

/**
 * Applies the messages one by one, compares the book with the file's after each (see {@link OneStepCheck}) and sets it
 * right from it. The tape is described at {@link LobsterTape}. Its header takes from the file the volume executed and the
 * median quantity on the best five levels of each side over all rows of the book.
 */
async function inStep(files: WithBook): Promise<Replay> {
  const header = lobsterHeader(files);
  const tape = new LobsterTape(header);
  const check = new OneStepCheck(files.levels);
  const message = new LobsterMessage();
  const row = new LobsterBookRow(files.levels);
  const depths: [number[], number[]] = [[], []];
  const verbatim = new Map<number, string>();

  tape.phase(files.startNs, Phase.continuous);
  for await (const { messages, book } of pairedRows(files)) {
    message.parse(messages);
    row.parse(book);
    const first = messages.line === 1;
    if (tape.isKnown(message))
      throw messages.error('order id', `a second submission of ${message.id}`, 'every order id once');
    if (tape.overflows(message, first ? row : undefined))
      throw messages.error('size', String(message.quantity), `a level of at most ${LARGEST_QUANTITY} shares`);
    if (first) {
      checkStart(files, message);
      tape.open(message, row);
    }
    if (message.odd) verbatim.set(tape.writer.length, messages.rowText());
    tape.take(message);
    if (!first) check.compare(tape.rebuilt.book, row, message, messages.line);
    tape.restateTo(row, message.timeNs);
    for (const side of [Side.buy, Side.sell]) depths[side].push(bestFive(row, side));
  }
  tape.phase(Math.max(files.endNs, message.timeNs), Phase.closed);

  const { chunks, length } = tape.writer.finish();
  const [bid, ask] = depths.map(lowerMedian);
  const [instrument] = header.instruments;
  const known = { ...instrument, referenceVolume: tape.volume, referenceDepth5: { bid, ask } };
  const paths = [files.messages, files.book];
  return {
    format: 'lobster',
    symbol: files.symbol,
    date: files.date,
    files: paths,
    sourceDigest: await sourceDigest(paths),
    tape: new Tape({ ...header, instruments: [known] }, chunks, length),
    checks: [check.inner.check(), check.last.check()].filter(({ compared }) => compared > 0),
    auctions: [],
    mismatches: [...check.inner.mismatches, ...check.last.mismatches],
    mapped: [
      { rule: 'time with more than nine decimals: cut to the nanosecond', rows: message.finerTimes },
      { rule: 'hidden execution between two ticks, not at the half: the lower tick', rows: message.oddPrices },
      { rule: 'level restated from the book file, which the messages do not explain', rows: tape.restated },
    ].filter(({ rows }) => rows > 0),
    restingSnapshots: [],
    form: {
      levels: files.levels,
      shortTimes: message.shortTimes > 0,
      orderIds: tape.orderIds,
      unnumbered: tape.unnumbered,
      verbatim,
    },
  };
}

/** Both readers, standing at the same row; they are closed whatever ends the reading. */
async function* pairedRows(files: WithBook): AsyncGenerator<{ messages: CsvReader; book: CsvReader }> {
  const messages = await CsvReader.open(files.messages);
  try {
    const book = await CsvReader.open(files.book);
    const pair = { messages, book };
    try {
      while (messages.next() || (await messages.more())) {
        if (book.next() || (await book.more())) yield pair;
        else if (files.excerpt) return;
        else throw book.error('row', `the end behind row ${book.line}`, asManyAs(files.messages));
      }
      if (!files.excerpt && (book.next() || (await book.more())))
        throw book.error('row', 'a row without a message', asManyAs(files.messages));
    } finally {
      book.close();
    }
  } finally {
    messages.close();
  }
}

function asManyAs(messages: string): string {
  return `as many rows as ${messages} has, one a message`;
}

function lobsterHeader({ symbol, date, messages }: LobsterFiles): TapeHeader {
  const rules = rulesOfFile(VENUE, date, messages);
  const instrument = recordedInstrument({
    symbol,
    currency: rules.currency,
    moneyPerTick: rules.tick,
    quantityUnit: rules.quantityUnit,
  });
  return {
    schema: TAPE_SCHEMA,
    source: 'lobster',
    venue: VENUE,
    date,
    rulePack: rules.version,
    instruments: [instrument],
    accounts: noAccounts(),
  };
}

function bestFive(row: LobsterBookRow, side: 0 | 1): number {
  let quantity = 0;
  for (let level = 0; level < Math.min(5, row.counts[side]); level++) quantity += row.quantities[side][level];
  return quantity;
}

function checkStart({ messages, startNs }: LobsterFiles, { timeNs }: LobsterMessage): void {
  if (timeNs < startNs)
    throw new InputError(
      `found ${exactSeconds(timeNs)}, expected no time before ${exactSeconds(startNs)}, the start in the file's name`,
      { file: messages, line: 1, path: 'time' },
    );
}
