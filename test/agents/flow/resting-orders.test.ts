import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { RestingOrders } from '../../../src/agents/flow/resting-orders.js';

describe('RestingOrders', () => {
  it('knows its orders by side and price as a plain list does, whatever comes and goes', () => {
    const step = fc.record({
      side: fc.nat(1),
      price: fc.integer({ min: 1, max: 9000 }),
      remove: fc.boolean(),
      pick: fc.nat(),
    });
    fc.assert(
      fc.property(fc.array(step, { maxLength: 300 }), (steps) => {
        const orders = new RestingOrders();
        const plain: { ticket: number; side: number; price: number }[] = [];
        for (const [ticket, { side, price, remove, pick }] of steps.entries()) {
          if (remove && plain.length > 0) {
            const [gone] = plain.splice(pick % plain.length, 1);
            orders.remove(orders.slotOf(gone.ticket));
            expect(orders.slotOf(gone.ticket)).toBe(-1);
          } else {
            orders.add(ticket, side, price);
            plain.push({ ticket, side, price });
          }
        }
        for (const side of [0, 1]) {
          const own = plain.filter((order) => order.side === side);
          expect(orders.count(side)).toBe(own.length);
          const row = Array.from({ length: own.length }, (_, place) => orders.ticketOf(orders.at(side, place)));
          expect(row.sort()).toEqual(own.map(({ ticket }) => ticket).sort());
          for (const price of new Set(own.map((order) => order.price))) {
            const there = own.filter((order) => order.price === price).map(({ ticket }) => ticket);
            expect(orders.countAt(side, price)).toBe(there.length);
            const listed = there.map((_, place) => orders.ticketOf(orders.atPrice(side, price, place)));
            expect(listed).toEqual([...there].reverse());
          }
          expect(orders.countAt(side, 9001)).toBe(0);
        }
      }),
      { numRuns: 60 },
    );
  });

  it('grows beyond what it began with', () => {
    const orders = new RestingOrders();
    for (let ticket = 0; ticket < 5000; ticket++) orders.add(ticket, ticket & 1, 1 + (ticket % 7) * 100_000);
    expect(orders.count(0)).toBe(2500);
    expect(orders.countAt(1, 100_001) + orders.countAt(0, 100_001)).toBe(715);
    for (let ticket = 0; ticket < 5000; ticket++) orders.remove(orders.slotOf(ticket));
    expect(orders.count(0) + orders.count(1)).toBe(0);
  });
});
