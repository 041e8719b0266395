import { describe, expect, it } from 'vitest';
import { exponential, Streams } from '../../src/random/index.js';
import { type FactValue, judgeFacts, stylisedFacts } from '../../src/realism/index.js';
import { MINUTE } from '../../src/tape/index.js';
import { type MessageRow, messagesOf } from './message-rows.js';

/** Orders at random times: half of them rest a tick behind the touch and go again, a quarter execute, the price stays. */
function randomDay(seconds: number): readonly MessageRow[] {
  const stream = new Streams(3).stream('test/0/day');
  const rows: MessageRow[] = [];
  for (let at = 0, order = 1; at < seconds; at += exponential(stream) / 2, order++) {
    const touch = [104, 200, 100, 300] as const;
    const kind = stream.uniform();
    if (kind < 0.25) rows.push({ at, type: 4, order, size: 50, price: 104, direction: -1, touch });
    else if (kind < 0.5) rows.push({ at, type: 4, order, size: 150, price: 100, direction: 1, touch });
    else {
      rows.push({ at, type: 1, order, price: 99, direction: 1, touch });
      rows.push({ at: at + 0.02, type: 3, order, price: 99, direction: 1, touch });
    }
  }
  return rows.toSorted((one, other) => one.at - other.at);
}

const messages = messagesOf(randomDay(3000));
const found = new Map(stylisedFacts(messages, { resamples: 100 }).map((fact) => [fact.id, fact.value]));

describe('stylised facts', () => {
  it('are twenty', () => {
    expect(found.size).toBe(20);
  });

  it.each<[string, number, number]>([
    // Market orders come as a Poisson process of mean 10 in 10 s, and their signs are independent.
    ['market-order-fano-factor', 1, 0.25],
    ['sign-autocorrelation', 0, 0.1],
    ['market-order-size', 100, 5],
    ['spread-median', 4, 0],
    ['cancelled-share', 0.5, 0.05],
    ['cancel-life-median', 0.02, 1e-9],
    ['cancelled-within-50-ms', 1, 0],
    ['improving-limit-orders', 0, 0],
    ['immediate-impact', 0, 0],
  ])('%s is what the day was made of', (id, expected, tolerance) => {
    expect(Math.abs(found.get(id)!.estimate - expected)).toBeLessThanOrEqual(tolerance);
  });

  it('have intervals around them, or none where nothing varies', () => {
    const { estimate, lower, upper } = found.get('market-order-size')!;
    expect(lower).toBeLessThan(estimate);
    expect(upper).toBeGreaterThan(estimate);
    expect(found.get('spread-median')).toEqual({ estimate: 4, lower: 4, upper: 4 });
    expect(found.get('kurtosis-1s')!.estimate).toBeNaN();
  });

  it('need four blocks', () => {
    const short = messagesOf(randomDay(3000).slice(0, 2000));
    expect(() => stylisedFacts(short, { blockNs: 30 * MINUTE })).toThrow(
      /blocks of 30 min, expected at least 4 blocks/,
    );
  });
});

describe('verdicts', () => {
  const fact = (estimate: number, lower: number, upper: number): FactValue[] => [
    { id: 'f', summary: '', unit: '', value: { estimate, lower, upper } },
  ];
  const verdict = (...simulated: number[]) =>
    judgeFacts(
      fact(10, 8, 12),
      simulated.map((value) => fact(value, value, value)),
    )[0].verdict;

  it('pass inside the interval, are near within two half-widths, fail beyond; the median of several tapes counts', () => {
    expect(verdict(11)).toBe('passes');
    expect(verdict(13.9)).toBe('near');
    expect(verdict(14.1)).toBe('fails');
    expect(verdict(100, 11, 9)).toBe('passes');
    expect(verdict(Number.NaN)).toBe('fails');
  });
});
