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
  } finally {
    await rm(temporary, { force: true });
  }
}

/** A name in the folder of `file` that no other process or thread uses. */
export function temporaryBeside(file: string, suffix: string): string {
  return path.join(path.dirname(file), `.${path.basename(file)}.${process.pid}-${threadId}-${counter++}.${suffix}`);
}
