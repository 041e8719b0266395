import { z } from 'zod';
import { estimateSchema } from '../estimate.js';
import { quantityMixtureSchema } from '../model-file.js';

/**
 * The book beyond the levels that a windowed source shows. Ticks there are taken or empty, each by itself, and now and
 * then change between the two, so that their density stays; what stands there comes into sight when prices move.
 */
export const hiddenLevelsSchema = z.strictObject({
  levels: z.int().positive().describe('levels of a side that the source shows'),
  fromTicks: z.int().positive().describe('median distance of the last of them from the touch, where the hidden begin'),
  occupied: estimateSchema.describe('share of the ticks at the edge of sight that hold orders'),
  renewalsPerSecond: estimateSchema.describe('rate at which a hidden tick is drawn anew'),
  quantities: quantityMixtureSchema.describe('quantity of a level at the edge of sight'),
});
export type HiddenLevelsFile = z.infer<typeof hiddenLevelsSchema>;
