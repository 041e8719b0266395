/**
 * What manipulation does, and whom it costs: for every practice the change of what it sets out to change (price, volume,
 * queue, indication, close, messages) against the clean arm, its benefit against its genuine leg alone, and what others
 * lose by class of account, as means of paired differences over seeds with Student's 95 % interval, where the background's
 * reaction is 0.5, 1 and 2. Everything runs in a light market (effects-plan.ts): results speak of that market alone.
 *
 * Budget: 60 minutes on two cores for 40 seeds.
 *
 *     npm run effects                              all practices, 40 seeds
 *     npm run effects -- spoofing wash-trading     some of them
 *     npm run effects -- --seeds 4 --reactions 1 --workers 2 --store FOLDER --json FILE
 *     npm run effects -- --write                   renews the tables of the README
 *
 * What is finished stays in the store, from which a call that was stopped goes on.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { performance } from 'node:perf_hooks';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { Piscina } from 'piscina';
import type { WorkerAnswer } from '../src/run/index.js';
import { runAll } from '../src/run/run-all.js';
import { RunStore } from '../src/run/run-store.js';
import { measuredPractices } from './effects-plan.js';
import { effectRows, planEffects } from './effects-study.js';
import { effectTable, harmTable } from './effects-table.js';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    seeds: { type: 'string', default: '40' },
    reactions: { type: 'string', default: '0.5,1,2' },
    workers: { type: 'string', default: '2' },
    store: { type: 'string', default: path.join(tmpdir(), 'touchstone-effects') },
    json: { type: 'string' },
    write: { type: 'boolean', default: false },
  },
});
const known = measuredPractices();
const unknown = positionals.find((name) => !known.includes(name));
if (unknown !== undefined) {
  console.error(`there is no practice "${unknown}", expected one of ${known.join(', ')}`);
  process.exit(2);
}
const practices = positionals.length > 0 ? positionals : known;
const reactions = values.reactions.split(',').map(Number);
const workers = Number(values.workers);
const plan = planEffects(practices, reactions, Number(values.seeds));

const began = performance.now();
const seconds = () => (performance.now() - began) / 1000;
const stop = new Int32Array(new SharedArrayBuffer(4));
const filename = fileURLToPath(new URL('../dist/workers/run-worker.js', import.meta.url));
const piscina = new Piscina({ filename, minThreads: workers, maxThreads: workers, atomics: 'disabled' });
const pool = {
  run: (task: unknown): Promise<WorkerAnswer> => piscina.run({ task, stop }),
  stop: () => void Atomics.store(stop, 0, 1),
  close: () => piscina.destroy(),
};
const outcomes = await runAll(plan.tasks, {
  pool,
  workers,
  store: new RunStore(values.store),
  resume: true,
  signal: new AbortController().signal,
  now: seconds,
  onProgress: ({ done, total, secondsLeft }) => {
    if (done % 50 === 0 || done === total)
      console.error(`${done} of ${total} runs, ${seconds().toFixed(0)} s, ${(secondsLeft ?? 0).toFixed(0)} s left`);
  },
});
await pool.close();
const failures = outcomes.filter((outcome) => outcome !== undefined && 'failure' in outcome);
for (const outcome of failures.slice(0, 5)) console.error(`failed: ${(outcome as { failure: string }).failure}`);
const rows = effectRows(
  plan,
  outcomes.map((outcome) => (outcome !== undefined && 'run' in outcome ? outcome.run : undefined)),
);
for (const line of effectTable(rows, reactions)) console.log(line);
console.log('\nWhat others lose, CNY; bold where the interval leaves zero.');
for (const reaction of reactions) {
  console.log(`\nReaction ${reaction}\n`);
  for (const line of harmTable(rows, reaction)) console.log(line);
}
if (values.write) {
  const readme = fileURLToPath(new URL('../README.md', import.meta.url));
  const tables = [
    `${values.seeds} seeds:`,
    '',
    ...effectTable(rows, reactions),
    '',
    'What others lose at reaction 1, CNY, by class of account; bold where the interval leaves zero, negative where they gain:',
    '',
    ...harmTable(rows, 1),
  ];
  const text = readFileSync(readme, 'utf8');
  const [from, to] = [text.indexOf('<!-- effects -->') + '<!-- effects -->'.length, text.indexOf('<!-- /effects -->')];
  writeFileSync(readme, `${text.slice(0, from)}\n${tables.join('\n')}\n${text.slice(to)}`);
}
if (values.json !== undefined) writeFileSync(values.json, `${JSON.stringify(rows, null, 2)}\n`);
console.log(`\n${plan.tasks.length} runs, ${failures.length} failed, ${values.seeds} seeds, ${seconds().toFixed(0)} s`);
if (failures.length > 0) process.exitCode = 1;
