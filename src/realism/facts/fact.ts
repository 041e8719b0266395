import type { Blocks } from './blocks.js';

/** A statistic of a block-weighted day: every block counts as often as `weights` say, once without them. */
export type WeightedStatistic = (weights?: ArrayLike<number>) => number;

/** A regularity that real markets show, as one number. */
export interface StylisedFact {
  /** Kebab-case. */
  readonly id: string;
  readonly summary: string;
  /** For people: `ticks`, `s`; empty for a number without one. */
  readonly unit: string;
  /** Looks at the messages once; what it returns is quick, so that a bootstrap can ask often. NaN where there is nothing. */
  readonly measure: (blocks: Blocks) => WeightedStatistic;
}

export function defineFact(fact: StylisedFact): StylisedFact {
  return fact;
}
