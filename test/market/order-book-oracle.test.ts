import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { MAX_PRICE, OrderBook } from '../../src/market/index.js';
import { BookModel, bookCommands } from '../oracle/book-commands.js';

const near = fc.integer({ min: 1000, max: 1012 });
const acrossTheWindow = fc.integer({ min: 1, max: 4000 });
/** Up to here the dense window may lie; what is dearer is always stored far. */
const acrossTheHighestWindow = fc.integer({ min: 1_073_741_824 - 2000, max: 1_073_741_824 + 2000 });
const wild = fc.oneof(
  near,
  fc.integer({ min: 1, max: MAX_PRICE }),
  fc.integer({ min: 99_999_990, max: 100_000_010 }),
  fc.constantFrom(1, 2, MAX_PRICE - 1, MAX_PRICE),
);

function property(price: fc.Arbitrary<number>, maxCommands: number, makeBook: () => OrderBook) {
  return fc.property(bookCommands(price, maxCommands), (commands) => {
    fc.modelRun(() => ({ model: new BookModel(), real: makeBook() }), commands);
  });
}

describe('the order book and an obviously right one', () => {
  it.each([
    ['prices of a busy touch', near, 150, 80],
    ['prices across the dense window', acrossTheWindow, 300, 25],
    ['prices across the end of the highest window', acrossTheHighestWindow, 300, 8],
    ['any price from 1 to 2^31 − 2', wild, 150, 60],
  ] as const)('agree on answers, events and state after every command, with %s', (_name, price, length, runs) => {
    fc.assert(
      property(price, length, () => new OrderBook({ capacity: 16 })),
      { numRuns: runs, seed: 20250506 },
    );
  });

  it('agree when the window starts far from where the orders are', () => {
    fc.assert(
      property(near, 100, () => new OrderBook({ referencePrice: 50_000_000 })),
      { numRuns: 20, seed: 7 },
    );
  });
});

/** Loses the place in the queue when an order becomes smaller. */
class ForgetfulBook extends OrderBook {
  override reduce(order: number, quantity: number): number {
    const slot = this.slotOf(order);
    const left = slot >= 0 ? this.quantityOf(slot) - quantity : 0;
    if (left <= 0) return super.reduce(order, quantity);
    const [side, price, account] = [this.sideOf(slot), this.priceOf(slot), this.accountOf(slot)];
    super.remove(order);
    super.rest(order, side, price, left, account);
    return quantity;
  }
}

/** Lets an order rest that meets the best price exactly. */
class TimidBook extends OrderBook {
  override add(order: number, side: number, price: number, quantity: number, account: number): number {
    if (price !== (side === 0 ? this.bestAsk : this.bestBid)) return super.add(order, side, price, quantity, account);
    super.rest(order, side, price, quantity, account);
    return quantity;
  }
}

/** Keeps what a sweep has executed in full. */
class LeakyBook extends OrderBook {
  override sweep(order: number, side: number, limit: number, quantity: number): number {
    const left = super.sweep(order, side, limit, quantity);
    if (left === 0) super.rest(order, side ^ 1, limit, 1, 0);
    return left;
  }
}

describe('the oracle', () => {
  it.each([
    ['loses time priority', () => new ForgetfulBook()],
    ['crosses one tick late', () => new TimidBook()],
    ['lets something rest behind a sweep', () => new LeakyBook()],
  ])('catches a book that %s', (_name, makeBook) => {
    expect(fc.check(property(near, 150, makeBook), { numRuns: 200, seed: 1 }).failed).toBe(true);
  });
});
