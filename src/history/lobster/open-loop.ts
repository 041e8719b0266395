import { Phase, Tape, type TapeHeader } from '../../tape/index.js';
import { CsvReader } from '../csv-reader.js';
import type { Replay } from '../replay-result.js';
import { LobsterBookRow } from './book-row.js';
import { LARGEST_QUANTITY, LobsterTape, takesQuantity } from './event-tape.js';
import type { LobsterFiles } from './files.js';
import { LobsterMessage } from './messages.js';
import { OpenLoopCheck } from './open-loop-check.js';

/** What the messages alone make of a day. */
export type OpenLoop = Pick<Replay, 'tape' | 'checks' | 'mismatches' | 'mapped'>;

/**
 * Applies messages without the book behind them: the tape opens with the levels of the first row of the book file, as
 * far as there is one, and is never set right from it again (see {@link OpenLoopCheck}).
 * @param shown - a book file with the best levels behind every message; without one nothing is compared with it
 */
export async function openLoop(
  files: LobsterFiles,
  header: TapeHeader,
  shown: { readonly file: string; readonly levels: number } | undefined,
): Promise<OpenLoop> {
  const tape = new LobsterTape(header);
  const check = new OpenLoopCheck(files.levels, files.book !== undefined);
  const message = new LobsterMessage();
  const messages = await CsvReader.open(files.messages);
  const rows = shown === undefined ? undefined : await CsvReader.open(shown.file);
  const row = shown === undefined ? undefined : new LobsterBookRow(shown.levels);
  let unknown = 0;
  tape.phase(files.startNs, Phase.continuous);
  try {
    while (messages.next() || (await messages.more())) {
      message.parse(messages);
      if (rows !== undefined && !rows.next() && !(await rows.more())) {
        if (files.excerpt && shown?.file === files.book) break;
        throw rows.error('row', `the end behind row ${rows.line}`, `as many rows as ${files.messages} has`);
      }
      if (rows !== undefined) row?.parse(rows);
      const first = messages.line === 1;
      if (first) await seed(tape, files, message, row);
      if (tape.isKnown(message))
        throw messages.error('order id', `a second submission of ${message.id}`, 'every order id once');
      if (tape.overflows(message, undefined))
        throw messages.error('size', String(message.quantity), `a level of at most ${LARGEST_QUANTITY} shares`);
      const order = tape.numberOf(message);
      if (order < 0 && takesQuantity(message)) unknown++;
      check.judgeQueue(tape.rebuilt.book, message, order, messages.line);
      tape.take(message);
      if (!first) check.compare(tape.rebuilt.book, row, message, messages.line);
    }
  } finally {
    messages.close();
    rows?.close();
  }
  tape.phase(Math.max(files.endNs, message.timeNs), Phase.closed);
  const { chunks, length } = tape.writer.finish();
  const instruments = header.instruments.map((each) => ({ ...each, referenceVolume: tape.volume }));
  const comparisons = check.finish();
  return {
    tape: new Tape({ ...header, instruments }, chunks, length),
    checks: comparisons.map((comparison) => comparison.check()).filter(({ compared }) => compared > 0),
    mismatches: comparisons.flatMap(({ mismatches }) => mismatches),
    mapped: [
      { rule: 'time with more than nine decimals: cut to the nanosecond', rows: message.finerTimes },
      { rule: 'hidden execution between two ticks, not at the half: the lower tick', rows: message.oddPrices },
      { rule: 'a change of an order from before the file: taken off its level', rows: unknown },
    ].filter(({ rows: count }) => count > 0),
  };
}

/** The book before the first message, from the deepest file that shows it; empty without any. */
async function seed(
  tape: LobsterTape,
  files: LobsterFiles,
  message: LobsterMessage,
  shown: LobsterBookRow | undefined,
): Promise<void> {
  if (files.book === undefined) {
    if (shown !== undefined) tape.open(message, shown);
    return;
  }
  const rows = await CsvReader.open(files.book);
  try {
    await rows.more();
    const row = new LobsterBookRow(files.levels);
    row.parse(rows);
    tape.open(message, row);
  } finally {
    rows.close();
  }
}
