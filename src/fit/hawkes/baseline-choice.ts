import type { FlowRecord } from '../../order-flow/index.js';
import { MINUTE, SECOND } from '../../tape/index.js';
import type { EventSequence } from './event-sequence.js';
import { fitHawkes, hawkesLogLikelihood } from './hawkes-fit.js';
import { multiplierTable, type StateBuckets } from './multiplier-fit.js';
import { baselineHats } from './state-reading.js';
import type { FitTargets } from './target-fits.js';

/** Part of the window that candidates are fitted to; the rest judges them. */
const SEEN = 0.75;
/** Few decays, a hundred apart: enough to tell what is burst and what is time of day. */
const COARSE_DECAYS = [0.03, 3, 300];
/** Lengths of the stretches that are tried: the slowest kernel must not reach far into one, or both explain the same. */
const STRETCHES = [30 * MINUTE, 15 * MINUTE];

/**
 * The knots of the baseline that the data want: one a stretch, or a single one. Of no change and of stretches of several
 * lengths, the one is taken under which the last quarter of the window is likeliest, fitted to what lies before, its
 * level going on as it last was.
 */
export function chooseBaseline(
  record: FlowRecord,
  events: EventSequence,
  factors: readonly StateBuckets[],
  tied: boolean,
  fitTargets: FitTargets | undefined,
): number[] {
  const { startNs, endNs } = record;
  const judgedNs = startNs + Math.round((SEEN * (endNs - startNs)) / SECOND) * SECOND;
  const judgedFrom = judgedNs / SECOND;
  let first = events.first;
  while (first < events.count && events.seconds[first] < judgedFrom) first++;
  const seen = { ...events, count: first, end: judgedFrom };
  const judged = { ...events, first, start: judgedFrom };
  const score = (knotsNs: readonly number[]) => {
    const hats = baselineHats(record, knotsNs);
    const options = { decays: COARSE_DECAYS, tied, turns: 2, factors, hats, fitTargets };
    const { parameters, multipliers } = fitHawkes(seen, options);
    const table = multiplierTable(judged, factors, multipliers!);
    return hawkesLogLikelihood(judged, parameters, { factors: table, hats });
  };
  const constant = baselineKnots(startNs, endNs);
  let [best, knots] = [score(constant), constant];
  for (const stretchNs of STRETCHES) {
    const seenKnots = baselineKnots(startNs, judgedNs, stretchNs);
    const found = seenKnots.length > 1 ? score(seenKnots) : -Infinity;
    if (found > best) [best, knots] = [found, baselineKnots(startNs, endNs, stretchNs)];
  }
  return knots;
}

/** Centres of stretches about so long: the level before the first and after the last is that of a whole stretch. */
export function baselineKnots(startNs: number, endNs: number, stretchNs = Infinity): number[] {
  const stretches = Math.max(1, Math.round((endNs - startNs) / stretchNs));
  return Array.from(
    { length: stretches },
    (_, i) => startNs + Math.round(((endNs - startNs) * (i + 0.5)) / stretches / SECOND) * SECOND,
  );
}
