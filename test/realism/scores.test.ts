import { describe, expect, it } from 'vitest';
import { scores } from '../../src/realism/index.js';
import { Values } from '../../src/realism/values.js';
import { type MessageRow, messagesOf } from './message-rows.js';

/** Two bids, a cancel, an ask inside the spread, an execution of it. */
const rows: readonly MessageRow[] = [
  { at: 34200.95, type: 1, order: 1, price: 100, direction: 1, touch: [104, 200, 100, 300] },
  { at: 34200.95, type: 1, order: 2, price: 99, direction: 1, touch: [104, 200, 100, 300] },
  { at: 34201.45, type: 3, order: 1, price: 100, direction: 1, touch: [104, 200, 100, 200] },
  { at: 34201.951, type: 1, order: 3, price: 103, direction: -1, touch: [103, 100, 100, 200] },
  { at: 34202.95, type: 4, order: 3, size: 40, price: 103, direction: -1, touch: [103, 60, 100, 200] },
  { at: 34203.5, type: 4, order: 3, size: 60, price: 103, direction: -1, touch: [104, 200, 100, 200] },
];

function valuesOf(id: string, of = rows): number[] {
  const into = new Values();
  scores.find((score) => score.id === id)!.values({ messages: messagesOf(of), from: 0, to: of.length }, into);
  return [...into.all];
}

describe('scores of a few messages', () => {
  it.each<[string, number[]]>([
    // In 1/10,000 of the currency, as LOBSTER files have prices: a tick is 100.
    ['spread', [400, 400, 400, 300, 300, 400]],
    ['orderbook-imbalance', [0.2, 0.2, 0, 1 / 3, 140 / 260, 0]],
    ['log-inter-arrival-time', [Math.log(1e-9), Math.log(500), Math.log(501), Math.log(999), Math.log(550)]],
    ['log-time-to-cancel', [Math.log(0.5)]],
    ['ask-volume-touch', [200, 200, 200, 100, 60, 200]],
    ['bid-volume', [400, 400, 300, 300, 300, 300]],
    // Mids behind: 102, 102, 102, 101.5.
    ['limit-bid-order-depth', [200, 300]],
    ['limit-ask-order-depth', [150]],
    ['bid-cancellation-depth', [200]],
    ['ask-cancellation-depth', []],
    ['limit-bid-order-levels', [1, 2]],
    ['limit-ask-order-levels', [1]],
    ['bid-cancellation-levels', [1]],
    // The first second's trades begin in its last tenth: scaled to a whole one. The last ends half way through.
    ['vol-per-min', [(40 / (1 - 0.95)) * 60, 60 * 2 * 60]],
    ['ofi', []],
  ])('%s', (id, expected) => {
    const found = valuesOf(id);
    expect(found).toHaveLength(expected.length);
    for (const [at, value] of expected.entries()) expect(found[at]).toBeCloseTo(value, 6);
  });

  it('have no price where a side is empty, and no volume there', () => {
    const oneSided: MessageRow[] = [{ ...rows[0], touch: [-1, 0, 100, 300] }, rows[1]];
    expect(valuesOf('spread', oneSided)).toEqual([400]);
    expect(valuesOf('ask-volume-touch', oneSided)).toEqual([0, 200]);
    expect(valuesOf('limit-bid-order-depth', oneSided)).toEqual([300]);
  });

  it('leave out a first second that began early, and scale one with trades within it', () => {
    const trade = (at: number): MessageRow => ({ ...rows[4], at, size: 10 });
    expect(valuesOf('vol-per-min', [trade(1.5), trade(2.5), trade(3.05)])).toEqual([600]);
    expect(valuesOf('vol-per-min', [trade(1.25), trade(1.75)])).toEqual([2400]);
    expect(valuesOf('vol-per-min', [trade(1.25), trade(1.26)])).toEqual([]);
    expect(valuesOf('vol-per-min', [trade(1.25)])).toEqual([600]);
  });

  it('average order-flow imbalance over a hundred messages, and split it by the next move of the mid', () => {
    // 100 shares join the bid with every message; at last the ask goes up.
    const steady = Array.from({ length: 103 }, (_, at): MessageRow => {
      const ask = at < 102 ? 104 : 105;
      return { at, type: 1, price: 100, touch: [ask, 200, 100, 100 * (at + 1)] };
    });
    expect(valuesOf('ofi', steady)).toEqual([100, 100, (99 * 100 + 300) / 100]);
    expect(valuesOf('ofi-stay', steady)).toEqual([100]);
    expect(valuesOf('ofi-up', steady)).toEqual([100]);
    expect(valuesOf('ofi-down', steady)).toEqual([]);
  });
});
