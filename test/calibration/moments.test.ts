import { describe, expect, it } from 'vitest';
import { moments } from '../../src/calibration/moments/registry.js';
import { Blocks } from '../../src/realism/index.js';
import { SECOND } from '../../src/tape/index.js';
import { type MessageRow, messagesOf } from '../realism/message-rows.js';

/** Twenty seconds by hand: a limit order, its cancel and two market orders in every half; asks 104, bids 100. */
const balanced = [104, 300, 100, 300] as const;
const leaning = [104, 300, 100, 900] as const;
const rows: MessageRow[] = [0, 10].flatMap((from): MessageRow[] => [
  { at: from + 1, type: 1, order: from + 1, size: 400, price: 97, direction: 1, touch: balanced },
  { at: from + 3, type: 3, order: from + 1, size: 400, price: 97, direction: 1, touch: leaning },
  // A buy from a book that leans to the bid, a sale to one that leans to the ask.
  { at: from + 5, type: 4, order: from + 2, size: 50, price: 104, direction: -1, touch: [105, 900, 101, 300] },
  { at: from + 7, type: 4, order: from + 3, size: 200, price: 101, direction: 1, touch: balanced },
]);
rows.push({ at: 20, type: 1, order: 99, size: 400, price: 97, direction: 1, touch: balanced });
const blocks = new Blocks(
  messagesOf([{ at: 0, type: 1, order: 98, price: 97, touch: balanced }, ...rows]),
  10 * SECOND,
);
const measured = (id: string): number => moments.find((moment) => moment.id === id)!.measure(blocks)();

describe('moments', () => {
  it('have names of their own', () => {
    expect(new Set(moments.map(({ id }) => id)).size).toBe(moments.length);
  });

  it.each<[string, number]>([
    ['limit-order-rate', Math.log(3 / 20)],
    ['cancel-rate', Math.log(2 / 20)],
    ['market-order-rate', Math.log(4 / 20)],
    ['volume-rate', Math.log(500 / 20)],
    ['limit-order-size', Math.log(900 / 3)],
    ['market-order-median', Math.log(50)],
    ['market-order-90', Math.log(200)],
    ['limit-order-distance', 3],
    ['cancel-distance', 3],
    ['spread', Math.log(4)],
    // Every half: five of ten seconds end with a lean of (900 + 100 − 300 − 100) / 1,400, beginning at the third.
    ['touch-depth', Math.log((2 * (4 * 1200 + 6 * 600)) / 20)],
    ['second-level-depth', Math.log(200)],
    // Before each buy the book leans to the bid by 600 / 1,400, before each sale to the ask.
    ['imbalance-response', 600 / 1400],
    ['cancel-life-median', Math.log(2)],
    ['market-order-size', Math.log(125)],
  ])('%s is as counted by hand', (id, value) => {
    expect(measured(id)).toBeCloseTo(value, 9);
  });

  it('are not a number where there is nothing to measure', () => {
    const silent = new Blocks(messagesOf([rows[0], { ...rows[8], at: 25 }]), 10 * SECOND);
    const value = moments.find(({ id }) => id === 'market-order-rate')!.measure(silent)();
    expect(value).toBeNaN();
  });
});
