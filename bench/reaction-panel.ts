import type {
  ImbalanceMeasure,
  MarketSummary,
  ReactionBand,
  ReactionCurve,
  ReactionOutcome,
} from '../src/fit/index.js';

/** One outcome by deciles of one imbalance: the real hours, the simulated one, and which deciles lie inside the band. */
export interface ReactionPanel {
  readonly measure: ImbalanceMeasure;
  readonly outcome: ReactionOutcome;
  /** Upper edges of the first nine deciles. */
  readonly edges: readonly number[];
  readonly band: ReactionBand;
  readonly simulated: ReactionCurve;
  readonly fitted: ReactionCurve;
  readonly judged: ReactionCurve;
  readonly inside: readonly boolean[];
  readonly insideAroundMean: readonly boolean[];
  readonly fittedInside: readonly boolean[];
  readonly fittedInsideAroundMean: readonly boolean[];
}

/** A window of the real day beside the same window of every simulated one. */
export interface SummaryPair {
  readonly window: readonly [number, number];
  readonly real: MarketSummary;
  readonly simulated: MarketSummary[];
}
