import * as z from 'zod';
import { agentDefinitions } from '../agents/index.js';
import { practiceDefinitions, presets } from '../manipulation/index.js';
import { ruleOverridesSchema, venueSummaries } from '../rules/index.js';
import { detectorDefinitions } from '../surveillance/index.js';
import { shippedModels } from './package-files.js';
import type { Definition, Registries } from './registry-shape.js';

/** Everything that this program has to offer to a scenario. */
export function allRegistries(): Registries {
  return {
    venues: venueSummaries,
    ruleOverrides: ruleOverridesSchema,
    models: shippedModels().map((id) => ({ id, summary: 'shipped with Touchstone' })),
    agents: agentDefinitions.map(asDefinition),
    practices: practiceDefinitions,
    presets,
    detectors: detectorDefinitions.map((detector) => ({ ...asDefinition(detector), rule: detector.rule })),
  };
}

function asDefinition({ id, summary, parameters }: { id: string; summary: string; parameters: z.ZodType }): Definition {
  if (!(parameters instanceof z.ZodObject)) throw new Error(`the parameters of ${id} are no object schema`);
  return { id, summary, parameters };
}
