import {
  AGE_EDGES_SECONDS,
  DISTANCE_EDGES_TICKS,
  type Estimate,
  estimate,
  type IntradayShape,
  type ModelFile,
  sixDigits,
} from '../model/index.js';
import { exp } from '../random/elementary.js';
import { SECOND, Side } from '../tape/index.js';
import { fitGeneralisedLinear } from './generalised-linear.js';
import { AGE_BINS, DISTANCE_BINS, FAVOUR_BINS, favourCell, type RiskSample, riskCell } from './risk-sample.js';

const MINUTE_NS = 60 * SECOND;

/**
 * Fits the hazard of one order's cancel: a constant for each side, age bin and distance bin, times a factor of the time
 * of day, times at the touch a log-linear response to imbalance. Constants and factor are fitted in turns, each given the
 * other; that is maximum likelihood for their product.
 */
export function fitCancellation(risk: RiskSample, shape: IntradayShape, startNs: number): ModelFile['cancellation'] {
  const knots = shape.knotsNs.length;
  const timeOf = (minute: number) => startNs + (minute + 0.5) * MINUTE_NS;
  let logShape: Float64Array = new Float64Array(knots);
  let shapeErrors: Float64Array = new Float64Array(knots);
  let hazards: Float64Array = new Float64Array(0);
  for (let turn = 0; turn < 8; turn++) {
    hazards = constantHazards(risk, shape, logShape, timeOf);
    const fitted = fitShape(risk, shape, hazards, timeOf);
    logShape = fitted.logShape;
    shapeErrors = fitted.errors;
  }
  hazards = constantHazards(risk, shape, logShape, timeOf);
  const [cancels, seconds] = [sum(risk.cancels), sum(risk.seconds)];
  return {
    events: cancels,
    atRiskSeconds: Math.round(seconds),
    censored: risk.censored,
    ageEdgesSeconds: [...AGE_EDGES_SECONDS],
    distanceEdgesTicks: [...DISTANCE_EDGES_TICKS],
    perSecond: {
      buy: table(risk, hazards, shape, logShape, timeOf, Side.buy),
      sell: table(risk, hazards, shape, logShape, timeOf, Side.sell),
    },
    shape: Array.from(logShape, (value, knot) => estimate(exp(value), exp(value) * shapeErrors[knot])),
    favourAtTouch: favourAtTouch(risk),
    touchImbalance: fitTouchResponse(risk),
  };
}

function sum(values: Float64Array): number {
  let total = 0;
  for (const value of values) total += value;
  return total;
}

/** Weight, in cancels, by which a cell's hazard is drawn to that of its side and age: it matters only in empty cells. */
const PRIOR_CANCELS = 0.5;

/** Cancels over shaped time at risk, [side][age][distance]. */
function constantHazards(
  risk: RiskSample,
  shape: IntradayShape,
  logShape: Float64Array,
  timeOf: (minute: number) => number,
): Float64Array {
  const cells = 2 * AGE_BINS * DISTANCE_BINS;
  const events = new Float64Array(cells);
  const exposure = new Float64Array(cells);
  for (let cell = 0; cell < cells; cell++)
    for (let minute = 0; minute < risk.minutes; minute++) {
      events[cell] += risk.cancels[cell * risk.minutes + minute];
      exposure[cell] += risk.seconds[cell * risk.minutes + minute] * exp(shape.at(logShape, timeOf(minute)));
    }
  return events.map((count, cell) => {
    const row = cell - (cell % DISTANCE_BINS);
    const [rowCount, rowExposure] = [
      sum(events.subarray(row, row + DISTANCE_BINS)),
      sum(exposure.subarray(row, row + DISTANCE_BINS)),
    ];
    if (rowCount === 0 || rowExposure === 0) return exposure[cell] > 0 ? count / exposure[cell] : 0;
    return (count + PRIOR_CANCELS) / (exposure[cell] + (PRIOR_CANCELS * rowExposure) / rowCount);
  });
}

/** The factor of the time of day; its mean log, weighted by cancels, is 0. */
function fitShape(
  risk: RiskSample,
  shape: IntradayShape,
  hazards: Float64Array,
  timeOf: (minute: number) => number,
): { logShape: Float64Array; errors: Float64Array } {
  const knots = shape.knotsNs.length;
  const response = new Float64Array(risk.minutes);
  const exposure = new Float64Array(risk.minutes);
  const design = new Float64Array(risk.minutes * knots);
  for (let minute = 0; minute < risk.minutes; minute++) {
    for (let cell = 0; cell < hazards.length; cell++) {
      response[minute] += risk.cancels[cell * risk.minutes + minute];
      exposure[minute] += risk.seconds[cell * risk.minutes + minute] * hazards[cell];
    }
    const segment = shape.segment(timeOf(minute));
    const weight = shape.weight(timeOf(minute), segment);
    design[minute * knots + segment] = 1 - weight;
    if (weight > 0) design[minute * knots + segment + 1] = weight;
  }
  const blocks = Int32Array.from({ length: risk.minutes }, (_, minute) => minute);
  const fit = fitGeneralisedLinear({ family: 'poisson', parameters: knots, design, response, exposure, blocks });
  let [mean, weight] = [0, 0];
  for (let minute = 0; minute < risk.minutes; minute++) {
    mean += response[minute] * shape.at(fit.coefficients, timeOf(minute));
    weight += response[minute];
  }
  if (weight > 0) mean /= weight;
  return { logShape: fit.coefficients.map((value) => value - mean), errors: fit.standardErrors };
}

/**
 * Errors given the shape, robust to what is cancelled together within a minute; never below those of a Poisson count, and a
 * hazard without cancels has that of a single one.
 */
function table(
  risk: RiskSample,
  hazards: Float64Array,
  shape: IntradayShape,
  logShape: Float64Array,
  timeOf: (minute: number) => number,
  side: number,
): Estimate[][] {
  return Array.from({ length: AGE_BINS }, (_, age) =>
    Array.from({ length: DISTANCE_BINS }, (_, distance) => {
      const hazard = hazards[(side * AGE_BINS + age) * DISTANCE_BINS + distance];
      let [exposure, events, squares] = [0, 0, 0];
      for (let minute = 0; minute < risk.minutes; minute++) {
        const cell = riskCell(risk, side, age, distance, minute);
        const atRisk = risk.seconds[cell] * exp(shape.at(logShape, timeOf(minute)));
        const residual = risk.cancels[cell] - hazard * atRisk;
        exposure += atRisk;
        events += risk.cancels[cell];
        squares += residual * residual;
      }
      const deviation = Math.sqrt(Math.max(events, squares, 1));
      return estimate(hazard, exposure > 0 ? Math.min(deviation / exposure, 1) : 1);
    }),
  );
}

/** Mean and variance of the imbalance that orders at the touch lived through. */
function favourAtTouch(risk: RiskSample): { mean: number; variance: number } {
  let [seconds, first, second] = [0, 0, 0];
  risk.touchSeconds.forEach((atRisk, row) => {
    const favour = favourOfRow(risk, row);
    seconds += atRisk;
    first += atRisk * favour;
    second += atRisk * favour * favour;
  });
  const mean = seconds > 0 ? first / seconds : 0;
  const variance = seconds > 0 ? Math.max(0, second / seconds - mean * mean) : 0;
  return { mean: sixDigits(mean), variance: sixDigits(variance) };
}

/** Middle of the favour bucket that a row of the touch tables belongs to. */
function favourOfRow(risk: RiskSample, row: number): number {
  return (((Math.floor(row / risk.minutes) % FAVOUR_BINS) + 0.5) / FAVOUR_BINS) * 2 - 1;
}

/** Response of cancels at the touch to imbalance, each side and ten-minute stretch with a level of its own. */
function fitTouchResponse(risk: RiskSample): Estimate {
  const stretches = Math.ceil(risk.minutes / 10);
  const parameters = 1 + 2 * stretches;
  const rows = 2 * FAVOUR_BINS * risk.minutes;
  const used: number[] = [];
  for (let row = 0; row < rows; row++) if (risk.touchSeconds[row] > 0 || risk.touchCancels[row] > 0) used.push(row);
  const design = new Float64Array(used.length * parameters);
  const blocks = new Int32Array(used.length);
  used.forEach((row, i) => {
    const minute = row % risk.minutes;
    const side = row >= favourCell(risk, Side.sell, 0, 0) ? 1 : 0;
    design[i * parameters] = favourOfRow(risk, row);
    design[i * parameters + 1 + side * stretches + Math.floor(minute / 10)] = 1;
    blocks[i] = minute;
  });
  const fit = fitGeneralisedLinear({
    family: 'poisson',
    parameters,
    design,
    response: Float64Array.from(used, (row) => risk.touchCancels[row]),
    exposure: Float64Array.from(used, (row) => Math.max(risk.touchSeconds[row], 1e-3)),
    blocks,
  });
  return estimate(fit.coefficients[0], fit.standardErrors[0]);
}
