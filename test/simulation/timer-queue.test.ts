import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { TimerQueue } from '../../src/simulation/timer-queue.js';

describe('the timer queue', () => {
  it('always knows the earliest timer, the lowest slot among equals, as a plain list does', () => {
    const time = fc.oneof(fc.integer({ min: 0, max: 6 }), fc.constant(Infinity));
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 40 }),
        fc.array(fc.tuple(fc.nat(), time), { maxLength: 300 }),
        (slots, settings) => {
          const queue = new TimerQueue(slots);
          const plain = new Array<number>(slots).fill(Infinity);
          for (const [choice, timeNs] of settings) {
            queue.set(choice % slots, timeNs);
            plain[choice % slots] = timeNs;
            const earliest = Math.min(...plain);
            expect(queue.nextTime).toBe(earliest);
            if (earliest < Infinity) expect(queue.nextSlot).toBe(plain.indexOf(earliest));
          }
        },
      ),
    );
  });
});
