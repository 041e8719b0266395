import { expect, it } from 'vitest';
import type { Agent, InformationSet, ListedAnnouncement } from '../../src/simulation/index.js';
import { Kind, SECOND, Side } from '../../src/tape/index.js';
import { OPEN, rowsOf, smallMarket } from './small-market.js';

const news: readonly ListedAnnouncement[] = [
  { number: 0, instrument: 0, side: Side.buy, severity: 400, timeNs: OPEN + 4 * SECOND },
  { number: 1, instrument: 0, side: Side.sell, severity: 150, timeNs: OPEN + 7 * SECOND },
];

/** Notes what it knows whenever it is called. */
function reader(id: string, market: number, log: unknown[]): Agent {
  return {
    id,
    latency: { market, order: 0 },
    start() {},
    onWake() {},
    onMarket(desk) {
      const { announcement } = desk.market;
      if (announcement !== undefined) log.push([(desk.now - OPEN) / SECOND, announcement.number, announcement.side]);
    },
  };
}

it('is a row of the tape at its time, and reaches each who reads it with latency and information of its own', () => {
  const market = smallMarket({ accounts: [{}] });
  const logs: unknown[][] = [[], [], []];
  const readers: [Agent, InformationSet][] = [
    [reader('at-once/0', 0, logs[0]), 'order-by-order'],
    [reader('late/0', SECOND, logs[1]), 'order-by-order'],
    [reader('snapshots/0', SECOND / 2, logs[2]), 'l1-snapshot-3s'],
  ];
  const agents = readers.map(([agent, informationSet]) => ({ agent, informationSet }));
  const rows = rowsOf(market.run(agents, OPEN, OPEN + 10 * SECOND, undefined, news));
  const announced = rows.filter(({ kind }) => kind === Kind.news);
  expect(announced.map(({ time, side, quantity, code }) => [(time - OPEN) / SECOND, side, quantity, code])).toEqual([
    [4, Side.buy, 400, 0],
    [7, Side.sell, 150, 1],
  ]);
  expect(logs[0]).toEqual([
    [4, 0, Side.buy],
    [7, 1, Side.sell],
  ]);
  expect(logs[1]).toEqual([
    [5, 0, Side.buy],
    [8, 1, Side.sell],
  ]);
  // Snapshots of 9:30:06 and 9:30:09.
  expect(logs[2]).toEqual([
    [6.5, 0, Side.buy],
    [9.5, 1, Side.sell],
  ]);
});
