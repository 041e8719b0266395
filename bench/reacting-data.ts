/**
 * What a real morning says of reacting agents' parameters: how many bursts of trades a tape reader would see in an hour, by
 * how sharp and how one-sided they must be; and how far the prices of orders in the opening call follow the indicated one.
 *
 * Usage: tsx bench/reacting-data.ts [folder with szse-l3 data]
 */
import { fileURLToPath } from 'node:url';
import { replay } from '../src/history/index.js';
import { exp } from '../src/random/index.js';
import { HOUR, Kind, Phase, SECOND, Side, type Tape, TapeCursor, TradeStage } from '../src/tape/index.js';

const folder = process.argv[2] ?? fileURLToPath(new URL('../../shared/data/szse_l3', import.meta.url));
const { tape } = await replay('szse-l3', folder);

const [FAST, SLOW, HOLD] = [15 * SECOND, 300 * SECOND, 120 * SECOND];

console.log('bursts an hour, by surge and lean (of trades / of volume), after the first five minutes');
const leans = [0.4, 0.5, 0.6, 0.7, 0.8];
console.log(`surge  ${leans.map((lean) => String(lean).padStart(12)).join('')}`);
for (const surge of [1, 1.5, 2, 3, 4])
  console.log(
    `${String(surge).padEnd(7)}${leans.map((lean) => `${bursts(tape, surge, lean, false)} / ${bursts(tape, surge, lean, true)}`.padStart(12)).join('')}`,
  );
console.log(indicationLine(tape));

/** As the tape reader counts: it sees no burst while it is in one, for two minutes. */
function bursts(source: Tape, surge: number, lean: number, byVolume: boolean): string {
  const cursor = new TapeCursor(source);
  const fast = [0, 0];
  let [usual, last, first, busyUntil, count, end, incoming] = [0, -1, -1, -1, 0, 0, -1];
  while (cursor.next()) {
    const { kind, code, side, time, quantity, order } = cursor;
    if (kind !== Kind.trade || code !== TradeStage.continuous) continue;
    const isNew = order !== incoming;
    incoming = order;
    if (first < 0) first = last = time;
    end = time;
    const [keptFast, keptSlow] = [exp((last - time) / FAST), exp((last - time) / SLOW)];
    const amount = byVolume ? quantity : isNew ? 1 : 0;
    fast[0] *= keptFast;
    fast[1] *= keptFast;
    fast[side] += amount;
    usual = usual * keptSlow + amount;
    last = time;
    if (time < busyUntil || time - first < SLOW) continue;
    const all = fast[0] + fast[1];
    if (all / FAST < (surge * usual) / SLOW || Math.abs(fast[0] - fast[1]) < lean * all) continue;
    count++;
    busyUntil = time + HOLD;
  }
  return ((count * HOUR) / (end - first - SLOW)).toFixed(1);
}

/** Least squares of an order's price on the indicated one, both as distances from the previous close. */
function indicationLine(source: Tape): string {
  const close = source.header.instruments[0].previousClose;
  const cursor = new TapeCursor(source);
  const pairs: { indicated: number; price: number }[] = [];
  let [indicated, phase] = [-1, -1];
  while (cursor.next()) {
    const { kind, code, price, quantity, side } = cursor;
    if (kind === Kind.phase) phase = code;
    if (kind === Kind.indication && code === TradeStage.openCall) indicated = price;
    const inCall = phase === Phase.openCallCancelable || phase === Phase.openCallLocked;
    if (kind === Kind.accepted && inCall && indicated > 0 && quantity > 0 && side !== Side.none)
      if (Math.abs(price / close - 1) < 0.09)
        // Orders at or near the limits say that they are to trade at any price.
        pairs.push({ indicated: indicated - close, price: price - close });
  }
  const mean = (of: (pair: { indicated: number; price: number }) => number) =>
    pairs.reduce((sum, pair) => sum + of(pair), 0) / pairs.length;
  const [x, y] = [mean((pair) => pair.indicated), mean((pair) => pair.price)];
  const variance = mean((pair) => (pair.indicated - x) * (pair.indicated - x));
  const slope = mean((pair) => (pair.indicated - x) * (pair.price - y)) / variance;
  const rest = mean((pair) => {
    const left = pair.price - y - slope * (pair.indicated - x);
    return left * left;
  });
  const error = Math.sqrt(rest / variance / (pairs.length - 2));
  const distance = mean((pair) => Math.abs(pair.price - pair.indicated)) / close;
  return (
    `opening call: ${pairs.length} orders with an indication before them; price follows with ${slope.toFixed(2)} ± ${(1.96 * error).toFixed(2)}; ` +
    `mean indication ${x.toFixed(1)} ticks from the close (standard deviation ${Math.sqrt(variance).toFixed(1)}); ` +
    `mean distance from it ${(100 * distance).toFixed(2)} % of the close`
  );
}
