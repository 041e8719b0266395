/**
 * From a tape to a model: rates, placement, quantities, cancellation, reaction, each with its standard error.
 * Knows order flow and the equations of the model; deterministic to the byte.
 * Must not know files, simulation, or the half of the data by which a fit is judged.
 */

export { twoSidedness } from './accounts/direction-law.js';
export { type AccountFit, type AccountFitOptions, fitAccounts } from './accounts/fit-accounts.js';
export { fitOrderSplittings } from './accounts/order-splitting.js';
export { baselineLikelihood } from './baselines/baseline-likelihood.js';
export type { BaselineOptions } from './baselines/baseline-sample.js';
export { type Baselines, fitBaselines } from './baselines/baselines.js';
export { type FitOptions, fit } from './fit.js';
export { type FlowFit, flowFits } from './flow-fits.js';
export { fitHawkesModel, type HawkesFitOptions } from './hawkes/fit-hawkes.js';
export { type HawkesReading, readHawkes } from './hawkes/hawkes-likelihood.js';
export { type FitTargets, fitUntaken, type PlacedFit, type TargetSource } from './hawkes/target-fits.js';
export type { RestingSnapshot } from './latent-depth-fit.js';
export {
  type Likelihood,
  LikelihoodSum,
  likelihood,
  PoissonIntensity,
  type RecordIntensity,
} from './likelihood.js';
export { type MarketSummary, summariseMarket } from './market-summary.js';
export { modelLikelihood } from './model-likelihood.js';
export { type FittedDay, fitDays, type PooledFit, refuseStranger } from './pooling/fit-days.js';
export {
  decileEdges,
  type ImbalanceMeasure,
  observeReaction,
  type ReactionBand,
  type ReactionCurve,
  type ReactionOutcome,
  type ReactionSample,
  reactionBand,
  reactionCurve,
} from './reaction.js';
