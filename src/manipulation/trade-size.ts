import { z } from 'zod';
import { InputError } from '../diagnostics/index.js';
import { type InstrumentHeader, Side } from '../tape/index.js';
import { displayQuantity } from './display-size.js';

/** A key of a scenario: how much a hand is ready to trade, in shares, usual best-five depths or usual volumes of a day. */
export const tradeSize = z.union([
  z.strictObject({ shares: z.int().positive().max(1_000_000_000).describe('quantity in shares') }),
  z.strictObject({
    best5Depth: z.number().positive().max(1_000).describe('multiple of the usual best-five depth that it meets'),
  }),
  z.strictObject({ dayShare: z.number().positive().max(2).describe("multiple of the stock's usual volume of a day") }),
]);

export type TradeSize = z.output<typeof tradeSize>;

/**
 * The quantity that a size stands for. A trade meets the depth of the other side.
 * @param key - where it stands in the attack
 * @throws {@link InputError} when the instrument's usual depth or volume is not known
 */
export function tradeQuantity(size: TradeSize, side: Side, instrument: InstrumentHeader, key: string): number {
  if (!('dayShare' in size)) return displayQuantity(size, side === Side.buy ? Side.sell : Side.buy, instrument, key);
  if (instrument.referenceVolume < 0)
    throw new InputError(`the usual volume of ${instrument.symbol} is not known, expected a quantity in shares`, {
      path: `${key}.dayShare`,
    });
  return Math.round(size.dayShare * instrument.referenceVolume);
}
