import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { atLeast, gate, scoreOf } from '../../src/surveillance/index.js';

describe('the score', () => {
  it('is the least margin over numeric conditions, not cut off above', () => {
    expect(scoreOf([atLeast('a', 30, 10), atLeast('b', 25, 10)])).toBe(2.5);
  });

  it('takes the farther-reaching of conditions joined by or', () => {
    const either = { alternative: 'size' };
    expect(scoreOf([atLeast('shares', 1, 10, either), atLeast('money', 20, 10, either), atLeast('c', 30, 10)])).toBe(2);
  });

  it('is 0 behind a shut gate, which an open one does not grade', () => {
    expect(scoreOf([atLeast('a', 30, 10), gate('g', 5, 1, true)])).toBe(3);
    expect(scoreOf([atLeast('a', 30, 10), gate('g', 0, 1, false)])).toBe(0);
    expect(scoreOf([gate('g', 5, 1, true)])).toBe(0);
  });

  it('reaches s exactly when all conditions hold with thresholds times s', () => {
    const amount = fc.integer({ min: 1, max: 1_000_000 });
    fc.assert(
      fc.property(fc.array(fc.tuple(amount, amount), { minLength: 1, maxLength: 4 }), (pairs) => {
        const score = scoreOf(pairs.map(([value, threshold]) => atLeast('c', value, threshold)));
        expect(score >= 1).toBe(pairs.every(([value, threshold]) => value >= threshold));
        expect(score >= 0.5).toBe(pairs.every(([value, threshold]) => value >= threshold / 2));
      }),
    );
  });
});
