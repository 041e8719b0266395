import { readFileSync, statSync } from 'node:fs';
import { InputError } from '../diagnostics/index.js';

/** Largest file that is read, in bytes: a person writes it. */
const MAXIMUM_BYTES = 262_144;

/**
 * The text of a file that a person wrote.
 * @throws InputError when it is missing, a folder, empty, too large or not UTF-8 text
 */
export function readSourceText(file: string, maximumBytes = MAXIMUM_BYTES): string {
  const stats = statSync(file, { throwIfNoEntry: false });
  if (stats === undefined) throw new InputError('there is no such file', { file });
  if (stats.isDirectory()) throw new InputError('found a folder, expected a file', { file });
  if (!stats.isFile()) throw new InputError('expected a regular file', { file });
  if (stats.size > maximumBytes)
    throw new InputError(`found ${stats.size} bytes, expected at most ${maximumBytes}`, { file });
  const bytes = readBytes(file);
  if (bytes.length === 0) throw new InputError('the file is empty', { file });
  const zero = bytes.indexOf(0);
  if (zero >= 0) throw new InputError(`found a zero byte at offset ${zero}, expected a text file`, { file });
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    throw new InputError('found bytes that are not UTF-8, expected a text file', { file });
  }
}

function readBytes(file: string): Uint8Array {
  try {
    return readFileSync(file);
  } catch (error) {
    throw new InputError(`cannot be read: ${(error as NodeJS.ErrnoException).code ?? 'unknown reason'}`, { file });
  }
}
