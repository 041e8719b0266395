/**
 * The package's door for agents and practices of one's own: what a module needs that a scenario names under `modules`.
 * Knows how traders are declared, what they see and send, and how a practice writes its truth.
 * Must not lead to the book, the ledger, the tape or who else trades: a trader has none of them.
 */
export { z } from 'zod';
export {
  type AgentContext,
  type AgentDefinition,
  defineAgent,
  information,
  latency,
  seconds,
} from './agents/index.js';
export { InputError } from './diagnostics/index.js';
export {
  attackWindow,
  CampaignRecord,
  cashToBuy,
  definePractice,
  flatKnobs,
  type Manipulator,
  type PracticeContext,
  type PracticeDefinition,
  tradingSpans,
} from './manipulation/index.js';
export { exponential, integerBelow, lognormal, normal, type Stream } from './random/index.js';
export {
  type Agent,
  type Desk,
  type InformationSet,
  type Latency,
  type MarketView,
  type OrderReport,
  ReportKind,
} from './simulation/index.js';
export { HOUR, type InstrumentHeader, MINUTE, OrderType, Phase, SECOND, Side, UNKNOWN } from './tape/index.js';
export type { Campaign } from './truth/index.js';
