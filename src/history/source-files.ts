import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { readdir, stat } from 'node:fs/promises';
import path from 'node:path';
import { InputError } from '../diagnostics/index.js';
import { type RulePack, rulesInForce } from '../rules/index.js';

/** What a path of the user names. */
export interface SourceFiles {
  readonly folder: string;
  /** Names in the folder, sorted by code unit. */
  readonly names: readonly string[];
  /** The file that the path names; undefined when it names the folder. */
  readonly named: string | undefined;
}

/** @throws InputError when there is nothing at the path */
export async function sourceFiles(source: string): Promise<SourceFiles> {
  const found = await stat(source).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') throw new InputError('there is no such file or folder', { file: source });
    throw new InputError(`it cannot be read: ${error.message}`, { file: source });
  });
  const folder = found.isDirectory() ? source : path.dirname(source);
  const inFolder = await readdir(folder).catch((error: Error) => {
    throw new InputError(`the folder cannot be read: ${error.message}`, { file: folder });
  });
  const names = inFolder.sort();
  return { folder, names, named: found.isDirectory() ? undefined : path.basename(source) };
}

/**
 * The one candidate; with none or several an error that lists what is there.
 * @param options - by which options of the command line the user can choose; undefined when by none
 */
export function theOne<T>(
  candidates: readonly T[],
  source: string,
  expected: string,
  options: string | undefined,
  describe: (candidate: T) => string,
): T {
  if (candidates.length === 1) return candidates[0];
  if (candidates.length === 0) throw new InputError(`found nothing to read, expected ${expected}`, { file: source });
  const listed = candidates.slice(0, 8).map(describe).join(', ');
  throw new InputError(
    `found ${candidates.length} sources (${listed}${candidates.length > 8 ? ', …' : ''}), expected one`,
    { file: source },
    options === undefined ? 'name a file' : `narrow it with ${options}, or name a file`,
  );
}

/** The rules of the day that a file's name states. @throws InputError that names the file when there are none */
export function rulesOfFile(venue: string, date: string, file: string): RulePack {
  try {
    return rulesInForce(venue, date);
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    throw new InputError(`the day in the file's name: ${error.problem}`, { file }, error.hint);
  }
}

/** SHA-256, in hex, of the bytes of files as they are stored, one after another. */
export async function sourceDigest(files: readonly string[]): Promise<string> {
  const hash = createHash('sha256');
  for (const file of files) for await (const piece of createReadStream(file)) hash.update(piece);
  return hash.digest('hex');
}
