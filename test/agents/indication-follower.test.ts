import { describe, expect, it } from 'vitest';
import { Side } from '../../src/tape/index.js';
import { at, bids, honestMarket, offers, script } from './look-alikes/honest-market.js';
import { tapeFacts } from './look-alikes/tape-facts.js';

/** An opening call that indicates 16.48, five per cent above the close. */
const called = (parameters: Record<string, unknown>) => {
  const others = [script(at('09:15:01', offers(1648, 1648, 1, 100_000)), at('09:15:02', bids(1648, 200_000)))];
  const window = ['09:15', '09:31'] as const;
  const { tape, accounts } = honestMarket({ agent: 'indication-follower', parameters, window, others });
  return { ...tapeFacts(tape, accounts), tape };
};
const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;

describe('the follower of the indication', () => {
  it.each([
    [0, 1570],
    [0.5, 1609],
    [1, 1648],
  ])('with a weight of %d orders around %d, on one side', (weight, centre) => {
    const { orders } = called({ ordersPerMinute: 20, noise: 1, weight });
    expect(orders.length).toBeGreaterThan(150);
    const [{ side }] = orders;
    expect(orders.every((order) => order.side === side)).toBe(true);
    // Exponential distances with a mean of 15.7 ticks; the first seconds have no indication.
    const away = mean(orders.map(({ price }) => (side === Side.buy ? price - centre : centre - price)));
    expect(Math.abs(away - 15.7)).toBeLessThan((5 * 15.7) / Math.sqrt(orders.length));
  });

  it('leaves nothing behind when trading begins', () => {
    const { orders, cancels, trades } = called({ ordersPerMinute: 20, noise: 1, weight: 1 });
    const filled = trades.filter(({ buyer, seller }) => buyer === 3 || seller === 3);
    const sum = (rows: readonly { quantity: number }[]) => rows.reduce((total, { quantity }) => total + quantity, 0);
    expect(sum(orders)).toBe(sum(cancels) + sum(filled));
  });
});
