import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { BatchQueue, BatchWord } from '../../../src/agents/background/batch-queue.js';
import { OrderPool } from '../../../src/agents/background/order-pool.js';

const time = fc.integer({ min: 0, max: 1000 });

describe('OrderPool', () => {
  it('brings up groups by their times, through adding, postponing, removing and growing', () => {
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.constantFrom('add', 'postpone', 'remove', 'join'), time), { maxLength: 300 }),
        (steps) => {
          const pool = new OrderPool();
          const expected: { due: number; tickets: number[] }[] = [];
          let ticket = 0;
          for (const [what, due] of steps) {
            expected.sort((a, b) => a.due - b.due);
            // Equal times may come up in any order: a unique fraction tells them apart.
            const unique = due + ticket / 1e6;
            if (what === 'add' || expected.length === 0) {
              pool.add(ticket, 0, 100, 0, unique, 1);
              expected.push({ due: unique, tickets: [ticket] });
            } else if (what === 'postpone') {
              pool.postpone(unique, 1);
              expected[0].due = unique;
            } else if (what === 'join') {
              pool.join(pool.nextSlot, ticket);
              expected[0].tickets.push(ticket);
            } else {
              pool.removeNext();
              expected.shift();
            }
            ticket++;
            expected.sort((a, b) => a.due - b.due);
            expect(pool.count).toBe(expected.length);
            expect(pool.nextDue).toBe(expected.length === 0 ? Infinity : expected[0].due);
            if (expected.length === 0) continue;
            const tickets: number[] = [];
            for (let order = pool.firstOrderOf(pool.nextSlot); order !== -1; order = pool.orderAfter(order))
              tickets.push(pool.ticketOf(order));
            expect(tickets.sort((a, b) => a - b)).toEqual(expected[0].tickets);
          }
        },
      ),
    );
  });

  it('keeps thousands, recycles slots under new numbers, and restores order after a change of all', () => {
    const pool = new OrderPool();
    for (let i = 0; i < 5000; i++) pool.add(i, i & 1, i, i, (i * 7919) % 5003, 1);
    for (let place = 0; place < pool.count; place++) {
      const slot = pool.slotAt(place);
      pool.setDue(slot, -pool.priceOf(slot), 2);
    }
    pool.reorder();
    const slot = pool.nextSlot;
    const number = pool.numberOf(slot);
    const seen: number[] = [];
    while (pool.count > 0) {
      seen.push(pool.ticketOf(pool.firstOrderOf(pool.nextSlot)));
      pool.removeNext();
    }
    expect(seen).toEqual(Array.from({ length: 5000 }, (_, i) => 4999 - i));
    expect(pool.numberOf(slot)).toBe(-1);
    expect(pool.add(1, 0, 1, 0, 1, 1)).toBeGreaterThanOrEqual(0);
    expect(pool.numberOf(pool.nextSlot)).toBeGreaterThan(number);
  });
});

describe('BatchQueue', () => {
  it('brings up batches by time and keeps their words', () => {
    fc.assert(
      fc.property(fc.array(time, { minLength: 1, maxLength: 200 }), (times) => {
        const queue = new BatchQueue();
        for (const [i, due] of times.entries()) queue.add(due, i, 2, i & 1, 100 + i, 0, i, -1, -1);
        let last = -1;
        for (let left = times.length; left > 0; left--) {
          expect(queue.nextTime).toBeGreaterThanOrEqual(last);
          last = queue.nextTime;
          const batch = queue.next(BatchWord.clock);
          expect(times[batch]).toBe(last);
          expect(queue.next(BatchWord.price)).toBe(100 + batch);
          queue.setNext(BatchWord.left, 1);
          expect(queue.next(BatchWord.left)).toBe(1);
          queue.remove();
        }
        expect(queue.nextTime).toBe(Infinity);
      }),
    );
  });

  it('lets a batch go on later', () => {
    const queue = new BatchQueue();
    queue.add(1, 0, 5, 0, 10, 0, 0, -1, -1);
    queue.add(2, 1, 5, 0, 10, 0, 0, -1, -1);
    queue.postpone(3);
    expect([queue.nextTime, queue.next(BatchWord.clock)]).toEqual([2, 1]);
    queue.clear();
    expect(queue.count).toBe(0);
  });
});
