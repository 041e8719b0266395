import { type BaselineOptions, fitBaselines } from '../src/fit/index.js';
import {
  ContStoikovTalreja,
  type ContStoikovTalrejaFile,
  type Estimate,
  QueueReactive,
  type QueueReactiveFile,
  ZeroIntelligence,
  type ZeroIntelligenceFile,
} from '../src/model/index.js';
import type { RowSource } from '../src/tape/index.js';
import { flowMarket } from '../test/agents/flow/flow-market.js';

/** How far a fitted rate is from the one that made the tape, in standard errors. */
export interface Score {
  readonly parameter: string;
  readonly z: number;
}

/** Simulates a market with known rates through the venue, fits its tape, and scores every rate of the file. */
export interface RecoveryStudy {
  readonly kind: string;
  scores(seed: number, minutes: number): Score[];
}

const known = (value: number): Estimate => ({ value, standardError: 0 });
const header = <Kind extends string>(kind: Kind) => ({
  modelVersion: 1 as const,
  kind,
  name: 'truth',
  provenance: {
    source: 'written',
    sourceDigest: '',
    venue: 'us-equity',
    rulePack: 'us-equity',
    symbol: 'TCHS',
    tradingDay: '2024-06-03',
    rows: 0,
    windowNs: [36_000_000_000_000, 36_600_000_000_000] as [number, number],
    orders: 0,
  },
  assumptions: [],
  market: {
    lot: 100,
    typicalPriceTicks: 50_000,
    referenceDepth5: { bid: 3000, ask: 3000 },
    referenceVolume: 100_000,
    marketableVolumePerSecond: 100,
    typicalBook: {
      spreadTicks: 1,
      behindTouch: { bid: Array<number>(5).fill(600), ask: Array<number>(5).fill(600) },
    },
  },
});

/** Fewest events of a rate whose estimate is taken to be normal. */
const FEWEST = 20;

/** A rate with so few events that its error is not normal says nothing. */
function score(parameter: string, fitted: Estimate, truth: number): Score[] {
  const { value, standardError } = fitted;
  if (standardError === 0 || standardError > value / Math.sqrt(FEWEST)) return [];
  return [{ parameter, z: (value - truth) / standardError }];
}

export const zeroIntelligence: ZeroIntelligenceFile = {
  ...header('zero-intelligence'),
  orderQuantity: known(100),
  marketQuantityPerSecond: known(300),
  limitQuantityPerTickSecond: known(60),
  cancelPerSecond: known(0.1),
  windowTicks: 12,
  domainTicks: 20,
  predictedSpreadTicks: 0,
  observedSpreadTicks: 0,
};

const contStoikovTalreja: ContStoikovTalrejaFile = {
  ...header('cont-stoikov-talreja'),
  orderQuantity: known(100),
  marketPerSecond: known(1.2),
  limitPerSecond: [0.9, 1.4, 1.6, 1.3, 1.1, 0.9, 0.7, 0.6, 0.5, 0.4].map(known),
  limitTail: { perSecond: known(1), exponent: known(1.5), lastTicks: 40 },
  cancelPerSecond: [0.4, 0.3, 0.25, 0.2, 0.18, 0.16, 0.14, 0.12, 0.1, 0.1].map(known),
  cancelBeyondPerSecond: known(0.08),
};

const sizes = Array.from({ length: 12 }, (_, q) => q);
const queueReactive: QueueReactiveFile = {
  ...header('queue-reactive'),
  orderQuantity: known(100),
  queueEdges: sizes,
  queues: [
    // An empty queue next to the reference price is filled so soon that the reference price, as data show it, stays.
    { limit: 2.4, refill: 400, cancel: 0.25, market: 1 },
    { limit: 2, refill: 2, cancel: 0.3, market: 1 },
    { limit: 1.5, refill: 1, cancel: 0.3, market: 1 },
  ].map(({ limit, refill, cancel, market }) => ({
    limit: sizes.map((q) => known(q === 0 ? refill : limit / (1 + q / 20))),
    cancel: sizes.map((q) => known(cancel * q)),
    market: sizes.map((q) => known(q === 0 ? 0 : market)),
    occupancy: sizes.map(() => 1 / sizes.length),
  })),
  beyond: { limitPerSecond: known(0), cancelPerSecond: known(0) },
  reference: { theta: known(0), thetaReinit: known(0) },
};

function refit(tape: RowSource, options: Omit<BaselineOptions, 'name'>) {
  return fitBaselines(tape, { name: 'refit', ...options });
}

/** The studies of all baselines. */
export const recoveryStudies: readonly RecoveryStudy[] = [
  {
    kind: 'zero-intelligence',
    scores(seed, minutes) {
      const tape = flowMarket({ model: new ZeroIntelligence(zeroIntelligence), seed, minutes });
      const fitted = refit(tape, { distanceLevels: 20 }).zeroIntelligence;
      return [
        ...score('μ', fitted.marketQuantityPerSecond, zeroIntelligence.marketQuantityPerSecond.value),
        ...score('α', fitted.limitQuantityPerTickSecond, zeroIntelligence.limitQuantityPerTickSecond.value),
        ...score('δ', fitted.cancelPerSecond, zeroIntelligence.cancelPerSecond.value),
      ];
    },
  },
  {
    kind: 'cont-stoikov-talreja',
    scores(seed, minutes) {
      const truth = contStoikovTalreja;
      const tape = flowMarket({ model: new ContStoikovTalreja(truth), seed, minutes });
      const fitted = refit(tape, { distanceLevels: truth.limitPerSecond.length }).contStoikovTalreja;
      const levels = truth.limitPerSecond.flatMap(({ value }, i) => [
        ...score(`λ(${i + 1})`, fitted.limitPerSecond[i], value),
        ...score(`θ(${i + 1})`, fitted.cancelPerSecond[i], truth.cancelPerSecond[i].value),
      ]);
      return [
        ...levels,
        ...score('μ', fitted.marketPerSecond, truth.marketPerSecond.value),
        ...score('λ beyond', fitted.limitTail!.perSecond, truth.limitTail!.perSecond.value),
        ...score('exponent', fitted.limitTail!.exponent, truth.limitTail!.exponent.value),
        ...score('θ beyond', fitted.cancelBeyondPerSecond, truth.cancelBeyondPerSecond.value),
      ];
    },
  },
  {
    kind: 'queue-reactive',
    scores(seed, minutes) {
      const truth = queueReactive;
      const tape = flowMarket({ model: new QueueReactive(truth), seed, minutes });
      const fitted = refit(tape, { queueLevels: truth.queues.length }).queueReactive;
      return truth.queues.flatMap((queue, i) =>
        (['limit', 'cancel', 'market'] as const).flatMap((what) =>
          queue[what].flatMap(({ value }, q) => {
            const rates = fitted.queues[i][what];
            // Sizes that share a rate have no truth of their own, nor have queues that are seldom the best of their side.
            const shared = (other: number) => rates[other] !== undefined && rates[other].value === rates[q]?.value;
            if (q >= rates.length - 1 || shared(q - 1) || shared(q + 1) || (what === 'market' && i > 0)) return [];
            return score(`λ${{ limit: 'L', cancel: 'C', market: 'M' }[what]}(${i + 1}, ${q})`, rates[q], value);
          }),
        ),
      );
    },
  },
];

/** What scores of many replicates come to. */
export interface ScoreSummary {
  readonly count: number;
  readonly largest: number;
  readonly meanSquare: number;
  /** Standard error of {@link meanSquare}, were the scores independent. */
  readonly meanSquareError: number;
}

export function summarise(scores: readonly Score[]): ScoreSummary {
  return {
    count: scores.length,
    largest: Math.max(...scores.map(({ z }) => Math.abs(z))),
    meanSquare: scores.reduce((sum, { z }) => sum + z * z, 0) / scores.length,
    meanSquareError: Math.sqrt(2 / scores.length),
  };
}
