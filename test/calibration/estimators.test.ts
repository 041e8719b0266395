import { describe, expect, it } from 'vitest';
import { emulate } from '../../src/calibration/emulator.js';
import { HaltonSequence } from '../../src/calibration/halton.js';
import { MsmLoss } from '../../src/calibration/msm-loss.js';
import { coordinateOf, roundedPoint, valueAt } from '../../src/calibration/parameter-space.js';
import { ridge } from '../../src/calibration/ridge.js';
import { uniformity } from '../../src/calibration/simulation-based-calibration.js';
import { measureTarget } from '../../src/calibration/target.js';
import { normal, Streams } from '../../src/random/index.js';
import { BlockSums, type Blocks, ratio } from '../../src/realism/index.js';
import { symmetricEigen } from '../../src/statistics/index.js';

const streams = new Streams('estimators');

describe('a design', () => {
  it('fills every coordinate evenly', () => {
    const points = new HaltonSequence(6, streams.stream('shift')).take(256);
    for (let i = 0; i < 6; i++) {
      const sorted = points.map((point) => point[i]).sort((a, b) => a - b);
      for (const [rank, value] of sorted.entries()) expect(Math.abs(value - rank / 256)).toBeLessThan(0.05);
    }
  });
});

describe('a parameter', () => {
  const shares = { path: 'shares', from: 500, to: 8000, step: 100, scale: 'log', usual: 2000 } as const;
  const delay = { path: 'delay', from: 0.3, to: 10, step: undefined, scale: 'linear', usual: 1 } as const;

  it('has the value of a coordinate on its scale, to its precision', () => {
    expect([0, 0.5, 1].map((at) => valueAt(shares, at))).toEqual([500, 2000, 8000]);
    expect(valueAt(shares, 0.51)).toBe(2100);
    expect(valueAt(delay, 0.5)).toBe(5.15);
    expect(valueAt({ ...delay, step: 0.1 }, 0.123456)).toBe(1.5);
  });

  it('never leaves its bounds for its precision', () => {
    const odd = { ...shares, from: 550, to: 7950 };
    expect([valueAt(odd, 0), valueAt(odd, 1)]).toEqual([600, 7900]);
  });

  it('is where its rounded value is', () => {
    const { values, at } = roundedPoint([shares, delay], new Float64Array([0.51, 1.2]));
    expect(values).toEqual({ shares: 2100, delay: 10 });
    expect(Array.from(at)).toEqual([coordinateOf(shares, 2100), 1]);
  });
});

describe('ridge regression', () => {
  const rows = Array.from({ length: 30 }, () =>
    Float64Array.from([1, normal(streams.stream('x')), normal(streams.stream('x'))]),
  );
  const line = Float64Array.from(rows, (row) => 2 + 3 * row[1] - row[2]);

  it('finds a line without noise', () => {
    const { coefficients, leftOut } = ridge(rows, [line]);
    expect(Array.from(coefficients[0], (value) => Number(value.toFixed(4)))).toEqual([2, 3, -1]);
    expect(Math.max(...leftOut[0].map(Math.abs))).toBeLessThan(1e-4);
  });

  it('knows what each row would be without itself', () => {
    const noisy = line.map((value) => value + normal(streams.stream('noise')));
    const { leftOut } = ridge(rows, [noisy]);
    const without = ridge(rows.slice(1), [noisy.slice(1)]);
    const predicted = without.coefficients[0].reduce((sum, value, i) => sum + value * rows[0][i], 0);
    // The penalty may differ by a step between the two fits.
    expect(leftOut[0][0]).toBeCloseTo(noisy[0] - predicted, 1);
  });
});

describe('an emulator', () => {
  const points = new HaltonSequence(2, streams.stream('emulated')).take(40);
  const moments = ([x, y]: ArrayLike<number> & Iterable<number>): number[] => [1 + x - 2 * y + x * y, y * y - x * x];

  it('is exact where moments are quadratic, and unsure far from its points', () => {
    const emulator = emulate(points.map((at) => ({ at, moments: moments(at) })));
    const at = new Float64Array([0.37, 0.81]);
    const predicted = emulator.predict(at, new Float64Array(2));
    for (const [i, value] of moments(at).entries()) expect(predicted[i]).toBeCloseTo(value, 4);
    expect(emulator.leverage(new Float64Array([0.5, 0.5]))).toBeLessThan(0.2);
    expect(emulator.leverage(new Float64Array([2, 2]))).toBeGreaterThan(1);
  });
});

describe('the loss', () => {
  const target = { moments: ['a', 'b'], values: [1, 2], covariance: [4, 0, 0, 0.25], stretches: 10 };

  it('weighs every moment by how sure it is', () => {
    const loss = new MsmLoss(target);
    expect(loss.of([1, 2])).toBe(0);
    expect(loss.of([3, 2])).toBeCloseTo(1, 12);
    expect(loss.of([1, 3])).toBeCloseTo(4, 12);
    expect(loss.of([Number.NaN, 2])).toBe(Infinity);
  });

  it('draws correlations to nought by a fifth, and holds no moment surer than half a percent', () => {
    const loss = new MsmLoss({ ...target, covariance: [1, 0.5, 0.5, 1] });
    // W = [1, −0.4; −0.4, 1] / 0.84.
    expect(loss.of([2, 3])).toBeCloseTo((2 - 0.8) / 0.84, 12);
    const sure = new MsmLoss({ ...target, covariance: [0, 0, 0, 1] });
    expect(sure.of([1.005, 2])).toBeCloseTo(1, 9);
  });

  it('has a J-test that rejects a right model as often as it says', () => {
    const loss = new MsmLoss({ ...target, covariance: [1, 0, 0, 1] });
    const stream = streams.stream('j');
    let rejected = 0;
    for (let draw = 0; draw < 2000; draw++) {
      // Two seeds beside ten stretches: the simulation's variance is five times the target's.
      const gap = () => Math.sqrt(6) * normal(stream);
      if (loss.pValue(loss.of([1 + gap(), 2 + gap()]), 2, 0) < 0.05) rejected++;
    }
    expect(rejected / 2000).toBeGreaterThan(0.035);
    expect(rejected / 2000).toBeLessThan(0.065);
  });
});

describe('a target', () => {
  /** Stretches of blocks with one value each, drawn around a level that the stretch has. */
  const stretchOf = (values: readonly number[]): Blocks => ({ count: values.length, values }) as unknown as Blocks;
  const mean = {
    id: 'mean',
    summary: '',
    measure: (blocks: Blocks) => {
      const { values } = blocks as unknown as { values: readonly number[] };
      const sum = new BlockSums(values.length);
      const count = new BlockSums(values.length);
      for (const [block, value] of values.entries()) {
        sum.add(block, value);
        count.add(block, 1);
      }
      return ratio(sum, count);
    },
  };

  it('has the mean of its stretches, and the variance that blocks of them have', () => {
    const stream = streams.stream('blocks');
    const stretches = Array.from({ length: 4 }, () => stretchOf(Array.from({ length: 50 }, () => normal(stream))));
    const { values, covariance, stretches: count } = measureTarget([mean], stretches, 'x');
    expect(count).toBe(4);
    expect(Math.abs(values[0])).toBeLessThan(0.25);
    expect(covariance[0] * 200).toBeGreaterThan(0.75);
    expect(covariance[0] * 200).toBeLessThan(1.35);
  });

  it('is no surer than its stretches agree', () => {
    const stream = streams.stream('levels');
    const stretches = Array.from({ length: 12 }, () => {
      const level = 5 * normal(stream);
      return stretchOf(Array.from({ length: 50 }, () => level + normal(stream)));
    });
    const { covariance } = measureTarget([mean], stretches, 'x');
    expect(covariance[0] * 12).toBeGreaterThan(10);
    expect(covariance[0] * 12).toBeLessThan(50);
  });

  it('says how much it needs, and which moment it cannot measure', () => {
    expect(() => measureTarget([mean], [stretchOf([1, 2])], 'the tape')).toThrow(/the tape has 2 blocks .* at least 8/);
    const nothing = { ...mean, measure: () => () => Number.NaN };
    expect(() => measureTarget([nothing], [stretchOf([1, 2, 3, 4, 5, 6, 7, 8])], 'the tape')).toThrow(
      /nothing by which to measure the moment mean/,
    );
  });
});

describe('rank histograms', () => {
  it('that are even pass, those of posteriors too narrow or biased do not', () => {
    expect(uniformity([12, 9, 11, 8, 10, 13, 7, 10])).toBeGreaterThan(0.5);
    expect(uniformity([25, 8, 4, 3, 3, 5, 9, 23])).toBeLessThan(1e-6);
    expect(uniformity([3, 5, 6, 9, 10, 12, 16, 19])).toBeLessThan(0.01);
  });
});

describe('eigenvectors', () => {
  it('give the matrix back', () => {
    const p = 5;
    const root = Array.from({ length: p * p }, () => normal(streams.stream('matrix')));
    const matrix = Float64Array.from({ length: p * p }, (_, at) => {
      const [i, j] = [Math.floor(at / p), at % p];
      return root.slice(i * p, i * p + p).reduce((sum, value, k) => sum + value * root[j * p + k], 0);
    });
    const { values, vectors } = symmetricEigen(matrix, p);
    for (let i = 0; i < p; i++)
      for (let j = 0; j < p; j++) {
        let sum = 0;
        for (let k = 0; k < p; k++) sum += vectors[i * p + k] * values[k] * vectors[j * p + k];
        expect(sum).toBeCloseTo(matrix[i * p + j], 9);
      }
  });
});
