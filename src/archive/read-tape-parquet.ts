import { existsSync } from 'node:fs';
import type { DuckDBDataChunk } from '@duckdb/node-api';
import { InputError } from '../diagnostics/index.js';
import {
  type AccountTable,
  CHUNK_ROWS,
  columns,
  noAccounts,
  TAPE_SCHEMA,
  Tape,
  TapeChunk,
  type TapeHeader,
} from '../tape/index.js';
import { type Session, sqlName, sqlText, withDuckDb } from './duckdb.js';
import { tapeDigest } from './tape-digest.js';
import { accountsPath } from './tape-parquet.js';
import { copyFromVector, sqlTypeOf } from './vector-copy.js';

/**
 * Reads a tape from the Parquet file that {@link writeTapeParquet} wrote: its canonical bytes are those of the tape that
 * was written.
 * @throws InputError for a file that is missing, no Parquet, no tape, of another schema, without its account table, or
 * whose rows do not have the digest that it states
 */
export async function readTapeParquet(file: string): Promise<Tape> {
  if (!existsSync(file)) throw new InputError('there is no such file; expected a tape in Parquet', { file });
  const tape = await withDuckDb(async (session) => {
    const metadata = await readMetadata(session, file);
    const { accounts: count, ...rest } = headerOf(metadata, file);
    const accounts = count === 0 ? noAccounts() : await readAccounts(session, file, count, rest.instruments.length);
    const { chunks, length } = await readRows(session, file);
    return { tape: new Tape({ ...rest, accounts }, chunks, length), digest: metadata.get('touchstone.digest') };
  });
  const digest = tapeDigest(tape.tape);
  if (digest !== tape.digest)
    throw new InputError(`the tape's digest is ${digest}; expected ${tape.digest}, which the file states`, { file });
  return tape.tape;
}

type StoredHeader = Omit<TapeHeader, 'accounts'> & { readonly accounts: number };

async function readMetadata({ connection }: Session, file: string): Promise<Map<string, string>> {
  try {
    const reader = await connection.runAndReadAll(
      `SELECT decode(key), decode(value) FROM parquet_kv_metadata(${sqlText(file)}) WHERE decode(key) LIKE 'touchstone.%'`,
    );
    return new Map(reader.getRows().map(([key, value]) => [String(key), String(value)]));
  } catch (error) {
    const line = firstLine(error);
    const fault = line.startsWith('IO Error') ? 'the file cannot be read' : 'this is not a Parquet file';
    throw new InputError(`${fault}: ${line}`, { file });
  }
}

function headerOf(metadata: Map<string, string>, file: string): StoredHeader {
  const text = metadata.get('touchstone.header');
  if (text === undefined)
    throw new InputError('this Parquet file holds no tape; expected the metadata "touchstone.header"', { file });
  const header = parseHeader(text);
  if (header === undefined)
    throw new InputError('the metadata "touchstone.header" is damaged; expected the header of a tape', { file });
  if (header.schema !== TAPE_SCHEMA)
    throw new InputError(`the tape has schema ${header.schema}; expected ${TAPE_SCHEMA}`, { file });
  return header;
}

/** What the program wrote, or undefined; the digest vouches for what stands inside. */
function parseHeader(text: string): StoredHeader | undefined {
  try {
    const header = JSON.parse(text) as StoredHeader | null;
    return Array.isArray(header?.instruments) && Number.isInteger(header.accounts) ? header : undefined;
  } catch {
    return undefined;
  }
}

async function readAccounts(
  session: Session,
  tapeFile: string,
  count: number,
  instruments: number,
): Promise<AccountTable> {
  const file = accountsPath(tapeFile);
  if (!existsSync(file))
    throw new InputError(`there is no such file; expected the ${count} accounts of ${tapeFile}`, { file });
  const reader = await session.connection
    .runAndReadAll(`SELECT * FROM read_parquet(${sqlText(file)}) ORDER BY account`)
    .catch((error) => {
      throw new InputError(`this is no account table: ${firstLine(error)}`, { file });
    });
  const [, owner, broker, cash, ...holdings] = reader.getColumnsJS();
  if (reader.currentRowCount !== count || holdings.length !== instruments)
    throw new InputError(
      `found ${reader.currentRowCount} accounts with holdings in ${holdings.length} instruments; expected ${count} and ${instruments}`,
      { file },
    );
  const table: AccountTable = {
    count,
    owner: Int32Array.from(owner as number[]),
    broker: Int32Array.from(broker as number[]),
    cash: Float64Array.from(cash as bigint[], Number),
    holdings: new Int32Array(count * instruments),
  };
  for (const [instrument, column] of holdings.entries())
    for (const [account, shares] of (column as number[]).entries())
      table.holdings[account * instruments + instrument] = shares;
  return table;
}

async function readRows({ connection }: Session, file: string): Promise<{ chunks: TapeChunk[]; length: number }> {
  const names = columns.map((column) => sqlName(column.file)).join(', ');
  const result = await connection.stream(`SELECT ${names} FROM read_parquet(${sqlText(file)})`).catch((error) => {
    throw new InputError(`the columns of a tape are missing: ${firstLine(error)}`, { file });
  });
  for (const [index, column] of columns.entries()) {
    const found = result.columnType(index).toString();
    const expected = sqlTypeOf[column.storage];
    if (found !== expected)
      throw new InputError(`column ${column.file} is ${found}; expected ${expected}`, { file, path: column.file });
  }
  const chunks: TapeChunk[] = [];
  let length = 0;
  for await (const block of result) length += appendBlock(chunks, block);
  return { chunks, length };
}

function appendBlock(chunks: TapeChunk[], block: DuckDBDataChunk): number {
  const rows = block.rowCount;
  for (let first = 0; first < rows; ) {
    let chunk = chunks.at(-1);
    if (chunk === undefined || chunk.length === CHUNK_ROWS) {
      chunk = new TapeChunk();
      chunks.push(chunk);
    }
    const count = Math.min(rows - first, CHUNK_ROWS - chunk.length);
    for (const [index, { name }] of columns.entries())
      copyFromVector(block, index, chunk[name], chunk.length, first, count);
    chunk.length += count;
    first += count;
  }
  return rows;
}

function firstLine(error: unknown): string {
  return String(error instanceof Error ? error.message : error).split('\n')[0];
}
