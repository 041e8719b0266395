import { z } from 'zod';

const orderSplittingSchema = z.strictObject({
  underWay: z.int().positive().describe('metaorders under way on each side of the market'),
  exponent: z.number().positive().describe('γ of the law of their lengths, P(L) ∝ L^−(γ+2)'),
});

/** Orders that execute at once are split otherwise than such that rest. */
export const orderSplittingsSchema = z.strictObject({
  marketable: orderSplittingSchema,
  resting: orderSplittingSchema,
});

/** How orders of one kind are split: Lillo, Mike & Farmer (2005). */
export type OrderSplitting = z.infer<typeof orderSplittingSchema>;

/** How the orders of a market are split, for splitting alone to give their signs the memory they have. */
export type OrderSplittings = z.infer<typeof orderSplittingsSchema>;
