import * as z from 'zod';
import { evasion } from '../manipulation/index.js';
import type { Registries } from './registry-shape.js';
import { id, idOf, MOST_INSTRUMENTS, named, symbol, symbolOfOne } from './schema-words.js';

/** More draws of a practice are a mistake rather than a question. */
const MOST_DRAWS = 10_000;

/** The key `blind` of a scenario. */
export function blindSchema(registries: Registries) {
  return z
    .strictObject({
      pack: z.string().min(1).describe('path of a file with priors over knobs, relative to this file'),
      practices: z
        .array(idOf(registries.practices))
        .min(1)
        .optional()
        .describe('those of the pack that are drawn from; all by default'),
      draws: z
        .int()
        .min(1)
        .max(MOST_DRAWS)
        .optional()
        .describe('draws of a practice, one after another for the seeds; as many as there are seeds by default'),
      seed: z.int().min(0).max(1_000_000_000).default(1).describe('number of the draws'),
    })
    .describe('attacks with knobs drawn from priors: a cell for every practice, a draw for every seed');
}

/** An entry of `attacks`. */
export function attackSchema(registries: Registries) {
  const amount = z.union([z.literal('auto'), z.int().min(0)]).default('auto');
  const common = {
    id: id.describe('name of this attack'),
    instrument: symbolOfOne,
    alsoIn: z
      .array(symbol)
      .min(1)
      .max(MOST_INSTRUMENTS)
      .optional()
      .describe('symbols of further instruments in which the same accounts do the same, each with all of its sizes'),
    accounts: z
      .strictObject({
        count: z
          .int()
          .min(1)
          .max(1_000)
          .default(1)
          .describe('accounts under one control, over which the totals are split'),
        cash: amount.describe(
          'opening cash of all its accounts together, in 1/10,000 of the currency; auto: what it needs',
        ),
        holdings: amount.describe('opening holdings of all its accounts together; auto: what it needs'),
      })
      .prefault({})
      .describe('what the manipulator trades with'),
    evasion: evasion.optional().describe('how it hides'),
  };
  return named('practice', registries.practices, common, ({ id: practice }): z.ZodRawShape => {
    const ids = (registries.presets ?? []).filter((one) => one.practice === practice).map((one) => one.id);
    if (ids.length === 0) return {};
    return { preset: z.enum(ids).optional().describe('knobs under a name; what stands beside it comes first') };
  });
}
