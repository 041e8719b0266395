/**
 * Ordinary traders: the background flow, whose orders its accounts send, and agents that react, one file each.
 * Knows the model's parameters, what an agent may see through its desk, and how anonymous orders get accounts.
 * Must not know who manipulates, what detectors look for, or how a book is kept.
 */
export { type AgentContext, type AgentDefinition, type ClientOrder, defineAgent } from './agent-definition.js';
export { information, latency, seconds } from './agent-parameters.js';
export { type AttributedTape, attributeTape } from './attribution/attribute-tape.js';
export { signMemoryOf, tradeNetwork } from './attribution/attribution-checks.js';
export { buildPopulation, type Population } from './attribution/population.js';
export { createBackground } from './background/background.js';
export { createModelFlow, type ModelFlowOptions } from './flow/model-flow.js';
export { createLimitFlow } from './limit-state/limit-flow.js';
export { type LimitState, ordersToFund } from './limit-state/limit-state.js';
export { RecordedFlow, type RecordedRequests, Request } from './recorded-flow.js';
export { agentDefinitions } from './registry.js';
