import type { CalibrationProblem } from '../../src/calibration/calibrate.js';
import type { Simulate } from '../../src/calibration/simulated-points.js';
import type { Target } from '../../src/calibration/target.js';
import { normal, Streams } from '../../src/random/index.js';

/** Standard deviation of a toy's moments over seeds. */
const NOISE = 0.25;
const MOMENTS = 16;

/** A toy in place of a market: moments are curved functions of its parameters with noise; the last parameter does nothing. */
export interface Toy {
  readonly problem: CalibrationProblem;
  readonly simulate: Simulate;
  readonly truth: readonly number[];
}

/** @param stretches - of the target, each as noisy as a simulation */
export function toyMarket(truth: readonly number[], budget: number, seed = 1, stretches = 24): Toy {
  const streams = new Streams('toy');
  const table = (name: string): number[][] =>
    Array.from({ length: MOMENTS }, () =>
      truth.map((_, i) => (i === truth.length - 1 ? 0 : normal(streams.stream(name)))),
    );
  const [slopes, bends] = [table('slopes'), table('bends')];
  const moments = (values: readonly number[], name: string): number[] => {
    const chance = new Streams(name).stream('noise');
    return slopes.map((row, k) => {
      const mean = row.reduce((sum, slope, i) => {
        const u = values[i] - 0.5;
        return sum + slope * u + 0.5 * bends[k][i] * u * u * (1 + 0.3 * u);
      }, 0);
      return mean + NOISE * normal(chance);
    });
  };
  const parameters = truth.map((_, i) => ({
    path: `parameter-${i}`,
    from: 0,
    to: 1,
    step: undefined,
    scale: 'linear' as const,
    usual: 0.5,
  }));
  return {
    problem: {
      parameters,
      target: meanOf(Array.from({ length: stretches }, (_, n) => moments(truth, `target/${n}`))),
      heldOut: meanOf(Array.from({ length: stretches }, (_, n) => moments(truth, `held-out/${n}`))),
      budget,
      seedsPerPoint: 1,
      seed,
    },
    simulate: async (batch) =>
      batch.map(({ values, seed: run }) =>
        moments(
          parameters.map(({ path }) => values[path]),
          `${run}/${JSON.stringify(values)}`,
        ),
      ),
    truth,
  };
}

function meanOf(rows: readonly (readonly number[])[]): Target {
  const covariance = new Array<number>(MOMENTS * MOMENTS).fill(0);
  for (let k = 0; k < MOMENTS; k++) covariance[k * (MOMENTS + 1)] = (NOISE * NOISE) / rows.length;
  return {
    moments: rows[0].map((_, k) => `moment-${k}`),
    values: rows[0].map((_, k) => rows.reduce((sum, row) => sum + row[k], 0) / rows.length),
    covariance,
    stretches: rows.length,
  };
}
