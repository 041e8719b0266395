import { closeSync, openSync, readSync, statSync } from 'node:fs';
import { InputError } from '../diagnostics/index.js';

/** A tape may replace a Parquet file; any other file that stands there is none of this command's business. */
export function tapeFile(out: string | undefined): string {
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
