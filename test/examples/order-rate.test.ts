import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { fired } from '../../src/surveillance/index.js';
import { TradingSession } from '../surveillance/trading-session.js';
import { orderRate } from './order-rate.js';

const watch = [{ id: 'order-rate', definition: orderRate, parameters: { perSecond: 10 } }];

/** An investor who enters and cancels an order so many times within one second. */
function burst(rounds: number): TradingSession {
  const session = new TradingSession([1, 2]).at('10:00');
  for (let round = 0; round < rounds; round++) session.later(0.01).cancel(session.buy(0, 100, 990));
  return session;
}

describe('a detector of one’s own', () => {
  it('fits into 40 lines', () => {
    const source = readFileSync(new URL('./order-rate.ts', import.meta.url), 'utf8');
    expect(source.trimEnd().split('\n').length).toBeLessThan(40);
  });

  it('fires like any other, once an episode', () => {
    const alerts = burst(8).watch(watch);
    expect(alerts).toMatchObject([{ detector: 'order-rate', accounts: [0], score: 1.6 }]);
  });

  it('keeps near misses and stays silent below half', () => {
    expect(burst(4).watch(watch).filter(fired)).toEqual([]);
    expect(burst(4).watch(watch)).toHaveLength(1);
    expect(burst(2).watch(watch)).toEqual([]);
  });
});
