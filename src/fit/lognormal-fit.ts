import { exp, log } from '../random/elementary.js';
import { cholesky, solve } from '../statistics/index.js';

/** Counts of whole numbers, which may be fractions. */
export type WeightedValue = readonly [value: number, weight: number];

export interface LognormalFit {
  readonly logMean: number;
  readonly logSpread: number;
  readonly tilt: number;
  /** P(k) at k − 1. */
  readonly probabilities: Float64Array;
}

/** Spreads of log quantity beyond which a law is flat and says nothing. */
const WIDEST = 6;
/** Precision of the pull towards a lognormal without tilt and of ordinary spread, where there are hardly any values. */
const PRIOR = [0.5, 0.5, 0.005];

/**
 * Maximum likelihood of a tilted discrete lognormal cut at `largest`. It is an exponential family in log k, its square and
 * k itself, so the likelihood is concave and the fitted law has exactly the mean of the data: volume is not lost in a tail
 * that is too light. Newton with halved steps, from a fit before.
 */
export function fitLognormal(values: readonly WeightedValue[], largest: number, before?: LognormalFit): LognormalFit {
  const logs = Float64Array.from({ length: largest }, (_, i) => log(i + 1));
  const target = [0, 0, 0];
  let total = 0;
  for (const [value, weight] of values) {
    const x = logs[value - 1];
    total += weight;
    target[0] += weight * x;
    target[1] += weight * x * x;
    target[2] += (weight * value) / largest;
  }
  if (total < 1 || largest < 2) return { logMean: 0, logSpread: 1, tilt: 0, probabilities: masses(logs, [0, -0.5, 0]) };
  for (let i = 0; i < 3; i++) target[i] /= total;
  const spread = Math.max(0.3, Math.sqrt(Math.max(0, target[1] - target[0] * target[0])));
  const start = [target[0] / (spread * spread), -0.5 / (spread * spread), 0];
  let natural =
    before === undefined
      ? start
      : [
          before.logMean / (before.logSpread * before.logSpread),
          -0.5 / (before.logSpread * before.logSpread),
          before.tilt,
        ];
  const prior = PRIOR.map((precision) => precision / total);
  let value = evaluate(logs, natural, target, start, prior);
  for (let iteration = 0; iteration < 100; iteration++) {
    const step = solve(cholesky(value.information, 3), 3, value.score);
    let gain = 0;
    for (let size = 1; size > 1e-9; size /= 2) {
      const next = natural.map((parameter, i) => parameter + size * step[i]);
      if (next[1] > -0.5 / (WIDEST * WIDEST)) continue;
      const nextValue = evaluate(logs, next, target, start, prior);
      gain = nextValue.logLikelihood - value.logLikelihood;
      if (!(gain >= 0)) continue;
      natural = next;
      value = nextValue;
      break;
    }
    if (!(gain > 1e-12)) break;
  }
  const logSpread = Math.sqrt(-0.5 / natural[1]);
  return {
    logMean: natural[0] * logSpread * logSpread,
    logSpread,
    tilt: natural[2],
    probabilities: masses(logs, natural),
  };
}

/** Mean log-likelihood of an observation, up to a constant, with the pull of the prior. */
function evaluate(
  logs: Float64Array,
  natural: readonly number[],
  target: readonly number[],
  centre: readonly number[],
  prior: readonly number[],
) {
  const largest = logs.length;
  const weights = new Float64Array(largest);
  let highest = Number.NEGATIVE_INFINITY;
  for (let i = 0; i < largest; i++) {
    const x = logs[i];
    weights[i] = (natural[0] - 1) * x + natural[1] * x * x + (natural[2] * (i + 1)) / largest;
    highest = Math.max(highest, weights[i]);
  }
  let total = 0;
  const mean = [0, 0, 0];
  const second = new Float64Array(9);
  const statistic = [0, 0, 0];
  for (let i = 0; i < largest; i++) {
    const mass = exp(weights[i] - highest);
    const x = logs[i];
    statistic[0] = x;
    statistic[1] = x * x;
    statistic[2] = (i + 1) / largest;
    total += mass;
    for (let a = 0; a < 3; a++) {
      mean[a] += mass * statistic[a];
      for (let b = 0; b <= a; b++) second[a * 3 + b] += mass * statistic[a] * statistic[b];
    }
  }
  let logLikelihood = -(log(total) + highest);
  const score = new Float64Array(3);
  const information = new Float64Array(9);
  for (let a = 0; a < 3; a++) {
    const away = natural[a] - centre[a];
    logLikelihood += natural[a] * target[a] - (prior[a] / 2) * away * away;
    score[a] = target[a] - mean[a] / total - prior[a] * away;
    for (let b = 0; b <= a; b++) {
      const covariance = second[a * 3 + b] / total - (mean[a] / total) * (mean[b] / total);
      information[a * 3 + b] = covariance + (a === b ? prior[a] + 1e-12 : 0);
      information[b * 3 + a] = information[a * 3 + b];
    }
  }
  return { logLikelihood, score, information };
}

function masses(logs: Float64Array, natural: readonly number[]): Float64Array {
  const largest = logs.length;
  const exponents = logs.map((x, i) => (natural[0] - 1) * x + natural[1] * x * x + (natural[2] * (i + 1)) / largest);
  let highest = Number.NEGATIVE_INFINITY;
  for (const exponent of exponents) highest = Math.max(highest, exponent);
  let total = 0;
  const result = exponents.map((exponent) => {
    const mass = exp(exponent - highest);
    total += mass;
    return mass;
  });
  return result.map((mass) => mass / total);
}

/** Derivatives of log P(k) by logMean, logSpread and tilt, for every k at 3(k − 1). */
export function scoresOf({ logMean, logSpread, probabilities }: LognormalFit): Float64Array {
  const largest = probabilities.length;
  const scores = new Float64Array(3 * largest);
  const expected = [0, 0, 0];
  for (let i = 0; i < largest; i++) {
    const distance = log(i + 1) - logMean;
    scores[3 * i] = distance / (logSpread * logSpread);
    scores[3 * i + 1] = (distance * distance) / (logSpread * logSpread * logSpread);
    scores[3 * i + 2] = (i + 1) / largest;
    for (let a = 0; a < 3; a++) expected[a] += probabilities[i] * scores[3 * i + a];
  }
  for (let i = 0; i < largest; i++) for (let a = 0; a < 3; a++) scores[3 * i + a] -= expected[a];
  return scores;
}
