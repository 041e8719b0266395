import { describe, expect, it } from 'vitest';
import { KernelSums } from '../../../src/model/index.js';
import { exp } from '../../../src/random/index.js';

const decays = [0.1, 5, 3000];
const times = [0.2, 0.2, 0.5, 1.7, 1.7001];
const types = [0, 1, 1, 0, 1];

/** S_jk by its definition. */
const direct = (type: number, decay: number, at: number) =>
  times.reduce((sum, time, i) => sum + (types[i] === type && time < at ? decay * exp(-decay * (at - time)) : 0), 0);

describe('sums of kernels', () => {
  it('are those of the definition, by the recursion', () => {
    const sums = new KernelSums(2, decays);
    let now = 0;
    times.forEach((time, i) => {
      sums.pass(time - now);
      sums.add(types[i]);
      now = time;
    });
    sums.pass(1.9 - now);
    decays.forEach((decay, k) => {
      for (const type of [0, 1]) expect(sums.values[2 * k + type]).toBeCloseTo(direct(type, decay, 1.9), 9);
    });
  });

  it('know their integral over the stretch that passed', () => {
    const sums = new KernelSums(2, decays);
    sums.add(1);
    const before = sums.values.slice();
    sums.pass(0.37);
    decays.forEach((decay, k) => {
      expect(sums.integrals[2 * k + 1] * decay).toBeCloseTo(before[2 * k + 1] - sums.values[2 * k + 1], 9);
    });
  });

  it('keep the digits of an integral over a moment', () => {
    const sums = new KernelSums(1, [0.03]);
    sums.add(0);
    sums.pass(1e-9);
    expect(sums.integrals[0] / 0.03e-9).toBeCloseTo(1, 9);
  });
});
