/** An estimate with the ends of its confidence interval. */
export interface Interval {
  readonly estimate: number;
  readonly lower: number;
  readonly upper: number;
}

/** Confidence of every interval that is not told otherwise: two-sided 95 %. */
export const CONFIDENCE = 0.95;
