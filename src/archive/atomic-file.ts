import { rename, rm } from 'node:fs/promises';
import path from 'node:path';
import { threadId } from 'node:worker_threads';
import { makeFolder } from './make-folder.js';

let counter = 0;

/**
 * Writes a file whole or not at all: `write` fills a temporary file in the same folder, which then takes the name.
 * A process that dies halfway leaves at most a file whose name begins with a dot. The folder is created.
 */
export async function writeAtomically(file: string, write: (temporary: string) => Promise<void>): Promise<void> {
  makeFolder(path.dirname(file));
  const temporary = temporaryBeside(file, 'tmp');
  try {
    await write(temporary);
    await rename(temporary, file);
  } catch (error) {
    throw withPlace(error, file);
  } finally {
    await rm(temporary, { force: true });
  }
}

/** What the system calls what it refuses; DuckDB passes on its words alone. */
const codes: Readonly<Record<string, string>> = {
  'No space left on device': 'ENOSPC',
  'Disk quota exceeded': 'EDQUOT',
  'Permission denied': 'EACCES',
  'Read-only file system': 'EROFS',
  'No such file or directory': 'ENOENT',
  'Too many open files': 'EMFILE',
};

/** What the system refused, with its code and with the file that was to be written, whoever reports it. */
function withPlace(error: unknown, file: string): unknown {
  if (!(error instanceof Error)) return error;
  const refused = error as NodeJS.ErrnoException;
  const words = Object.keys(codes).find((said) => error.message.endsWith(said));
  if (refused.code === undefined && words !== undefined)
    return Object.assign(new Error(`${codes[words]}: ${words.toLowerCase()}, ${file}`, { cause: error }), {
      code: codes[words],
      path: file,
    });
  if (refused.code !== undefined) refused.path ??= file;
  return error;
}

/** A name in the folder of `file` that no other process or thread uses. */
export function temporaryBeside(file: string, suffix: string): string {
  return path.join(path.dirname(file), `.${path.basename(file)}.${process.pid}-${threadId}-${counter++}.${suffix}`);
}
