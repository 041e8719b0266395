import { didYouMean, InputError } from '../diagnostics/index.js';
import { type RulePack, ruleSchemas, ruleValuesSchema } from './rule-pack.js';
import type { RuleOverrides } from './written-rules.js';

/**
 * The pack with some values changed, under the version `…+overrides`.
 * @throws {@link InputError} for a rule that does not exist or a value that it cannot have
 */
export function withOverrides(pack: RulePack, overrides: RuleOverrides): RulePack {
  const names = Object.keys(overrides);
  if (names.length === 0) return pack;
  const sources = { ...pack.sources };
  for (const name of names) {
    if (!(name in ruleSchemas) && name !== 'fees')
      throw new InputError(
        `there is no rule "${name}" in ${pack.id}`,
        { path: name },
        didYouMean(name, [...Object.keys(ruleSchemas), 'fees']),
      );
    const keys = name === 'fees' ? Object.keys(overrides.fees ?? {}).map((fee) => `fees.${fee}`) : [name];
    for (const key of keys)
      sources[key] = { from: pack.effectiveFrom, to: null, provenance: 'set by the scenario', confidence: 'choice' };
  }
  const values = Object.fromEntries(Object.keys(ruleSchemas).map((name) => [name, pack[name as keyof RulePack]]));
  const checked = ruleValuesSchema.safeParse({ ...values, ...overrides, fees: { ...pack.fees, ...overrides.fees } });
  if (!checked.success) {
    const [issue] = checked.error.issues;
    throw new InputError(`a rule of ${pack.id} cannot have this value: expected ${issue.message}`, {
      path: issue.path.join('.'),
    });
  }
  return { ...pack, ...checked.data, version: `${pack.version}+overrides`, sources };
}
