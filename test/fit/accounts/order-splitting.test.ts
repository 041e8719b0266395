import { describe, expect, it } from 'vitest';
import { orderSplitting } from '../../../src/fit/accounts/order-splitting.js';
import { MetaorderLength } from '../../../src/model/index.js';
import { Streams } from '../../../src/random/index.js';

/** Signs of orders that all come from so many metaorders on a side, on either side by a coin. */
function signs(underWay: number, exponent: number, seed: number): Uint8Array {
  const stream = new Streams(seed).stream('signs');
  const lengths = new MetaorderLength(exponent);
  const left = new Int32Array(2 * underWay);
  const side = new Uint8Array(2 * underWay);
  return Uint8Array.from({ length: 20_000 }, () => {
    const place = Math.floor(stream.uniform() * 2 * underWay);
    if (left[place] === 0) {
      left[place] = lengths.draw(stream);
      side[place] = stream.uniform() < 0.5 ? 0 : 1;
    }
    left[place]--;
    return side[place];
  });
}

const alone = (sides: Uint8Array) => ({ sides, decisions: Int32Array.from(sides.keys()) });

describe('how orders are split', () => {
  it.each([3, 8])('metaorders are found again where signs come from %d on a side', (count) => {
    for (const seed of [7, 8]) {
      const { underWay } = orderSplitting(alone(signs(count, 0.5, seed)), 'marketable');
      expect(underWay / count).toBeGreaterThanOrEqual(0.5);
      expect(underWay / count).toBeLessThanOrEqual(2);
    }
  });

  it('their lengths are found again where there are few, and the memory of signs is strong', () => {
    for (const seed of [7, 8]) {
      const { exponent } = orderSplitting(alone(signs(3, 0.5, seed)), 'marketable');
      expect(Math.abs(exponent - 0.5)).toBeLessThanOrEqual(0.25);
    }
  });

  it('signs without memory are those of many metaorders, and the same orders give the same answer', () => {
    const stream = new Streams(1).stream('coins');
    const coins = alone(Uint8Array.from({ length: 5_000 }, () => (stream.uniform() < 0.5 ? 0 : 1)));
    expect(orderSplitting(coins, 'resting').underWay).toBeGreaterThanOrEqual(64);
    expect(orderSplitting(coins, 'resting')).toEqual(orderSplitting(coins, 'resting'));
  });

  it('pieces of one decision have one owner: their repeated sign asks for no metaorder', () => {
    const stream = new Streams(2).stream('coins');
    const coins = Array.from({ length: 3_000 }, () => (stream.uniform() < 0.5 ? 0 : 1));
    const sides = Uint8Array.from({ length: 12_000 }, (_, i) => coins[i >> 2]);
    const decisions = Int32Array.from({ length: 12_000 }, (_, i) => i >> 2);
    expect(orderSplitting({ sides, decisions }, 'marketable').underWay).toBeGreaterThanOrEqual(8);
    expect(orderSplitting(alone(sides), 'marketable').underWay).toBeLessThanOrEqual(2);
  });

  it('a handful of orders is no reason to fail', () => {
    expect(orderSplitting(alone(Uint8Array.of(0, 1, 1)), 'resting').underWay).toBeGreaterThanOrEqual(1);
    expect(orderSplitting(alone(new Uint8Array(0)), 'resting').underWay).toBeGreaterThanOrEqual(1);
  });
});
