/**
 * The Hawkes estimator on known processes and on real order flow.
 *
 *     tsx bench/hawkes.ts recovery [--replicates 50] [--seconds 23400] [--workers 2]   F9: coverage, row norms, spectral radius
 *     tsx bench/hawkes.ts speed                                          F12: a fit of about 371,000 events, 12 × 4
 *     tsx bench/hawkes.ts real [symbol] [folder with LOBSTER data]       F7, F8: likelihood of the unseen half, residuals
 *
 * `real` fits the first half of the day and judges the second, nats per event with seconds as the unit of time.
 */
import { performance } from 'node:perf_hooks';
import { fileURLToPath } from 'node:url';
import { Piscina } from 'piscina';
import { type EventSequence, eventSequence } from '../src/fit/hawkes/event-sequence.js';
import { cancelDistances, HAWKES_DECAYS } from '../src/fit/hawkes/fit-hawkes.js';
import { fitHawkes, hawkesLogLikelihood } from '../src/fit/hawkes/hawkes-fit.js';
import { multiplierTable } from '../src/fit/hawkes/multiplier-fit.js';
import { checkResiduals, LAGS } from '../src/fit/hawkes/residuals.js';
import { readCancelRisk } from '../src/fit/hawkes/risk-reader.js';
import { readStates } from '../src/fit/hawkes/state-reading.js';
import { replay } from '../src/history/index.js';
import { flowKinds } from '../src/model/index.js';
import { readFlowRecord } from '../src/order-flow/index.js';
import { type Recovery, recoverHawkes } from './hawkes-study.js';

const [command, ...rest] = process.argv.slice(2);
const option = (name: string, otherwise: number) => {
  const at = rest.indexOf(`--${name}`);
  return at < 0 ? otherwise : Number(rest[at + 1]);
};
const clock = () => performance.now() / 1000;

if (command === 'recovery') await recovery(option('replicates', 50), option('seconds', 23_400), option('workers', 2));
else if (command === 'speed') speed();
else if (command === 'real') await real(rest[0] ?? 'GOOG', rest[1]);
else {
  console.error('usage: tsx bench/hawkes.ts recovery | speed | real');
  process.exitCode = 2;
}

async function recovery(replicates: number, seconds: number, workers: number): Promise<void> {
  const began = clock();
  const filename = new URL('./recovery-worker.ts', import.meta.url).href;
  const pool = new Piscina({ filename, minThreads: workers, maxThreads: workers, atomics: 'disabled' });
  const all: Recovery[] = await Promise.all(
    Array.from({ length: replicates }, async (_, i) => {
      const one: Recovery = await pool.run({ seed: i + 1, seconds });
      console.log(
        `seed ${i + 1}: ${one.events} events, ${one.covered} of ${one.intervals} intervals hold the truth, row norms ${one.meanNormError.toFixed(4)} in the mean and ${one.largestNormError.toFixed(4)} at most, radius ${one.radiusError.toFixed(4)}`,
      );
      return one;
    }),
  );
  await pool.close();
  const mean = (of: (one: Recovery) => number) => all.reduce((sum, one) => sum + of(one), 0) / replicates;
  const most = (of: (one: Recovery) => number) => Math.max(...all.map(of));
  const intervals = mean(({ intervals }) => intervals) * replicates;
  const coverage = (mean(({ covered }) => covered) * replicates) / intervals;
  judge('coverage of 95 % intervals', coverage, coverage >= 0.92 && coverage <= 0.98, `${intervals} parameters`);
  const norms = mean(({ meanNormError }) => meanNormError);
  const worst = most(({ meanNormError }) => meanNormError).toFixed(4);
  judge('mean error of row norms', norms, norms <= 0.006, `${replicates} replicates, of the worst one ${worst}`);
  const largest = most(({ largestNormError }) => largestNormError);
  judge('largest error of a row norm', largest, largest <= 0.05, `of ${144 * replicates}`);
  const bias = mean(({ radiusError }) => radiusError);
  const off = mean(({ radiusError }) => Math.abs(radiusError));
  judge('mean error of the spectral radius', off, off <= 0.02, `bias ${bias.toFixed(4)}`);
  const farthest = most(({ radiusError }) => Math.abs(radiusError));
  const beyond = all.filter(({ radiusError }) => Math.abs(radiusError) > 0.02).length;
  judge('largest error of the spectral radius', farthest, farthest <= 0.02, `${beyond} of ${replicates} beyond`);
  console.log(
    `${replicates} replicates of ${Math.round(mean(({ events }) => events))} events on ${workers} workers: ${(clock() - began).toFixed(0)} s`,
  );
}

function speed(): void {
  for (let seed = 1; seed <= 3; seed++) {
    const { events, fitSeconds } = recoverHawkes(seed, 23_400, clock);
    judge(`fit of ${events} events, 12 × 4, seconds`, fitSeconds, fitSeconds <= 10);
  }
  const megabytes = process.memoryUsage().rss / 1e6;
  judge('resident memory, MB', megabytes, megabytes <= 1000);
}

async function real(symbol: string, folder?: string): Promise<void> {
  const source = folder ?? fileURLToPath(new URL('../../shared/data/lobster', import.meta.url));
  const { tape } = await replay('lobster', source, { symbol });
  const record = readFlowRecord(tape, 0);
  const half = (record.startNs + record.endNs) / 2;
  const whole = eventSequence(record);
  const second = eventSequence(record, half);
  const first: EventSequence = { ...whole, count: second.first, end: half / 1e9 };
  const { reach, distanceEdges } = cancelDistances(readFlowRecord(tape, 0, { endNs: half }));
  const risk = readCancelRisk(tape, 0, record, reach, distanceEdges);
  // Edges come from the first half alone.
  const seen = readFlowRecord(tape, 0, { endNs: half });
  const seenRisk = readCancelRisk(tape, 0, seen, reach, distanceEdges);
  const { factors } = readStates(record, risk, readStates(seen, seenRisk));
  const events = second.count - second.first;
  console.log(`${symbol}: ${first.count} events of the first half fitted, ${events} of the second judged`);
  for (const [name, decays, states, tied] of [
    [
      'Hawkes, seven decays, no states',
      HAWKES_DECAYS.filter((decay) => ![1000, 10_000, 100_000].includes(decay)),
      false,
      false,
    ],
    ['Hawkes, ten decays, no states', HAWKES_DECAYS, false, false],
    ['state Hawkes, ten decays, sides apart', HAWKES_DECAYS, true, false],
    ['state Hawkes, ten decays, sides tied', HAWKES_DECAYS, true, true],
  ] as const) {
    const started = clock();
    const fit = fitHawkes(first, { decays, tied, turns: 2, ...(states ? { factors } : {}) });
    const seconds = clock() - started;
    const table = (judged: EventSequence) =>
      fit.multipliers === undefined ? undefined : { factors: multiplierTable(judged, factors, fit.multipliers) };
    const perEvent = hawkesLogLikelihood(second, fit.parameters, table(second)) / events;
    console.log(`${name}: seen half ${(fit.logLikelihood / first.count).toFixed(4)}, fit ${seconds.toFixed(1)} s`);
    judge('  unseen half, nats per event', perEvent, perEvent >= 1.75);
    const checks = checkResiduals(first, fit.parameters, table(first));
    const sorted = checks.map(({ distance }) => distance).sort((a, b) => a - b);
    judge('  largest Kolmogorov–Smirnov distance of the seen half', sorted[11], sorted[11] <= 0.08);
    judge('  ninth of twelve', sorted[8], sorted[8] <= 0.05);
    checks.forEach(({ distance, events: count, ljungBox }, type) => {
      const side = (type & 1) === 0 ? 'buy' : 'sell';
      console.log(
        `    ${flowKinds[type >> 1]} ${side}: ${count} events, D ${distance.toFixed(3)}, Ljung–Box ${ljungBox.toFixed(0)} over ${LAGS} lags`,
      );
    });
  }
}

function judge(what: string, value: number, holds: boolean, beside = ''): void {
  console.log(`${what}: ${value.toFixed(4)} ${holds ? 'holds' : 'MISSED'}${beside === '' ? '' : ` (${beside})`}`);
  if (!holds) process.exitCode = 1;
}
