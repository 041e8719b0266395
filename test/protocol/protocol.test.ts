import { beforeAll, describe, expect, it } from 'vitest';
import { flowFits } from '../../src/fit/index.js';
import { replay } from '../../src/history/index.js';
import { type FlowModel, loadModel } from '../../src/model/index.js';
import { BookMessages, type OpeningState } from '../../src/order-flow/index.js';
import {
  companyOf,
  freeRun,
  type HalvedDay,
  halvedDay,
  secondlyBook,
  seededWindows,
  simulateFlow,
  simulateSeeded,
} from '../../src/protocol/index.js';
import { Kind, SECOND, Side, TapeCursor } from '../../src/tape/index.js';

let day: HalvedDay;
let model: FlowModel;

beforeAll(async () => {
  const { tape } = await replay('lobster', 'scenarios/samples/lobster');
  day = halvedDay(tape);
  const estimator = flowFits.find(({ kind }) => kind === 'cont-stoikov-talreja')!;
  model = loadModel(estimator.fit(tape, { name: 'test', windowNs: [day.startNs, day.middleNs] }));
});

/** Best price and quantity of each side: ask price, ask quantity, bid price, bid quantity. */
function touchOf({ orders }: OpeningState): number[] {
  return [Side.sell, Side.buy].flatMap((side) => {
    const own = orders.filter((order) => order.side === side);
    const best = own[0].price;
    return [best, own.filter(({ price }) => price === best).reduce((sum, { quantity }) => sum + quantity, 0)];
  });
}

describe('a halved day', () => {
  it('is cut in the middle of its time, and no message is on both sides', () => {
    const { startNs, middleNs, endNs, fitted, judged } = day;
    expect(middleNs - startNs).toBeLessThanOrEqual(endNs - middleNs + 1);
    expect(fitted.time[fitted.count - 1]).toBeLessThan(middleNs);
    expect(judged.time[0]).toBeGreaterThanOrEqual(middleNs);
  });
});

describe('seeded windows', () => {
  it('open with the book behind the window that was shown', () => {
    const { real, openings } = seededWindows(day);
    expect(real).toHaveLength(Math.floor(day.judged.count / 1000));
    for (const [index, { from, to }] of real.entries()) {
      expect(to - from).toBe(500);
      const book = day.judged.books.subarray(from * BookMessages.ROW, from * BookMessages.ROW + 4);
      expect(touchOf(openings[index])).toEqual([...book]);
    }
  });

  it('are simulated from there on, the same for the same seed and others for another', () => {
    const windows = seededWindows(day);
    const prices = (seed: string) =>
      simulateSeeded(day, windows, model, seed).map(({ messages, to }) => [...messages.price.subarray(0, to)]);
    const once = prices('1');
    expect(prices('1')).toEqual(once);
    expect(prices('2')).not.toEqual(once);
    expect(once[0]).toHaveLength(500);
  });
});

describe('a simulated flow', () => {
  it('sends the opening at its time and nothing else then', () => {
    const { openings } = seededWindows(day);
    const [opening] = openings;
    const endNs = opening.timeNs + 10 * SECOND;
    const { header } = day.tape;
    const tape = simulateFlow({ model, header, instrument: 0, opening, endNs, seed: '1' });
    const cursor = new TapeCursor(tape);
    let sent = 0;
    while (cursor.next()) {
      if (cursor.kind === Kind.accepted && cursor.time === opening.timeNs) sent++;
      expect(cursor.kind).not.toBe(Kind.rejected);
      expect(cursor.time).toBeLessThanOrEqual(endNs);
    }
    expect(sent).toBe(opening.orders.length);
  });
});

describe('a free run', () => {
  it('goes through the judged half from its first book, the same for the same seed', () => {
    const { messages } = freeRun(day, model, '1');
    expect(freeRun(day, model, '1').messages.price).toEqual(messages.price);
    expect(messages.time[0]).toBeGreaterThan(day.middleNs);
    expect(messages.time[messages.count - 1]).toBeLessThan(day.endNs);
  });
});

describe('agents on top of a flow', () => {
  it('trade from accounts of their own, the same for the same seed, and the flow gives way to them', () => {
    const company = companyOf(day, model);
    expect(company.thinning).toBeGreaterThan(0.5);
    expect(company.thinning).toBeLessThan(1);
    expect(company.groups.map(({ agent }) => agent)).toEqual(['market-maker', 'imbalance-follower', 'momentum']);
    const { tape, messages } = freeRun(day, model, '1', company);
    expect(freeRun(day, model, '1', company).messages.price).toEqual(messages.price);
    const senders = new Map<number, number>();
    const cursor = new TapeCursor(tape);
    while (cursor.next()) {
      expect(cursor.kind).not.toBe(Kind.rejected);
      if (cursor.kind === Kind.accepted) senders.set(cursor.account, (senders.get(cursor.account) ?? 0) + 1);
    }
    expect([1, 2].map((maker) => senders.get(maker) ?? 0).every((orders) => orders > 3)).toBe(true);
    expect(senders.size).toBeGreaterThanOrEqual(3);
    const alone = freeRun(day, model, '1').messages.count;
    expect(messages.count / alone).toBeGreaterThan(0.7);
    expect(messages.count / alone).toBeLessThan(1.5);
  });
});

describe('secondlyBook', () => {
  it('looks once a second', () => {
    const books = new Int32Array(4 * BookMessages.ROW).fill(-1);
    // Ask price, ask quantity, bid price, bid quantity of the touch; the mid rises by two ticks at second 11.
    [
      [102, 5, 100, 7],
      [102, 5, 100, 7],
      [104, 5, 102, 7],
      [104, 5, 102, 7],
    ].forEach((touch, row) => {
      books.fill(0, row * BookMessages.ROW, (row + 1) * BookMessages.ROW);
      books.set(touch, row * BookMessages.ROW);
    });
    const time = Float64Array.from([0, 11 * SECOND, 21 * SECOND]);
    const { depth, spread, volatility } = secondlyBook({ count: 3, time, books } as unknown as BookMessages);
    expect([depth, spread]).toEqual([12, 2]);
    // Seconds 1 … 21: of eleven changes over ten seconds, ten are of two ticks.
    expect(volatility).toBeCloseTo(Math.sqrt((10 * 4) / 11), 12);
  });
});
