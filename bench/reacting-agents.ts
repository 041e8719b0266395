/**
 * What does the presence of a reacting agent do to a market, by how strongly its fitted flow reacts? Each kind trades in a
 * market of 300233 that gives way to its share, beside the same market without it (same seeds), where it has something to
 * react to: half an hour of continuous trading, an opening call, or a stock at its limit.
 *
 * Usage: tsx bench/reacting-agents.ts [--seeds 12] [--json]
 */
import { type SensitivityRow, sensitivityOf } from './reacting-agents-study.js';

const arguments_ = process.argv.slice(2);
const seedsAt = arguments_.indexOf('--seeds');
const seeds = seedsAt < 0 ? 12 : Number(arguments_[seedsAt + 1]);

const rows: SensitivityRow[] = sensitivityOf(seeds);
if (arguments_.includes('--json')) console.log(JSON.stringify({ seeds, rows }));
else {
  console.log(
    '| agents | reaction | of the aggressors’ volume | volume | volatility of ten seconds | price | queue at the limit |',
  );
  console.log('|---|---|---|---|---|---|---|');
  for (const { agents, reaction, share, volume, volatility, price, queue } of rows)
    console.log(`| ${[agents, reaction, share, volume, volatility, price, queue].join(' | ')} |`);
}
