import { describe, expect, it } from 'vitest';
import { HiddenLevels } from '../../../src/agents/flow/hidden-levels.js';
import { Streams } from '../../../src/random/index.js';
import { SECOND, Side } from '../../../src/tape/index.js';

describe('HiddenLevels', () => {
  it('draws ticks as the touch comes, and keeps their density while they are drawn anew', () => {
    const estimate = (value: number) => ({ value, standardError: 0 });
    const file = {
      levels: 10,
      fromTicks: 50,
      occupied: estimate(0.3),
      renewalsPerSecond: estimate(1),
      quantities: {
        orders: 1,
        largestLots: 2,
        atoms: [{ lots: 2, share: estimate(1) }],
        tail: { logMean: estimate(0), logSpread: estimate(1), tilt: estimate(0) },
      },
    };
    // A slot is its price: the flow's own book is not needed to count ticks.
    const standing = new Set<number>();
    const hidden = new HiddenLevels(
      file,
      100,
      { newestAt: (_side, price) => (standing.has(price) ? price : -1), older: () => -1 },
      new Streams(1).stream('test/0/hidden'),
      {
        place: (_side, price, quantity) => {
          expect(quantity).toBe(200);
          standing.add(price);
        },
        withdraw: (slot) => standing.delete(slot),
      },
    );
    hidden.know(Side.buy, 9_990);
    hidden.start(0);
    for (let touch = 10_000; touch > 6_000; touch--) hidden.reach(Side.buy, touch);
    expect(Math.min(...standing)).toBeGreaterThanOrEqual(5_901);
    expect(Math.max(...standing)).toBeLessThan(9_990);
    expect(standing.size / 4_089).toBeCloseTo(0.3, 1);
    expect(hidden.renewAt).toBeLessThan(SECOND);
    for (let turn = 0; turn < 2_000; turn++) hidden.renew(6_001, 20_000, turn);
    const stretch = [...standing].filter((price) => price >= 5_901 && price < 5_951);
    expect(stretch.length).toBeGreaterThan(4);
    expect(stretch.length).toBeLessThan(28);
  });
});
