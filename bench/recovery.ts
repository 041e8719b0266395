/**
 * Do the estimators of the baselines find the rates that made a tape (F10)? Simulates markets with known rates through
 * venue and tape, fits them, and holds every rate against the truth in standard errors: all within ±4, mean square
 * between 0.8 and 1.2.
 *
 * Usage: tsx bench/recovery.ts [--replicates 60]
 */
import { recoveryStudies, type Score, summarise } from './recovery-study.js';

/** Length of a simulated market. */
const MINUTES = 10;

const at = process.argv.indexOf('--replicates');
const replicates = at < 0 ? 60 : Number(process.argv[at + 1]);

for (const { kind, scores } of recoveryStudies) {
  const all: Score[] = [];
  for (let seed = 1; seed <= replicates; seed++) all.push(...scores(seed, MINUTES));
  const { count, largest, meanSquare, meanSquareError } = summarise(all);
  const expected = Math.sqrt(2 * Math.log(2 * count));
  const holds = meanSquare >= 0.8 && meanSquare <= 1.2 && largest <= 4;
  console.log(
    `${kind}: ${count} scores of ${replicates} markets, largest |z| ${largest.toFixed(2)} (about ${expected.toFixed(1)} is to be expected), mean z² ${meanSquare.toFixed(3)} ± ${meanSquareError.toFixed(3)}: ${holds ? 'holds' : 'MISSED'}`,
  );
  const names = [...new Set(all.map(({ parameter }) => parameter))];
  const row = (name: string) => {
    const own = all.filter(({ parameter }) => parameter === name);
    const bias = own.reduce((sum, { z }) => sum + z, 0) / own.length;
    return { name, count: own.length, bias: bias * Math.sqrt(own.length), ...{ square: summarise(own).meanSquare } };
  };
  const worst = names.map(row).sort((a, b) => Math.abs(b.bias) - Math.abs(a.bias));
  for (const { name, count: own, bias, square } of worst.slice(0, 4))
    console.log(
      `  ${name}: ${own} scores, bias ${bias.toFixed(2)} standard errors of the mean, mean z² ${square.toFixed(2)}`,
    );
  if (!holds) process.exitCode = 1;
}
