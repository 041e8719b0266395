import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import { PassThrough, Readable } from 'node:stream';
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

/**
 * Writes text files side by side, each whole or not at all; the folder is created. A name that ends in `.gz` is compressed.
 * @param batches - a piece for each of the files; none is asked for while one of them has more than it can take
 */
export async function writeTogether(files: readonly string[], batches: Iterable<readonly Uint8Array[]>): Promise<void> {
  const write = (temporaries: readonly string[]): Promise<void> =>
    temporaries.length < files.length
      ? writeAtomically(files[temporaries.length], (temporary) => write([...temporaries, temporary]))
      : fill(
          temporaries.map((name, i) => ({ name, isCompressed: files[i].endsWith('.gz') })),
          batches,
        );
  await write([]);
}

async function fill(
  sinks: readonly { readonly name: string; readonly isCompressed: boolean }[],
  batches: Iterable<readonly Uint8Array[]>,
): Promise<void> {
  const inlets = sinks.map(() => new PassThrough());
  const ends = Promise.all(
    sinks.map(({ name, isCompressed }, i) =>
      isCompressed
        ? pipeline(inlets[i], createGzip(), createWriteStream(name))
        : pipeline(inlets[i], createWriteStream(name)),
    ),
  );
  // An end that fails is told when it is waited for.
  ends.catch(() => undefined);
  try {
    for (const pieces of batches) {
      const full = inlets.filter((inlet, i) => !inlet.write(pieces[i]));
      if (full.length > 0) await Promise.race([Promise.all(full.map((inlet) => once(inlet, 'drain'))), ends]);
    }
    for (const inlet of inlets) inlet.end();
    await ends;
  } catch (error) {
    for (const inlet of inlets) inlet.destroy();
    await ends.catch(() => undefined);
    throw error;
  }
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
