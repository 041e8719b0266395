import { allRegistries, findScenario, loadScenario, readModules, type Scenario } from '../scenario/index.js';
import type { Invocation, Option } from './command.js';
import { text, wholeNumber } from './option-values.js';

/** Options of every command that reads a scenario. */
export const scenarioOptions: Readonly<Record<string, Option>> = {
  root: { summary: 'folder that no path in the scenario may leave; the working folder by default', value: 'folder' },
  'allow-code': { summary: 'read the modules that the scenario names, which is to trust their code' },
  seeds: { summary: 'how many seeds, instead of the number in the scenario', value: 'count' },
};

export const scenarioWords = { scenario: 'a scenario file, or the name of one that is shipped' } as const;

/** Reads the scenario that a call names, with what its options say instead. */
export async function readScenario(invocation: Invocation): Promise<Scenario> {
  const seeds = wholeNumber(invocation, 'seeds', { least: 1, most: 100_000 });
  const file = findScenario(invocation.words['scenario']);
  const root = text(invocation, 'root') ?? process.cwd();
  const modules = await readModules(file, { root, allowCode: invocation.flags.has('allow-code') });
  return loadScenario(file, {
    registries: allRegistries(),
    root,
    modules,
    ...(seeds === undefined ? {} : { runs: { seeds } }),
  });
}
