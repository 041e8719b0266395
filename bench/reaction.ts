/**
 * Is the reaction the data's? Fits the model to the first half of a real SZSE morning, simulates that half without any
 * other agent, and holds two curves against the band of the second half, which the fit never saw: the probability that
 * the mid price next rises, and that the next marketable order buys, by decile of imbalance.
 *
 * Usage: tsx bench/reaction.ts [folder with szse-l3 data] [--seeds 20] [--write]
 * With --write it also fits the whole morning and renews scenarios/models/szse-300233.{json,md,svg}.
 */
import { writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { createBackground } from '../src/agents/index.js';
import {
  decileEdges,
  fit as fitModel,
  observeReaction,
  type ReactionSample,
  reactionBand,
  reactionCurve,
  summariseMarket,
} from '../src/fit/index.js';
import { replay } from '../src/history/index.js';
import { Venue } from '../src/market/index.js';
import { BackgroundModel, modelText } from '../src/model/index.js';
import { Streams } from '../src/random/index.js';
import { rulesInForce } from '../src/rules/index.js';
import { simulate } from '../src/simulation/index.js';
import { HOUR, MINUTE, type RowSource, type TapeHeader, TapeWriter } from '../src/tape/index.js';
import { modelCard } from './reaction-card.js';
import { reactionChart } from './reaction-chart.js';
import type { ReactionPanel, SummaryPair } from './reaction-panel.js';

const START = 9 * HOUR + 30 * MINUTE;
const MIDDLE = 10 * HOUR + 30 * MINUTE;
const END = 11 * HOUR + 30 * MINUTE;
const FIRST = [START, MIDDLE] as const;
const SECOND = [MIDDLE, END] as const;
const BAND_SEED = 1;

const arguments_ = process.argv.slice(2);
const seedsAt = arguments_.indexOf('--seeds');
const seeds = seedsAt < 0 ? 20 : Number(arguments_[seedsAt + 1]);
const folder =
  arguments_.find((argument, i) => !argument.startsWith('--') && arguments_[i - 1] !== '--seeds') ??
  fileURLToPath(new URL('../../shared/data/szse_l3', import.meta.url));

const real = await replay('szse-l3', folder);
const shared = { sourceDigest: real.sourceDigest, restingSnapshots: real.restingSnapshots };
const half = new BackgroundModel(fitModel(real.tape, { name: 'first-half', windowNs: FIRST, ...shared }));
const wholeFile = fitModel(real.tape, { name: 'szse-300233', ...shared });
const whole = new BackgroundModel(wholeFile);

const seen = observeReaction(real.tape, FIRST);
const judged = observeReaction(real.tape, SECOND);
const simulated: ReactionSample[] = [];
for (let seed = 1; seed <= seeds; seed++) simulated.push(...observeReaction(morning(half, seed, MIDDLE), FIRST));

const panels: readonly ReactionPanel[] = (['touch', 'depth5'] as const).flatMap((measure) => {
  const edges = decileEdges(seen, measure);
  return (['move', 'sign'] as const).map((outcome) => {
    const band = reactionBand(judged, measure, outcome, edges, { seed: BAND_SEED });
    const curve = reactionCurve(simulated, measure, outcome, edges);
    const fitted = reactionCurve(seen, measure, outcome, edges);
    const within = ({ shares }: { readonly shares: readonly number[] }, shift: number) =>
      shares.map((share, i) =>
        shift === 0
          ? share >= band.lower[i] && share <= band.upper[i]
          : share - shift >= band.lowerAroundMean[i] && share - shift <= band.upperAroundMean[i],
      );
    return {
      measure,
      outcome,
      edges,
      band,
      simulated: curve,
      fitted,
      judged: reactionCurve(judged, measure, outcome, edges),
      inside: within(curve, 0),
      insideAroundMean: within(curve, curve.mean),
      fittedInside: within(fitted, 0),
      fittedInsideAroundMean: within(fitted, fitted.mean),
    };
  });
});

for (const panel of panels) {
  const { measure, outcome, inside, insideAroundMean } = panel;
  const row = (name: string, values: readonly number[]) =>
    console.log(`  ${name.padEnd(22)}${values.map((value) => value.toFixed(3).padStart(7)).join('')}`);
  const counted = (flags: readonly boolean[]) => `${flags.filter(Boolean).length} of ${flags.length}`;
  console.log(`${outcome === 'move' ? 'P(next mid change is up)' : 'P(next marketable order buys)'} by ${measure}`);
  row('upper edges', panel.edges);
  row('real, first half', panel.fitted.shares);
  row('real, second half', panel.judged.shares);
  row('  band from', panel.band.lower);
  row('  band to', panel.band.upper);
  row(`simulated, ${seeds} seeds`, panel.simulated.shares);
  console.log(`  inside the band: ${counted(inside)}; around the means: ${counted(insideAroundMean)}`);
  console.log(
    `  the real first half itself: ${counted(panel.fittedInside)}; around the means: ${counted(panel.fittedInsideAroundMean)}`,
  );
}

const windows = [FIRST, SECOND] as const;
const summaries: readonly SummaryPair[] = windows.map((window) => ({
  window,
  real: summariseMarket(real.tape, window),
  simulated: [],
}));
for (let seed = 1; seed <= seeds; seed++) {
  const tape = morning(whole, seed, END);
  for (const summary of summaries) summary.simulated.push(summariseMarket(tape, summary.window));
}

const card = modelCard({ file: wholeFile, halfFile: half.file, panels, summaries, seeds, bandSeed: BAND_SEED });
console.log(card.summaryTable);
if (arguments_.includes('--write')) {
  const place = (name: string) => new URL(`../scenarios/models/szse-300233.${name}`, import.meta.url);
  writeFileSync(place('json'), modelText(wholeFile));
  writeFileSync(place('md'), card.text);
  writeFileSync(place('svg'), reactionChart(panels, seeds));
  console.log('written: scenarios/models/szse-300233.json, .md, .svg');
}

/** The background alone, one account for all orders, without a ledger. */
function morning(model: BackgroundModel, seed: number, endNs: number): RowSource {
  const rules = rulesInForce('szse-chinext', '2025-05-06');
  const accounts = {
    count: 1,
    owner: new Int32Array(1),
    broker: new Int32Array(1),
    cash: new Float64Array(1),
    holdings: new Int32Array(1),
  };
  const header: TapeHeader = { ...real.tape.header, source: 'simulated', accounts };
  const tape = new TapeWriter(header);
  const venue = new Venue({ rules, instruments: header.instruments, accounts, tape, settlement: 'none' });
  simulate({
    venue,
    tape,
    streams: new Streams(seed),
    agents: [
      {
        agent: createBackground({ model, attribution: { accountFor: () => 0 } }),
        informationSet: 'order-by-order',
      },
    ],
    startNs: 9 * HOUR + 15 * MINUTE,
    endNs,
  });
  return tape.finish();
}
