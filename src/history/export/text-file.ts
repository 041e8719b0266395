import { createWriteStream } from 'node:fs';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGzip } from 'node:zlib';
import { writeAtomically } from '../../archive/index.js';

const BATCH = 1000;

/** Writes lines to a gzip file, whole or not at all; the folder is created. The same lines give the same bytes. */
export async function writeGzipLines(file: string, lines: Iterable<string>): Promise<void> {
  await writeAtomically(file, (temporary) =>
    pipeline(Readable.from(batches(lines)), createGzip(), createWriteStream(temporary)),
  );
}

/** Writes lines to a text file, whole or not at all; the folder is created. */
export async function writeLines(file: string, lines: Iterable<string>): Promise<void> {
  await writeAtomically(file, (temporary) => pipeline(Readable.from(batches(lines)), createWriteStream(temporary)));
}

function* batches(lines: Iterable<string>): Generator<string> {
  let batch: string[] = [];
  for (const line of lines)
    if (batch.push(line) === BATCH) {
      yield `${batch.join('\n')}\n`;
      batch = [];
    }
  if (batch.length > 0) yield `${batch.join('\n')}\n`;
}
