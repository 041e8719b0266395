import type { DuckDBDataChunk } from '@duckdb/node-api';
import {
  CHUNK_ROWS,
  canonicalJson,
  codeNames,
  columns,
  Kind,
  type RowSource,
  type TapeChunk,
  type TapeHeader,
} from '../tape/index.js';
import { writeAtomically } from './atomic-file.js';
import { type Session, sqlText, withDuckDb } from './duckdb.js';
import { type TableColumn, writeTable } from './table.js';
import { tapeDigest } from './tape-digest.js';
import { copyIntoVector, sqlTypeOf } from './vector-copy.js';

/** Rows that DuckDB takes at once. */
const VECTOR_ROWS = 2048;

/**
 * Writes a tape as a Parquet file (zstd) with the columns `time_ns, kind, instrument, order_id, …` in the order of the
 * tape's rows. The file's metadata hold, as text, `touchstone.header` (JSON; accounts as a count),
 * `touchstone.columns` (unit of every column), `touchstone.kinds`, `touchstone.rows` and `touchstone.digest` (SHA-256 of
 * the canonical bytes). A tape that names accounts has them beside it, see {@link accountsPath}. Written whole or not at
 * all.
 */
export async function writeTapeParquet(file: string, tape: RowSource): Promise<void> {
  const digest = tapeDigest(tape);
  await writeChunks(file, tape.header, tape.length, digest, (index) => tape.chunkAt(index));
}

/** Where the account table of a tape's Parquet file stands: `tape.parquet` → `tape.accounts.parquet`. */
export function accountsPath(file: string): string {
  return `${file.replace(/\.parquet$/, '')}.accounts.parquet`;
}

/** Writes rows that come chunk by chunk: `chunkAt` is asked for 0, 1, 2, … and may use the same chunk again. */
export async function writeChunks(
  file: string,
  header: TapeHeader,
  rows: number,
  digest: string,
  chunkAt: (index: number) => TapeChunk,
): Promise<void> {
  if (header.accounts.count > 0) await writeTable(accountsPath(file), accountColumns(header));
  const metadata = {
    'touchstone.header': canonicalJson({ ...header, accounts: header.accounts.count }),
    'touchstone.columns': JSON.stringify(Object.fromEntries(columns.map((column) => [column.file, column.unit]))),
    'touchstone.kinds': JSON.stringify(codeNames(Kind)),
    'touchstone.rows': String(rows),
    'touchstone.digest': digest,
  };
  const entries = Object.entries(metadata).map(([key, value]) => `${sqlText(key)}: ${sqlText(value)}`);
  await writeAtomically(file, (temporary) =>
    withDuckDb(async (session) => {
      registerRows(session, rows, chunkAt);
      await session.connection.run(
        `COPY (SELECT * FROM tape_rows()) TO ${sqlText(temporary)}
         (FORMAT parquet, COMPRESSION zstd, KV_METADATA {${entries.join(', ')}})`,
      );
    }),
  );
}

/** A table function from which DuckDB pulls the rows itself, so that no more than a chunk of them is in memory. */
function registerRows({ duckdb, connection }: Session, rows: number, chunkAt: (index: number) => TapeChunk): void {
  let next = 0;
  let chunk: TapeChunk | undefined;
  connection.registerTableFunction(
    duckdb.DuckDBTableFunction.create({
      name: 'tape_rows',
      bindFunction: (info) => {
        for (const { file, storage } of columns) info.addResultColumn(file, duckdb[sqlTypeOf[storage]]);
      },
      initFunction: (info) => info.setMaxThreads(1),
      mainFunction: (_info, output: DuckDBDataChunk) => {
        const from = next % CHUNK_ROWS;
        const count = Math.min(VECTOR_ROWS, rows - next);
        output.rowCount = count;
        if (count === 0) return;
        if (from === 0 || chunk === undefined) chunk = chunkAt(next / CHUNK_ROWS);
        for (const [index, { name }] of columns.entries()) copyIntoVector(output, index, chunk[name], from);
        next += count;
      },
    }),
  );
}

function accountColumns({ accounts, instruments }: TapeHeader): TableColumn[] {
  const numbers = Array.from({ length: accounts.count }, (_, account) => account);
  return [
    { name: 'account', type: 'integer', values: numbers },
    { name: 'owner', type: 'integer', values: Array.from(accounts.owner) },
    { name: 'broker', type: 'integer', values: Array.from(accounts.broker) },
    { name: 'cash_money', type: 'bigint', values: Array.from(accounts.cash) },
    ...instruments.map(
      (instrument, index): TableColumn => ({
        name: `holdings_${instrument.symbol}`,
        type: 'integer',
        values: numbers.map((account) => accounts.holdings[account * instruments.length + index]),
      }),
    ),
  ];
}
