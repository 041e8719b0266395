/** Rows in a chunk, and in a block of the canonical bytes. */
export const CHUNK_ROWS = 65_536;

/** A run of rows, one typed array a column; `length` rows of it are filled. */
export class TapeChunk {
  length = 0;
  readonly time = new Float64Array(CHUNK_ROWS);
  readonly kind = new Uint8Array(CHUNK_ROWS);
  readonly instrument = new Int32Array(CHUNK_ROWS);
  readonly order = new Int32Array(CHUNK_ROWS);
  readonly account = new Int32Array(CHUNK_ROWS);
  readonly side = new Int8Array(CHUNK_ROWS);
  readonly price = new Int32Array(CHUNK_ROWS);
  readonly quantity = new Int32Array(CHUNK_ROWS);
  readonly otherOrder = new Int32Array(CHUNK_ROWS);
  readonly otherAccount = new Int32Array(CHUNK_ROWS);
  readonly quantity2 = new Int32Array(CHUNK_ROWS);
  readonly code = new Int16Array(CHUNK_ROWS);
  readonly flags = new Uint8Array(CHUNK_ROWS);
}
