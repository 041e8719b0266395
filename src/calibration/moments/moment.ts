import { log } from '../../random/index.js';
import type { Blocks, WeightedStatistic } from '../../realism/index.js';

/** A number by which a simulated stretch of a market is held against a real one. */
export interface Moment {
  /** Kebab-case; what `moments:` of a calibration file names. */
  readonly id: string;
  readonly summary: string;
  /**
   * Looks at a stretch once. Rates, quantities and durations come as logarithms: what a parameter does to them is then
   * nearly linear, and their noise nearly the same everywhere. NaN where there is nothing to measure.
   */
  readonly measure: (blocks: Blocks) => WeightedStatistic;
}

export function defineMoment(moment: Moment): Moment {
  return moment;
}

/** The logarithm of a statistic; NaN unless it is positive. */
export function logarithm(statistic: WeightedStatistic): WeightedStatistic {
  return (weights) => {
    const value = statistic(weights);
    return value > 0 ? log(value) : Number.NaN;
  };
}
