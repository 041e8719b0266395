import { describe, expect, it } from 'vitest';
import { CmaEs } from '../../src/calibration/cma-es.js';
import { minimise } from '../../src/calibration/minimise.js';
import { Streams } from '../../src/random/index.js';

/** Standard functions, each least at a known point with the value 0 (Hansen 2016, §C). */
const functions: readonly [name: string, at: number, evaluations: number, f: (x: Float64Array) => number][] = [
  ['sphere', 0, 3000, (x) => x.reduce((sum, value) => sum + value * value, 0)],
  ['ellipsoid', 0, 8000, (x) => x.reduce((sum, value, i) => sum + [1, 16, 250, 4e3, 6e4, 1e6][i] * value * value, 0)],
  ['cigar', 0, 6000, (x) => x.reduce((sum, value, i) => sum + (i === 0 ? 1 : 1e6) * value * value, 0)],
  [
    'Rosenbrock',
    1,
    10_000,
    (x) => {
      let sum = 0;
      for (let i = 0; i + 1 < x.length; i++) {
        const bend = x[i] * x[i] - x[i + 1];
        sum += 100 * bend * bend + (x[i] - 1) * (x[i] - 1);
      }
      return sum;
    },
  ],
];

function search(f: (x: Float64Array) => number, evaluations: number, seed = 1): CmaEs {
  const stream = new Streams(seed).stream('test/0/points');
  const strategy = new CmaEs({ start: [0.4, -0.7, 0.3, 0.6, -0.5, 0.2], step: 0.5, stream });
  for (let done = 0; done < evaluations; done += strategy.population) {
    const points = strategy.ask();
    strategy.tell(points, points.map(f));
  }
  return strategy;
}

describe('CMA-ES in six dimensions', () => {
  it.each(functions)('finds the least point of the %s', (_name, at, evaluations, f) => {
    const { mean } = search(f, evaluations);
    for (const value of mean) expect(value).toBeCloseTo(at, 5);
  });

  it('does not mind a rotation: a rotated ellipsoid takes no longer', () => {
    const turn = (x: Float64Array): Float64Array =>
      Float64Array.from(x, (value, i) => (i % 2 === 0 ? 0.6 * value + 0.8 * x[i + 1] : 0.6 * value - 0.8 * x[i - 1]));
    const [, , evaluations, ellipsoid] = functions[1];
    const { mean } = search((x) => ellipsoid(turn(x)), evaluations);
    for (const value of mean) expect(value).toBeCloseTo(0, 5);
  });

  it('draws the same points from the same stream', () => {
    const [, , , sphere] = functions[0];
    expect(search(sphere, 500).mean).toEqual(search(sphere, 500).mean);
    expect(search(sphere, 500, 2).mean).not.toEqual(search(sphere, 500).mean);
  });
});

describe('minimise', () => {
  const stream = () => new Streams(5).stream('test/0/box');

  it('finds a least point on the edge of the cube', () => {
    const { at } = minimise(
      (x) => (x[0] - 1.5) * (x[0] - 1.5) + (x[1] - 0.3) * (x[1] - 0.3),
      new Float64Array([0.5, 0.5]),
      [0, 1],
      stream(),
    );
    expect(at[0]).toBeCloseTo(1, 3);
    expect(at[1]).toBeCloseTo(0.3, 3);
  });

  it('moves only what may move', () => {
    const { at } = minimise((x) => x[0] * x[0] + x[1] * x[1], new Float64Array([0.5, 0.5]), [1], stream());
    expect(at[0]).toBe(0.5);
    expect(at[1]).toBeCloseTo(0, 3);
  });
});
