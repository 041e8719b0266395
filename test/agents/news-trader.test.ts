import { describe, expect, it } from 'vitest';
import { agentDefinitions } from '../../src/agents/index.js';
import type { ListedAnnouncement } from '../../src/simulation/index.js';
import { Kind, SECOND, Side } from '../../src/tape/index.js';
import { OPEN } from '../simulation/small-market.js';
import { bid, book, runScripted } from './scripted-market.js';

const definition = agentDefinitions.find(({ id }) => id === 'news-trader')!;
const told = (side: Side, severity: number): readonly ListedAnnouncement[] => [
  { number: 0, instrument: 0, side, severity, timeNs: OPEN + 10 * SECOND },
];
const run = (announcements: readonly ListedAnnouncement[], parameters: object = {}) =>
  runScripted(
    definition,
    { disagreement: 0, attention: 2, ...parameters },
    // The first trade, at 15.71, says what a share is worth.
    [
      [0, book(2_000, 2_000)],
      [1, bid(1571, 100)],
    ],
    600,
    {},
    announcements,
  );

describe('the news trader', () => {
  it('does nothing without news', () => {
    expect(run([]).own).toEqual([]);
  });

  it('buys on good news what is offered up to what it is worth, after it has read it, and no more', () => {
    const { own, rows } = run(told(Side.buy, 40));
    const prices = rows.filter(({ kind, account }) => kind === Kind.trade && account === 1).map(({ price }) => price);
    // 15.71 and 0.4 %: 15.77.
    expect(Math.max(...prices)).toBe(1577);
    expect(own[0].seconds).toBeGreaterThan(10);
    expect(own.filter(({ side, kind }) => kind === Kind.accepted && side !== Side.buy)).toEqual([]);
    expect(prices.toSorted((a, b) => a - b)).toEqual(prices);
  });

  it('sells on bad news, no more than its position, and stops when its time is over', () => {
    const traded = ({ own }: ReturnType<typeof run>) =>
      own.filter(({ kind }) => kind === Kind.trade).reduce((sum, { quantity }) => sum + quantity, 0);
    const sold = run(told(Side.sell, 300), { position: 3_000 });
    expect(sold.own.filter(({ side, kind }) => kind === Kind.accepted && side !== Side.sell)).toEqual([]);
    expect(traded(sold)).toBe(3_000);
    const brief = run(told(Side.sell, 300), { horizon: 6 });
    expect(traded(brief)).toBeLessThan(6_000);
    expect(brief.own[brief.own.length - 1].seconds).toBeLessThan(40);
  });
});
