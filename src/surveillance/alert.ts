import type { Evidence } from './evidence.js';

/** What a detector has to say about one investor in one instrument over one episode. */
export interface Alert {
  /** `fd-c-3`: the detector and the alert's number among its alerts of the day. */
  readonly alertId: string;
  readonly detector: string;
  readonly detectorVersion: number;
  /** Version of the thresholds in force, `szse-chinext@2023-08-28`. */
  readonly rulePack: string;
  /** Id of the practice that it looks like most. */
  readonly practice: string;
  readonly instrument: number;
  /** Side of the orders complained of: 0 buy, 1 sell, −1 both. */
  readonly side: number;
  /** In ascending order; empty when the tape names nobody. */
  readonly accounts: readonly number[];
  readonly startNs: number;
  readonly endNs: number;
  /** When it first fired; for a near miss, when it first came half way. */
  readonly emittedNs: number;
  /** Least margin over the numeric conditions: it fires from 1 on; near misses are kept from 0.5 on. */
  readonly score: number;
  readonly evidence: readonly Evidence[];
  /** Orders complained of, in ascending order; at most {@link MAXIMUM_ORDERS}. */
  readonly orders: readonly number[];
  /** `absolute`, or the factors on the thresholds. */
  readonly scale: string;
}

/** Orders that an alert names at most. */
export const MAXIMUM_ORDERS = 256;

/** Score from which an alert counts as one; below it is a near miss. */
export const FIRES_FROM = 1;

/** Score from which an alert is kept. */
export const KEPT_FROM = 0.5;

/** Whether every condition held. */
export function fired(alert: Alert): boolean {
  return alert.score >= FIRES_FROM;
}
