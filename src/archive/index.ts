/**
 * What outlives a run: digests of canonical bytes, Parquet files in and out through DuckDB.
 * Knows files and how to write them whole or not at all; every function may be called in a worker thread.
 * Must not know what rows mean, who simulates or who detects. DuckDB is loaded only when a Parquet file is touched.
 */
export { writeAtomically } from './atomic-file.js';
export { jsonDigest } from './json-digest.js';
export { makeFolder } from './make-folder.js';
export { readTapeParquet } from './read-tape-parquet.js';
export { readTable, type TableColumn, writeTable } from './table.js';
export { TapeDigest, tapeDigest } from './tape-digest.js';
export { accountsPath, writeTapeParquet } from './tape-parquet.js';
export { TapeParquetSink } from './tape-parquet-sink.js';
