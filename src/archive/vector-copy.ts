import type { DuckDBDataChunk } from '@duckdb/node-api';
import type { columns } from '../tape/index.js';

type Storage = (typeof columns)[number]['storage'];
type TapeArray = Float64Array | Int32Array | Int16Array | Int8Array | Uint8Array;

/** SQL types of the tape's columns. Times are whole nanoseconds: `BIGINT` in a file, float64 in memory. */
export const sqlTypeOf = {
  float64: 'BIGINT',
  int32: 'INTEGER',
  int16: 'SMALLINT',
  int8: 'TINYINT',
  uint8: 'UTINYINT',
} as const satisfies Record<Storage, string>;

const LOW = 4_294_967_296;

/**
 * Copies `target.rowCount` values, from `from` on, into a column of a DuckDB chunk as a block.
 *
 * DuckDB's vectors keep their typed array to themselves and offer one checked call a value, which costs several times
 * the rest of the way to Parquet; this file alone reaches into them, and asserts kind and length before it does.
 */
export function copyIntoVector(target: DuckDBDataChunk, column: number, source: TapeArray, from: number): void {
  const vector = target.getColumnVector(column);
  const items = itemsOf(vector, source, target.rowCount);
  const rows = target.rowCount;
  if (from + rows > source.length) throw new Error(`${rows} rows from ${from} of ${source.length} were asked for`);
  if (items instanceof BigInt64Array) {
    const halves = new Int32Array(items.buffer, items.byteOffset, rows * 2);
    for (let row = 0; row < rows; row++) {
      const value = source[from + row];
      const high = Math.floor(value / LOW);
      halves[2 * row] = value - high * LOW;
      halves[2 * row + 1] = high;
    }
  } else items.set(source.subarray(from, from + rows));
  vector.flush();
}

/** The way back: copies a column of a DuckDB chunk into `target` from `at` on. */
export function copyFromVector(
  source: DuckDBDataChunk,
  column: number,
  target: TapeArray,
  at: number,
  first: number,
  rows: number,
): void {
  const items = itemsOf(source.getColumnVector(column), target, source.rowCount);
  if (first + rows > items.length || at + rows > target.length)
    throw new Error(`${rows} rows from ${first} of ${items.length} do not fit at ${at} of ${target.length}`);
  if (items instanceof BigInt64Array) {
    const halves = new Int32Array(items.buffer, items.byteOffset, items.length * 2);
    for (let row = 0; row < rows; row++) {
      const half = 2 * (first + row);
      target[at + row] = halves[half + 1] * LOW + (halves[half] >>> 0);
    }
  } else target.set(items.subarray(first, first + rows), at);
}

function itemsOf(vector: object, array: TapeArray, rows: number): TapeArray | BigInt64Array {
  const { items } = vector as { items?: unknown };
  const expected = array instanceof Float64Array ? BigInt64Array : array.constructor;
  if (!ArrayBuffer.isView(items) || items.constructor !== expected)
    throw new Error(`DuckDB gave a vector of ${items?.constructor.name}, not of ${expected.name}`);
  const typed = items as TapeArray | BigInt64Array;
  if (typed.length !== rows) throw new Error(`DuckDB gave a vector of ${typed.length} items for ${rows} rows`);
  return typed;
}
