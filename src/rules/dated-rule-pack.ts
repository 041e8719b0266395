import { z } from 'zod';
import { datedSchema, dateSchema } from './dated-schema.js';
import type { Dated } from './effective.js';
import { feeSchemas, type RuleValues, ruleSchemas } from './rule-pack.js';

/** A venue's rules through time: the data module of a pack. */
export interface DatedRulePack {
  readonly id: string;
  /** One sentence for listings. */
  readonly summary: string;
  /** The first day with rules: the venue's first trading day, or the first that this program knows rules for. */
  readonly firstDay: string;
  /** Whether the venue opened on {@link firstDay}; else it is older than what is known of it. */
  readonly opened: boolean;
  readonly currency: string;
  /** Money of one tick of one quantity unit, in 1/10,000 of the currency. */
  readonly tick: number;
  readonly quantityUnit: string;
  readonly rules: { readonly [Name in Exclude<keyof RuleValues, 'fees'>]: readonly Dated<RuleValues[Name]>[] };
  readonly fees: { readonly [Name in keyof RuleValues['fees']]: readonly Dated<number>[] };
}

const everyRule = <Schemas extends Record<string, z.ZodType>>(schemas: Schemas) =>
  z.strictObject(Object.fromEntries(Object.entries(schemas).map(([name, schema]) => [name, datedSchema(schema)])));

const schema = z
  .strictObject({
    id: z.string().regex(/^[a-z0-9]+(-[a-z0-9]+)*$/),
    summary: z.string().min(1),
    firstDay: dateSchema,
    opened: z.boolean(),
    currency: z.string().length(3),
    tick: z.int().positive(),
    quantityUnit: z.string().min(1),
    rules: everyRule(ruleSchemas),
    fees: everyRule(feeSchemas),
  })
  .superRefine(({ firstDay, rules, fees }, context) => {
    for (const [kind, group] of Object.entries({ rules, fees }))
      for (const [name, values] of Object.entries(group as Record<string, readonly Dated<unknown>[]>)) {
        if (values[0].from > firstDay)
          context.addIssue({
            code: 'custom',
            path: [kind, name],
            message: `known from ${values[0].from}, expected it from the pack's first day ${firstDay}`,
          });
        const { from, to } = values[values.length - 1];
        if (to !== null)
          context.addIssue({
            code: 'custom',
            path: [kind, name],
            message: `the last value, from ${from}, ends on ${to}, expected one without an end`,
          });
      }
  });

/** Checks a data module. @throws an error that names the rule and the days at fault: a pack with a fault is a bug */
export function defineRulePack(pack: DatedRulePack): DatedRulePack {
  const checked = schema.safeParse(pack);
  if (checked.success) return pack;
  const [{ path, message }] = checked.error.issues;
  throw new Error(`rule pack ${pack.id}, ${path.join('.')}: ${message}`);
}
