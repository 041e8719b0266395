import { fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { canaries } from './canaries.js';
import { Coverage } from './coverage.js';
import { dayText } from './day-text.js';
import { SeededDice } from './dice.js';
import { type PlayedDay, playRandomDay } from './play.js';
import { shrink } from './shrink.js';

/*
 * Random days on the venue and on the oracle, compared after every request.
 *
 *   npm run fuzz -- --minutes 10             days until the time is over
 *   npm run fuzz -- --seed 17                one day
 *   npm run fuzz -- --seed 17 --shrink       and the fewest requests that still show the difference
 *   npm run fuzz -- --minutes 1 --canary forgets-to-release-cash
 *
 * Worker w of n plays the days from + w, from + w + n, …; the seed of a day that fails is printed.
 */

/** What a worker says of the days since it last spoke. */
interface Report {
  readonly days: number;
  readonly commands: number;
  readonly rows: number;
  readonly coverage: readonly (readonly [string, number])[];
  /** Days that differed. */
  readonly failed: readonly { readonly seed: number; readonly text: string }[];
  readonly last: boolean;
}

const LONGEST_DAY = 700;
/** A venue with so many differences need not be asked on. */
const MOST_FAILURES = 5;

const { values } = parseArgs({
  options: {
    minutes: { type: 'string' },
    seed: { type: 'string' },
    from: { type: 'string', default: '1' },
    workers: { type: 'string', default: '1' },
    worker: { type: 'string' },
    canary: { type: 'string' },
    shrink: { type: 'boolean', default: false },
    list: { type: 'boolean', default: false },
  },
});

const canary = values.canary === undefined ? undefined : canaries[values.canary];
if (values.list) for (const [name, { summary }] of Object.entries(canaries)) print(`${name.padEnd(40)}${summary}`);
else if (values.canary !== undefined && canary === undefined) {
  print(`there is no canary "${values.canary}"; expected one of ${Object.keys(canaries).join(', ')}`);
  process.exitCode = 2;
} else if (values.worker !== undefined) work(Number(values.worker));
else if (values.seed !== undefined) single(Number(values.seed));
else await lead();

function print(text: string): void {
  process.stdout.write(`${text}\n`);
}

/** A day as long as its seed says. */
function playSeed(seed: number, coverage?: Coverage): PlayedDay {
  const dice = new SeededDice(seed);
  const length = 20 + dice.roll(LONGEST_DAY);
  return playRandomDay(dice, length, canary, (plain) => coverage?.step(plain));
}

function single(seed: number): void {
  const day = playSeed(seed);
  const shown = day.failure !== undefined && values.shrink ? shrink(day, canary) : day;
  if (shown.failure !== undefined) print(dayText(shown));
  print(
    `seed ${seed}: ${day.steps.length} steps, ${day.rows} rows, ${day.failure === undefined ? 'no' : 'one'} difference`,
  );
  process.exitCode = day.failure === undefined ? 0 : 1;
}

/** Plays days until the time is over, and says once a second how it stands. */
function work(worker: number): void {
  const workers = Number(values.workers);
  const begin = performance.now();
  const ends = begin + Number(values.minutes ?? 1) * 60_000;
  let coverage = new Coverage();
  let [days, commands, rows, spoken] = [0, 0, 0, begin];
  let failed: { seed: number; text: string }[] = [];
  const speak = (last: boolean) => {
    process.send?.({ days, commands, rows, coverage: [...coverage.counts], failed, last } satisfies Report);
    coverage = new Coverage();
    [days, commands, rows, spoken, failed] = [0, 0, 0, performance.now(), []];
  };
  let failures = 0;
  for (let seed = Number(values.from) + worker; performance.now() < ends; seed += workers) {
    const day = playSeed(seed, coverage);
    days++;
    commands += day.steps.length;
    rows += day.rows;
    coverage.day(day.market, day.plain);
    if (day.failure !== undefined) {
      failed.push({ seed, text: dayText(shrink(day, canary)) });
      if (++failures === MOST_FAILURES || canary !== undefined) break;
    }
    if (performance.now() - spoken > 1_000) speak(false);
  }
  speak(true);
}

/** Starts the workers, adds up what they say, and sums up. */
async function lead(): Promise<void> {
  const workers = Number(values.workers);
  const coverage = new Coverage();
  const total = { days: 0, commands: 0, rows: 0, failed: 0 };
  const begin = performance.now();
  const take = (report: Report) => {
    total.days += report.days;
    total.commands += report.commands;
    total.rows += report.rows;
    coverage.merge(report.coverage);
    for (const { seed, text } of report.failed) {
      total.failed++;
      print(`--- seed ${seed}\n${text}`);
    }
    const seconds = (performance.now() - begin) / 1_000;
    const pace = Math.round(total.commands / seconds);
    process.stderr.write(
      `\r${seconds.toFixed(0)} s: ${total.days} days, ${total.commands} commands, ${pace}/s, ${total.failed} differences `,
    );
  };
  await Promise.all(Array.from({ length: workers }, (_, worker) => run(worker, take)));
  process.stderr.write('\n');
  print(
    `days ${total.days}\ncommands ${total.commands}\nrows compared ${total.rows}\ndays that differed ${total.failed}`,
  );
  for (const [name, times] of coverage.counts) print(`  ${name.padEnd(48)}${String(times).padStart(10)}`);
  print(`never happened: ${coverage.holes().join(', ') || 'nothing'}`);
  process.exitCode = total.failed > 0 ? 1 : 0;
}

/** One worker in a process of its own, until it has spoken for the last time. */
function run(worker: number, take: (report: Report) => void): Promise<void> {
  return new Promise((resolve, reject) => {
    const child = fork(fileURLToPath(import.meta.url), [...process.argv.slice(2), '--worker', String(worker)]);
    child.on('message', (report: Report) => {
      take(report);
      if (report.last) child.disconnect();
    });
    child.on('exit', (code) => (code === 0 ? resolve() : reject(new Error(`worker ${worker} ended with ${code}`))));
  });
}
