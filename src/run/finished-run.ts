import type { MarketMeasures } from '../evaluation/index.js';
import type { Alert } from '../surveillance/index.js';
import type { Truth } from '../truth/index.js';

/** What a run leaves behind: small enough to be kept and sent between threads. */
export interface FinishedRun {
  /** That of the day; of several days, SHA-256 over all of theirs. */
  readonly digest: string;
  readonly rows: number;
  readonly days: readonly FinishedDay[];
}

/** What a trading day leaves behind. Alerts, truth and order numbers are the day's; lists are by instrument. */
export interface FinishedDay {
  /** `YYYY-MM-DD`. */
  readonly date: string;
  /** SHA-256 of the tape's canonical bytes, in hexadecimal digits. */
  readonly tapeDigest: string;
  /** SHA-256 over the tape's digest, the alerts and the truth. */
  readonly digest: string;
  readonly rows: number;
  readonly alerts: readonly Alert[];
  readonly truth: Truth;
  /** Changes of wealth over the day, fees taken off: money units and quantity units. */
  readonly positions: Positions;
  /** What the market showed where each attack acts, by attack. */
  readonly measures: Readonly<Record<string, MarketMeasures>>;
  /** Price of the last trade, ticks; the previous close when there was none. */
  readonly lastPriceTicks: readonly number[];
  /** Money units of one tick of one quantity unit. */
  readonly moneyPerTick: readonly number[];
  /** Mid price in half-ticks, one for every second of the window; NaN where a side is empty. */
  readonly midPaths: readonly Float64Array[];
  /** For each rule detector, whether it said exactly what an independent evaluation of the rule says. */
  readonly conformance: readonly ConformanceResult[];
}

export interface Positions {
  readonly attacks: Readonly<Record<string, PositionChange>>;
  readonly others: PositionChange;
  /** The others told apart, by class of account: investors of the background, agents by what they are. */
  readonly classes: Readonly<Record<string, PositionChange>>;
  /** Money units that the venue took. */
  readonly fees: number;
}

export interface PositionChange {
  readonly cash: number;
  /** By instrument. */
  readonly holdings: readonly number[];
}

export interface ConformanceResult {
  readonly detector: string;
  readonly conforms: boolean;
  /** The first difference, in words. */
  readonly difference?: string;
}
