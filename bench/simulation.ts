/**
 * How fast a whole simulation runs on one core: tape, digest and detectors on.
 *
 * Population: the shipped model of 300233 from 09:15 to 11:30, orders of 12,000 accounts (split, five busiest 8 %),
 * 4 market makers, 5 imbalance followers, 2 momentum traders, all detectors. The first morning is shown apart, since
 * the compiler is still at work; the goal is judged by the median of the others. Asked for twice, a morning must have
 * the same digest. Usage: tsx bench/simulation.ts [mornings]
 */
import { readFileSync } from 'node:fs';
import { performance } from 'node:perf_hooks';
import { agentDefinitions } from '../src/agents/index.js';
import { tapeDigest } from '../src/archive/index.js';
import { loadModel } from '../src/model/index.js';
import { openMarket } from '../src/run/open-market.js';
import { RESULTS_VERSION, type RunSpec } from '../src/run/run-spec.js';
import { simulate } from '../src/simulation/index.js';
import { detectorDefinitions } from '../src/surveillance/index.js';
import { HOUR, MINUTE } from '../src/tape/index.js';

const GOAL = 300_000;
const mornings = Number(process.argv[2] ?? 6);
const models = new Map([
  ['', loadModel(JSON.parse(readFileSync(new URL('../scenarios/models/szse-300233.json', import.meta.url), 'utf8')))],
]);

const first = morning(1);
const later = Array.from({ length: mornings }, (_, i) => morning(i + 2));
const again = morning(2);
for (const { seed, rows, seconds } of [first, ...later])
  console.log(`seed ${seed}: ${rows} rows in ${seconds.toFixed(3)} s, ${rate(rows, seconds)} rows/s`);
const rates = later.map(({ rows, seconds }) => rows / seconds).sort((a, b) => a - b);
const median = rates[Math.floor(rates.length / 2)];
console.log(
  `median of ${later.length} mornings after the first: ${rate(median, 1)} rows/s; goal ${rate(GOAL, 1)}: ${median >= GOAL ? 'met' : 'MISSED'}`,
);
if (again.digest !== later[0].digest) {
  console.error(`WRONG: seed 2 gave ${later[0].digest} and then ${again.digest}`);
  process.exitCode = 1;
}

function morning(seed: number): { seed: number; rows: number; seconds: number; digest: string } {
  const spec = specOf(seed);
  const [startNs, endNs] = spec.market.window;
  const started = performance.now();
  const { venue, writer, participants, streams, surveillance } = openMarket({ spec, idleParameters: {} }, models);
  simulate({
    venue,
    tape: writer,
    agents: participants,
    streams,
    startNs,
    endNs,
    observe: (row) => surveillance.onRow(row),
  });
  const tape = writer.finish();
  surveillance.finish(endNs);
  const digest = tapeDigest(tape);
  return { seed, rows: tape.length, seconds: (performance.now() - started) / 1000, digest };
}

function specOf(seed: number): RunSpec {
  return {
    resultsVersion: RESULTS_VERSION,
    masterSeed: 1,
    seed,
    arm: 'clean',
    market: {
      venue: 'szse-chinext',
      dates: ['2025-05-06'],
      window: [9 * HOUR + 15 * MINUTE, 11 * HOUR + 30 * MINUTE],
      instruments: [
        {
          ...{ symbol: '300233', previousClose: 1570, floatShares: -1, status: 'ordinary', statusDay: -1 },
          background: { modelDigest: '', reaction: 1 },
          accounts: { attribution: 'split', active: 12_000, topFiveShare: 0.08 },
        },
      ],
      rules: {},
    },
    agents: [
      group('makers', 'market-maker', 4),
      group('followers', 'imbalance-follower', 5),
      group('trend', 'momentum', 2),
    ],
    lookalikes: [],
    attacks: [],
    surveillance: {
      rules: { id: 'szse-chinext', date: '2025-05-06' },
      scale: 'absolute',
      detectors: detectorDefinitions.map(({ id }) => ({ id, parameters: {} })),
    },
  };
}

function group(id: string, agent: string, count: number) {
  const { parameters } = agentDefinitions.find((definition) => definition.id === agent)!;
  return { id, agent, instrument: '300233', count, parameters: parameters.parse({}) };
}

function rate(rows: number, seconds: number): string {
  return Math.round(rows / seconds).toLocaleString('en');
}
