/**
 * How fast a whole venue is on stream A: checks, ledger of 10,000 accounts, tape and digest, one instrument under the
 * rules of `us-equity`; and how many bytes a message allocates once the compiler is done.
 *
 * Every pass must make the known trades and the same digest. The first pass is shown apart, the goal is judged by the
 * median of the others. Bytes are the growth of the heap over 400,000 messages in a process of its own, whose young
 * generation is too large to be collected meanwhile; without the digest, which lives outside the venue.
 * Usage: tsx bench/venue.ts [passes]
 */
import { execFileSync } from 'node:child_process';
import { performance } from 'node:perf_hooks';
import { fileURLToPath } from 'node:url';
import { MESSAGE_WORDS, orderStream, streamShapes } from './order-stream.js';
import { VenueDay } from './venue-day.js';

const GOAL = 5;
const answer = { trades: 689_721, volume: 64_121_295 };
/** Messages behind which nothing is compiled any more, and of each stretch that is measured. */
const WARM = 3_000_000;
const STRETCH = 400_000;

const words = orderStream(streamShapes.A, 5_000_000);
if (process.argv[2] === 'bytes') console.log(JSON.stringify(bytesPerMessage()));
else measure(Number(process.argv[2] ?? 6));

function measure(passes: number): void {
  const first = pass();
  const later = Array.from({ length: passes }, pass);
  const wrong = later.find(({ digest }) => digest !== first.digest);
  if (wrong !== undefined) fail(`the digest was ${first.digest} and then ${wrong.digest}`);
  const rates = later.map(({ rate }) => rate).sort((a, b) => a - b);
  const median = rates[rates.length >> 1];
  console.log(
    `venue, stream A, ${answer.trades} trades, 10,000 accounts, tape and digest ${first.digest.slice(0, 12)}`,
  );
  console.log(`  first pass           ${first.rate.toFixed(2)} M/s`);
  console.log(
    `  median of ${passes} more      ${median.toFixed(2)} M/s; goal ${GOAL}: ${median >= GOAL ? 'met' : 'MISSED'}`,
  );
  const loader = import.meta.resolve('tsx');
  const args = ['--max-semi-space-size=256', '--import', loader, fileURLToPath(import.meta.url), 'bytes'];
  const bytes = JSON.parse(execFileSync(process.execPath, args, { encoding: 'utf8' })) as number[];
  console.log(`  bytes a message      ${bytes.map((value) => value.toFixed(2)).join(', ')}`);
}

function pass(): { readonly rate: number; readonly digest: string } {
  const day = new VenueDay(true);
  const started = performance.now();
  day.play(words, 0, words.length);
  const digest = day.finish();
  const rate = words.length / MESSAGE_WORDS / (performance.now() - started) / 1000;
  const volume = day.venue.volume(0);
  if (day.trades !== answer.trades || volume !== answer.volume)
    fail(`the venue made ${day.trades} trades of ${volume}, expected ${answer.trades} of ${answer.volume}`);
  return { rate, digest };
}

/** The first stretch still pays for what the compiler takes back, and is left out. */
function bytesPerMessage(): number[] {
  const day = new VenueDay(false);
  day.play(words, 0, WARM * MESSAGE_WORDS);
  return Array.from({ length: 4 }, (_, stretch) => {
    const from = (WARM + stretch * STRETCH) * MESSAGE_WORDS;
    const before = process.memoryUsage().heapUsed;
    day.play(words, from, from + STRETCH * MESSAGE_WORDS);
    return (process.memoryUsage().heapUsed - before) / STRETCH;
  }).slice(1);
}

function fail(message: string): never {
  console.error(`WRONG: ${message}`);
  process.exit(1);
}
