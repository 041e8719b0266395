import { type AgentDefinition, agentDefinitions } from '../agents/index.js';
import { type PracticeDefinition, practiceDefinitions } from '../manipulation/index.js';

/** Every kind of trader and practice that a run may name: those of this program, and those of the scenario's modules. */
export interface Definitions {
  readonly agents: readonly AgentDefinition[];
  readonly practices: readonly PracticeDefinition[];
}

/** Those of this program. */
export const ownDefinitions: Definitions = { agents: agentDefinitions, practices: practiceDefinitions };

/** Those of this program and of modules. */
export function definitionsWith(modules: readonly Definitions[]): Definitions {
  return {
    agents: [...agentDefinitions, ...modules.flatMap(({ agents }) => agents)],
    practices: [...practiceDefinitions, ...modules.flatMap(({ practices }) => practices)],
  };
}

export function practiceOf(
  { practice }: { readonly practice: string },
  { practices }: Definitions = ownDefinitions,
): PracticeDefinition {
  return practices.find(({ id }) => id === practice)!;
}

export function agentOf(
  { agent }: { readonly agent: string },
  { agents }: Definitions = ownDefinitions,
): AgentDefinition {
  return agents.find(({ id }) => id === agent)!;
}
