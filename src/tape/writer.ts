import { CHUNK_ROWS, TapeChunk } from './chunk.js';
import type { TapeHeader } from './header.js';
import { Flag } from './kinds.js';

/** Rows that can be read by position; a {@link TapeWriter} while it is written, a {@link Tape} afterwards. */
export interface RowSource {
  readonly header: TapeHeader;
  /** Rows so far. */
  readonly length: number;
  /** The chunk that holds rows `index * CHUNK_ROWS` and on. Throws when the chunk was dropped. */
  chunkAt(index: number): TapeChunk;
}

/** A finished tape in memory. */
export class Tape implements RowSource {
  constructor(
    readonly header: TapeHeader,
    readonly chunks: readonly TapeChunk[],
    readonly length: number,
  ) {}

  chunkAt(index: number): TapeChunk {
    const chunk = this.chunks[index];
    if (chunk === undefined) throw new Error(`tape chunk ${index} was dropped; ${this.chunks.length} were kept`);
    return chunk;
  }
}

export interface TapeWriterOptions {
  /**
   * `keep` holds every chunk in memory; `drop` holds two, the one that is filled and the one sealed last (a command may
   * cross from one into the other), so memory stays flat.
   * @defaultValue `keep`
   */
  readonly retention?: 'keep' | 'drop';
  /** Called with every full chunk in order, and with the last one by {@link TapeWriter.finish}. */
  readonly onSealed?: (chunk: TapeChunk) => void;
}

/**
 * Appends rows to a tape. A command may write several rows: between {@link beginCommand} and the next one all rows but
 * the last carry {@link Flag.continues}. A chunk is sealed when the first row behind it is written, since until then
 * that flag of its last row may still change.
 */
export class TapeWriter implements RowSource {
  length = 0;
  private readonly kept: TapeChunk[] = [];
  private readonly keep: boolean;
  private readonly onSealed: ((chunk: TapeChunk) => void) | undefined;
  private chunk = new TapeChunk();
  /** Under `drop`: the chunk sealed last, refilled next. */
  private previous: TapeChunk | undefined;
  private sealed = 0;
  private commandHasRow = false;
  private readonly time = new Float64Array(1);

  constructor(
    readonly header: TapeHeader,
    options: TapeWriterOptions = {},
  ) {
    this.keep = (options.retention ?? 'keep') === 'keep';
    this.onSealed = options.onSealed;
    if (this.keep) this.kept.push(this.chunk);
  }

  /** The rows that follow belong to a new command, all at one time. */
  beginCommand(time: number): void {
    // In a typed array, since a number that is passed on would be boxed for every row.
    this.time[0] = time;
    this.commandHasRow = false;
  }

  append(
    kind: number,
    instrument: number,
    order: number,
    account: number,
    side: number,
    price: number,
    quantity: number,
    otherOrder: number,
    otherAccount: number,
    quantity2: number,
    code: number,
    flags: number,
  ): void {
    let chunk = this.chunk;
    let row = chunk.length;
    if (this.commandHasRow) chunk.flags[row - 1] |= Flag.continues;
    else this.commandHasRow = true;
    if (row === CHUNK_ROWS) {
      this.seal();
      chunk = this.chunk;
      row = 0;
    }
    chunk.time[row] = this.time[0];
    chunk.kind[row] = kind;
    chunk.instrument[row] = instrument;
    chunk.order[row] = order;
    chunk.account[row] = account;
    chunk.side[row] = side;
    chunk.price[row] = price;
    chunk.quantity[row] = quantity;
    chunk.otherOrder[row] = otherOrder;
    chunk.otherAccount[row] = otherAccount;
    chunk.quantity2[row] = quantity2;
    chunk.code[row] = code;
    chunk.flags[row] = flags;
    chunk.length = row + 1;
    this.length++;
  }

  chunkAt(index: number): TapeChunk {
    if (this.keep) return this.kept[index];
    if (index === this.sealed) return this.chunk;
    if (index === this.sealed - 1 && this.previous !== undefined) return this.previous;
    throw new Error(`tape chunk ${index} was dropped; chunk ${this.sealed} is the newest in memory`);
  }

  /** Seals the last chunk. The tape in memory is complete only under `retention: keep`. */
  finish(): Tape {
    if (this.chunk.length > 0) this.onSealed?.(this.chunk);
    return new Tape(this.header, this.kept, this.length);
  }

  private seal(): void {
    this.onSealed?.(this.chunk);
    this.sealed++;
    if (this.keep) {
      this.chunk = new TapeChunk();
      this.kept.push(this.chunk);
      return;
    }
    const next = this.previous ?? new TapeChunk();
    next.length = 0;
    this.previous = this.chunk;
    this.chunk = next;
  }
}
