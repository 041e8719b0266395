import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Worker } from 'node:worker_threads';
import { afterAll, expect, it } from 'vitest';
import { tapeDigest } from '../../src/archive/index.js';
import { exampleHeader, writeRandomTape } from './random-tape.js';

const folder = mkdtempSync(path.join(tmpdir(), 'touchstone-workers-'));
afterAll(() => rmSync(folder, { recursive: true }));

it('two threads write and read tapes at the same time', async () => {
  const runs = await Promise.all([1, 2].map((seed) => inWorker({ file: path.join(folder, `${seed}.parquet`), seed })));
  for (const [index, { streamed, read }] of runs.entries()) {
    const tape = writeRandomTape(exampleHeader(3), 70_000, index + 1);
    expect([streamed, read]).toEqual([tapeDigest(tape), tapeDigest(tape)]);
  }
  expect(readdirSync(folder)).toHaveLength(4);
});

function inWorker(workerData: unknown): Promise<{ streamed: string; read: string }> {
  return new Promise((resolve, reject) => {
    const program = JSON.stringify(new URL('./tape-worker.ts', import.meta.url).href);
    const start = `import('tsx/esm/api').then(({ tsImport }) => tsImport(${program}, ${program}))`;
    const worker = new Worker(start, { eval: true, workerData });
    worker.once('message', resolve);
    worker.once('error', reject);
  });
}
