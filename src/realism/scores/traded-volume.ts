import { MessageType } from '../../order-flow/index.js';
import { SECOND } from '../../tape/index.js';
import { defineScore } from '../score.js';
import { Values } from '../values.js';

/** Shorter pieces of a second at the ends of a window, in µs, are left out. */
const SHORTEST = 100_000;
const MICROSECONDS = 1_000_000;

/**
 * Quantity executed in every second that has executions, times 60. LOB-Bench's treatment of the first and the last
 * second is kept to the letter: the first counts only when its trades begin in its last tenth, then scaled up to a whole
 * second; the last is scaled by the time of its last trade.
 */
export const volumePerMinute = defineScore({
  id: 'vol-per-min',
  summary: 'executed quantity a second, times 60',
  unit: 'quantity',
  values: ({ messages: { time, type, size }, from, to }, into) => {
    const seconds = new Values();
    let second = -1;
    let quantity = 0;
    let first = -1;
    let last = -1;
    for (let row = from; row < to; row++) {
      if (type[row] !== MessageType.execution) continue;
      const its = Math.floor(time[row] / SECOND);
      if (its !== second) {
        if (second >= 0) seconds.push(quantity);
        second = its;
        quantity = 0;
      }
      quantity += size[row];
      if (first < 0) first = time[row];
      last = time[row];
    }
    if (second < 0) return;
    seconds.push(quantity);
    const { all: volumes } = seconds;
    const started = microseconds(first);
    const ended = microseconds(last);
    if (volumes.length === 1) {
      if (first === last) into.push(volumes[0] * 60);
      else if (ended - started >= SHORTEST) into.push(volumes[0] * (MICROSECONDS / (ended - started)) * 60);
      return;
    }
    if (started >= MICROSECONDS - SHORTEST) into.push((volumes[0] / (1 - started / MICROSECONDS)) * 60);
    for (let at = 1; at < volumes.length - 1; at++) into.push(volumes[at] * 60);
    if (ended >= SHORTEST) into.push(volumes[volumes.length - 1] * (MICROSECONDS / ended) * 60);
  },
});

/** Whole microseconds of the second in which a time lies. */
function microseconds(timeNs: number): number {
  return Math.floor((timeNs % SECOND) / 1000);
}
