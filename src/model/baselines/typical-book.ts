import { z } from 'zod';

/** A book as it usually stood, from which a simulation can begin that is given none. */
export const typicalBookSchema = z
  .strictObject({
    spreadTicks: z.int().positive().describe('median over time'),
    behindTouch: z
      .strictObject({ bid: z.array(z.number()), ask: z.array(z.number()) })
      .describe('mean quantity 0, 1, 2, … ticks behind the touch'),
  })
  .describe('mean book of the fitted window');
export type TypicalBook = z.infer<typeof typicalBookSchema>;
