import type { Dated } from './effective.js';

/** One test of a supervisor through time: the numbers that its conditions compare with. */
export interface DatedThresholdTest {
  /** `fd-c`. */
  readonly id: string;
  /** What the rule calls it. */
  readonly article: string;
  /** The same in Chinese. */
  readonly articleChinese: string;
  readonly values: Readonly<Record<string, readonly Dated<number>[]>>;
}

/** The tests of a market's supervisor: the data module of a threshold pack. */
export interface DatedThresholds {
  readonly id: string;
  readonly tests: readonly DatedThresholdTest[];
}
