import { z } from 'zod';
import { estimateSchema } from '../estimate.js';
import { countedFeatures, measuredFeatures } from './account-features.js';

const normal = (what: string) =>
  z
    .strictObject({
      mean: estimateSchema,
      spread: estimateSchema.describe('standard deviation among the accounts of the class'),
    })
    .nullable()
    .describe(`${what}; normal among the accounts of a class, null where too few show it`);

const beta = (what: string) =>
  z
    .strictObject({ alpha: estimateSchema, beta: estimateSchema, mean: estimateSchema })
    .nullable()
    .describe(`${what}; beta among the accounts of a class, null where no account shows it`);

type Described = Readonly<Record<string, string>>;
const each = <Names extends Described, Law>(features: Names, law: (what: string) => Law) =>
  Object.fromEntries(Object.entries(features).map(([name, what]) => [name, law(what)])) as {
    [Name in keyof Names]: Law;
  };

const accountClassSchema = z.strictObject({
  id: z.string(),
  share: estimateSchema.describe('share of the accounts'),
  measured: z.strictObject(each(measuredFeatures, normal)),
  counted: z.strictObject(each(countedFeatures, beta)),
  direction: estimateSchema.describe(
    "α of the symmetric beta law of an account's share of buys: small where accounts trade one way, large where both",
  ),
  participation: z
    .number()
    .describe('median share of the volume that an account takes part in; an outcome, not fitted'),
});

/** The accounts behind a tape as a mixture of classes: see {@link measuredFeatures} for what they are told apart by. */
export const accountClassesSchema = z.strictObject({
  accounts: z.int().positive().describe('accounts that sent orders in the window'),
  orders: z.int().positive(),
  lot: z.int().positive().describe('quantity units in a lot'),
  criterion: z
    .array(z.strictObject({ classes: z.int().positive(), logLikelihood: z.number(), bic: z.number() }))
    .describe('what each number of classes came to; the least BIC was taken'),
  classes: z.array(accountClassSchema).min(1).describe('largest first'),
});

export type AccountClass = z.infer<typeof accountClassSchema>;
export type AccountClasses = z.infer<typeof accountClassesSchema>;
