import { describe, expect, it } from 'vitest';
import { agentDefinitions } from '../../src/agents/index.js';
import { Kind, OrderType, Side } from '../../src/tape/index.js';
import { ask, bid, book, runScripted, type Script } from './scripted-market.js';

const definition = (id: string) => agentDefinitions.find((candidate) => candidate.id === id)!;
type Own = ReturnType<typeof runScripted>['own'];
const orders = (own: Own) => own.filter((row) => row.kind === Kind.accepted);
const sells = (price: number, quantity: number) => ask(price, quantity);

describe('the tape reader', () => {
  /** A trade on each side in turn every ten seconds, then many on one side. */
  const tape = (count: number, gap: number, quantity: number): Script => [
    [0, book(50_000, 50_000)],
    ...Array.from({ length: 40 }, (_, i): Script[number] => [
      10 + 10 * i,
      (desk) => void desk.submit(0, i % 2 === 0 ? Side.buy : Side.sell, OrderType.marketIoc, -1, 1_000),
    ]),
    ...Array.from({ length: count }, (_, i): Script[number] => [
      410 + gap * i,
      (desk) => void desk.submit(0, Side.buy, OrderType.marketIoc, -1, quantity),
    ]),
  ];

  it('goes along with a run of small purchases, and back after a while', () => {
    const { own } = runScripted(definition('tape-reader'), { hold: 30 }, tape(10, 1, 100), 800);
    const [first, second] = orders(own);
    expect([first.side, first.quantity]).toEqual([Side.buy, 2_000]);
    expect(first.seconds).toBeGreaterThan(410);
    expect([second.side, second.quantity]).toEqual([Side.sell, 2_000]);
    expect(own.filter(({ kind }) => kind === Kind.rejected)).toEqual([]);
  });

  it('does nothing while trades come as usual', () => {
    expect(orders(runScripted(definition('tape-reader'), {}, tape(0, 1, 100), 800).own)).toEqual([]);
  });

  it('that reads volume does not see many small trades, but one large one', () => {
    const read = (script: Script) =>
      orders(runScripted(definition('tape-reader'), { reads: 'volume' }, script, 800).own);
    expect(read(tape(10, 1, 100))).toEqual([]);
    expect(read(tape(1, 1, 20_000)).length).toBeGreaterThan(0);
  });
});

describe('the limit chaser', () => {
  const limit = 1884;
  /** The price stands at its limit with a queue, which melts after three minutes. */
  const queue = (quantity: number): Script => [
    [0, sells(limit, 100)],
    [1, bid(limit, quantity)],
    [180, (desk) => void desk.submit(0, Side.sell, OrderType.limit, limit, Math.round(quantity * 0.008) * 100)],
  ];
  const chase = (quantity: number, seed = {}) =>
    runScripted(definition('limit-chaser'), { eagerness: 6, ...seed }, queue(quantity), 300).own;

  it('joins a long queue, and leaves it when it melts', () => {
    const own = chase(300_000, { rounds: 1 });
    const [joined] = orders(own);
    expect([joined.side, joined.price, joined.quantity]).toEqual([Side.buy, limit, 5_000]);
    const left = own.find(({ kind }) => kind === Kind.cancelled)!;
    expect(left.seconds).toBeGreaterThan(180);
  });

  it('is the slower the shorter the queue, and needs one', () => {
    const joinedAt = (quantity: number) => orders(chase(quantity, { rounds: 1, halfQueue: 1 }))[0]?.seconds ?? Infinity;
    expect(joinedAt(300_000)).toBeLessThan(joinedAt(3_000));
    expect(orders(runScripted(definition('limit-chaser'), {}, [[0, book(1_000, 1_000)]], 300).own)).toEqual([]);
  });

  it('flees at the lower limit', () => {
    const floor: Script = [
      [0, bid(1256, 100)],
      [1, ask(1256, 300_000)],
    ];
    const [sold] = orders(runScripted(definition('limit-chaser'), { side: 'sell', eagerness: 6 }, floor, 200).own);
    expect([sold.side, sold.price]).toEqual([Side.sell, 1256]);
  });
});

describe('the heuristic-belief learner', () => {
  /** Bids and offers one tick apart, of which some are taken on both sides in turn. */
  const trade = (bids: number, asks: number) => {
    const levels = (desk: Parameters<Script[number][1]>[0]) => {
      for (let level = 0; level < 10; level++) {
        bid(1569 - level, bids)(desk);
        ask(1570 + level, asks)(desk);
      }
    };
    return runScripted(
      definition('heuristic-belief'),
      { ordersPerMinute: 20, values: 4, quantity: 100 },
      [
        [0, levels],
        ...Array.from({ length: 120 }, (_, i): Script[number] => [
          1 + 5 * i,
          (desk) => void desk.submit(0, i % 2 === 0 ? Side.buy : Side.sell, OrderType.marketIoc, -1, 100),
        ]),
      ],
      600,
    );
  };

  it('bids and offers within reach of the touch, one order at a time', () => {
    const { own, rows } = trade(20_000, 20_000);
    const sent = orders(own);
    expect(sent.length).toBeGreaterThan(120);
    for (const { side, price } of sent) expect(side === Side.buy ? price - 1570 : 1569 - price).toBeLessThanOrEqual(0);
    let open = 0;
    for (const { kind, account, otherAccount } of rows) {
      if (kind === Kind.accepted && account === 1) open++;
      if (kind === Kind.cancelled && account === 1) open--;
      if (kind === Kind.trade && (account === 1 || otherAccount === 1)) open--;
      expect(open).toBeLessThanOrEqual(1);
    }
  });

  it('crosses the spread more often where more bids are left waiting', () => {
    const crossing = ({ own }: ReturnType<typeof trade>) =>
      own.filter((row) => row.kind === Kind.trade && row.side === Side.buy).length /
      orders(own).filter(({ side }) => side === Side.buy).length;
    expect(crossing(trade(20_000, 40_000))).toBeGreaterThan(2 * crossing(trade(500, 40_000)));
  });
});
