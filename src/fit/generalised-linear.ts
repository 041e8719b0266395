import { exp, log1p } from '../random/elementary.js';
import { cholesky, inverse, solve } from '../statistics/index.js';

/** What is to be explained, row by row. All arrays have one entry a row, the design `parameters` entries a row. */
export interface LinearProblem {
  /**
   * `poisson`: a count with log-rate x·β and exposure; `logistic`: a probability with log-odds x·β, and the exposure
   * counts how many times it was tried.
   */
  readonly family: 'poisson' | 'logistic';
  readonly parameters: number;
  /** Row-major. */
  readonly design: Float64Array;
  readonly response: Float64Array;
  readonly exposure: Float64Array;
  /** Block of each row, 0, 1, 2, …: rows of one block may depend on each other. */
  readonly blocks: Int32Array;
}

export interface LinearFit {
  readonly coefficients: Float64Array;
  /** Robust to dependence within blocks (sandwich; Liang & Zeger 1986). */
  readonly standardErrors: Float64Array;
}

/**
 * Precision of the prior N(0, 10²) of every coefficient. It moves nothing where there is data, and keeps coefficients
 * finite where there is none.
 */
const PRIOR_PRECISION = 0.01;
const ITERATIONS = 50;

/** Maximum likelihood of a generalised linear model by Newton's method with halved steps. */
export function fitGeneralisedLinear(problem: LinearProblem): LinearFit {
  const p = problem.parameters;
  let coefficients: Float64Array = new Float64Array(p);
  let value = evaluate(problem, coefficients);
  for (let iteration = 0; iteration < ITERATIONS; iteration++) {
    const step = solve(cholesky(value.information, p), p, value.score);
    let size = 1;
    let next = coefficients;
    let nextValue = value;
    for (; size > 1e-6; size /= 2) {
      next = coefficients.map((coefficient, i) => coefficient + size * Math.max(-5, Math.min(5, step[i])));
      nextValue = evaluate(problem, next);
      if (nextValue.logLikelihood >= value.logLikelihood - 1e-9 * Math.abs(value.logLikelihood)) break;
    }
    const gain = nextValue.logLikelihood - value.logLikelihood;
    coefficients = next;
    value = nextValue;
    if (Math.abs(gain) < 1e-10 * (1 + Math.abs(value.logLikelihood))) break;
  }
  return { coefficients, standardErrors: sandwich(problem, coefficients, value.information) };
}

interface Evaluation {
  readonly logLikelihood: number;
  readonly score: Float64Array;
  readonly information: Float64Array;
}

function evaluate(problem: LinearProblem, coefficients: Float64Array): Evaluation {
  const { parameters: p, design, response, exposure, family } = problem;
  const score = new Float64Array(p);
  const information = new Float64Array(p * p);
  let logLikelihood = 0;
  for (let row = 0, at = 0; row < response.length; row++, at += p) {
    let predictor = 0;
    for (let i = 0; i < p; i++) predictor += design[at + i] * coefficients[i];
    const rate = exp(predictor);
    const mean = family === 'poisson' ? exposure[row] * rate : (exposure[row] * rate) / (1 + rate);
    const variance = family === 'poisson' ? mean : mean / (1 + rate);
    logLikelihood += response[row] * predictor - (family === 'poisson' ? mean : exposure[row] * softplus(predictor));
    for (let i = 0; i < p; i++) {
      const x = design[at + i];
      if (x === 0) continue;
      score[i] += x * (response[row] - mean);
      const weighted = x * variance;
      for (let j = 0; j <= i; j++) information[i * p + j] += weighted * design[at + j];
    }
  }
  for (let i = 0; i < p; i++) {
    logLikelihood -= (PRIOR_PRECISION / 2) * coefficients[i] * coefficients[i];
    score[i] -= PRIOR_PRECISION * coefficients[i];
    information[i * p + i] += PRIOR_PRECISION;
  }
  for (let i = 0; i < p; i++) for (let j = 0; j < i; j++) information[j * p + i] = information[i * p + j];
  return { logLikelihood, score, information };
}

/** log(1 + e^x). */
function softplus(x: number): number {
  return x > 30 ? x : log1p(exp(x));
}

function sandwich(problem: LinearProblem, coefficients: Float64Array, information: Float64Array): Float64Array {
  const { parameters: p, design, response, exposure, family, blocks } = problem;
  let blockCount = 0;
  for (const block of blocks) if (block >= blockCount) blockCount = block + 1;
  const scores = new Float64Array(blockCount * p);
  for (let row = 0, at = 0; row < response.length; row++, at += p) {
    let predictor = 0;
    for (let i = 0; i < p; i++) predictor += design[at + i] * coefficients[i];
    const rate = exp(predictor);
    const residual =
      response[row] - (family === 'poisson' ? exposure[row] * rate : (exposure[row] * rate) / (1 + rate));
    for (let i = 0; i < p; i++) scores[blocks[row] * p + i] += design[at + i] * residual;
  }
  const bread = inverse(cholesky(information, p), p);
  const errors = new Float64Array(p);
  for (let i = 0; i < p; i++) {
    let variance = 0;
    for (let block = 0; block < blockCount; block++) {
      let projection = 0;
      for (let j = 0; j < p; j++) projection += bread[i * p + j] * scores[block * p + j];
      variance += projection * projection;
    }
    // A coefficient that no block informs keeps the width of its prior.
    errors[i] = Math.sqrt(Math.max(variance, 0));
    if (errors[i] === 0) errors[i] = Math.sqrt(bread[i * p + i]);
  }
  return errors;
}
