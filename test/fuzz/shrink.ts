import type { Canary } from './canaries.js';
import { type PlayedDay, replayDay } from './play.js';

/** Leaves steps out as long as the day still fails: halves first, then ever smaller runs, down to single steps. */
export function shrink(day: PlayedDay, canary?: Canary): PlayedDay {
  let smallest = replayDay(day.market, day.steps, canary);
  if (smallest.failure === undefined) return day;
  for (let run = Math.ceil(smallest.steps.length / 2); ; run = Math.ceil(run / 2)) {
    for (let at = 0; at < smallest.steps.length; ) {
      const steps = smallest.steps.filter((_, index) => index < at || index >= at + run);
      const shorter = replayDay(day.market, steps, canary);
      if (shorter.failure === undefined) at += run;
      else smallest = shorter;
    }
    if (run === 1) return smallest;
  }
}
