import type { Provenance } from './effective.js';
import type { RulePack } from './rule-pack.js';

/** One value of a pack with where it comes from, for a listing. */
interface RuleRow extends Provenance {
  /** `limitRate`, `fees.commission`. */
  readonly name: string;
  readonly value: unknown;
}

/** Every value of a pack in force, in the order of the pack. */
export function explainRules(pack: RulePack): RuleRow[] {
  return Object.entries(pack.sources).map(([name, source]) => ({ name, value: lookUp(pack, name), ...source }));
}

function lookUp(pack: RulePack, name: string): unknown {
  return name.split('.').reduce<unknown>((value, key) => (value as Record<string, unknown>)[key], pack);
}
