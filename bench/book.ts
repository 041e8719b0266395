/**
 * How fast the order book is, with every event written and read, beside the prototype that shows what is possible and
 * the npm package of the kind. The streams are drawn here and checked by digest; every engine must give the known answer.
 *
 * Stream A: 5,010,000 messages, about 10,000 orders that rest; B: 5,220,000 messages, about 200,000. Of the messages
 * half are passive orders, two fifths cancels, 5 % marketable. Each run of an engine is a process of its own; runs are
 * interleaved and the ratio is the median over rounds. The prototype is read from ../shared/bench/ceiling where it is.
 * Usage: tsx bench/book.ts [rounds]
 */
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import type { PassReport } from './book-pass.js';
import { MESSAGE_WORDS, orderStream, streamShapes } from './order-stream.js';

const GOAL = 0.6;
const rounds = Number(process.argv[2] ?? 5);
const prototype = fileURLToPath(new URL('../../shared/bench/ceiling/core-packed16.mjs', import.meta.url));
const folder = mkdtempSync(path.join(tmpdir(), 'touchstone-bench-'));

/**
 * What the first messages of stream A give. The npm package sends an order that becomes smaller to the end of its queue,
 * hence its nine trades fewer; the book gives the same answer when it is made to do so.
 */
const slice = { messages: 50_000, volume: 515_861, trades: 5_401, npmTrades: 5_392 };

const streams = [
  { name: 'A', digest: '69903243a58024e0', trades: 689_721, volume: 64_121_295 },
  { name: 'B', digest: '226d3ab974e4ffb3', trades: 575_610, volume: 56_640_285 },
] as const;

try {
  for (const stream of streams) measure(stream);
} finally {
  rmSync(folder, { recursive: true });
}

function measure({ name, digest, trades, volume }: (typeof streams)[number]): void {
  const words = orderStream(streamShapes[name], 5_000_000);
  const found = createHash('sha256').update(words).digest('hex').slice(0, 16);
  if (found !== digest) fail(`stream ${name} has the digest ${found}, expected ${digest}`);
  const file = path.join(folder, name);
  writeFileSync(file, words);
  const messages = words.length / MESSAGE_WORDS;
  const own: PassReport[] = [];
  const ceiling: PassReport[] = [];
  for (let round = 0; round < rounds; round++) {
    own.push(checked('touchstone', run('touchstone', file, messages), { trades, volume }));
    if (existsSync(prototype)) ceiling.push(checked('packed16', run('packed16', file, messages), { trades, volume }));
  }
  const touchstone = { cold: median(own.map(({ cold }) => cold)), warm: median(own.map(({ warm }) => warm)) };
  console.log(`stream ${name}, ${messages} messages, ${trades} trades, ${volume} shares, ${rounds} rounds`);
  console.log(`  touchstone           ${rate(touchstone.warm)} M/s warm, ${rate(touchstone.cold)} cold`);
  if (ceiling.length > 0) {
    const { cold, warm } = {
      cold: median(ceiling.map((pass) => pass.cold)),
      warm: median(ceiling.map((pass) => pass.warm)),
    };
    const ratio = median(own.map((pass, round) => pass.warm / ceiling[round].warm));
    console.log(`  prototype packed16   ${rate(warm)} M/s warm, ${rate(cold)} cold`);
    console.log(`  touchstone/packed16  ${rate(ratio)}; goal ${GOAL}: ${ratio >= GOAL ? 'met' : 'MISSED'}`);
  } else console.log(`  prototype packed16   not here (${prototype})`);
  if (name === 'A') compareWithNpm(file);
}

function compareWithNpm(file: string): void {
  const { messages, volume, trades, npmTrades } = slice;
  const engine = 'nodejs-order-book';
  const peer = checked(engine, run(engine, file, messages), { trades: npmTrades, volume });
  const own = checked('touchstone', run('touchstone', file, messages), { trades, volume });
  console.log(`  first ${messages} messages:`);
  console.log(`  nodejs-order-book    ${peer.warm.toFixed(3)} M/s warm, ${peer.cold.toFixed(3)} cold`);
  console.log(
    `  touchstone           ${rate(own.warm)} M/s warm, ${rate(own.cold)} cold: ${Math.round(own.warm / peer.warm)} times`,
  );
}

function run(engine: string, file: string, messages: number): PassReport {
  const pass = fileURLToPath(new URL('./book-pass.ts', import.meta.url));
  const loader = import.meta.resolve('tsx');
  const output = execFileSync(process.execPath, ['--import', loader, pass, engine, file, String(messages), prototype], {
    encoding: 'utf8',
  });
  return JSON.parse(output) as PassReport;
}

function checked(engine: string, report: PassReport, expected: { trades: number; volume: number }): PassReport {
  const { trades, volume } = report;
  if (trades !== expected.trades || volume !== expected.volume)
    fail(`${engine} made ${trades} trades of ${volume}, expected ${expected.trades} of ${expected.volume}`);
  return report;
}

function fail(message: string): never {
  rmSync(folder, { recursive: true, force: true });
  console.error(`WRONG: ${message}`);
  process.exit(1);
}

function median(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[values.length >> 1];
}

function rate(value: number): string {
  return value.toFixed(2);
}
