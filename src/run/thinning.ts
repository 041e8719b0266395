import { InputError } from '../diagnostics/index.js';
import type { FlowModel } from '../model/index.js';
import { agentOf, type Definitions, ownDefinitions } from './definitions.js';
import type { GroupSpec } from './run-spec.js';

/** The least that may be left of the fitted marketable flow, so that the market is still the model's. */
const LEAST_LEFT = 0.2;

/**
 * Share of the fitted marketable flow that the background keeps: agents who take bring the rest.
 * @throws InputError when they would bring nearly all of it
 */
export function thinningOf(
  groups: readonly GroupSpec[],
  model: FlowModel,
  definitions: Definitions = ownDefinitions,
): number {
  const taken = groups.reduce(
    (sum, group) =>
      sum + group.count * (agentOf(group, definitions).expectedTakerShare?.(group.parameters, model) ?? 0),
    0,
  );
  if (taken <= 1 - LEAST_LEFT) return 1 - taken;
  throw new InputError(
    `the agents would send ${Math.round(100 * taken)} % of the marketable flow, expected at most ${100 * (1 - LEAST_LEFT)} %`,
    { path: 'agents' },
  );
}
