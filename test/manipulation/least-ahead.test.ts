import { expect, it } from 'vitest';
import { LeastAhead } from '../../src/manipulation/least-ahead.js';
import type { MarketView } from '../../src/simulation/index.js';
import { Side } from '../../src/tape/index.js';

const seen = (level: number, volume: number) => ({ queueQuantity: () => level, volume }) as unknown as MarketView;

it('takes all that trades or leaves to come from before the order, and nothing that joins', () => {
  const queue = new LeastAhead(Side.buy, 1884);
  queue.look(seen(-1, 0), 1_000);
  expect(queue.quantity).toBe(-1);
  queue.look(seen(11_000, 500), 1_000);
  expect(queue.quantity).toBe(10_000);
  queue.look(seen(15_000, 500), 1_000);
  expect(queue.quantity).toBe(10_000);
  // Traded and joined between two looks: the level alone would not tell.
  queue.look(seen(15_000, 3_500), 1_000);
  expect(queue.quantity).toBe(7_000);
  queue.look(seen(13_000, 3_500), 1_000);
  expect(queue.quantity).toBe(5_000);
  // Never more than there is.
  queue.look(seen(3_000, 3_500), 1_000);
  expect(queue.quantity).toBe(0);
});
