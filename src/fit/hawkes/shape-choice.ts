import type { FlowRecord } from '../../order-flow/index.js';
import { SECOND } from '../../tape/index.js';
import type { EventSequence } from './event-sequence.js';
import { fitHawkes, hawkesLogLikelihood } from './hawkes-fit.js';
import { multiplierTable, type StateBuckets } from './multiplier-fit.js';
import { shapeKnots, shapeWeights } from './state-reading.js';
import type { FitTargets } from './target-fits.js';

/** Part of the window that candidates are fitted to; the rest judges them. */
const SEEN = 0.75;
/** Few decays, a hundred apart: enough to tell what is burst and what is time of day. */
const COARSE_DECAYS = [0.03, 3, 300];

/**
 * The knots of the day's shape that the data want: those given, or a single one. A shape is kept when the last quarter
 * of the window is likelier under a fit with it to what lies before, its level going on as it last was, than without.
 */
export function chooseShape(
  record: FlowRecord,
  events: EventSequence,
  factors: readonly StateBuckets[],
  apartNs: number,
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
    const shape = shapeWeights(record, knotsNs);
    const { parameters, multipliers } = fitHawkes(seen, {
      decays: COARSE_DECAYS,
      tied: true,
      turns: 2,
      states: { factors, shape },
      fitTargets,
    });
    const table = multiplierTable(judged, factors, shape, multipliers!);
    return hawkesLogLikelihood(judged, parameters, { factors: table, steered: COARSE_DECAYS.length });
  };
  const without = [startNs];
  return score(shapeKnots(startNs, judgedNs, apartNs)) > score(without) ? shapeKnots(startNs, endNs, apartNs) : without;
}
