import type { Stream } from '../random/index.js';

const primes = [2, 3, 5, 7, 11, 13, 17, 19, 23, 29, 31, 37];

/** Most coordinates that a sequence covers evenly. */
export const MOST_DIMENSIONS = primes.length;

/**
 * Points that fill the unit cube evenly: Halton (1960), Numerische Mathematik 2, shifted at random modulo 1 (Cranley &
 * Patterson 1976), so that each alone is uniform. Any first n of them fill it as well as n can.
 */
export class HaltonSequence {
  private readonly shift: Float64Array;
  private index = 0;

  constructor(dimension: number, stream: Stream) {
    this.shift = Float64Array.from({ length: dimension }, () => stream.uniform53());
  }

  next(): Float64Array {
    this.index++;
    return Float64Array.from(this.shift, (shift, i) => (radicalInverse(this.index, primes[i]) + shift) % 1);
  }

  take(count: number): Float64Array[] {
    return Array.from({ length: count }, () => this.next());
  }
}

/** The digits of a number in a base, mirrored at the point. */
function radicalInverse(index: number, base: number): number {
  let inverse = 0;
  let digit = 1 / base;
  for (let left = index; left > 0; left = Math.floor(left / base), digit /= base) inverse += (left % base) * digit;
  return inverse;
}
