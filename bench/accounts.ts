/**
 * Does the fit of accounts tell apart who trades differently (F16)? Plants six classes of 500 accounts, lets them trade
 * with each other through the venue, fits their tape, and holds classes and medians against what was planted.
 *
 * Usage: tsx bench/accounts.ts [--seeds 10] [--minutes 120]
 */
import { median } from '../src/statistics/index.js';
import { plantedClasses } from '../test/fit/accounts/planted-accounts.js';
import { accountRecovery } from './account-study.js';

const numberOf = (option: string, usual: number) => {
  const at = process.argv.indexOf(option);
  return at < 0 ? usual : Number(process.argv[at + 1]);
};
const seeds = numberOf('--seeds', 10);
const minutes = numberOf('--minutes', 120);

const recoveries = Array.from({ length: seeds }, (_, i) => {
  const recovery = accountRecovery(plantedClasses, i + 1, minutes);
  const relative = recovery.medians.filter(({ scale }) => scale === 'relative');
  const within = relative.filter(({ deviation }) => Math.abs(deviation) <= 0.05).length;
  console.log(
    `seed ${recovery.seed}: ${recovery.classes} classes, adjusted Rand index ${recovery.randIndex.toFixed(4)}, ${within} of ${relative.length} class medians within 5 %`,
  );
  return recovery;
});

const all = recoveries.flatMap(({ medians }) => medians);
const relative = all.filter(({ scale }) => scale === 'relative');
const least = Math.min(...recoveries.map(({ randIndex }) => randIndex));
const percent = (value: number) => `${(100 * value).toFixed(1)} %`;
console.log('\nclass medians, deviation from what was planted: middle of the seeds (largest)');
const features = [...new Set(all.map(({ feature }) => feature))];
let missed = 0;
for (const { id } of plantedClasses) {
  const cells = features.map((feature) => {
    const own = all.filter((one) => one.klass === id && one.feature === feature);
    const middle = median(own.map(({ deviation }) => deviation));
    const largest = Math.max(...own.map(({ deviation }) => Math.abs(deviation)));
    if (own[0].scale === 'absolute') return `${feature} ${middle.toFixed(3)} (${largest.toFixed(3)})`;
    if (Math.abs(middle) > 0.05) missed++;
    return `${feature} ${percent(middle)} (${percent(largest)})`;
  });
  console.log(`${id}\n  ${cells.join('\n  ')}`);
}
const within = relative.filter(({ deviation }) => Math.abs(deviation) <= 0.05).length;
const square = all.reduce((sum, { z }) => sum + z * z, 0) / all.length;
console.log(
  `\nleast adjusted Rand index ${least.toFixed(4)}; ${percent(within / relative.length)} of ${relative.length} medians within 5 %, middles of the seeds ${missed === 0 ? 'all' : `all but ${missed}`}; mean z² of the fitted means about the planted medians ${square.toFixed(2)}`,
);
if (least < 0.9 || missed > 0) process.exitCode = 1;
