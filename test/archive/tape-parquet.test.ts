import { mkdirSync, mkdtempSync, readdirSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { DuckDBInstance } from '@duckdb/node-api';
import fc from 'fast-check';
import { afterAll, describe, expect, it } from 'vitest';
import {
  accountsPath,
  readTable,
  readTapeParquet,
  TapeDigest,
  TapeParquetSink,
  tapeDigest,
  writeTable,
  writeTapeParquet,
} from '../../src/archive/index.js';
import { CHUNK_ROWS, canonicalChunk, canonicalHeader, type Tape } from '../../src/tape/index.js';
import { exampleHeader, writeRandomTape } from './random-tape.js';

const folder = mkdtempSync(path.join(tmpdir(), 'touchstone-archive-'));
afterAll(() => rmSync(folder, { recursive: true }));
const at = (name: string) => path.join(folder, name);

function canonicalBytes(tape: Tape): Buffer {
  return Buffer.concat([
    ...canonicalHeader(tape.header),
    ...tape.chunks.flatMap((chunk) => [...canonicalChunk(chunk)]),
  ]);
}

describe('a tape in Parquet', () => {
  it('comes back with the same canonical bytes, whatever its rows are', async () => {
    await fc.assert(
      fc.asyncProperty(fc.nat({ max: 5000 }), fc.integer(), fc.nat({ max: 50 }), async (rows, seed, accounts) => {
        const tape = writeRandomTape(exampleHeader(accounts), rows, seed);
        await writeTapeParquet(at('round-trip.parquet'), tape);
        const back = await readTapeParquet(at('round-trip.parquet'));
        expect(back.length).toBe(rows);
        expect(canonicalBytes(back).equals(canonicalBytes(tape))).toBe(true);
      }),
      { numRuns: 15 },
    );
  });

  it('comes back across chunks', async () => {
    const tape = writeRandomTape(exampleHeader(3), 2 * CHUNK_ROWS + 777, 5);
    await writeTapeParquet(at('chunks.parquet'), tape);
    const back = await readTapeParquet(at('chunks.parquet'));
    expect(canonicalBytes(back).equals(canonicalBytes(tape))).toBe(true);
  });

  it('names its columns with units and its accounts with theirs', async () => {
    const tape = writeRandomTape(exampleHeader(4), 10, 1);
    await writeTapeParquet(at('names.parquet'), tape);
    const [row] = await readTable(at('names.parquet'));
    expect(Object.keys(row).slice(0, 4)).toEqual(['time_ns', 'kind', 'instrument', 'order_id']);
    expect(row.time_ns).toBe(tape.chunks[0].time[0]);
    expect(await readTable(accountsPath(at('names.parquet')))).toContainEqual({
      account: 3,
      owner: 1,
      broker: 3,
      cash_money: 37_037_036_703,
      holdings_300233: 600,
      holdings_金山: 700,
    });
  });

  it.each([0, 10, CHUNK_ROWS, CHUNK_ROWS + 1])('is the same when %i rows are streamed', async (rows) => {
    const header = exampleHeader(2);
    const whole = writeRandomTape(header, rows, 9);
    const sink = new TapeParquetSink(at('stream/tape.parquet'), header);
    writeRandomTape(header, rows, 9, { retention: 'drop', onSealed: sink.take });
    expect(await sink.close()).toBe(tapeDigest(whole));
    expect(tapeDigest(await readTapeParquet(at('stream/tape.parquet')))).toBe(tapeDigest(whole));
    expect(readdirSync(at('stream')).sort()).toEqual(['tape.accounts.parquet', 'tape.parquet']);
  });

  it('leaves nothing behind when it is given up', () => {
    const sink = new TapeParquetSink(at('given-up/tape.parquet'), exampleHeader(2));
    writeRandomTape(exampleHeader(2), 100, 9, { onSealed: sink.take });
    sink.abandon();
    sink.abandon();
    expect(readdirSync(at('given-up'))).toEqual([]);
  });

  it('leaves nothing behind when the name cannot be taken', async () => {
    mkdirSync(at('blocked/tape.parquet/x'), { recursive: true });
    await expect(
      writeTapeParquet(at('blocked/tape.parquet'), writeRandomTape(exampleHeader(0), 10, 9)),
    ).rejects.toThrow();
    expect(readdirSync(at('blocked'))).toEqual(['tape.parquet']);
  });
});

describe('a Parquet file that is no tape', () => {
  const refused = (file: string) =>
    readTapeParquet(file).then(
      () => 'read',
      (error: Error) => `${error.name} ${error.message}`,
    );

  it('is refused with its name, what was found and what was expected', async () => {
    expect(await refused(at('nowhere.parquet'))).toMatch(
      /^InputError .*nowhere\.parquet: there is no such file; expected/,
    );
    writeFileSync(at('text.parquet'), 'not parquet at all');
    expect(await refused(at('text.parquet'))).toMatch(/^InputError .*text\.parquet: this is not a Parquet file/);
    writeFileSync(at('empty.parquet'), '');
    expect(await refused(at('empty.parquet'))).toMatch(/^InputError .*empty\.parquet: this is not a Parquet file/);
    await writeTable(at('other.parquet'), [{ name: 'a', type: 'integer', values: [1] }]);
    expect(await refused(at('other.parquet'))).toMatch(/holds no tape; expected the metadata/);
    await writeTapeParquet(at('cut.parquet'), writeRandomTape(exampleHeader(0), 100, 1));
    truncateSync(at('cut.parquet'), 900);
    expect(await refused(at('cut.parquet'))).toMatch(/^InputError .*cut\.parquet: this is not a Parquet file/);
    await writeTapeParquet(at('alone.parquet'), writeRandomTape(exampleHeader(2), 100, 1));
    rmSync(accountsPath(at('alone.parquet')));
    expect(await refused(at('alone.parquet'))).toMatch(
      /alone\.accounts\.parquet: there is no such file; expected the 2/,
    );
  });

  it('is refused when its header or its accounts are damaged', async () => {
    await writeTapeParquet(at('damaged.parquet'), writeRandomTape(exampleHeader(2), 10, 1));
    writeFileSync(accountsPath(at('damaged.parquet')), 'not parquet at all');
    expect(await refused(at('damaged.parquet'))).toMatch(
      /^InputError .*damaged\.accounts\.parquet: this is no account/,
    );
    for (const header of ['{', 'null', '{"schema":1}'])
      expect(await refused(await withHeader(header))).toMatch(
        /^InputError .*: the metadata "touchstone.header" is damaged/,
      );
  });

  /** A Parquet file whose metadata state this as the header of a tape. */
  async function withHeader(header: string): Promise<string> {
    const instance = await DuckDBInstance.create(':memory:');
    const connection = await instance.connect();
    const file = at('header.parquet');
    await connection.run(
      `COPY (SELECT 1 AS a) TO '${file}' (FORMAT parquet, KV_METADATA {'touchstone.header': '${header}'})`,
    );
    connection.closeSync();
    instance.closeSync();
    return file;
  }

  it('is refused when its accounts are not those of the tape', async () => {
    await writeTapeParquet(at('mixed.parquet'), writeRandomTape(exampleHeader(2), 10, 1));
    await writeTable(accountsPath(at('mixed.parquet')), [
      { name: 'account', type: 'integer', values: [0, 1] },
      { name: 'owner', type: 'integer', values: [0, 1] },
      { name: 'broker', type: 'integer', values: [0, 1] },
      { name: 'cash_money', type: 'bigint', values: [0, 1] },
      { name: 'holdings_300233', type: 'integer', values: [0, 1] },
      { name: 'holdings_金山', type: 'integer', values: [0, 1] },
    ]);
    expect(await refused(at('mixed.parquet'))).toMatch(/the tape's digest is [0-9a-f]{64}; expected [0-9a-f]{64}/);
  });
});

describe('a tape digest', () => {
  it('is the same streamed and whole, and differs with any row', () => {
    const header = exampleHeader(2);
    const digest = new TapeDigest(header);
    const tape = writeRandomTape(header, CHUNK_ROWS + 5, 3, { onSealed: digest.update });
    expect(digest.digest()).toBe(tapeDigest(tape));
    tape.chunks[1].code[4] ^= 1;
    expect(tapeDigest(tape)).not.toBe(digest.digest());
  });

  it('refuses a chunk behind one that was not full', () => {
    const tape = writeRandomTape(exampleHeader(0), 5, 3);
    const digest = new TapeDigest(tape.header);
    digest.update(tape.chunks[0]);
    expect(() => digest.update(tape.chunks[0])).toThrow('not full');
  });
});
