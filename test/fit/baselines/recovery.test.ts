import { describe, expect, it } from 'vitest';
import { recoveryStudies, summarise } from '../../../bench/recovery-study.js';

describe.each(recoveryStudies)('rates of a $kind market', ({ scores }) => {
  it('come back from its tape within their standard errors', () => {
    const all = [1001, 1002].flatMap((seed) => scores(seed, 4));
    const { count, largest, meanSquare, meanSquareError } = summarise(all);
    expect(count).toBeGreaterThanOrEqual(6);
    expect(largest).toBeLessThan(4);
    expect(Math.abs(meanSquare - 1)).toBeLessThan(0.1 + 3 * meanSquareError);
  });
});
