import type { Provenance } from './effective.js';
import type { RulePack, ruleSchemas } from './rule-pack.js';
import { writtenRule } from './written-rules.js';

/** One value of a pack with where it comes from, for a listing. */
export interface RuleRow extends Provenance {
  /** As a scenario names it under `market.rules`: `limitRates`, `fees.commission`. */
  readonly name: string;
  /** As a scenario would write it. */
  readonly value: unknown;
}

/** Every value of a pack in force, in the order of the pack. */
export function explainRules(pack: RulePack): RuleRow[] {
  return Object.entries(pack.sources).map(([key, source]) => {
    const [kind, fee] = key.split('.');
    if (fee !== undefined) return { name: key, value: pack.fees[fee as keyof RulePack['fees']], ...source };
    const [name, value] = writtenRule(kind as keyof typeof ruleSchemas, pack[kind as keyof RulePack]);
    return { name, value, ...source };
  });
}
