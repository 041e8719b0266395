/**
 * What does `split` reproduce when orders get accounts that may not exist? Takes tapes whose accounts are known (the
 * shipped model of 300233 under `split`, under both bounds, and six planted classes of traders), takes the accounts away,
 * attributes the orders again, and lays both beside each other: memory of signs, trade network, and what the tests of
 * abnormal trading measure. Of the tape known under `split` all is judged, of every tape what does not need the truth.
 * Where the data is there, the real morning of 300233 is attributed too.
 *
 * Budget: two minutes on one core; exits 1 where a check fails.
 *
 * Usage: tsx bench/attribution.ts [--seed 1] [--minutes 30] [--data ../shared/data]
 */
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { performance } from 'node:perf_hooks';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { signMemoryOf, tradeNetwork } from '../src/agents/index.js';
import { replay } from '../src/history/index.js';
import { loadModel, type OrderSplitting } from '../src/model/index.js';
import type { Tape } from '../src/tape/index.js';
import { plantedClasses, plantedMarket } from '../test/fit/accounts/planted-accounts.js';
import {
  attributedAgain,
  investorStatistics,
  knownAccounts,
  kolmogorovSmirnov,
  type TestStatistic,
  testStatistics,
} from './attribution-study.js';

const BUDGET_SECONDS = 120;
/** Largest difference of a sign autocorrelation and the share of pairs of one account, lags 1 to 16. */
const MEMORY_WITHIN = 0.1;
/** Largest distance of a test statistic's distribution before and after. */
const DISTANCE_WITHIN = 0.1;
/** Tail exponents of the degrees that count as a heavy tail. */
const TAILS = [1, 3] as const;

const { values: options } = parseArgs({
  options: {
    seed: { type: 'string', default: '1' },
    minutes: { type: 'string', default: '30' },
    data: { type: 'string', default: fileURLToPath(new URL('../../shared/data', import.meta.url)) },
  },
});
const seed = Number(options.seed);
const minutes = Number(options.minutes);
const started = performance.now();
const model = loadModel(
  JSON.parse(readFileSync(new URL('../scenarios/models/szse-300233.json', import.meta.url), 'utf8')),
);
const split = { active: 12_000, topFiveShare: 0.08 };
const failures: string[] = [];

const known = knownAccounts(model, 'split', { ...split, minutes, seed });
scenarioMemory(known);
compare('300233 under split', known, split, true);
compare('300233 under per-order', knownAccounts(model, 'per-order', { ...split, minutes, seed }), split);
compare('300233 under concentrated', knownAccounts(model, 'concentrated', { ...split, minutes, seed }), split);
// What attribution is told of a market whose accounts it does not know: how many there are, and the busiest five's share.
compare('six planted classes', plantedMarket(plantedClasses, seed, minutes).tape, { active: 500, topFiveShare: 0.08 });
const folder = path.join(options.data, 'szse_l3');
if (existsSync(folder)) realMorning((await replay('szse-l3', folder)).tape);
else console.log('\nthe real morning of 300233 is left out: its data is not there');

const seconds = (performance.now() - started) / 1000;
console.log(`\n${seconds.toFixed(0)} s of a budget of ${BUDGET_SECONDS} s`);
console.log(failures.length === 0 ? 'all checks passed' : `FAILED: ${failures.join('; ')}`);
if (failures.length > 0) process.exitCode = 1;

/** A simulated market has splitting in it: pairs of one account repeat signs as often as signs repeat. */
function scenarioMemory(tape: Tape): void {
  console.log(`300233 as a scenario simulates it, seed ${seed}, ${minutes} minutes`);
  memory('scenario', tape);
}

function compare(
  name: string,
  tape: Tape,
  dial: { readonly active: number; readonly topFiveShare: number },
  judged = false,
): void {
  const again = attributedAgain(tape, { ...dial, seed });
  console.log(`\n${name}, seed ${seed}, ${minutes} minutes: ${again.orders} orders`);
  console.log(
    `  metaorders under way on a side: ${splitting(again.splittings.marketable)} marketable, ${splitting(again.splittings.resting)} resting; orders linked to a cancel: ${again.resubmitted}; without an account: ${again.unattributed}`,
  );
  memory(name, again.tape, tape);
  network('known', tape);
  degrees(name, again.tape);
  const [first, second] = [investorStatistics(tape), investorStatistics(again.tape)];
  for (const statistic of Object.keys(testStatistics) as TestStatistic[]) {
    const [a, b] = [first.values[statistic], second.values[statistic]];
    const { distance, bound } = kolmogorovSmirnov(a, b);
    const verdict = distance <= bound ? 'agrees' : distance <= DISTANCE_WITHIN ? 'close' : 'DIFFERS';
    if (judged) expectThat(distance <= DISTANCE_WITHIN, `${name}: ${statistic} differs`);
    console.log(
      `  ${statistic.padEnd(14)} ${verdict.padEnd(8)} KS ${distance.toFixed(3)} (chance ${bound.toFixed(3)}), medians ${middle(a)} and ${middle(b)}, 99th ${middle(a, 0.99)} and ${middle(b, 0.99)}`,
    );
  }
  console.log(
    `  traded with oneself: ${(100 * first.selfTraded).toFixed(2)} % known, ${(100 * second.selfTraded).toFixed(2)} % attributed`,
  );
}

function realMorning(tape: Tape): void {
  const again = attributedAgain(tape, { ...split, seed });
  console.log(`\n300233, the real morning: ${again.orders} orders`);
  console.log(
    `  metaorders under way on a side: ${splitting(again.splittings.marketable)} marketable, ${splitting(again.splittings.resting)} resting; orders linked to a cancel: ${again.resubmitted}; without an account: ${again.unattributed}`,
  );
  memory('the real morning', again.tape);
  degrees('the real morning', again.tape);
}

/** The tape's own memory of signs beside the share of pairs of one account; the first has to be the second. */
function memory(name: string, tape: Tape, before?: Tape): void {
  const { lags, autocorrelation, sameAccount } = signMemoryOf(tape);
  const line = (values: readonly number[]) => values.map((value) => value.toFixed(3).padStart(7)).join('');
  console.log(`  lag                             ${lags.map((lag) => String(lag).padStart(7)).join('')}`);
  console.log(`  sign autocorrelation            ${line(autocorrelation)}`);
  if (before !== undefined) console.log(`  of one account, known           ${line(signMemoryOf(before).sameAccount)}`);
  console.log(`  of one account, attributed      ${line(sameAccount)}`);
  lags.forEach((lag, i) => {
    const difference = Math.abs(sameAccount[i] - autocorrelation[i]);
    if (lag <= 16)
      expectThat(difference <= MEMORY_WITHIN, `${name}: signs at lag ${lag} are ${difference.toFixed(3)} apart`);
  });
}

/** Who trades with whom: degrees with a power-law tail, and busy accounts that meet idle ones (Jiang & Zhou 2010). */
function degrees(name: string, tape: Tape): void {
  const { tailExponent, tailError, assortativity } = network('attributed', tape);
  const [least, most] = TAILS;
  // Where everybody has traded with nearly everybody there is no tail to speak of.
  if (name !== 'six planted classes')
    expectThat(
      tailExponent + 2 * tailError >= least && tailExponent - 2 * tailError <= most,
      `${name}: tail exponent ${tailExponent.toFixed(2)} of the degrees`,
    );
  expectThat(assortativity < 0, `${name}: assortativity ${assortativity.toFixed(3)}`);
}

function network(which: string, tape: Tape): ReturnType<typeof tradeNetwork> {
  const measured = tradeNetwork(tape);
  const { accounts, links, largestDegree, tailExponent, tailError, assortativity } = measured;
  console.log(
    `  trade network, ${which}: ${accounts} accounts, ${links} links, largest degree ${largestDegree}, tail exponent ${tailExponent.toFixed(2)} ± ${tailError.toFixed(2)}, assortativity ${assortativity.toFixed(3)}`,
  );
  return measured;
}

function expectThat(holds: boolean, failure: string): void {
  if (!holds) failures.push(failure);
}

function splitting({ underWay, exponent }: OrderSplitting): string {
  return `${underWay} (γ ${exponent})`;
}

function middle(values: readonly number[], p = 0.5): string {
  const sorted = [...values].sort((a, b) => a - b);
  return String(Number(sorted[Math.floor(p * (sorted.length - 1))].toPrecision(3)));
}
