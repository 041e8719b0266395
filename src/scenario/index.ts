/**
 * The scenario file: its schema, how it is read and checked, its sweep and its expectations.
 * Knows YAML, places in files, what every registry lists, and the rules of the day a scenario names.
 * Must not know how a run is done, where results go, or what a terminal is.
 */
export {
  type Comparison,
  type Expectation,
  type ExpectationScope,
  type MetricName,
  metrics,
  parseExpectation,
} from './expectation.js';
export { type LoadOptions, loadScenario } from './load-scenario.js';
export type { LoadedModule } from './loaded-module.js';
export { importModule, readModules } from './modules.js';
export {
  fileInsideRoot,
  findScenario,
  pathInsideRoot,
  shippedModel,
  shippedModels,
  shippedScenarios,
} from './package-files.js';
export { allRegistries } from './registries.js';
export type { Definition, Registries } from './registry-shape.js';
export type {
  AccountSetup,
  AgentSetup,
  AttackSetup,
  Attribution,
  Cell,
  InstrumentSetup,
  LookalikeSetup,
  MarketSetup,
  ModelReference,
  NewsSetup,
  OpeningBook,
  Parameters,
  RunPlan,
  Scenario,
  SurveillanceSetup,
} from './scenario.js';
export { scenarioJsonSchema } from './schema.js';
