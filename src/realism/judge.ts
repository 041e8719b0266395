import { InputError } from '../diagnostics/index.js';
import { integerBelow, type Stream, Streams } from '../random/index.js';
import { recentredInterval } from '../statistics/index.js';
import type { Comparison, Losses } from './comparison.js';
import { conditionalScores } from './conditional-scores.js';
import { discriminate } from './discriminator.js';
import { horizonLosses } from './horizons.js';
import { compareImpact } from './impact.js';
import { summarise } from './loss-summary.js';
import { poolConditional, poolScore } from './pooling.js';
import { alternate, emptySides, type Sample } from './sample.js';
import type { SampleSize, Scorecard, ScoreGroup, ScoreResult } from './scorecard.js';
import { scores } from './scores/registry.js';

/** How a simulation is judged. */
export interface JudgeOptions {
  /** Resamples of windows behind the intervals; 0 for none. @defaultValue 100 */
  readonly resamples?: number;
  /** Master seed of the resampling and of the discriminator. @defaultValue 1 */
  readonly seed?: number | string;
  /** Also train a classifier to tell simulated windows from real ones. @defaultValue false */
  readonly discriminator?: boolean;
  /** Also measure how losses grow along a window, in blocks of 100 messages. @defaultValue false */
  readonly horizons?: boolean;
}

/**
 * Scores simulated messages against real ones as LOB-Bench does, with intervals by a bootstrap of whole windows, since
 * rows of one window depend on each other.
 * @throws InputError for a side without windows, and where prices of the two are not counted in the same money
 */
export function judge(real: Sample, simulated: Sample, options: JudgeOptions = {}): Scorecard {
  const { resamples = 100, seed = 1 } = options;
  refuseIncomparable(real, simulated);
  const streams = new Streams(seed);
  const weights = resampledWeights(real.length, simulated.length, resamples, streams.stream('realism/0/windows'));
  const group = (results: readonly Judged[]): ScoreGroup => ({
    scores: results.map(({ result }) => result),
    l1: summarise(
      results.map(({ losses }) => losses.l1),
      weights.map((_, resample) => results.map(({ resampled }) => resampled[resample].l1)),
    ),
    wasserstein: summarise(
      results.map(({ losses }) => losses.wasserstein),
      weights.map((_, resample) => results.map(({ resampled }) => resampled[resample].wasserstein)),
    ),
  });
  const size = sizeOf(simulated);
  return {
    real: sizeOf(real),
    simulated: size,
    gate: size.emptySides === 0,
    unconditional: group(scores.map((score) => judged(score, poolScore(score, real, simulated), weights))),
    conditional: group(
      conditionalScores.map((score) => judged(score, poolConditional(score, real, simulated), weights)),
    ),
    impact: compareImpact(real, simulated),
    horizons: options.horizons ? horizonLosses(real, simulated) : [],
    discriminator: options.discriminator ? discriminate(real, simulated) : undefined,
  };
}

/** Real against real: every other window against the rest. No simulation of this sample can be told to be better. */
export function floor(real: Sample, options: JudgeOptions = {}): Scorecard {
  const { even, odd } = alternate(real);
  return judge(even, odd, options);
}

interface Judged {
  readonly result: ScoreResult;
  readonly losses: Losses;
  readonly resampled: readonly Losses[];
}

function judged(
  { id, summary, unit }: Pick<ScoreResult, 'id' | 'summary' | 'unit'>,
  comparison: Comparison,
  weights: readonly Int32Array[],
): Judged {
  const losses = comparison.losses();
  const resampled = weights.map((each) => comparison.losses(each));
  const { real: realValues, simulated: simulatedValues } = comparison.sizes;
  const l1 = recentredInterval(
    losses.l1,
    resampled.map((each) => each.l1),
  );
  const distance = recentredInterval(
    losses.wasserstein,
    resampled.map((each) => each.wasserstein),
  );
  return {
    result: { id, summary, unit, realValues, simulatedValues, l1, wasserstein: distance },
    losses,
    resampled,
  };
}

/** How often each window comes in a resample: windows of each side are drawn with replacement, as many as there are. */
function resampledWeights(real: number, simulated: number, resamples: number, stream: Stream): Int32Array[] {
  return Array.from({ length: resamples }, () => {
    const weights = new Int32Array(real + simulated);
    for (let drawn = 0; drawn < real; drawn++) weights[integerBelow(stream, real)]++;
    for (let drawn = 0; drawn < simulated; drawn++) weights[real + integerBelow(stream, simulated)]++;
    return weights;
  });
}

function sizeOf(sample: Sample): SampleSize {
  let messages = 0;
  for (const { from, to } of sample) messages += to - from;
  return { windows: sample.length, messages, emptySides: emptySides(sample) };
}

function refuseIncomparable(real: Sample, simulated: Sample): void {
  for (const [side, sample] of [
    ['real', real],
    ['simulated', simulated],
  ] as const)
    if (sample.length === 0) throw new InputError(`found no ${side} window, expected at least one`);
  const [one] = real;
  for (const { messages } of [...real, ...simulated])
    if (messages.moneyPerTick !== one.messages.moneyPerTick)
      throw new InputError(
        `found ticks of ${one.messages.moneyPerTick} and of ${messages.moneyPerTick} (1/10,000 of the currency), expected one tick size on both sides`,
      );
}
