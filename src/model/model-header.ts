import { z } from 'zod';
import { accountClassesSchema } from './accounts/account-classes.js';
import { orderSplittingsSchema } from './accounts/order-splitting.js';

/** Version of the models' equations; a file of another version is refused. */
export const MODEL_VERSION = 1;

const pooledSchema = z.strictObject({
  days: z
    .array(
      z.strictObject({
        tradingDay: z.string(),
        sourceDigest: z.string(),
        rows: z.int().nonnegative(),
        orders: z.int().nonnegative(),
      }),
    )
    .min(2),
  betweenDays: z
    .record(z.string(), z.number().nonnegative())
    .describe('standard deviation of each parameter from day to day beyond its standard errors, by its path'),
  ofFirstDay: z.array(z.string()).describe('tables that the days have on different grids: those of the first day'),
});

/** What every model file opens with, whatever its kind. */
export function modelHeader<Kind extends string>(kind: Kind) {
  return {
    modelVersion: z.literal(MODEL_VERSION),
    kind: z.literal(kind),
    name: z.string().min(1).describe('name by which scenarios call it'),
    provenance: z.strictObject({
      source: z.string().describe('format or simulation that the tape came from'),
      sourceDigest: z.string().describe('SHA-256 of the source, or empty when unknown'),
      venue: z.string(),
      rulePack: z.string(),
      symbol: z.string(),
      tradingDay: z.string(),
      rows: z.int().nonnegative().describe('rows of the tape'),
      windowNs: z.tuple([z.int(), z.int()]).describe('continuous trading that was fitted'),
      orders: z.int().nonnegative().describe('orders that arrived in the window'),
    }),
    assumptions: z.array(z.strictObject({ name: z.string(), statement: z.string() })),
    pooled: pooledSchema.optional().describe('where several days were fitted'),
    splittings: orderSplittingsSchema
      .optional()
      .describe('how traders split what they want into orders, by the memory of the signs of their orders'),
    accounts: accountClassesSchema
      .optional()
      .describe('classes of the accounts that sent the orders, where the source names them and they were asked for'),
  };
}

/** What every model tells of the market that it was fitted to. */
export const marketShape = {
  lot: z.int().positive().describe("the instrument's quantity units in a lot"),
  typicalPriceTicks: z.number().describe('mean mid price'),
  referenceDepth5: z
    .strictObject({ bid: z.number(), ask: z.number() })
    .describe('median quantity of the best five levels'),
  referenceVolume: z.number().describe('quantity traded in the window'),
  marketableVolumePerSecond: z.number().describe('quantity that marketable orders executed'),
};
