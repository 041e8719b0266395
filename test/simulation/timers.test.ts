import { describe, expect, it } from 'vitest';
import { type Agent, type Desk, type InformationSet, simulate } from '../../src/simulation/index.js';
import { OrderType, SECOND, Side } from '../../src/tape/index.js';
import { OPEN, smallMarket } from './small-market.js';

const quiet = { latency: { market: 0, order: 0 }, start() {}, onWake() {} };

function run(agent: Agent, informationSet: InformationSet = 'order-by-order', startNs = OPEN): void {
  smallMarket({ accounts: [{}] }).run([{ agent, informationSet }], startNs, OPEN + 10 * SECOND);
}

describe('an agent’s timer', () => {
  it('is one: setting it again replaces it, a past time means now, Infinity never', () => {
    const woken: number[] = [];
    run({
      ...quiet,
      id: 'tested/0',
      start(desk) {
        desk.wakeAt(OPEN + 5 * SECOND);
        desk.wakeAt(OPEN + 2 * SECOND);
      },
      onWake(desk) {
        woken.push(desk.now - OPEN);
        if (woken.length === 1) desk.wakeAt(0);
        if (woken.length === 2) desk.wakeAt(desk.now + 0.5);
        if (woken.length === 3) {
          desk.wakeAt(desk.now + SECOND);
          desk.wakeAt(Infinity);
        }
      },
    });
    expect(woken).toEqual([2 * SECOND, 2 * SECOND, 2 * SECOND + 1]);
  });

  it('refuses what is no time', () => {
    expect(() => run({ ...quiet, id: 'tested/0', start: (desk) => desk.wakeAt(NaN) })).toThrow('tested/0');
    expect(() => run({ ...quiet, id: 'tested/0', latency: { market: 0.5, order: 0 } })).toThrow('whole nanoseconds');
  });
});

describe('an agent', () => {
  it.each([
    ['order-by-order', 0],
    ['order-by-order', 7_000_000],
    ['l1-snapshot-3s', 0],
  ] as const)('is started before it is called for anything (%s, %d ns)', (informationSet, market) => {
    const calls: string[] = [];
    run(
      {
        ...quiet,
        id: 'tested/0',
        latency: { market, order: 0 },
        start(desk) {
          calls.push('start');
          desk.submit(0, Side.buy, OrderType.limit, 1569, 100);
        },
        onMarket: () => void calls.push('market'),
        onReport: () => void calls.push('report'),
      },
      informationSet,
      OPEN + 3 * SECOND,
    );
    expect(calls[0]).toBe('start');
    expect(calls.filter((call) => call === 'report')).toHaveLength(1);
    expect(calls).toContain('market');
  });

  it('of a simulation that is stopped is called no more', () => {
    const market = smallMarket({ accounts: [{}] });
    let wakes = 0;
    const agent: Agent = {
      ...quiet,
      id: 'tested/0',
      start: (desk: Desk) => desk.wakeAt(OPEN),
      onWake(desk) {
        wakes++;
        desk.wakeAt(desk.now + 1000);
      },
    };
    const { venue, tape, streams } = market;
    simulate({
      venue,
      tape,
      streams,
      agents: [{ agent, informationSet: 'order-by-order' }],
      startNs: OPEN,
      endNs: OPEN + SECOND,
      shouldStop: () => wakes > 10_000,
    });
    expect(wakes).toBeGreaterThan(10_000);
    expect(wakes).toBeLessThan(20_000);
  });

  it('has an id of its own', () => {
    const agents = [0, 1].map(() => ({ agent: { ...quiet, id: 'same/0' }, informationSet: 'order-by-order' as const }));
    expect(() => smallMarket({ accounts: [{}] }).run(agents, OPEN, OPEN + SECOND)).toThrow('same id');
  });
});
