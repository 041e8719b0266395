import { exp, log } from '../random/elementary.js';

/** Counts of whole numbers, which may be fractions. */
export type WeightedValue = readonly [value: number, weight: number];

export interface LognormalFit {
  readonly logMean: number;
  readonly logSpread: number;
  /** P(k) at k − 1. */
  readonly probabilities: Float64Array;
}

/** Spreads of log quantity beyond which a law is flat and says nothing. */
const WIDEST = 6;

/**
 * Maximum likelihood of a discrete lognormal cut at `largest`: Newton on its two natural parameters, for which the
 * likelihood is concave, from a fit before.
 */
export function fitLognormal(
  values: readonly WeightedValue[],
  largest: number,
  before?: { readonly logMean: number; readonly logSpread: number },
): LognormalFit {
  const logs = Float64Array.from({ length: largest }, (_, i) => log(i + 1));
  let [total, first, second] = [0, 0, 0];
  for (const [value, weight] of values) {
    const x = logs[value - 1];
    total += weight;
    first += weight * x;
    second += weight * x * x;
  }
  if (total < 1 || largest < 2) return { logMean: 0, logSpread: 1, probabilities: masses(logs, 0, 1) };
  first /= total;
  second /= total;
  let logMean = before?.logMean ?? first;
  let logSpread = before?.logSpread ?? Math.max(0.3, Math.sqrt(Math.max(0, second - first * first)));
  const natural = () => [logMean / (logSpread * logSpread), -0.5 / (logSpread * logSpread)];
  for (let iteration = 0; iteration < 60; iteration++) {
    const probabilities = masses(logs, logMean, logSpread);
    const m = [0, 0, 0, 0, 0];
    for (let i = 0; i < largest; i++) {
      let power = probabilities[i];
      for (let order = 0; order < 5; order++) {
        m[order] += power;
        power *= logs[i];
      }
    }
    // A hundredth of an observation at the start's moments keeps the step finite where all values are equal.
    const [a, b, c] = [m[2] - m[1] * m[1] + 1e-9, m[3] - m[1] * m[2], m[4] - m[2] * m[2] + 1e-9];
    const [g1, g2] = [first - m[1], second - m[2]];
    const determinant = a * c - b * b;
    let [d1, d2] = [(c * g1 - b * g2) / determinant, (a * g2 - b * g1) / determinant];
    const [n1, n2] = natural();
    // The second parameter stays negative and a step never more than halves or doubles it.
    const damp = Math.min(1, Math.abs(n2) / (2 * Math.abs(d2) + 1e-300), 2 / (Math.abs(d1) + 1e-300));
    d1 *= damp;
    d2 *= damp;
    const next = Math.min(n2 + d2, -0.5 / (WIDEST * WIDEST));
    logSpread = Math.sqrt(-0.5 / next);
    logMean = (n1 + d1) * logSpread * logSpread;
    if (damp === 1 && Math.abs(d1) + Math.abs(d2) < 1e-10 * (1 + Math.abs(n1))) break;
  }
  return { logMean, logSpread, probabilities: masses(logs, logMean, logSpread) };
}

function masses(logs: Float64Array, logMean: number, logSpread: number): Float64Array {
  const precision = 1 / (logSpread * logSpread);
  let total = 0;
  const result = logs.map((x) => {
    const mass = exp(-0.5 * precision * (x - logMean) * (x - logMean) - x);
    total += mass;
    return mass;
  });
  return result.map((mass) => mass / total);
}

/** Derivatives of log P(k) by logMean and logSpread, for every k at 2(k − 1). */
export function scoresOf({ logMean, logSpread, probabilities }: LognormalFit): Float64Array {
  const scores = new Float64Array(2 * probabilities.length);
  const expected = [0, 0];
  probabilities.forEach((probability, i) => {
    const distance = log(i + 1) - logMean;
    scores[2 * i] = distance / (logSpread * logSpread);
    scores[2 * i + 1] = (distance * distance) / (logSpread * logSpread * logSpread);
    expected[0] += probability * scores[2 * i];
    expected[1] += probability * scores[2 * i + 1];
  });
  for (let i = 0; i < probabilities.length; i++) {
    scores[2 * i] -= expected[0];
    scores[2 * i + 1] -= expected[1];
  }
  return scores;
}
