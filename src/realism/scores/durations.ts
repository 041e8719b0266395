import { MessageType } from '../../order-flow/index.js';
import { log } from '../../random/elementary.js';
import { SECOND } from '../../tape/index.js';
import { defineScore } from '../score.js';

/** What stands for a duration of nothing, whose logarithm there is not, in the score's own unit. */
const NO_TIME = 1e-9;

export const logInterArrivalTime = defineScore({
  id: 'log-inter-arrival-time',
  summary: 'logarithm of the milliseconds between neighbouring messages',
  unit: 'log ms',
  values: ({ messages: { time }, from, to }, into) => {
    for (let row = from + 1; row < to; row++) into.push(log(((time[row] - time[row - 1]) / SECOND) * 1000 || NO_TIME));
  },
});

export const logTimeToCancel = defineScore({
  id: 'log-time-to-cancel',
  summary: 'logarithm of the seconds from an order to its first cancel, for orders born and cancelled in the window',
  unit: 'log s',
  values: ({ messages: { time, type, order }, from, to }, into) => {
    const born = new Map<number, number>();
    for (let row = from; row < to; row++) {
      const id = order[row];
      if (type[row] === MessageType.submission) born.set(id, time[row]);
      else if (type[row] === MessageType.partialCancel || type[row] === MessageType.deletion) {
        const birth = born.get(id);
        if (birth === undefined) continue;
        born.delete(id);
        into.push(log((time[row] - birth) / SECOND || NO_TIME));
      }
    }
  },
});
