import { closeSync, openSync, readSync, rmSync, writeSync } from 'node:fs';
import path from 'node:path';
import { CHUNK_ROWS, type ColumnName, columns, TapeChunk, type TapeHeader } from '../tape/index.js';
import { temporaryBeside } from './atomic-file.js';
import { makeFolder } from './make-folder.js';
import { TapeDigest } from './tape-digest.js';
import { writeChunks } from './tape-parquet.js';

/**
 * Streams a tape to a Parquet file with flat memory: hand {@link take} to the writer's `onSealed`, then `await` {@link
 * close} after the writer's `finish`. A simulation never waits for DuckDB, which works asynchronously: chunks go to a
 * spool file beside the target, and become Parquet when the tape is complete.
 *
 * @example
 * const sink = new TapeParquetSink('runs/x/tape.parquet', header);
 * const tape = new TapeWriter(header, { retention: 'drop', onSealed: sink.take });
 */
export class TapeParquetSink {
  private readonly digesting: TapeDigest;
  private readonly spool: string;
  private readonly descriptor: number;
  private rows = 0;
  private finished = false;

  constructor(
    private readonly file: string,
    private readonly header: TapeHeader,
  ) {
    this.digesting = new TapeDigest(header);
    makeFolder(path.dirname(file));
    this.spool = temporaryBeside(file, 'spool');
    this.descriptor = openSync(this.spool, 'wx+');
  }

  /** Takes the next sealed chunk. */
  readonly take = (chunk: TapeChunk): void => {
    this.digesting.update(chunk);
    for (const { name } of columns) {
      const bytes = bytesOf(chunk, name);
      for (let done = 0; done < bytes.length; ) done += writeSync(this.descriptor, bytes, done);
    }
    this.rows += chunk.length;
  };

  /** Writes the Parquet file and gives the tape's digest. The file appears whole or not at all. */
  async close(): Promise<string> {
    const digest = this.digesting.digest();
    try {
      const chunk = new TapeChunk();
      let position = 0;
      await writeChunks(this.file, this.header, this.rows, digest, (index) => {
        chunk.length = Math.min(CHUNK_ROWS, this.rows - index * CHUNK_ROWS);
        for (const { name } of columns) {
          const bytes = bytesOf(chunk, name);
          for (let done = 0; done < bytes.length; ) {
            const read = readSync(this.descriptor, bytes, done, bytes.length - done, position);
            if (read === 0) throw new Error(`the spool file ${this.spool} was cut at byte ${position}`);
            done += read;
            position += read;
          }
        }
        return chunk;
      });
    } finally {
      this.abandon();
    }
    return digest;
  }

  /** Gives the file up and leaves nothing behind; after {@link close}, or a second time, it does nothing. */
  abandon(): void {
    if (this.finished) return;
    this.finished = true;
    closeSync(this.descriptor);
    rmSync(this.spool, { force: true });
  }
}

function bytesOf(chunk: TapeChunk, name: ColumnName): Uint8Array {
  const column = chunk[name];
  return new Uint8Array(column.buffer, column.byteOffset, chunk.length * column.BYTES_PER_ELEMENT);
}
