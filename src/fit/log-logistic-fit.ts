import { type LogLogistic, logLogisticDistribution } from '../model/index.js';
import { exp, log } from '../random/elementary.js';
import { cholesky, inverse, solve } from '../statistics/index.js';

/** Whole numbers from 1 up, each with its weight and the largest value that it could have had. */
export interface CountedValue {
  readonly value: number;
  readonly weight: number;
  readonly largest: number;
}

export interface LogLogisticFit {
  readonly law: LogLogistic;
  readonly scaleError: number;
  readonly shapeError: number;
}

/** Prior of log shape: N(log 1.5, 1); it decides only where there are hardly any values. */
const PRIOR_SHAPE = 0.4054651081081644;

/** Maximum likelihood of a cut {@link LogLogistic} by scoring, from a median given as `start`. */
export function fitLogLogistic(values: readonly CountedValue[], start = 1): LogLogisticFit {
  let [logScale, logShape] = [log(Math.max(start, 0.1)), PRIOR_SHAPE];
  let value = evaluate(values, logScale, logShape, start);
  for (let iteration = 0; iteration < 100; iteration++) {
    const step = solve(cholesky(value.information, 2), 2, value.score);
    let size = 1;
    let gain = 0;
    for (; size > 1e-6; size /= 2) {
      const next: [number, number] = [logScale + size * clamp(step[0]), logShape + size * clamp(step[1])];
      const nextValue = evaluate(values, next[0], next[1], start);
      gain = nextValue.logLikelihood - value.logLikelihood;
      if (gain < 0) continue;
      [logScale, logShape] = next;
      value = nextValue;
      break;
    }
    if (gain < 1e-9) break;
  }
  const covariance = inverse(cholesky(value.information, 2), 2);
  const law = { scale: exp(logScale), shape: exp(logShape) };
  return {
    law,
    scaleError: law.scale * Math.sqrt(covariance[0]),
    shapeError: law.shape * Math.sqrt(covariance[3]),
  };
}

function clamp(step: number): number {
  return Math.max(-1, Math.min(1, step));
}

interface Evaluation {
  logLikelihood: number;
  readonly score: Float64Array;
  readonly information: Float64Array;
}

function evaluate(values: readonly CountedValue[], logScale: number, logShape: number, start: number): Evaluation {
  const score = new Float64Array(2);
  const information = new Float64Array(4);
  const fromPrior = [logScale - log(Math.max(start, 0.1)), logShape - PRIOR_SHAPE];
  // The scale's prior is N(log start, 3²), the shape's N(log 1.5, 1).
  const precision = [1 / 9, 1];
  let logLikelihood = 0;
  for (let i = 0; i < 2; i++) {
    logLikelihood -= (precision[i] * fromPrior[i] * fromPrior[i]) / 2;
    score[i] -= precision[i] * fromPrior[i];
    information[i * 3] += precision[i];
  }
  const law = { scale: exp(logScale), shape: exp(logShape) };
  const gradient = new Float64Array(2);
  for (const { value, weight, largest } of values) {
    logLikelihood += weight * logProbability(law, logScale, value, largest, gradient);
    for (let i = 0; i < 2; i++) {
      score[i] += weight * gradient[i];
      for (let j = 0; j < 2; j++) information[i * 2 + j] += weight * gradient[i] * gradient[j];
    }
  }
  return { logLikelihood, score, information };
}

/** log P(K = k | K ≤ largest); its derivatives by log scale and log shape are written into `gradient`. */
function logProbability(
  law: LogLogistic,
  logScale: number,
  k: number,
  largest: number,
  gradient: Float64Array,
): number {
  const upper = logLogisticDistribution(law, k);
  const lower = logLogisticDistribution(law, k - 1);
  const cut = logLogisticDistribution(law, largest);
  const mass = Math.max(upper - lower, 1e-300);
  const [u, l, c] = [upper * (1 - upper), lower * (1 - lower), cut * (1 - cut)];
  const { shape } = law;
  gradient[0] = -shape * ((u - l) / mass - c / cut);
  const at = (x: number) => (x > 0 && x < Infinity ? log(x) - logScale : 0);
  gradient[1] = shape * ((u * at(k) - l * at(k - 1)) / mass - (c * at(largest)) / cut);
  return log(mass) - log(cut);
}
