import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { MESSAGE_WORDS, MessageQueue } from '../../src/simulation/message-queue.js';

describe('the message queue', () => {
  it('delivers by time and, at one time, in the order of sending, as a stable sort does', () => {
    const step = fc.oneof(
      { weight: 3, arbitrary: fc.integer({ min: 0, max: 9 }) },
      { weight: 2, arbitrary: fc.constant('pop' as const) },
    );
    fc.assert(
      fc.property(fc.array(step, { maxLength: 400 }), (steps) => {
        const queue = new MessageQueue(4);
        const plain: { time: number; ticket: number }[] = [];
        let sent = 0;
        for (const next of steps) {
          if (next !== 'pop') {
            queue.send(next % 3, sent, next, 100 + sent);
            plain.push({ time: next, ticket: sent++ });
          } else if (plain.length > 0) {
            const first = plain.reduce((best, message) => (message.time < best.time ? message : best));
            const slot = queue.nextSlot;
            expect(queue.nextTime).toBe(first.time);
            expect(queue.words[slot * MESSAGE_WORDS + 1]).toBe(first.ticket);
            expect(queue.words[slot * MESSAGE_WORDS]).toBe(first.time % 3);
            expect(queue.causedAt(slot)).toBe(100 + first.ticket);
            queue.pop();
            plain.splice(plain.indexOf(first), 1);
          }
          expect(queue.length).toBe(plain.length);
          if (plain.length === 0) expect(queue.nextTime).toBe(Infinity);
        }
      }),
    );
  });
});
