import { allRegistries, findScenario, loadScenario, type Scenario } from '../scenario/index.js';
import type { Invocation, Option } from './command.js';
import { text, wholeNumber } from './option-values.js';

/** Options of every command that reads a scenario. */
export const scenarioOptions: Readonly<Record<string, Option>> = {
  root: { summary: 'folder that no path in the scenario may leave; the working folder by default', value: 'folder' },
  seeds: { summary: 'how many seeds, instead of the number in the scenario', value: 'count' },
};

export const scenarioWords = { scenario: 'a scenario file, or the name of one that is shipped' } as const;

/** Reads the scenario that a call names, with what its options say instead. */
export function readScenario(invocation: Invocation): Scenario {
  const seeds = wholeNumber(invocation, 'seeds', { least: 1, most: 100_000 });
  return loadScenario(findScenario(invocation.words['scenario']), {
    registries: allRegistries(),
    root: text(invocation, 'root') ?? process.cwd(),
    ...(seeds === undefined ? {} : { runs: { seeds } }),
  });
}
