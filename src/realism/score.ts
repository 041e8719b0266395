import type { MessageWindow } from './sample.js';
import type { Values } from './values.js';

/** What a score's values are counted in, for people. Prices and money are 1/10,000 of the currency, as in LOBSTER files. */
export type ScoreUnit = 'price' | 'quantity' | 'share' | 'level' | 'log ms' | 'log s';

/** A quantity whose distribution is compared between real and simulated messages. */
export interface Score {
  /** Kebab-case. */
  readonly id: string;
  readonly summary: string;
  readonly unit: ScoreUnit;
  /** One bin a value instead of bins of equal width. */
  readonly discrete?: boolean;
  /** Gathers the values of a window. Where a side of the book is empty, prices have no value. */
  readonly values: (window: MessageWindow, into: Values) => void;
}

export function defineScore(score: Score): Score {
  return score;
}
