import { describe, expect, it } from 'vitest';
import { createLimitFlow, ordersToFund } from '../../src/agents/index.js';
import { CancelReason, Kind, Phase, parseTimeOfDay, Side } from '../../src/tape/index.js';
import { rowsOf, smallMarket } from '../simulation/small-market.js';

const state = {
  side: Side.buy,
  price: 1884,
  queue: 600_000,
  joinsPerMinute: 60_000,
  tradesPerMinute: 20_000,
  order: 2_000,
};

function run(from: string, until: string, changed: Partial<typeof state> = {}, seed = 1) {
  const market = smallMarket({ accounts: [{ cash: 1e14 }, {}], settlement: 'ledger', seed });
  const agent = createLimitFlow({
    state: { ...state, ...changed },
    attribution: { accountFor: (side) => (side === Side.buy ? 0 : 1) },
    lot: 100,
    maximumQuantity: 300_000,
  });
  const window = [parseTimeOfDay(from), parseTimeOfDay(until)] as const;
  const tape = market.run([{ agent, informationSet: 'order-by-order' }], ...window);
  market.venue.ledger!.validate();
  return { rows: rowsOf(tape), book: market.venue.book(0), venue: market.venue };
}

describe('a market at its limit', () => {
  it('begins with a trade and the declared queue there, and nobody sends another price', () => {
    const { rows, book } = run('09:30', '09:30:01');
    expect(rows.find(({ kind }) => kind === Kind.trade)).toMatchObject({ price: 1884, quantity: 100 });
    expect(book.bestBid).toBe(1884);
    // A queue of whole lots; the first second may bring an order more.
    expect(Math.abs(book.quantityAt(Side.buy, 1884) - 600_000)).toBeLessThan(25_000);
    expect(rows.filter(({ kind, price }) => kind === Kind.accepted && price !== 1884)).toEqual([]);
    expect(rows.filter(({ kind }) => kind === Kind.rejected)).toEqual([]);
  });

  it('keeps the queue where it began, in the mean', () => {
    const queues = Array.from({ length: 8 }, (_, seed) =>
      run('09:30', '10:15', {}, seed).book.quantityAt(Side.buy, 1884),
    );
    const mean = queues.reduce((sum, one) => sum + one, 0) / queues.length;
    // A Poisson queue of 300 exponential orders of 2,000 shares has a standard deviation of 49,000.
    expect(Math.abs(mean - 600_000)).toBeLessThan((4 * 49_000) / Math.sqrt(8));
    expect(new Set(queues).size).toBe(8);
  });

  it('opens there from a call, and takes nothing back while that is refused', () => {
    const { rows, venue } = run('09:15', '09:31');
    expect(rows.filter(({ kind }) => kind === Kind.rejected)).toEqual([]);
    const locked = [parseTimeOfDay('09:20'), parseTimeOfDay('09:25')];
    const given = rows.filter(({ kind, code }) => kind === Kind.cancelled && code === CancelReason.user);
    expect(given.length).toBeGreaterThan(20);
    expect(given.filter(({ time }) => time >= locked[0] && time < locked[1])).toEqual([]);
    expect(venue.lastPrice(0)).toBe(1884);
    expect(venue.phase).toBe(Phase.continuous);
  });

  it('whose queue is used up waits at the limit on the other side', () => {
    const { rows, book } = run('09:30', '09:50', { queue: 5_000, joinsPerMinute: 4_000, tradesPerMinute: 4_000 });
    const prices = rows.filter(({ kind }) => kind === Kind.trade).map(({ price }) => price);
    expect(new Set(prices)).toEqual(new Set([1884]));
    expect(Math.min(book.quantityAt(Side.buy, 1884), book.quantityAt(Side.sell, 1884))).toBe(0);
  });

  it('asks to fund what waits and what is traded, in the largest orders it sends', () => {
    const orders = ordersToFund(state, 30);
    const of = (side: number) =>
      orders.filter((order) => order.side === side).reduce((sum, { quantity }) => sum + quantity, 0);
    expect(of(Side.buy)).toBe(1_200_000);
    expect(of(Side.sell)).toBe(600_000);
    expect(new Set(orders.map(({ quantity }) => quantity))).toEqual(new Set([20_000]));
  });
});
