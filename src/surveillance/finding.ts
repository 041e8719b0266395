import type { Evidence } from './evidence.js';

/** What a detector reports; the engine joins findings on the same suspect into one alert an episode. */
export interface Finding {
  /** Whom it is about, by a number that the detector chooses: an investor, or an order of nobody known. */
  readonly suspect: number;
  readonly practice: string;
  readonly instrument: number;
  /** 0 buy, 1 sell, −1 both. */
  readonly side: number;
  readonly accounts: readonly number[];
  readonly orders: readonly number[];
  /** When what it is about began. */
  readonly startNs: number;
  /** When it ended. */
  readonly endNs: number;
  readonly evidence: readonly Evidence[];
}
