import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { jsonDigest, readTable, writeTable } from '../../src/archive/index.js';

const folder = mkdtempSync(path.join(tmpdir(), 'touchstone-table-'));
afterAll(() => rmSync(folder, { recursive: true }));

describe('a small table', () => {
  it('keeps every type, empty lists and missing values', async () => {
    const file = path.join(folder, 'alerts.parquet');
    await writeTable(file, [
      { name: 'alert', type: 'integer', values: [1, null] },
      { name: 'start_ns', type: 'bigint', values: [41_400_000_000_001, null] },
      { name: 'score', type: 'double', values: [1.25, null] },
      { name: 'detector', type: 'text', values: ["spoof-pattern's 假", null] },
      { name: 'fired', type: 'boolean', values: [true, null] },
      { name: 'accounts', type: 'integer[]', values: [[3, 1, 2], []] },
    ]);
    expect(await readTable(file)).toEqual([
      {
        alert: 1,
        start_ns: 41_400_000_000_001,
        score: 1.25,
        detector: "spoof-pattern's 假",
        fired: true,
        accounts: [3, 1, 2],
      },
      { alert: null, start_ns: null, score: null, detector: null, fired: null, accounts: [] },
    ]);
  });

  it('may have no rows, or many', async () => {
    const file = path.join(folder, 'many.parquet');
    for (const rows of [0, 5000]) {
      const values = Array.from({ length: rows }, (_, row) => row);
      await writeTable(file, [{ name: 'row', type: 'integer', values }]);
      expect((await readTable(file)).map(({ row }) => row)).toEqual(values);
    }
  });

  it('refuses columns of different lengths and writes nothing', async () => {
    const columns = [
      { name: 'a', type: 'integer', values: [1, 2] },
      { name: 'b', type: 'integer', values: [1] },
    ] as const;
    await expect(writeTable(path.join(folder, 'uneven.parquet'), columns)).rejects.toThrow('column b has 1 values');
    await expect(
      writeTable(path.join(folder, 'half.parquet'), [{ name: 'a', type: 'integer', values: [1, 2.5] }]),
    ).rejects.toThrow();
    expect(readdirSync(folder).filter((name) => /uneven|half/.test(name))).toEqual([]);
  });
});

describe('a digest of a value', () => {
  it('does not depend on the order of keys', () => {
    expect(jsonDigest({ a: 1, b: [2, { d: 3, c: 4 }] })).toBe(jsonDigest({ b: [2, { c: 4, d: 3 }], a: 1 }));
    expect(jsonDigest([1, 2])).not.toBe(jsonDigest([2, 1]));
  });
});
