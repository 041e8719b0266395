import { InputError } from '../../diagnostics/index.js';
import { type Estimate, estimate, type QueueReactiveFile, queueReactiveSchema, sixDigits } from '../../model/index.js';
import { baselineHeader } from './baseline-header.js';
import type { BaselineSample } from './baseline-sample.js';
import { pooledRates } from './pooled-rates.js';
import { QUEUE_EDGES } from './queue-counts.js';
import { rateOf } from './rates.js';
import { calibrateReference } from './reference-calibration.js';

/** Fewest stretches of ten seconds by which θ is calibrated. */
const FEWEST_WINDOWS = 20;

/** Share of time for which a queue must have been the best of its side to have market orders at a rate of its own. */
const SELDOM_BEST = 0.01;

/** Share of time that sizes beyond the last bin may have at most. */
const RARE = 0.0005;

/**
 * Queue-reactive, model I with a moving reference price (Huang, Lehalle & Rosenbaum 2015): λ(i, q) = events / time in (i, q),
 * the maximum likelihood of a Markov jump process. θ is counted, or calibrated with θ_reinit as in the paper.
 */
export function fitQueueReactive(sample: BaselineSample): QueueReactiveFile {
  const { queues } = sample;
  const { levels } = queues;
  const bins = binsUsed(sample);
  /** Sums a column over what lies in a bin, the last of which holds all larger sizes. */
  const inBin = (column: Float64Array, level: number, bin: number) => {
    const from = level * queues.bins;
    if (bin < bins - 1) return column[from + bin];
    let sum = 0;
    for (let i = bin; i < queues.bins; i++) sum += column[from + i];
    return sum;
  };
  const rates = (events: Float64Array, exposure: Float64Array, level: number, fromBin: number): Estimate[] => {
    const column = (values: Float64Array) => {
      return Array.from({ length: bins - fromBin }, (_, i) => inBin(values, level, fromBin + i));
    };
    const mean = total(events) / total(exposure);
    const nothing = Array.from({ length: fromBin }, () => estimate(0, 0));
    return [...nothing, ...pooledRates(column(events), column(exposure), mean)];
  };
  /** A queue that is seldom the best is so in the middle of a sweep: its own rate would make of every gap an avalanche. */
  const marketRates = (level: number): Estimate[] => {
    const { bestExposure } = queues;
    const own = total(bestExposure.subarray(level * queues.bins, (level + 1) * queues.bins));
    if (own >= SELDOM_BEST * total(bestExposure)) return rates(queues.markets, bestExposure, level, 1);
    return rates(overLevels(queues.markets, levels), overLevels(bestExposure, levels), 0, 1);
  };
  const { chances, followed } = queues;
  const theta = followed / Math.max(1, chances);
  const file = queueReactiveSchema.parse({
    ...baselineHeader('queue-reactive', sample, [
      {
        name: 'queues-by-tick',
        statement: `Queues are single ticks, ${levels} of each side, which hold nine events of ten; the paper has 3. The unit is the mean quantity of all of their events, not of each queue.`,
      },
      {
        name: 'market-orders-take-the-best',
        statement:
          'The rate of market orders at a queue is that of the time in which it was the best of its side; queues that were so for less than a hundredth of the time have the rate of all.',
      },
      {
        name: 'reference-price-jumps',
        statement:
          'A reference price that follows goes to the mid price at once, also over several ticks; orders that came on its other side are counted at the queue next to it.',
      },
      sample.options.reference === 'calibrated'
        ? {
            name: 'reference-calibrated',
            statement:
              'θ and θ_reinit were calibrated by simulation to the variance of the mid price over ten seconds; each time the queues are drawn anew, orders and cancels are sent that the data have not.',
          }
        : {
            name: 'reference-counted',
            statement:
              'θ is the share of chances at which the reference price followed; the queues are never drawn anew (θ_reinit = 0), since that would send orders and cancels that the data have not. So the mid price moves less than it did.',
          },
      {
        name: 'rare-sizes',
        statement: 'Neighbouring sizes of a queue share a rate until ten events are to be expected of them.',
      },
    ]),
    orderQuantity: estimate(queues.unit, 0),
    queueEdges: QUEUE_EDGES.slice(0, bins),
    queues: Array.from({ length: levels }, (_, level) => {
      const times = Array.from({ length: bins }, (_, bin) => inBin(queues.exposure, level, bin));
      const seconds = times.reduce((sum, time) => sum + time, 0);
      return {
        limit: rates(queues.limits, queues.exposure, level, 0),
        // Nothing can be taken from an empty queue.
        cancel: rates(queues.cancels, queues.exposure, level, 1),
        market: marketRates(level),
        occupancy: times.map((time) => sixDigits(time / seconds)),
      };
    }),
    beyond: {
      limitPerSecond: rateOf(queues.limitsBeyond, 2 * sample.market.seconds),
      cancelPerSecond: rateOf(queues.cancelsBeyond, 2 * sample.market.seconds),
    },
    reference: {
      theta: estimate(theta, Math.sqrt((theta * (1 - theta)) / Math.max(1, chances))),
      thetaReinit: estimate(0, 0),
    },
  });
  if (sample.options.reference !== 'calibrated') return file;
  const { windows, squares, pairs, continued } = queues;
  if (windows < FEWEST_WINDOWS)
    throw new InputError(
      `the mid price was seen over ${windows} stretches of ten seconds, expected at least ${FEWEST_WINDOWS} to calibrate θ`,
    );
  const moves = { windows, square: squares / windows, continued: continued / Math.max(1, pairs) };
  return { ...file, reference: calibrateReference(file, moves) };
}

/** Bins up to the size that some queue has for more than a rare share of the time. */
function binsUsed({ queues }: BaselineSample): number {
  let most = 2;
  for (let level = 0; level < queues.levels; level++) {
    let total = 0;
    for (let bin = 0; bin < queues.bins; bin++) total += queues.exposure[level * queues.bins + bin];
    let above = 0;
    let bin = queues.bins - 1;
    for (; bin > 0; bin--) {
      above += queues.exposure[level * queues.bins + bin];
      if (above > RARE * total) break;
    }
    most = Math.max(most, bin + 1);
  }
  return most;
}

function total(values: Float64Array): number {
  return values.reduce((sum, value) => sum + value, 0);
}

/** A column with all levels in place of the first. */
function overLevels(column: Float64Array, levels: number): Float64Array {
  const bins = column.length / levels;
  const sums = new Float64Array(column.length);
  for (let i = 0; i < column.length; i++) sums[i % bins] += column[i];
  return sums;
}
