import type { AgentDefinition } from './agent-definition.js';

/** Every kind of trader that a scenario can name. */
export const agentDefinitions: readonly AgentDefinition[] = [];
