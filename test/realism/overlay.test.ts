import { describe, expect, it } from 'vitest';
import { conditionalOverlays, overlays } from '../../src/realism/index.js';
import { type MessageRow, messagesOf } from './message-rows.js';

/** A hundred bids; the spread is 4 ticks in the first half and 2 in the second. */
const rows = Array.from({ length: 100 }, (_, at): MessageRow => {
  const ask = at < 50 ? 104 : 102;
  return { at, type: 1, order: at, price: 100, touch: [ask, at < 50 ? 200 : 500, 100, 300] };
});
const all = [{ messages: messagesOf(rows), from: 0, to: 100 }];
const first = [{ ...all[0], to: 50 }];

describe('pictures of scores', () => {
  it('are shares by tick, of all values of a side', () => {
    const spread = overlays(all, first).find(({ id }) => id === 'spread')!;
    expect(spread.edges).toEqual([1.5, 2.5, 3.5, 4.5]);
    expect(spread.real.map((share) => Math.round(share * 1e9) / 1e9)).toEqual([0.5, 0, 0.5]);
    expect(spread.simulated.map((share) => Math.round(share * 1e9) / 1e9)).toEqual([0, 0, 1]);
  });

  it('leave out what a side does not have', () => {
    expect(overlays(all, first).map(({ id }) => id)).not.toContain('limit-ask-order-depth');
  });

  it('show conditional scores by their condition', () => {
    const [volume, , byVolatility] = conditionalOverlays(all, first);
    expect(volume.real.map(({ condition, median }) => [condition, median])).toEqual([
      [2, 500],
      [4, 200],
    ]);
    expect(volume.simulated).toEqual([{ condition: 4, lower: 200, median: 200, upper: 200 }]);
    expect(byVolatility.real.every(({ condition }) => condition >= 1 && condition <= 10)).toBe(true);
  });
});
