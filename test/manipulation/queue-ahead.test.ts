import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { QueueAhead } from '../../src/manipulation/queue-ahead.js';
import type { MarketView } from '../../src/simulation/index.js';
import { Side } from '../../src/tape/index.js';

const PRICE = 1571;
const OWN = 500;

/** A queue with the own order in it, of which the truth is known. */
class Queue {
  ahead: number;
  behind = 0;
  volume = 0;
  lastPrice = -1;

  constructor(ahead: number) {
    this.ahead = ahead;
  }

  view(): MarketView {
    const { lastPrice, volume } = this;
    return { lastPrice, volume, queueQuantity: () => this.ahead + OWN + this.behind } as unknown as MarketView;
  }

  act(kind: number, quantity: number): void {
    if (kind === 0) this.behind += quantity;
    else if (kind === 1) this.ahead -= Math.min(quantity, this.ahead);
    else if (kind === 2) this.behind -= Math.min(quantity, this.behind);
    else if (kind === 3) this.trade(Math.min(quantity, this.ahead), PRICE);
    // Trades at a better price, and one that goes on to this one.
    else if (kind === 4) this.trade(quantity, PRICE - 1, 0);
    else {
      this.trade(quantity, PRICE - 1, 0);
      this.trade(Math.min(quantity, this.ahead), PRICE);
    }
  }

  private trade(quantity: number, price: number, fromQueue = quantity): void {
    if (quantity === 0) return;
    this.ahead -= fromQueue;
    this.volume += quantity;
    this.lastPrice = price;
  }
}

describe('what stands before an order', () => {
  it('is never more than it says, and no more than when the order joined less what was traded', () => {
    const act = fc.record({ kind: fc.integer({ min: 0, max: 5 }), quantity: fc.integer({ min: 1, max: 400 }) });
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 2_000 }), fc.array(act, { maxLength: 40 }), (ahead, acts) => {
        const queue = new Queue(ahead);
        const estimate = new QueueAhead(Side.sell, PRICE);
        estimate.look(queue.view(), OWN);
        expect(estimate.quantity).toBe(ahead);
        let tradedThere = 0;
        for (const { kind, quantity } of acts) {
          const before = queue.ahead;
          queue.act(kind, quantity);
          if (kind === 3 || kind === 5) tradedThere += before - queue.ahead;
          estimate.look(queue.view(), OWN);
          expect(estimate.quantity).toBeGreaterThanOrEqual(queue.ahead);
          expect(estimate.quantity).toBeLessThanOrEqual(ahead - tradedThere);
        }
      }),
    );
  });
});
