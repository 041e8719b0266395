import { statSync } from 'node:fs';
import path from 'node:path';
import { readTapeParquet } from '../../archive/index.js';
import { didYouMean, InputError } from '../../diagnostics/index.js';
import { type Exporter, exporters, type Replay } from '../../history/index.js';
import { thousands } from '../../report/index.js';
import type { TapeHeader } from '../../tape/index.js';
import type { Command, Invocation } from '../command.js';
import { ExitCode } from '../exit-code.js';
import { text, wholeNumber } from '../option-values.js';
import { refuseFile } from '../run-options.js';
import { readSource, sourceOptions } from '../source-options.js';

const ids = exporters.map(({ id }) => id);
/** As many as the reader of LOBSTER files takes. */
const MOST_LEVELS = 500;

export const exportData: Command = {
  words: { tape: 'a tape (.parquet), or with --format a file or folder of order data' },
  options: {
    ...sourceOptions,
    as: { summary: `layout to write: ${ids.join(', ')}`, value: 'layout' },
    out: { summary: 'folder for the files', value: 'folder' },
    symbol: { summary: 'which instrument, where there are several', value: 'symbol' },
    levels: {
      summary: 'levels of a LOBSTER book, 10 by default; of LOBSTER data also which depth to read',
      value: 'count',
    },
    plain: { summary: 'LOBSTER files without compression' },
  },
  examples: [
    'export tape.parquet --as csv --out exported',
    'export data/lobster --format lobster --symbol GOOG --levels 10 --as lobster --out exported',
  ],
  async run(invocation) {
    const { terminal, flags } = invocation;
    const exporter = chosenExporter(text(invocation, 'as'));
    const out = targetFolder(text(invocation, 'out'));
    const levels = wholeNumber(invocation, 'levels', { least: 1, most: MOST_LEVELS });
    if (flags.has('plain') && exporter.id !== 'lobster')
      throw new InputError(`found with --as ${exporter.id}, expected lobster`, { path: '--plain' });
    const { tape, form } = await readTape(invocation);
    const instrument = chosenInstrument(tape.header, text(invocation, 'symbol'), exporter);
    const files = await exporter.write(tape, out, {
      instrument,
      ...(levels === undefined ? {} : { levels }),
      ...(form === undefined ? {} : { form }),
      ...(flags.has('plain') ? { plain: true } : {}),
    });
    const written = files.map((file) => ({ file, bytes: statSync(file).size }));
    if (flags.has('json')) terminal.out(JSON.stringify({ as: exporter.id, rows: tape.length, files: written }));
    else for (const { file, bytes } of written) terminal.out(`${file}: ${thousands(bytes)} bytes`);
    return ExitCode.passed;
  },
};

function chosenExporter(id: string | undefined): Exporter {
  const found = exporters.find((exporter) => exporter.id === id);
  if (found !== undefined) return found;
  throw new InputError(
    id === undefined
      ? `is missing, expected one of ${ids.join(', ')}`
      : `found "${id}", expected one of ${ids.join(', ')}`,
    { path: '--as' },
    id === undefined ? undefined : didYouMean(id, ids),
  );
}

function targetFolder(out: string | undefined): string {
  if (out === undefined) throw new InputError('is missing, expected a folder', { path: '--out' });
  const folder = path.normalize(out);
  refuseFile(folder);
  return folder;
}

async function readTape(invocation: Invocation): Promise<Pick<Replay, 'tape' | 'form'>> {
  const { tape } = invocation.words;
  if (invocation.options.has('format')) return readSource(invocation, 'tape');
  if (tape.endsWith('.parquet')) return { tape: await readTapeParquet(tape) };
  throw new InputError(`"${tape}" is no tape (.parquet), expected --format for order data`, { path: '--format' });
}

/** A layout of one instrument needs to know which; one of all takes no choice. */
function chosenInstrument({ instruments }: TapeHeader, symbol: string | undefined, { id, holds }: Exporter): number {
  const symbols = instruments.map((instrument) => instrument.symbol);
  const shown = `${symbols.slice(0, 8).join(', ')}${symbols.length > 8 ? ', …' : ''}`;
  const place = { path: '--symbol' };
  if (symbol !== undefined && !symbols.includes(symbol))
    throw new InputError(`found "${symbol}", expected one of ${shown}`, place, didYouMean(symbol, symbols));
  if (holds === 'all instruments') {
    if (symbol === undefined || symbols.length === 1) return 0;
    throw new InputError(`found "${symbol}", but the layout ${id} holds all instruments of a tape: ${shown}`, place);
  }
  if (symbol === undefined && symbols.length > 1)
    throw new InputError(`is missing, expected one of ${shown}, since the layout ${id} holds one instrument`, place);
  return symbol === undefined ? 0 : symbols.indexOf(symbol);
}
