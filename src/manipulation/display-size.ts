import { z } from 'zod';
import { InputError } from '../diagnostics/index.js';
import { type InstrumentHeader, Side } from '../tape/index.js';

/** Key of a scenario: how much is shown, in shares or in multiples of the usual best-five depth (D5) of its side. */
export const displaySize = z
  .union([
    z.strictObject({
      best5Depth: z.number().positive().max(1_000).describe("multiple of the side's usual best-five depth"),
    }),
    z.strictObject({ shares: z.int().positive().max(100_000_000).describe('quantity in shares') }),
  ])
  .describe('how much is shown without intent to trade, in all');

/**
 * The quantity that a size stands for.
 * @param key - where it stands in the attack
 * @throws {@link InputError} when the instrument's usual depth is not known
 */
export function displayQuantity(
  size: z.output<typeof displaySize>,
  side: Side,
  instrument: InstrumentHeader,
  key = 'size',
): number {
  if ('shares' in size) return size.shares;
  const depth = side === Side.buy ? instrument.referenceDepth5.bid : instrument.referenceDepth5.ask;
  if (depth < 0)
    throw new InputError(`the usual best-five depth of ${instrument.symbol} is not known, expected a size in shares`, {
      path: `${key}.best5Depth`,
    });
  return Math.round(size.best5Depth * depth);
}
