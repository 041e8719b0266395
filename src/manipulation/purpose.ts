import { z } from 'zod';
import { Side } from '../tape/index.js';
import type { PracticeProblem } from './practice.js';

const quantity = z.int().positive().max(100_000_000);

/** Key of a scenario: what the manipulator really wants. */
export const purpose = z
  .union([
    z.strictObject({ sell: quantity.describe('quantity to sell, in shares') }),
    z.strictObject({ buy: quantity.describe('quantity to buy, in shares') }),
  ])
  .describe('the trade that the practice is for; what is below a whole lot is left out');

export type Purpose = z.output<typeof purpose>;

/** Key of a scenario: the side of orders. */
export const sideOfOrders = z.enum(['buy', 'sell']);

export function sideOf(word: 'buy' | 'sell'): Side {
  return word === 'buy' ? Side.buy : Side.sell;
}

export function purposeSide(given: Purpose): Side {
  return 'sell' in given ? Side.sell : Side.buy;
}

export function purposeQuantity(given: Purpose): number {
  return 'sell' in given ? given.sell : given.buy;
}

/**
 * The genuine trade of a display, or of a push, is on the other side of it.
 * @param act - what is on the side: a display, a push
 */
export function checkOpposite(side: 'buy' | 'sell', given: Purpose, act = 'display'): PracticeProblem | undefined {
  if (sideOf(side) !== purposeSide(given)) return undefined;
  return {
    path: 'purpose',
    problem: `found a purpose to ${side} behind a ${act} on the ${side} side, expected it to ${side === 'buy' ? 'sell' : 'buy'}`,
  };
}
