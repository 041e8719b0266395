import type { Estimate } from '../../model/index.js';
import { rateOf } from './rates.js';

/** Events that a bin must be expected to have for a rate of its own. */
const FEWEST_EXPECTED = 10;

/**
 * Rates over bins of a size, from events and time in each. Neighbouring bins share a rate until ten events are to be
 * expected of them at the mean rate: a state seen for a moment is nearly always left by an event, so alone it would seem
 * to have an immense rate, and one never seen would have none.
 * @param meanRate - of all bins, for a queue that was never in any of them
 */
export function pooledRates(events: readonly number[], seconds: readonly number[], meanRate: number): Estimate[] {
  const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0);
  const [count, time] = [sum(events), sum(seconds)];
  if (time === 0) return events.map(() => ({ value: meanRate, standardError: meanRate }));
  const enough = FEWEST_EXPECTED / (Math.max(1, count) / time);
  const ends: number[] = [];
  let pooled = 0;
  for (let bin = 0; bin < events.length; bin++) {
    pooled += seconds[bin];
    if (pooled < enough) continue;
    ends.push(bin + 1);
    pooled = 0;
  }
  // What is left over at the end joins the pool before it.
  if (ends.length === 0) ends.push(events.length);
  else ends[ends.length - 1] = events.length;
  let from = 0;
  return ends.flatMap((end) => {
    const rate = rateOf(sum(events.slice(from, end)), sum(seconds.slice(from, end)));
    const bins = end - from;
    from = end;
    return Array.from({ length: bins }, () => rate);
  });
}
