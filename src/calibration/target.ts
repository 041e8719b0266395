import { InputError } from '../diagnostics/index.js';
import { integerBelow, Streams } from '../random/index.js';
import type { Blocks } from '../realism/index.js';
import type { Moment } from './moments/moment.js';

/** Fewest blocks of all stretches together: fewer give no covariance worth its name. */
const FEWEST_BLOCKS = 8;
const RESAMPLES = 400;

/** Fewest stretches whose differences say how sure their mean is. */
const FEWEST_STRETCHES = 8;

/** What simulations are held against: means of moments over real stretches, and how sure they are. */
export interface Target {
  readonly moments: readonly string[];
  readonly values: readonly number[];
  /** Covariance of the means by resampling blocks, row-major. */
  readonly covariance: readonly number[];
  /** Stretches of the length that is simulated. */
  readonly stretches: number;
}

/**
 * Moments of real stretches, each as long as a simulated one, so that what a short stretch does to a statistic it does to
 * both. The covariance of their mean comes from resampling blocks within every stretch; where there are many stretches, no
 * variance is less than they show by their differences, which blocks miss of what is slow.
 * @param name - of the source, for messages
 * @throws InputError where there are too few blocks, or a moment has nothing to measure
 */
export function measureTarget(moments: readonly Moment[], stretches: readonly Blocks[], name: string): Target {
  const blocks = stretches.reduce((sum, { count }) => sum + count, 0);
  if (blocks < FEWEST_BLOCKS)
    throw new InputError(`${name} has ${blocks} blocks with messages there, expected at least ${FEWEST_BLOCKS}`);
  const statistics = moments.map(({ measure }) => stretches.map((stretch) => measure(stretch)));
  const measured = statistics.map((each) => each.map((statistic) => statistic()));
  const values = measured.map(meanOf);
  const missing = values.findIndex(Number.isNaN);
  if (missing >= 0)
    throw new InputError(
      `${name} has nothing by which to measure the moment ${moments[missing].id}, expected other moments or more data`,
    );
  const stream = new Streams(1).stream('calibration/0/blocks');
  const resampled = Array.from({ length: RESAMPLES }, () => {
    const weights = stretches.map(({ count }) => {
      const drawn = new Int32Array(count);
      for (let draw = 0; draw < count; draw++) drawn[integerBelow(stream, count)]++;
      return drawn;
    });
    return statistics.map((each) => meanOf(each.map((statistic, stretch) => statistic(weights[stretch]))));
  }).filter((row) => row.every(Number.isFinite));
  return {
    moments: moments.map(({ id }) => id),
    values,
    covariance: widened(covarianceOf(resampled, moments.length), measured),
    stretches: stretches.length,
  };
}

function meanOf(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

/** A covariance of means, with every variance at least that of the means of single stretches; correlations stay. */
function widened(covariance: readonly number[], measured: readonly (readonly number[])[]): number[] {
  const count = measured.length;
  const stretches = measured[0].length;
  if (stretches < FEWEST_STRETCHES) return [...covariance];
  const factors = measured.map((values, i) => {
    const mean = meanOf(values);
    const squares = values.reduce((sum, value) => sum + (value - mean) * (value - mean), 0);
    const between = squares / (stretches - 1) / stretches;
    const within = covariance[i * count + i];
    return between > within && within > 0 ? Math.sqrt(between / within) : 1;
  });
  return covariance.map((value, at) => value * factors[Math.floor(at / count)] * factors[at % count]);
}

/** Covariance of rows, row-major. */
function covarianceOf(rows: readonly (readonly number[])[], count: number): number[] {
  const means = Array.from({ length: count }, (_, i) => meanOf(rows.map((row) => row[i])));
  const covariance = new Array<number>(count * count);
  for (let i = 0; i < count; i++)
    for (let j = 0; j <= i; j++) {
      const sum = rows.reduce((products, row) => products + (row[i] - means[i]) * (row[j] - means[j]), 0);
      covariance[i * count + j] = sum / (rows.length - 1);
      covariance[j * count + i] = covariance[i * count + j];
    }
  return covariance;
}
