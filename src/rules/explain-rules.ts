import type { Provenance } from './effective.js';
import { feeSchemas, type RulePack, ruleSchemas } from './rule-pack.js';
import { writtenRule } from './written-rules.js';

type RuleName = keyof typeof ruleSchemas;
type FeeName = keyof typeof feeSchemas;

/** One value of a pack with where it comes from, for a listing. */
export interface RuleRow extends Provenance {
  /** As a scenario names it under `market.rules`: `limitRates`, `fees.commission`. */
  readonly name: string;
  /** As a scenario would write it. */
  readonly value: unknown;
  /** What the rule says, in one sentence. */
  readonly meaning: string;
}

/** Every value of a pack in force, in the order of the pack. */
export function explainRules(pack: RulePack): RuleRow[] {
  return Object.entries(pack.sources).map(([key, source]) => {
    const [kind, fee] = key.split('.');
    const schema = fee === undefined ? ruleSchemas[kind as RuleName] : feeSchemas[fee as FeeName];
    const [name, value] =
      fee === undefined ? writtenRule(kind as RuleName, pack[kind as RuleName]) : [key, pack.fees[fee as FeeName]];
    return { name, value, meaning: schema.description!, ...source };
  });
}
