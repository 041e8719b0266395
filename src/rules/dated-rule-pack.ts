import { z } from 'zod';
import { datedSchema } from './dated-schema.js';
import type { Dated } from './effective.js';
import { feeSchemas, type RuleValues, ruleSchemas } from './rule-pack.js';

/** A venue's rules through time: the data module of a pack. */
export interface DatedRulePack {
  readonly id: string;
  /** One sentence for listings. */
  readonly summary: string;
  readonly currency: string;
  readonly tick: number;
  readonly quantityUnit: string;
  readonly rules: { readonly [Name in Exclude<keyof RuleValues, 'fees'>]: readonly Dated<RuleValues[Name]>[] };
  readonly fees: { readonly [Name in keyof RuleValues['fees']]: readonly Dated<number>[] };
}

const everyRule = <Schemas extends Record<string, z.ZodType>>(schemas: Schemas) =>
  z.strictObject(Object.fromEntries(Object.entries(schemas).map(([name, schema]) => [name, datedSchema(schema)])));

const schema = z.strictObject({
  id: z.string().regex(/^[a-z0-9]+(-[a-z0-9]+)*$/),
  summary: z.string().min(1),
  currency: z.string().length(3),
  tick: z.int().positive(),
  quantityUnit: z.string().min(1),
  rules: everyRule(ruleSchemas),
  fees: everyRule(feeSchemas),
});

/** Checks a data module. @throws an error that names the value at fault: a pack with a fault is a bug */
export function defineRulePack(pack: DatedRulePack): DatedRulePack {
  schema.parse(pack);
  return pack;
}
