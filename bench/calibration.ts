/**
 * Does calibration find a truth that was planted (F15)? Plants six parameters of market makers and imbalance followers in a
 * simulated market, looks for them with at most a thousand simulations of five minutes of trading, and says: every
 * identified parameter within a tenth of its prior's width, posteriors right on known truths (p > 0.01), and at most half the
 * loss of random search with as many simulations.
 *
 * Usage: npm run calibration -- [--budget 260] [--stretches 12] [--seed 1] [--workers 2] [--checkpoint FILE]
 */
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { Piscina } from 'piscina';
import type { MomentTask } from '../src/calibration/index.js';
import { plantedMarket, plantedMoments, plantedSix, studyPlanted } from './calibration-study.js';

const option = (name: string, otherwise: number): number => {
  const at = process.argv.indexOf(`--${name}`);
  return at < 0 ? otherwise : Number(process.argv[at + 1]);
};
const budget = option('budget', 260);
const workers = option('workers', 2);
const began = performance.now();
const filename = new URL('../dist/workers/calibration-worker.js', import.meta.url).href;
const pool = new Piscina({ filename, minThreads: workers, maxThreads: workers, atomics: 'disabled' });
/** Simulations that are done are kept there, so that a call that was stopped can be taken up. */
const kept = process.argv.indexOf('--checkpoint');
const file = kept < 0 ? undefined : process.argv[kept + 1];
const checkpointFile = {
  name: file ?? '',
  read: () => (file !== undefined && existsSync(file) ? readFileSync(file, 'utf8') : undefined),
  write: async (text: string) => {
    if (file !== undefined) writeFileSync(file, text);
  },
};
let done = 0;
const study = await studyPlanted(
  {
    market: plantedMarket,
    parameters: plantedSix,
    moments: plantedMoments,
    stretches: option('stretches', 12),
    budget,
    seed: option('seed', 1),
  },
  {
    run: (task: MomentTask) => pool.run(task),
    workers,
    checkpointFile,
    onDone: () => {
      if (++done % 100 === 0)
        console.error(`${done} simulations, ${((performance.now() - began) / 1000).toFixed(0)} s`);
    },
  },
);
await pool.destroy();

const { result, errors, truth, loss, randomLoss, truthLoss } = study;
for (const [i, { path, r2, identified, best, credible, eligible }] of result.parameters.entries()) {
  const ends = (interval: readonly [number, number] | null): string =>
    interval === null ? '–' : interval.map((end) => end.toPrecision(3)).join('–');
  console.log(
    `${path}: R² ${r2.toFixed(2)}, ${identified ? `truth ${truth[i]}, best ${best}, error ${(100 * errors[i]).toFixed(1)} % of the prior, 95 % ${ends(credible)}, eligible ${ends(eligible)}` : 'not identified'}, ranks ${result.rankHistograms[i].counts.join(' ')} p ${result.rankHistograms[i].pValue.toFixed(3)}`,
  );
}
const identified = result.parameters.flatMap((parameter, i) => (parameter.identified ? [i] : []));
const largest = Math.max(...identified.map((i) => errors[i]));
const ranks = Math.min(...result.rankHistograms.map(({ pValue }) => pValue));
console.log(
  `waves left ${result.waves.join(', ')}; eligible ${result.eligibility.share} of the prior, ${result.eligibility.points} simulated points`,
);
console.log(
  `held out: loss ${result.heldOut!.best.loss.toFixed(1)} (p ${result.heldOut!.best.pValue.toFixed(3)}), usual ${result.heldOut!.usual.loss.toFixed(1)}`,
);
const verdicts = [
  [
    `${identified.length} of ${errors.length} identified, largest error ${(100 * largest).toFixed(1)} % of the prior (at most 10)`,
    largest <= 0.1,
  ],
  [`least p of the rank histograms ${ranks.toFixed(3)} (above 0.01)`, ranks > 0.01],
  [
    `loss ${loss.toFixed(1)} against ${randomLoss.toFixed(1)} of random search, ratio ${(loss / randomLoss).toFixed(2)} (at most 0.5); of the truth ${truthLoss.toFixed(1)}`,
    loss <= randomLoss / 2,
  ],
  [
    `${result.simulations} simulations, held-out check included, and as many at random, in ${((performance.now() - began) / 1000).toFixed(0)} s`,
    result.simulations <= 1000,
  ],
] as const;
for (const [text, holds] of verdicts) {
  console.log(`${text}: ${holds ? 'holds' : 'MISSED'}`);
  if (!holds) process.exitCode = 1;
}
