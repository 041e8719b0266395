import { CHUNK_ROWS, type TapeChunk } from './chunk.js';
import type { TapeHeader } from './header.js';
import type { RowSource } from './writer.js';

/** One row, read in place: the values change when the cursor moves, so copy what must outlive the row. */
export interface TapeRow {
  readonly header: TapeHeader;
  /** The row's position in the tape. */
  readonly sequence: number;
  readonly time: number;
  readonly kind: number;
  readonly instrument: number;
  readonly order: number;
  readonly account: number;
  readonly side: number;
  readonly price: number;
  readonly quantity: number;
  readonly otherOrder: number;
  readonly otherAccount: number;
  readonly quantity2: number;
  readonly code: number;
  readonly flags: number;
}

/**
 * Moves over a tape row by row and allocates nothing. Over a growing tape, `next` is false until there is a row; it throws
 * when the tape drops chunks and the row's is gone.
 */
export class TapeCursor implements TapeRow {
  readonly header: TapeHeader;
  sequence: number;
  private chunk: TapeChunk | undefined;
  private chunkIndex = -1;
  private row = -1;

  /** Stands before row `from`. */
  constructor(
    private readonly source: RowSource,
    from = 0,
  ) {
    this.header = source.header;
    this.sequence = from - 1;
  }

  /** Moves to the next row; false, and stays, when there is none. */
  next(): boolean {
    const sequence = this.sequence + 1;
    const { length } = this.source;
    if (sequence >= length) return false;
    this.sequence = sequence;
    this.row = sequence & (CHUNK_ROWS - 1);
    const chunkIndex = (sequence - this.row) / CHUNK_ROWS;
    // A writer that drops chunks fills them anew: a cursor so far behind asks again, and is told.
    if (chunkIndex !== this.chunkIndex || length - sequence > CHUNK_ROWS) {
      this.chunk = this.source.chunkAt(chunkIndex);
      this.chunkIndex = chunkIndex;
    }
    return true;
  }

  get time(): number {
    return this.chunk!.time[this.row];
  }
  get kind(): number {
    return this.chunk!.kind[this.row];
  }
  get instrument(): number {
    return this.chunk!.instrument[this.row];
  }
  get order(): number {
    return this.chunk!.order[this.row];
  }
  get account(): number {
    return this.chunk!.account[this.row];
  }
  get side(): number {
    return this.chunk!.side[this.row];
  }
  get price(): number {
    return this.chunk!.price[this.row];
  }
  get quantity(): number {
    return this.chunk!.quantity[this.row];
  }
  get otherOrder(): number {
    return this.chunk!.otherOrder[this.row];
  }
  get otherAccount(): number {
    return this.chunk!.otherAccount[this.row];
  }
  get quantity2(): number {
    return this.chunk!.quantity2[this.row];
  }
  get code(): number {
    return this.chunk!.code[this.row];
  }
  get flags(): number {
    return this.chunk!.flags[this.row];
  }
}
