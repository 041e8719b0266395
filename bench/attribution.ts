/**
 * What does `split` reproduce when orders get accounts that may not exist? Takes tapes whose accounts are known (the
 * shipped model of 300233 under `split`, under both bounds, and six planted classes of traders), takes the accounts away,
 * attributes the orders again, and lays both beside each other: memory of signs, trade network, and what the tests of
 * abnormal trading measure.
 *
 * Usage: tsx bench/attribution.ts [--seed 1] [--minutes 30]
 */
import { readFileSync } from 'node:fs';
import { type OrderSplitting, signMemoryOf, tradeNetwork } from '../src/agents/index.js';
import { loadModel } from '../src/model/index.js';
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

const numberOf = (option: string, usual: number) => {
  const at = process.argv.indexOf(option);
  return at < 0 ? usual : Number(process.argv[at + 1]);
};
const seed = numberOf('--seed', 1);
const minutes = numberOf('--minutes', 30);
const model = loadModel(
  JSON.parse(readFileSync(new URL('../scenarios/models/szse-300233.json', import.meta.url), 'utf8')),
);
const split = { active: 12_000, topFiveShare: 0.08 };

compare('300233 under split', knownAccounts(model, 'split', { ...split, minutes, seed }), split);
compare('300233 under per-order', knownAccounts(model, 'per-order', { ...split, minutes, seed }), split);
compare('300233 under concentrated', knownAccounts(model, 'concentrated', { ...split, minutes, seed }), split);
// What attribution is told of a market whose accounts it does not know: how many there are, and the busiest five's share.
compare('six planted classes', plantedMarket(plantedClasses, seed, minutes).tape, { active: 500, topFiveShare: 0.08 });

function compare(name: string, known: Tape, dial: { active: number; topFiveShare: number }): void {
  const again = attributedAgain(known, { ...dial, seed });
  console.log(`\n${name}, seed ${seed}, ${minutes} minutes: ${again.orders} orders`);
  console.log(
    `  metaorders under way on a side: ${splitting(again.splittings.marketable)} marketable, ${splitting(again.splittings.resting)} resting; orders linked to a cancel: ${again.resubmitted}; without an account: ${again.unattributed}`,
  );
  const [before, after] = [signMemoryOf(known), signMemoryOf(again.tape)];
  const line = (values: readonly number[]) => values.map((value) => value.toFixed(3).padStart(7)).join('');
  console.log(`  lag                             ${before.lags.map((lag) => String(lag).padStart(7)).join('')}`);
  console.log(`  sign autocorrelation            ${line(before.autocorrelation)}`);
  console.log(`  of one account, known           ${line(before.sameAccount)}`);
  console.log(`  of one account, attributed      ${line(after.sameAccount)}`);
  for (const [which, tape] of [
    ['known', known],
    ['attributed', again.tape],
  ] as const) {
    const { accounts, links, largestDegree, tailExponent, tailError, assortativity } = tradeNetwork(tape);
    console.log(
      `  trade network, ${which}: ${accounts} accounts, ${links} links, largest degree ${largestDegree}, tail exponent ${tailExponent.toFixed(2)} ± ${tailError.toFixed(2)}, assortativity ${assortativity.toFixed(3)}`,
    );
  }
  const [first, second] = [investorStatistics(known), investorStatistics(again.tape)];
  for (const statistic of Object.keys(testStatistics) as TestStatistic[]) {
    const [a, b] = [first.values[statistic], second.values[statistic]];
    const { distance, bound } = kolmogorovSmirnov(a, b);
    const verdict = distance <= bound ? 'agrees' : distance <= 0.1 ? 'close' : 'DIFFERS';
    console.log(
      `  ${statistic.padEnd(14)} ${verdict.padEnd(8)} KS ${distance.toFixed(3)} (chance ${bound.toFixed(3)}), medians ${middle(a)} and ${middle(b)}, 99th ${middle(a, 0.99)} and ${middle(b, 0.99)}`,
    );
  }
  console.log(
    `  traded with oneself: ${(100 * first.selfTraded).toFixed(2)} % known, ${(100 * second.selfTraded).toFixed(2)} % attributed`,
  );
}

function splitting({ underWay, exponent }: OrderSplitting): string {
  return `${underWay} (γ ${exponent})`;
}

function middle(values: readonly number[], p = 0.5): string {
  const sorted = [...values].sort((a, b) => a - b);
  return String(Number(sorted[Math.floor(p * (sorted.length - 1))].toPrecision(3)));
}
