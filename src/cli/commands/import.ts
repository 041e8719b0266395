import { closeSync, openSync, readSync, statSync } from 'node:fs';
import { writeTapeParquet } from '../../archive/index.js';
import { InputError } from '../../diagnostics/index.js';
import { replayHolds } from '../../history/index.js';
import type { Command } from '../command.js';
import { ExitCode } from '../exit-code.js';
import { text } from '../option-values.js';
import { printReplay, replayJson } from '../replay-report.js';
import { readSource, sourceOptions } from '../source-options.js';

export const importData: Command = {
  words: { source: 'the folder of the files that the map names, or one of them' },
  options: {
    ...sourceOptions,
    format: { summary: 'layout of the data; own, which a column map describes, by default', value: 'format' },
    out: { summary: 'the tape to write, a Parquet file', value: 'file' },
  },
  examples: ['import my-orders --map my-orders/columns.yaml --out tape.parquet'],
  async run(invocation) {
    const { terminal, flags } = invocation;
    const out = tapeFile(text(invocation, 'out'));
    const replayed = await readSource(invocation, 'source', text(invocation, 'format') ?? 'own');
    await writeTapeParquet(out, replayed.tape);
    if (flags.has('json')) terminal.out(JSON.stringify({ ...replayJson(replayed), file: out }));
    else {
      printReplay(terminal, replayed);
      terminal.out(`\n${out}`);
    }
    return replayHolds(replayed) ? ExitCode.passed : ExitCode.expectationFailed;
  },
};

/** A tape may replace a Parquet file; any other file that stands there is none of this command's business. */
function tapeFile(out: string | undefined): string {
  const place = { path: '--out' };
  if (out === undefined) throw new InputError('is missing, expected the name of a file, such as tape.parquet', place);
  if (!out.endsWith('.parquet')) throw new InputError(`found "${out}", expected a name that ends in .parquet`, place);
  const found = statSync(out, { throwIfNoEntry: false });
  if (found === undefined) return out;
  if (!found.isFile()) throw new InputError(`"${out}" is no file, expected the name of one`, place);
  if (firstBytes(out) !== 'PAR1')
    throw new InputError(`"${out}" exists and is no Parquet file, expected a new name or a tape to replace`, place);
  return out;
}

function firstBytes(file: string): string {
  const descriptor = openSync(file, 'r');
  try {
    const bytes = Buffer.alloc(4);
    readSync(descriptor, bytes, 0, 4, 0);
    return bytes.toString('latin1');
  } finally {
    closeSync(descriptor);
  }
}
