import { InputError } from '../diagnostics/index.js';
import type { DetectorThresholds } from '../rules/index.js';
import type { AttackSetup, Scenario } from '../scenario/index.js';
import type { InstrumentHeader } from '../tape/index.js';
import { cellsWithHeaders } from './attack-funding.js';
import { type Definitions, practiceOf } from './definitions.js';
import { thresholdsOf } from './thresholds.js';

/**
 * The scenario with sizes in place of what its attacks say, where they hug the thresholds of a test: those that are in
 * force on the first day of the watch.
 * @throws InputError where there is no such test
 */
export function hugThresholds(scenario: Scenario, definitions: Definitions): Scenario {
  const lists = scenario.cells.flatMap(({ attacks, draws }) => [attacks, ...(draws ?? [])]);
  if (!lists.some((attacks) => attacks.some((attack) => partOf(attack) !== undefined))) return scenario;
  const cells = [...cellsWithHeaders(scenario)].map(({ cell, headers }) => {
    const thresholds = thresholdsOf(cell, cell.market.dates[0]);
    const solved = (attacks: readonly AttackSetup[]) =>
      attacks.map((attack) => hugged(attack, headers.get(attack.instrument)!, thresholds, scenario, definitions));
    const draws = cell.draws === undefined ? {} : { draws: cell.draws.map(solved) };
    return { ...cell, attacks: solved(cell.attacks), ...draws };
  });
  return { ...scenario, cells };
}

function hugged(
  attack: AttackSetup,
  instrument: InstrumentHeader,
  thresholds: DetectorThresholds | undefined,
  scenario: Scenario,
  definitions: Definitions,
): AttackSetup {
  const part = partOf(attack);
  const hug = practiceOf(attack, definitions).evasion?.thresholdHug;
  if (part === undefined || hug === undefined) return attack;
  const test = thresholds?.tests[hug.test];
  if (test === undefined)
    throw new InputError(
      `found ${part} of the thresholds of ${hug.test}, which nobody compares with on this market and day, expected it to be left out`,
      scenario.placeOf(`attacks.${attack.id}.evasion.thresholdHug`),
    );
  const solved = hug.solve(part, test.values, attack.parameters, instrument);
  return { ...attack, parameters: { ...attack.parameters, ...solved } };
}

function partOf({ parameters }: AttackSetup): number | undefined {
  return (parameters['evasion'] as { readonly thresholdHug?: number } | undefined)?.thresholdHug;
}
