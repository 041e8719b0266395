import { describe, expect, it } from 'vitest';
import { fitOrderMemory } from '../../../src/fit/hawkes/order-memory-fit.js';
import { REPLACEMENT_REACH } from '../../../src/model/index.js';
import { EventKind, type FlowRecord } from '../../../src/order-flow/index.js';
import { Streams } from '../../../src/random/index.js';

const TRUTH = { memory: 50, cancelled: 0.6, recentAfterCancel: 0.3, recentOtherwise: 0.8, within: 0.7 };
const ROWS = 40_000;
const MILLISECOND = 1e6;

/** Buys alone: every second event may be a cancel, an order follows it within half a millisecond or after two seconds. */
function planted(seed: number): FlowRecord {
  const stream = new Streams(seed).stream('test/0/orders');
  const [time, kind, side] = [new Float64Array(ROWS), new Uint8Array(ROWS), new Uint8Array(ROWS)];
  const [quantity, price] = [new Int32Array(ROWS), new Int32Array(ROWS)];
  const recent: number[] = [];
  let now = 0;
  const fresh = () => 1 + Math.floor(stream.uniform() * 200);
  for (let row = 0; row < ROWS; row++) {
    const cancels = row % 2 === 0 && stream.uniform() < 0.5;
    now += row % 2 === 1 && kind[row - 1] === EventKind.cancelDeeper ? MILLISECOND / 2 : 2_000 * MILLISECOND;
    time[row] = now;
    if (cancels) {
      kind[row] = EventKind.cancelDeeper;
      quantity[row] = fresh();
      price[row] = 1000;
      continue;
    }
    kind[row] = EventKind.deeper;
    const after = row > 0 && kind[row - 1] === EventKind.cancelDeeper && row % 2 === 1;
    const draw = stream.uniform();
    const fromCancel = after ? TRUTH.cancelled : 0;
    const fromRecent = recent.length === 0 ? 0 : after ? TRUTH.recentAfterCancel : TRUTH.recentOtherwise;
    const replaces = draw < fromCancel;
    quantity[row] = replaces
      ? quantity[row - 1]
      : draw < fromCancel + fromRecent
        ? recent[Math.floor(stream.uniform() * recent.length)]
        : fresh();
    // Three ticks away from the market, or far away.
    price[row] = 1000 - (stream.uniform() < TRUTH.within ? 3 : 500);
    recent.push(quantity[row]);
    if (recent.length > TRUTH.memory) recent.shift();
  }
  return { count: ROWS, time, kind, side, quantity, price, distance: new Int32Array(ROWS).fill(3) } as FlowRecord;
}

describe('fitOrderMemory', () => {
  const file = fitOrderMemory(planted(1), []);
  const [, , { afterCancel, otherwise }] = file.zones;
  const [soon, , , late] = afterCancel;

  it('finds how often orders repeat the cancelled quantity, and one of the last orders', () => {
    expect(file.orders).toBe(TRUTH.memory);
    for (const [found, truth] of [
      [soon.cancelled, TRUTH.cancelled],
      [soon.recent, TRUTH.recentAfterCancel],
      [otherwise.recent, TRUTH.recentOtherwise],
    ] as const) {
      expect(found.standardError).toBeGreaterThan(0);
      expect(Math.abs(found.value - truth) / found.standardError).toBeLessThan(4);
    }
    expect(late.cancelled.value).toBe(0);
  });

  it('counts where orders stand that replace a cancelled one', () => {
    const [{ orders, within, offsets }] = file.replacements.deeper;
    expect(orders).toBeGreaterThan(4_000);
    expect(Math.abs(within.value - TRUTH.within) / within.standardError).toBeLessThan(4);
    expect(offsets[REPLACEMENT_REACH + 3]).toBe(1);
    expect(file.replacements.improve[0].orders).toBe(0);
  });
});
