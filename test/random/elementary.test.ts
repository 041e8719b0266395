import { describe, expect, it } from 'vitest';
import { exp, log, log1p, power } from '../../src/random/index.js';

const GOLDEN_EXP = [
  '3ff0000000001198',
  '3ff1aec7b35a00d4',
  '3ffa61298e1e069c',
  '40001c2a61268987',
  '4005bf0a8b14576a',
  '4011ed3fe64fc541',
  '402dc26c32572a3e',
  '40d5829dcf950560',
  '4b11428e1cbc0143',
  '7f0d945df4f8ec8e',
];
const GOLDEN_EXP_NEGATIVE = [
  '3fefffffffffdcd1',
  '3fecf46d99d52b3a',
  '3fe368b2fc6f960a',
  '3fdfc80db9dd5542',
  '3fd78b56362cef38',
  '3fcc8f87724b5c1d',
  '3fb13461675400c2',
  '3f07cd79b5647c9a',
  '34cda9fb9e4ee720',
  '00d14f2b0fb9307f',
];
const GOLDEN_LOG = [
  'c03ba18a998fffa0',
  'c0026bb1bbb55515',
  'bfe62e42fefa39ef',
  'bfd6d3c324e13f50',
  '0000000000000000',
  '3fd9f323ecbf984c',
  '3fefc8b7f138bdea',
  '40026bb1bbb55516',
  '401343774f3e2362',
  '401a344e6741ebab',
];
const GOLDEN_POWER = [
  '3f030926b268739e',
  '3fdb4d142e995c4a',
  '3fe8c2d382bb2f2b',
  '3fec0b33e74e5856',
  '3ff0000000000000',
  '3ff296fa6a318021',
  '3ff71b222413b11a',
  '4002c0fb09811e7e',
  '4017c3955e5899de',
  '40269460c168878a',
];

/** The bits of a number, as sixteen hexadecimal digits. */
function bitsOf(value: number): string {
  const view = new DataView(new ArrayBuffer(8));
  view.setFloat64(0, value);
  return view.getBigUint64(0).toString(16).padStart(16, '0');
}

/** Largest relative difference of two functions over points from `low` to `high`. */
function worst(ours: (x: number) => number, theirs: (x: number) => number, low: number, high: number): number {
  let largest = 0;
  for (let i = 0; i <= 20_000; i++) {
    const x = low + (high - low) * (i / 20_000);
    const expected = theirs(x);
    if (expected !== 0) largest = Math.max(largest, Math.abs(ours(x) / expected - 1));
  }
  return largest;
}

describe('exp', () => {
  it.each([
    [-1, 1],
    [-50, 50],
    [-700, 709],
  ])('is within 1e-15 of the library from %d to %d', (low, high) => {
    expect(worst(exp, Math.exp, low, high)).toBeLessThan(1e-15);
  });

  it('has the right limits', () => {
    expect([exp(0), exp(710), exp(-746), exp(-Infinity), exp(Infinity), exp(NaN)]).toEqual([
      1,
      Infinity,
      0,
      0,
      Infinity,
      NaN,
    ]);
    expect(exp(-744)).toBe(Math.exp(-744));
  });
});

describe('log', () => {
  it.each([
    [1e-9, 3],
    [0.5, 2],
    [1, 1e9],
    [1e-310, 1e-290],
    [1e290, 1.7e308],
  ])('is within 1e-15 of the library from %d to %d', (low, high) => {
    expect(worst(log, Math.log, low, high)).toBeLessThan(1e-15);
  });

  it('has the right limits', () => {
    expect([log(1), log(0), log(-1), log(Infinity), log(NaN)]).toEqual([0, -Infinity, NaN, Infinity, NaN]);
    expect(log(5e-324)).toBeCloseTo(Math.log(5e-324), 9);
  });
});

describe('log1p and power', () => {
  it('keep their digits', () => {
    expect(worst(log1p, Math.log1p, -0.999, 5)).toBeLessThan(1e-15);
    expect(worst(log1p, Math.log1p, -1e-6, 1e-6)).toBeLessThan(1e-15);
    expect(
      worst(
        (x) => power(x, -2.7),
        (x) => x ** -2.7,
        0.1,
        100,
      ),
    ).toBeLessThan(1e-14);
    expect([power(0, 2), power(3, 0), power(0, 0), log1p(0), log1p(-1)]).toEqual([0, 1, 1, 0, -Infinity]);
  });
});

describe('the bits', () => {
  it('are those of every machine', () => {
    const inputs = [1e-12, 0.1, 0.5, 0.7, 1, 1.5, 2.7, 10, 123.456, 700];
    expect(inputs.map((x) => bitsOf(exp(x)))).toEqual(GOLDEN_EXP);
    expect(inputs.map((x) => bitsOf(exp(-x)))).toEqual(GOLDEN_EXP_NEGATIVE);
    expect(inputs.map((x) => bitsOf(log(x)))).toEqual(GOLDEN_LOG);
    expect(inputs.map((x) => bitsOf(power(x, 0.37)))).toEqual(GOLDEN_POWER);
  });
});
