/**
 * Does calibration find truths that were planted (F15)? Draws truths from the prior of six parameters of market makers and
 * imbalance followers, simulates a day of each as its target, 48 stretches of five minutes of trading, looks for them with
 * at most a thousand simulations of one stretch, and says of each truth: every identified parameter within a tenth of its
 * prior's width, posteriors right on known truths (p > 0.01), and at most half the loss of random search with as many
 * simulations. Truths are the first that their seeds draw: none was chosen.
 *
 *     npm run calibration -- [--truths 1,2,3] [--budget 940] [--stretches 48] [--workers 2] [--checkpoints FOLDER]
 *                            [--random-for 1,2,3]
 *
 * Three truths take under an hour on two cores.
 */
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { Piscina } from 'piscina';
import type { MomentTask } from '../src/calibration/index.js';
import {
  compareWithRandom,
  type Found,
  findTruth,
  type Planted,
  plantedMarket,
  plantedMoments,
  plantedSix,
  plantTruth,
  simulationsOf,
} from './calibration-study.js';

const { values } = parseArgs({
  options: {
    truths: { type: 'string', default: '1,2,3' },
    'random-for': { type: 'string' },
    budget: { type: 'string', default: '940' },
    stretches: { type: 'string', default: '48' },
    workers: { type: 'string', default: '2' },
    /** Simulations that are done are kept there, so that a call that was stopped can be taken up. */
    checkpoints: { type: 'string' },
  },
});
const seedsOf = (list: string): number[] => list.split(',').filter(Boolean).map(Number);
const truths = seedsOf(values.truths);
const againstRandom = values['random-for'] === undefined ? truths : seedsOf(values['random-for']);
const workers = Number(values.workers);
const filename = new URL('../dist/workers/calibration-worker.js', import.meta.url).href;
const pool = new Piscina({ filename, minThreads: workers, maxThreads: workers, atomics: 'disabled' });
const began = performance.now();
const seconds = (): string => `${((performance.now() - began) / 1000).toFixed(0)} s`;

for (const seed of truths) {
  const planted = await plantTruth({
    market: plantedMarket,
    parameters: plantedSix,
    moments: plantedMoments,
    ...{ seed, stretches: Number(values.stretches), budget: Number(values.budget) },
  });
  let done = 0;
  const simulate = simulationsOf(planted, {
    ...{ workers, checkpointFile: checkpointOf(seed) },
    run: (task: MomentTask) => pool.run(task),
    onDone: () => {
      if (++done % 100 === 0) console.error(`truth ${seed}: ${done} simulations, ${seconds()}`);
    },
  });
  const found = await findTruth(planted, simulate);
  sayFound(seed, planted, found);
  if (!againstRandom.includes(seed)) continue;
  const losses = await compareWithRandom(planted, found, simulate);
  judge(
    `truth ${seed}: loss ${losses.found.toFixed(1)} against ${losses.random.toFixed(1)} of random search, ratio ${(losses.found / losses.random).toFixed(2)} (at most 0.5); of the truth ${losses.truth.toFixed(1)}`,
    losses.found <= losses.random / 2,
  );
}
await pool.destroy();
console.log(`${truths.length} truths in ${seconds()} on ${workers} workers`);

function sayFound(seed: number, { truth }: Planted, { result, errors }: Found): void {
  for (const [i, { path: key, r2, identified, best, credible, eligible }] of result.parameters.entries()) {
    const ends = (interval: readonly [number, number] | null): string =>
      interval === null ? '–' : interval.map((end) => end.toPrecision(3)).join('–');
    console.log(
      `${key}: R² ${r2.toFixed(2)}, truth ${truth.values[key]}, ${identified ? `best ${best}, error ${(100 * errors[i]).toFixed(1)} % of the prior, 95 % ${ends(credible)}, eligible ${ends(eligible)}` : 'not identified'}, ranks ${result.rankHistograms[i].counts.join(' ')} p ${result.rankHistograms[i].pValue.toFixed(3)}`,
    );
  }
  console.log(
    `waves left ${result.waves.join(', ')}; eligible ${result.eligibility.share} of the prior, ${result.eligibility.points} simulated points; held out: loss ${result.heldOut!.best.loss.toFixed(1)} (p ${result.heldOut!.best.pValue.toFixed(3)}), usual ${result.heldOut!.usual.loss.toFixed(1)}`,
  );
  const identified = result.parameters.flatMap((parameter, i) => (parameter.identified ? [i] : []));
  const largest = Math.max(...identified.map((i) => errors[i]));
  const ranks = Math.min(...result.rankHistograms.map(({ pValue }) => pValue));
  judge(
    `truth ${seed}: ${identified.length} of ${errors.length} identified, largest error ${(100 * largest).toFixed(1)} % of the prior (at most 10)`,
    largest <= 0.1,
  );
  judge(`truth ${seed}: least p of the rank histograms ${ranks.toFixed(3)} (above 0.01)`, ranks > 0.01);
  judge(
    `truth ${seed}: ${result.simulations} simulations, held-out check included (at most 1,000)`,
    result.simulations <= 1000,
  );
}

function checkpointOf(seed: number) {
  const folder = values.checkpoints;
  if (folder !== undefined) mkdirSync(folder, { recursive: true });
  const file = folder === undefined ? undefined : path.join(folder, `truth-${seed}.json`);
  return {
    name: file ?? '',
    read: () => (file !== undefined && existsSync(file) ? readFileSync(file, 'utf8') : undefined),
    write: async (text: string) => {
      if (file !== undefined) writeFileSync(file, text);
    },
  };
}

function judge(what: string, holds: boolean): void {
  console.log(`${what}: ${holds ? 'holds' : 'MISSED'}`);
  if (!holds) process.exitCode = 1;
}
