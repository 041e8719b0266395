import { describe, expect, it } from 'vitest';
import { fired } from '../../../src/surveillance/index.js';
import { TradingSession } from '../trading-session.js';

interface Case {
  readonly quantity?: number;
  readonly seconds?: number;
  readonly executed?: number;
  readonly entered?: string;
}

function largeCancel(given: Case = {}, account = 0) {
  const { quantity = 75_000, seconds = 60, executed = 0, entered = '10:00' } = given;
  const session = new TradingSession([1, 2]).at(entered);
  const order = session.buy(account, quantity, 990);
  if (executed > 0) session.sell(1, executed, 990);
  return session.later(seconds).cancel(order);
}

const watch = [{ id: 'naive-large-cancel' }];

describe('naive-large-cancel', () => {
  it('fires on a large order that goes unfilled within the minute', () => {
    const [alert] = largeCancel().watch(watch);
    expect(alert).toMatchObject({ score: 1, accounts: [0], orders: [0], side: 0 });
    expect(alert.endNs - alert.startNs).toBe(60_000_000_000);
  });

  it.each<[string, Case]>([
    ['a lot smaller', { quantity: 74_900 }],
    ['a second later', { seconds: 61 }],
    ['executed in part', { executed: 100 }],
    ['entered in the opening call and cancelled there', { entered: '09:16' }],
  ])('does not when it is %s', (_name, given) => {
    expect(largeCancel(given).watch(watch).filter(fired)).toEqual([]);
  });

  it('keeps orders of half the size as near misses', () => {
    expect(largeCancel({ quantity: 37_500 }).watch(watch)).toMatchObject([{ score: 0.5 }]);
    expect(largeCancel({ quantity: 37_400 }).watch(watch)).toEqual([]);
  });

  it('joins what one investor does within a minute, and keeps unknown ones apart', () => {
    const session = new TradingSession([1, 2]).at('10:00');
    for (let round = 0; round < 3; round++) {
      const order = session.later(10).buy(0, 100_000, 990);
      session.later(10).cancel(order);
    }
    expect(session.watch(watch)).toMatchObject([{ orders: [0, 1, 2] }]);
    const anonymous = session.watch(watch, { view: { kind: 'public' } });
    expect(anonymous).toHaveLength(3);
    expect(anonymous[0].accounts).toEqual([]);
  });
});
