/**
 * The parameter file of the background and the intensities it means.
 * Knows its schema, the laws it is made of, and how a state of the market turns into rates.
 * Must not know tapes of its own making, books, or who trades.
 */
export { type AccountClass, type AccountClasses, accountClassesSchema } from './accounts/account-classes.js';
export {
  type CountedFeature,
  countedNames,
  logFeatures,
  type MeasuredFeature,
  measuredNames,
} from './accounts/account-features.js';
export { MetaorderLength } from './accounts/metaorder-length.js';
export type { OrderSplitting, OrderSplittings } from './accounts/order-splitting.js';
export { ownerMemory, SIGN_LAGS, signMemory } from './accounts/sign-lags.js';
export { Activity } from './activity.js';
export { type ArrivalType, arrivalTypes, BATCH_GAP_NS, LARGE_BATCH, NEAR_TICKS } from './arrival-types.js';
export { BackgroundModel, type ExpectedTaking } from './background-model.js';
export {
  ContStoikovTalreja,
  type ContStoikovTalrejaFile,
  contStoikovTalrejaSchema,
} from './baselines/cont-stoikov-talreja.js';
export { QueueReactive, type QueueReactiveFile, queueReactiveSchema } from './baselines/queue-reactive.js';
export type { TypicalBook } from './baselines/typical-book.js';
export { ZeroIntelligence, type ZeroIntelligenceFile, zeroIntelligenceSchema } from './baselines/zero-intelligence.js';
export { CancelHazard } from './cancel-hazard.js';
export { AGE_EDGES_SECONDS, binOf, DISTANCE_EDGES_TICKS } from './cancellation.js';
export type { Decision } from './decision.js';
export { DiscreteLognormal } from './discrete-lognormal.js';
export { Displacement } from './displacement.js';
export { type Estimate, estimate, sixDigits } from './estimate.js';
export { type FlowModel, type FlowModelFile, loadModel } from './flow-model.js';
export {
  bucketOf,
  FLOW_TYPES,
  type FlowKind,
  flowKinds,
  flowTypeNames,
  ownImbalance,
  type StateFactor,
  stateFactors,
} from './hawkes/flow-types.js';
export { HawkesClock } from './hawkes/hawkes-clock.js';
export { type HawkesFile, hawkesSchema } from './hawkes/hawkes-file.js';
export { HawkesModel } from './hawkes/hawkes-model.js';
export type { HiddenLevelsFile } from './hawkes/hidden-levels.js';
export { KernelSums } from './hawkes/kernel-sums.js';
export { OrderMemory, type OrderMemoryFile, orderZone, REPLACEMENT_REACH } from './hawkes/order-memory.js';
export { UsualSpread } from './hawkes/usual-spread.js';
export { IntradayShape } from './intraday-shape.js';
export {
  type LogLogistic,
  logLogisticDistribution,
  logLogisticProbability,
  logLogisticQuantile,
} from './log-logistic.js';
export {
  imbalance,
  isWall,
  SPREAD_BUCKETS,
  STATE_BUCKETS,
  spreadBucket,
  stateBucket,
  WALL_BUCKETS,
  wallHeight,
} from './market-state.js';
export { type BatchSize, Marks } from './marks.js';
export {
  type MarksFile,
  type ModelFile,
  modelFileSchema,
  type QuantityMixtureFile,
  type TickLawFile,
} from './model-file.js';
export { MODEL_VERSION } from './model-header.js';
export { modelText } from './model-text.js';
export { OpenBatches } from './open-batches.js';
export { QuantityLaw } from './quantity-law.js';
export { SignMemory } from './sign-memory.js';
export { TickLaw } from './tick-law.js';
