import path from 'node:path';
import { InputError } from '../../diagnostics/index.js';
import { tradingSpan } from '../../order-flow/index.js';
import type { RowSource } from '../../tape/index.js';
import type { ExportOptions } from './exporter.js';
import { symbolInFileName } from './file-stem.js';
import { LobsterMessages } from './lobster-messages.js';
import { writeTogether } from './text-file.js';

const MILLISECOND = 1_000_000;

/**
 * Writes the trading of an instrument in the LOBSTER layout: messages and, behind each of them, the best `levels` of the
 * book. A marketable order appears as the executions that it causes and as a submission of what then rests; a replaced
 * order as a deletion and a submission; what a reserve shows anew as a submission. Only what reaches the best `levels` is
 * written, as LOBSTER does. Orders that rest when trading begins are in the book and have no submission. Prices are money
 * (1/10,000 of the currency), times have nine decimals, order ids are the tape's numbers + 1; a tape that came from
 * LOBSTER files and still has their form is written byte by byte as it was.
 * @returns the message and the book file
 * @throws InputError for a tape without continuous trading
 */
export async function writeLobster(
  tape: RowSource,
  folder: string,
  levels: number,
  { instrument = 0, form, plain = false }: Pick<ExportOptions, 'instrument' | 'form' | 'plain'> = {},
): Promise<[string, string]> {
  if (form !== undefined && levels > form.levels)
    throw new InputError(`found ${levels} levels, expected at most ${form.levels}, which the source shows`, {
      path: '--levels',
    });
  const span = tradingSpan(tape, instrument);
  if (span.startNs < 0)
    throw new InputError('the tape has no continuous trading, expected some to write as LOBSTER files');
  const { symbol } = tape.header.instruments[instrument];
  const stem = `${symbolInFileName(symbol)}_${tape.header.date}_${span.startNs / MILLISECOND}_${span.endNs / MILLISECOND}`;
  const ending = plain ? 'csv' : 'csv.gz';
  const files: [string, string] = [
    path.join(folder, `${stem}_message_${levels}.${ending}`),
    path.join(folder, `${stem}_orderbook_${levels}.${ending}`),
  ];
  await writeTogether(files, new LobsterMessages(tape, instrument, levels, span, form).batches());
  return files;
}
