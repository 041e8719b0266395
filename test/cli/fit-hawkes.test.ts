import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { sampleMarket } from '../../bench/sample-market.js';
import { writeTapeParquet } from '../../src/archive/index.js';
import { touchstone } from '../support/touchstone.js';

const folder = mkdtempSync(path.join(tmpdir(), 'touchstone-fit-hawkes-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

it('touchstone fit makes the same model on any number of workers', async () => {
  const file = path.join(folder, 'market.parquet');
  const market = sampleMarket({ seed: 3, symbol: '300233', requests: 16_000, meanGapNs: 100_000_000, clockNs: 1 });
  await writeTapeParquet(file, market);
  const [alone, together] = await Promise.all(
    ['1', '3'].map((workers) => touchstone(['fit', file, '--kind', 'hawkes', '--json', '--workers', workers])),
  );
  expect(alone.exitCode, alone.stderr).toBe(0);
  expect(alone.stdout).toContain('"kind":"hawkes"');
  expect(together).toEqual(alone);
});
