import { InputError } from '../diagnostics/index.js';
import { likelihood, PoissonIntensity } from '../fit/index.js';
import { readFlowRecord } from '../order-flow/index.js';
import { fitCandidate, likelyKinds } from './candidates.js';
import type { HalvedDay } from './halved-day.js';

/** How likely kinds of models that saw the first half of a day hold the second to be. */
export interface HalfDayScores {
  readonly startNs: number;
  readonly middleNs: number;
  readonly endNs: number;
  /** Nats per event; the first kind is the constant rate of each type. */
  readonly scores: readonly { readonly kind: string; readonly perEvent: number }[];
  /** Kinds for which the half has too little, and of what. */
  readonly leftOut: readonly string[];
}

/** Fits every kind that has a likelihood to the first half of a day and judges it by the second. */
export function halfDayScores(day: HalvedDay): HalfDayScores {
  const { tape, instrument, startNs, middleNs, endNs } = day;
  const rates = new PoissonIntensity(readFlowRecord(tape, instrument, { startNs, endNs: middleNs }));
  const judged = readFlowRecord(tape, instrument, { startNs: middleNs, endNs });
  const scores = [{ kind: 'constant rates', perEvent: likelihood(judged, rates).perEvent }];
  const leftOut: string[] = [];
  for (const kind of likelyKinds)
    try {
      const candidate = fitCandidate(day, kind, kind);
      if (candidate.likelihood !== undefined) scores.push({ kind, perEvent: candidate.likelihood });
    } catch (error) {
      if (!(error instanceof InputError)) throw error;
      leftOut.push(`${kind}: ${error.problem}`);
    }
  return { startNs, middleNs, endNs, scores, leftOut };
}
