import { mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { writeLobster, writeSzseL3, writeSzseTick } from '../src/history/index.js';
import { sampleMarket } from './sample-market.js';

/** Writes the order files that come with the repository; they are simulated, and the same on every run. */
const folder = fileURLToPath(new URL('../scenarios/samples', import.meta.url));
for (const layout of ['szse-l3', 'lobster', 'own']) rmSync(path.join(folder, layout), { recursive: true, force: true });
mkdirSync(folder, { recursive: true });

const SECOND = 1_000_000_000;
const szse = sampleMarket({ seed: 1, symbol: '300000', requests: 6000, meanGapNs: SECOND / 3, clockNs: 10_000_000 });
await writeSzseL3(szse, path.join(folder, 'szse-l3'));
const nasdaq = sampleMarket({ seed: 2, symbol: 'TCHS', requests: 8000, meanGapNs: SECOND / 4, clockNs: 1 });
await writeLobster(nasdaq, path.join(folder, 'lobster'), 10);
const streams = sampleMarket({ seed: 3, symbol: '300001', requests: 3000, meanGapNs: SECOND / 2, clockNs: 10_000_000 });
await writeSzseTick(streams, path.join(folder, 'own'));

writeFileSync(
  path.join(folder, 'README.md'),
  `# Order files of our own

Simulated by \`npm run samples\` (\`bench/samples.ts\`): a small market of traders without any intelligence under the rules
of ChiNext, from 09:15 through the opening call. They show the layouts and let every command run without other
data. No real stock is behind them; symbols and prices are made up.

- \`szse-l3\`: one row an order (\`order_no, side, qty, price\` in CNY × 10,000, \`order_time, finish_time, exec_qty,
  canceled\`) and a snapshot of ten levels every three seconds.
- \`lobster\`: messages and the best ten levels of the book behind each of them.
- \`own\`: a stream of orders and one of trades and cancels, as the SZSE publishes its ticks, with the column map
  \`columns.yaml\` that says what their columns mean.
- \`szse-events.columns.yaml\`: a column map alone, for a vendor's table of events in which every row repeats its order.
`,
);
for (const name of readdirSync(folder, { recursive: true, encoding: 'utf8' }).sort()) process.stdout.write(`${name}\n`);
