import { createHash } from 'node:crypto';
import {
  CHUNK_ROWS,
  canonicalChunk,
  canonicalHeader,
  type RowSource,
  type TapeChunk,
  type TapeHeader,
} from '../tape/index.js';

/**
 * SHA-256 of a tape's canonical bytes, taken while the tape is written: hand {@link update} to the writer's `onSealed`.
 *
 * @example
 * const digest = new TapeDigest(header);
 * const tape = new TapeWriter(header, { retention: 'drop', onSealed: digest.update });
 */
export class TapeDigest {
  private readonly hash = createHash('sha256');
  private complete = true;

  constructor(header: TapeHeader) {
    for (const bytes of canonicalHeader(header)) this.hash.update(bytes);
  }

  /** Takes the next chunk. Only the last may be shorter than a block of the canonical bytes. */
  readonly update = (chunk: TapeChunk): void => {
    if (!this.complete) throw new Error('a chunk followed one that was not full');
    this.complete = chunk.length === CHUNK_ROWS;
    for (const bytes of canonicalChunk(chunk)) this.hash.update(bytes);
  };

  /** The digest in hex, of what was taken so far; more may follow. */
  digest(): string {
    return this.hash.copy().digest('hex');
  }
}

/** Digest of a tape that stands in memory. */
export function tapeDigest(tape: RowSource): string {
  const digest = new TapeDigest(tape.header);
  for (let row = 0; row < tape.length; row += CHUNK_ROWS) digest.update(tape.chunkAt(row / CHUNK_ROWS));
  return digest.digest();
}
