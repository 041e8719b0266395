import { describe, expect, it } from 'vitest';
import { agentDefinitions } from '../../src/agents/index.js';
import { Kind, OrderType, Side } from '../../src/tape/index.js';
import { ask, bid, book, runScripted, type Script } from './scripted-market.js';

const definition = (id: string) => agentDefinitions.find((candidate) => candidate.id === id)!;
const orders = (own: ReturnType<typeof runScripted>['own']) => own.filter((row) => row.kind === Kind.accepted);

describe('the registry', () => {
  it('has ids of its own, a summary and a source for each, and defaults for every parameter', () => {
    const ids = agentDefinitions.map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
    for (const { summary, source, parameters } of agentDefinitions) {
      expect(summary.length).toBeGreaterThan(20);
      expect(source).toMatch(/\d{4}/);
      expect(() => parameters.parse({})).not.toThrow();
      expect(() => parameters.parse({ nonsense: 1 })).toThrow();
      for (const [key, schema] of Object.entries(parameters.shape))
        expect((schema as { description?: string }).description ?? '', key).not.toBe('');
    }
  });
});

describe('the imbalance follower', () => {
  const follow = (bids: number, asks: number, sensitivity: number) => {
    const { own } = runScripted(
      definition('imbalance-follower'),
      { ordersPerMinute: 20, sensitivity, quantity: 100 },
      [[0, book(bids, asks)]],
      1800,
    );
    const sent = orders(own);
    return {
      buys: sent.filter(({ side }) => side === Side.buy).length,
      sells: sent.filter(({ side }) => side === Side.sell).length,
      sent,
    };
  };

  it('takes the side that the book leans to, e^2βI times as often', () => {
    const { buys, sells } = follow(30_000, 10_000, 1.5);
    // Imbalance 0.5: rates 10·e^0.75 and 10·e^−0.75 a minute for half an hour, 635 and 142 orders.
    expect(Math.abs(buys - 635)).toBeLessThan(4 * Math.sqrt(635));
    expect(Math.abs(sells - 142)).toBeLessThan(4 * Math.sqrt(142));
  });

  it('is a coin without sensitivity, and takes liquidity only', () => {
    const { buys, sells, sent } = follow(30_000, 10_000, 0);
    expect(Math.abs(buys - 300)).toBeLessThan(4 * Math.sqrt(300));
    expect(Math.abs(sells - 300)).toBeLessThan(4 * Math.sqrt(300));
    expect(new Set(sent.map(({ code }) => code))).toEqual(new Set([OrderType.marketIoc]));
  });

  it('sells nothing that it did not own this morning', () => {
    const { own, ledger } = runScripted(
      definition('imbalance-follower'),
      { ordersPerMinute: 60, sensitivity: 0, quantity: 100 },
      [[0, book(100_000, 100_000)]],
      600,
      { holdings: 500 },
    );
    const sold = own.filter((row) => row.kind === Kind.accepted && row.side === Side.sell);
    expect(sold).toHaveLength(5);
    expect(own.filter((row) => row.kind === Kind.rejected)).toEqual([]);
    expect(ledger.sellable(1, 0)).toBe(0);
    expect(ledger.holdings(1, 0)).toBeGreaterThan(5_000);
  });
});

describe('momentum', () => {
  const trend: Script = [
    [0, book(1_000, 1_000)],
    ...Array.from({ length: 40 }, (_, i): Script[number] => [
      120 + 5 * i,
      (desk) => {
        // The market walks up: the best offers go, bids follow.
        desk.submit(0, Side.buy, OrderType.limit, 1571 + i, 1_000);
        bid(1570 + i, 1_000)(desk);
        ask(1581 + i, 1_000)(desk);
      },
    ]),
  ];

  it('waits without a trend, and buys its position once when the price runs up', () => {
    const { own } = runScripted(definition('momentum'), { position: 2_000 }, trend, 400);
    const sent = orders(own);
    expect(sent.length).toBeGreaterThan(0);
    expect(new Set(sent.map(({ side }) => side))).toEqual(new Set([Side.buy]));
    expect(sent[0].seconds).toBeGreaterThan(125);
    const bought = own.filter(({ kind }) => kind === Kind.trade).reduce((sum, { quantity }) => sum + quantity, 0);
    expect(bought).toBe(2_000);
  });

  it('turns around when the price runs down again, out of its base', () => {
    const down: Script = [
      ...trend,
      ...Array.from({ length: 40 }, (_, i): Script[number] => [
        400 + 5 * i,
        (desk) => {
          desk.submit(0, Side.sell, OrderType.limit, 1600 - i, 30_000);
        },
      ]),
    ];
    const { own } = runScripted(definition('momentum'), { position: 2_000 }, down, 700);
    const sides = orders(own).map(({ side }) => side);
    expect(sides[0]).toBe(Side.buy);
    expect(sides.at(-1)).toBe(Side.sell);
    const sold = own.filter(({ kind, side }) => kind === Kind.trade && side === Side.sell);
    expect(sold.reduce((sum, { quantity }) => sum + quantity, 0)).toBe(4_000);
  });
});

describe('the market maker', () => {
  it('quotes both touches while flat, never crossing', () => {
    const { own } = runScripted(definition('market-maker'), {}, [[0, book(5_000, 5_000)]], 30);
    const sent = orders(own);
    expect(sent.map(({ side, price, quantity }) => [side, price, quantity])).toEqual([
      [Side.buy, 1569, 2_000],
      [Side.sell, 1571, 2_000],
    ]);
    expect(own.filter(({ kind }) => kind === Kind.trade)).toEqual([]);
  });

  it.each([
    [8_000, 1568],
    [4_000, 1567],
    [2_000, -1],
  ])('gives way with its inventory: 2,000 bought of %d allowed, it bids %d next', (inventoryLimit, next) => {
    // The touch has 5,000 of others before its 2,000; afterwards the mid price is 1569.5.
    const hit: Script[number] = [10, (desk) => void desk.submit(0, Side.sell, OrderType.marketIoc, -1, 7_000)];
    const { own, rows } = runScripted(
      definition('market-maker'),
      { inventoryLimit, skew: 4 },
      [[0, book(5_000, 5_000)], hit],
      30,
    );
    const bought = rows.filter((row) => row.kind === Kind.trade && row.otherAccount === 1);
    expect(bought.map(({ price, quantity }) => [price, quantity])).toEqual([[1569, 2_000]]);
    const bids = orders(own).filter(({ side, seconds }) => side === Side.buy && seconds > 10);
    expect(bids.at(-1)?.price ?? -1).toBe(next);
    // It offers what it has bought at the best price that adds liquidity.
    expect(
      orders(own)
        .filter(({ side }) => side === Side.sell)
        .at(-1)!.price,
    ).toBe(1569);
  });

  it('leaves a quote alone that is smaller than wanted because the account has no more', () => {
    const { own } = runScripted(definition('market-maker'), {}, [[0, book(5_000, 5_000)]], 30, { holdings: 500 });
    const offers = own.filter(({ side }) => side === Side.sell);
    expect(offers.map(({ kind, quantity }) => [kind, quantity])).toEqual([[Kind.accepted, 500]]);
  });

  it('follows the touch, cancelling what is out of place', () => {
    const { own } = runScripted(
      definition('market-maker'),
      {},
      [
        [0, book(5_000, 5_000)],
        [10, (desk) => void desk.submit(0, Side.buy, OrderType.limit, 1575, 40_000)],
      ],
      30,
    );
    expect(own.some(({ kind, side, price }) => kind === Kind.cancelled && side === Side.buy && price === 1569)).toBe(
      true,
    );
    const bids = orders(own).filter(({ side }) => side === Side.buy);
    expect(bids.at(-1)!.price).toBeGreaterThan(1569);
  });
});

describe('the skewed market maker', () => {
  it('shows much on one side, splits it at the largest order, and means it: the display trades', () => {
    const script: Script = [
      [0, book(20_000, 20_000)],
      [10, (desk) => void desk.submit(0, Side.sell, OrderType.marketIoc, -1, 100_000)],
    ];
    const { own, rows } = runScripted(
      definition('skewed-market-maker'),
      { display: { best5Depth: 6 }, skew: 0 },
      script,
      30,
      {
        cash: 1e14,
      },
    );
    const shown = orders(own).filter(({ side, seconds }) => side === Side.buy && seconds < 5);
    expect(shown.map(({ quantity }) => quantity)).toEqual([300_000, 60_000]);
    expect(orders(own).find(({ side }) => side === Side.sell)!.quantity).toBe(2_000);
    const bought = rows.filter((row) => row.kind === Kind.trade && row.otherAccount === 1 && row.side === Side.sell);
    expect(bought.reduce((sum, { quantity }) => sum + quantity, 0)).toBe(80_000);
    // Having bought more than it had sold, it leans the other way.
    const later = orders(own).filter(({ seconds }) => seconds > 10);
    expect(Math.max(...later.filter(({ side }) => side === Side.sell).map(({ quantity }) => quantity))).toBe(300_000);
  });

  it.each([
    [0, 1],
    [2, 0],
  ])('with a tolerance of %d ticks it moves its display %d times when the price moves by one', (tolerance, moves) => {
    const script: Script = [
      [0, book(20_000, 20_000)],
      [10, (desk) => void desk.submit(0, Side.buy, OrderType.limit, 1571, 30_000)],
    ];
    const { own } = runScripted(definition('skewed-market-maker'), { tolerance, skew: 0 }, script, 30);
    const withdrawn = own.filter(({ kind, side }) => kind === Kind.cancelled && side === Side.buy);
    expect(withdrawn.map(({ quantity }) => quantity)).toEqual(Array(moves).fill(60_000));
  });
});
