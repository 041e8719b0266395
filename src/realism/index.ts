/**
 * Realism: how far a simulated market lies from a real one, judged by the messages of both as LOB-Bench judges them, by
 * responses to events, and by stylised facts; always beside real against real.
 * Knows messages, books and statistics. Must not know models, agents, or which side it would like to win.
 */
export { type ConditionalOverlay, type ConditionPoint, conditionalOverlays } from './conditional-overlay.js';
export type { DiscriminatorResult } from './discriminator.js';
export { Blocks } from './facts/blocks.js';
export type { WeightedStatistic } from './facts/fact.js';
export { facts } from './facts/registry.js';
export {
  type FactOptions,
  type FactValue,
  type FactVerdict,
  judgeFacts,
  stylisedFacts,
} from './facts/stylised-facts.js';
export { BlockSums, type BlockValue, ratio, weightedQuantile } from './facts/weighted.js';
export type { HorizonResult } from './horizons.js';
export { type ImpactComparison, type ImpactCurve, type ImpactResult, impactEvents } from './impact.js';
export { floor, type JudgeOptions, judge } from './judge.js';
export { type Overlay, overlays } from './overlay.js';
export { alternate, type MessageWindow, type Sample, WINDOW_LENGTH, type WindowOptions, windowsOf } from './sample.js';
export type { LossSummary, SampleSize, Scorecard, ScoreGroup, ScoreResult } from './scorecard.js';
export { scores } from './scores/registry.js';
