/**
 * How fast a fitted flow makes a market, its book and its LOBSTER files included (F13). Fits the state Hawkes model to the
 * first half of a recorded day, lets it live through the second from the book between them, and writes messages and ten
 * levels behind each. What is written is read back: as many messages as are counted, and every row of the book follows
 * from the one before. The same seed must give the same tape.
 *
 *     tsx bench/flow.ts [symbol] [--passes 5] [--workers 2] [--data FOLDER] [--model FILE]
 *
 * The goal is 200,000 messages a second, by the median of the passes behind two that warm up. CPU seconds stand beside,
 * for machines that others use too.
 */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { performance } from 'node:perf_hooks';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { Piscina } from 'piscina';
import { replay, replayHolds } from '../src/history/index.js';
import { loadModel } from '../src/model/index.js';
import { fitCandidate, halvedDay } from '../src/protocol/index.js';
import { median } from '../src/statistics/index.js';
import work, { type FlowPass, type FlowPassResult } from './flow-worker.js';

const GOAL = 200_000;
const WARM_UP = 2;

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    passes: { type: 'string', default: '5' },
    workers: { type: 'string', default: '2' },
    data: { type: 'string', default: fileURLToPath(new URL('../../shared/data', import.meta.url)) },
    model: { type: 'string' },
  },
});
const passes = Number(values.passes);
const workers = Number(values.workers);
const [symbol = 'GOOG'] = positionals;
const { tape } = await replay('lobster', path.join(values.data, 'lobster'), { symbol });
const day = halvedDay(tape);
const model =
  values.model === undefined
    ? fitCandidate(day, symbol, 'hawkes').file
    : loadModel(JSON.parse(readFileSync(values.model, 'utf8'))).file;
const { header, chunks, length } = tape;
const half = { recorded: { header, chunks, length }, model, startNs: day.middleNs, endNs: day.endNs };
const folder = mkdtempSync(path.join(tmpdir(), 'touchstone-flow-'));
const passOf = (seed: number, plain: boolean): FlowPass => ({
  ...half,
  ...{ seed, plain },
  folder: path.join(folder, `${plain ? 'plain' : 'gzip'}-${seed}`),
});

try {
  const plain = await oneThread(true);
  await oneThread(false);
  await severalThreads(plain[0].digest);
} finally {
  rmSync(folder, { recursive: true });
}

/** Passes one after the other, and whether what they write is right. */
async function oneThread(plain: boolean): Promise<FlowPassResult[]> {
  const all: (FlowPassResult & { readonly messages: number })[] = [];
  for (let seed = 1; seed <= WARM_UP + passes; seed++) {
    const result = await work(passOf(seed, plain));
    const messages = await messagesOf(result.files[0]);
    if (seed > WARM_UP) all.push({ ...result, messages });
  }
  const rate = median(all.map((one) => one.messages / (one.simulateSeconds + one.writeSeconds)));
  const processor = median(all.map((one) => one.messages / one.processorSeconds));
  const share = median(all.map((one) => one.simulateSeconds / (one.simulateSeconds + one.writeSeconds)));
  const rows = median(all.map((one) => one.rows / one.messages));
  console.log(
    `${plain ? 'plain' : 'gzip'} files, one thread: ${thousands(rate)} messages/s (${thousands(processor)} a CPU second), ${(100 * share).toFixed(0)} % of it simulation, ${rows.toFixed(2)} rows of the tape a message`,
  );
  return all;
}

/** As many half days as before on every thread, at the same time. */
async function severalThreads(expected: string): Promise<void> {
  const filename = new URL('./flow-worker.ts', import.meta.url).href;
  const pool = new Piscina({ filename, minThreads: workers, maxThreads: workers, atomics: 'disabled' });
  const run = (count: number, from: number): Promise<FlowPassResult[]> =>
    Promise.all(Array.from({ length: count }, (_, i) => pool.run(passOf(from + i, true))));
  await run(2 * WARM_UP * workers, 1);
  const started = performance.now();
  const results = await run(passes * workers, WARM_UP + 1);
  const seconds = (performance.now() - started) / 1000;
  await pool.close();
  const counts = await Promise.all(results.map(({ files }) => messagesOf(files[0])));
  const rate = counts.reduce((sum, count) => sum + count, 0) / seconds;
  if (results[0].digest !== expected) fail(`seed ${WARM_UP + 1} gave ${expected} and then ${results[0].digest}`);
  console.log(`plain files, ${workers} threads: ${thousands(rate)} messages/s`);
  await check(results[0].files[0]);
  const verdict = rate >= GOAL ? 'met' : 'MISSED';
  console.log(`goal ${thousands(GOAL)} messages/s: ${verdict}`);
  if (rate < GOAL) process.exitCode = 1;
}

async function messagesOf(file: string): Promise<number> {
  if (file.endsWith('.gz')) return messagesOf(file.replace('/gzip-', '/plain-').replace(/\.gz$/, ''));
  return readFileSync(file, 'latin1').split('\n').length - 1;
}

/** Reads files back: as many messages as lines, and every row of the book follows from the one before. */
async function check(messageFile: string): Promise<void> {
  const read = await replay('lobster', messageFile);
  for (const { name, compared, equal } of read.checks)
    console.log(`  ${name}: ${thousands(equal)} of ${thousands(compared)} equal`);
  if (!replayHolds(read)) fail('the files do not hold');
}

function fail(what: string): void {
  console.error(`WRONG: ${what}`);
  process.exitCode = 1;
}

function thousands(value: number): string {
  return Math.round(value).toLocaleString('en');
}
