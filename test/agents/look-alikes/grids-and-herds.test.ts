import { describe, expect, it } from 'vitest';
import { agentDefinitions } from '../../../src/agents/index.js';
import { Kind, OrderType, Side } from '../../../src/tape/index.js';
import { bid, book, runScripted, type Script } from '../scripted-market.js';

const definition = (id: string) => agentDefinitions.find((candidate) => candidate.id === id)!;

describe('the grid trader', () => {
  const quiet: Script = [[0, book(5_000, 5_000)]];
  const parameters = { from: '09:31', levels: 3, step: 2, quantity: 1_000 };

  it('lays out orders at even distances on both sides', () => {
    const { own } = runScripted(definition('grid-trader'), parameters, quiet, 120);
    expect(own.map(({ kind }) => kind)).toEqual(Array(6).fill(Kind.accepted));
    const prices = (side: number) => own.filter((row) => row.side === side).map(({ price }) => price);
    expect(prices(Side.buy)).toEqual([1569, 1567, 1565]);
    expect(prices(Side.sell)).toEqual([1571, 1573, 1575]);
  });

  it('puts what was bought up for sale a step higher', () => {
    const sale: Script[number] = [70, (desk) => void desk.submit(0, Side.sell, OrderType.marketIoc, -1, 6_000)];
    const { own } = runScripted(definition('grid-trader'), parameters, [...quiet, sale], 120);
    const last = own[own.length - 1];
    expect([last.kind, last.side, last.price, last.quantity]).toEqual([Kind.accepted, Side.sell, 1571, 1_000]);
  });

  it('takes everything back when it lays the grid out anew', () => {
    const { own } = runScripted(definition('grid-trader'), { ...parameters, recentre: 30 }, quiet, 95);
    expect(own.filter(({ kind }) => kind === Kind.cancelled)).toHaveLength(6);
    expect(own.filter(({ kind }) => kind === Kind.accepted)).toHaveLength(12);
  });
});

describe('the follower of a signal', () => {
  /** Trades between 15.69 and 15.71 for two minutes, then one at another price. */
  const breakout = (side: Side, price: number): Script => [
    [0, book(50_000, 50_000)],
    ...Array.from({ length: 30 }, (_, i): Script[number] => [
      1 + 4 * i,
      (desk) => void desk.submit(0, i % 2 === 0 ? Side.buy : Side.sell, OrderType.marketIoc, -1, 100),
    ]),
    [150, (desk) => void desk.submit(0, side, OrderType.limit, price, 210_000)],
  ];
  const follow = (script: Script) =>
    runScripted(definition('signal-follower'), { memory: 60, delay: 5 }, script, 300).own.filter(
      ({ kind }) => kind === Kind.accepted,
    );

  it.each([
    ['buys above the range', Side.buy, 1575],
    ['sells below it', Side.sell, 1565],
  ] as const)('%s, once', (_name, side, price) => {
    const sent = follow(breakout(side, price));
    expect(sent.map((order) => [order.side, order.quantity])).toEqual([[side, 2_000]]);
    expect(sent[0].seconds).toBeGreaterThan(150);
    expect(sent[0].seconds).toBeLessThan(200);
  });

  it('does nothing within it', () => {
    expect(follow([...breakout(Side.buy, 1575).slice(0, -1), [150, bid(1560, 100)]])).toEqual([]);
  });
});
