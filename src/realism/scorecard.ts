import type { Interval } from '../statistics/index.js';
import type { DiscriminatorResult } from './discriminator.js';
import type { HorizonResult } from './horizons.js';
import type { ImpactComparison } from './impact.js';
import type { ScoreUnit } from './score.js';

/** One side of a comparison. */
export interface SampleSize {
  readonly windows: number;
  readonly messages: number;
  /** Messages behind which a side of the book is empty: their prices are in no score, and a simulation with any fails. */
  readonly emptySides: number;
}

/** How one score's distribution differs. */
export interface ScoreResult {
  readonly id: string;
  readonly summary: string;
  readonly unit: ScoreUnit;
  readonly realValues: number;
  readonly simulatedValues: number;
  /** Total variation, 0 to 1, with the block-bootstrap interval by window. */
  readonly l1: Interval;
  /** Wasserstein-1 in pooled standard deviations; NaN where a side has no value. */
  readonly wasserstein: Interval;
}

/** A loss over several scores; those without one are left out. */
export interface LossSummary {
  readonly mean: Interval;
  readonly median: Interval;
  /** Mean of the scores between the quartiles. */
  readonly interquartileMean: Interval;
}

/** A group of scores, one by one and together. */
export interface ScoreGroup {
  readonly scores: readonly ScoreResult[];
  readonly l1: LossSummary;
  readonly wasserstein: LossSummary;
}

/** What judging a simulation against real messages comes to. */
export interface Scorecard {
  readonly real: SampleSize;
  readonly simulated: SampleSize;
  /** Whether no side of the simulated book was ever empty. */
  readonly gate: boolean;
  readonly unconditional: ScoreGroup;
  readonly conditional: ScoreGroup;
  readonly impact: ImpactComparison;
  readonly horizons: readonly HorizonResult[];
  /** Undefined unless it was asked for, or where windows are too few. */
  readonly discriminator: DiscriminatorResult | undefined;
}
