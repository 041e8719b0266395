import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Venue } from '../../src/market/index.js';
import { MINUTE, OrderType, Phase, SECOND, type TapeWriter } from '../../src/tape/index.js';
import { naiveAllocation, naiveAuction } from '../oracle/naive-auction.js';
import { NaiveBook } from '../oracle/naive-book.js';
import { at, type ReadRow, rowsOf, venueOf } from './venue-fixture.js';

const BUY = 0;
const BOUNDARIES = [at('09:25'), at('15:00')];

/** One thing that somebody does to a venue. */
interface Request {
  readonly wait: number;
  readonly account: number;
  readonly side: number;
  readonly market: boolean;
  readonly price: number;
  readonly quantity: number;
  /** The order to cancel instead, counted from the last; −1 sends a new one. */
  readonly cancel: number;
}

const request: fc.Arbitrary<Request> = fc.record({
  wait: fc.oneof(
    { weight: 30, arbitrary: fc.nat(20).map((seconds) => seconds * SECOND) },
    { weight: 1, arbitrary: fc.nat(90).map((minutes) => minutes * MINUTE) },
  ),
  account: fc.nat(3),
  side: fc.nat(1),
  market: fc.integer({ min: 0, max: 9 }).map((drawn) => drawn === 0),
  price: fc.integer({ min: 990, max: 1010 }),
  quantity: fc.oneof(
    fc.integer({ min: 1, max: 12 }).map((lots) => lots * 100),
    fc.integer({ min: 1, max: 200 }),
  ),
  cancel: fc.oneof({ weight: 3, arbitrary: fc.constant(-1) }, { weight: 1, arbitrary: fc.nat(12) }),
});

/** Plays the tape's own commands into the oracle and compares what the tape says happened with what had to happen. */
class Auditor {
  readonly naive = new NaiveBook();
  private read = 0;
  private lastTrade = -1;

  constructor(
    private readonly venue: Venue,
    private readonly tape: TapeWriter,
  ) {}

  audit(): void {
    const rows = rowsOf(this.tape, this.read, ['phase', 'indication', 'rejected']);
    this.read = this.tape.length;
    for (let index = 0; index < rows.length; ) {
      let end = index + 1;
      while (rows[end - 1].flags === 1) end++;
      this.command(rows.slice(index, end));
      index = end;
    }
    const book = this.venue.book(0);
    book.validate();
    this.venue.ledger?.validate();
    expect(book.orderCount).toBe(this.naive.orders.length);
    for (const { order, quantity } of this.naive.orders) expect(this.venue.remaining(order)).toBe(quantity);
  }

  private command(rows: readonly ReadRow[]): void {
    const [{ kind, order, side, price, quantity, account, code, time }] = rows;
    if (kind === 'trade') this.cross(rows);
    else if (kind === 'cancelled') expect(this.naive.remove(order)).toBe(quantity);
    else {
      const market = code === OrderType.marketIoc;
      const limit = market ? (side === BUY ? 1e9 : 0) : price;
      let left = 0;
      if (this.isCall(time)) this.naive.rest(order, side, price, quantity, account);
      else if (market) left = this.naive.sweep(order, side, limit, quantity);
      else this.naive.add(order, side, price, quantity, account);
      const trades = this.naive.events.filter((event) => event.kind === 'trade');
      expect(rows.slice(1, 1 + trades.length).map(tradeOf)).toMatchObject(
        trades.map((trade) => ({
          ...trade,
          resting: { order: trade.resting?.order, account: trade.resting?.account },
        })),
      );
      expect(rows.slice(1 + trades.length).map((row) => [row.kind, row.quantity])).toEqual(
        left > 0 ? [['cancelled', left]] : [],
      );
      if (trades.length > 0) this.lastTrade = trades[trades.length - 1].price;
    }
  }

  private cross(rows: readonly ReadRow[]): void {
    expect(BOUNDARIES).toContain(rows[0].time);
    const reference = rows[0].time === BOUNDARIES[0] || this.lastTrade < 0 ? 1000 : this.lastTrade;
    const auction = naiveAuction(this.naive, 'tick-grid', 'nearest', reference);
    const expected = naiveAllocation(this.naive, auction.price);
    expect(rows.map(({ order, otherOrder, quantity }) => ({ buy: order, sell: otherOrder, quantity }))).toEqual(
      expected,
    );
    expect(rows.every(({ price }) => price === auction.price)).toBe(true);
    for (const { buy, sell, quantity } of expected) {
      this.naive.reduce(buy, quantity);
      this.naive.reduce(sell, quantity);
    }
    this.lastTrade = auction.price;
  }

  private isCall(time: number): boolean {
    return time < BOUNDARIES[0] || time >= at('14:57');
  }
}

/** A trade row in the words of the oracle's events. */
function tradeOf({ kind, order, price, quantity, otherOrder, otherAccount }: ReadRow) {
  return { kind, order, price, quantity, resting: { order: otherOrder, account: otherAccount } };
}

describe('a venue on days of random requests', () => {
  it('does what an obvious book and an obvious auction do, and nobody owes', () => {
    fc.assert(
      fc.property(
        fc.array(request, { minLength: 20, maxLength: 150, size: 'max' }),
        fc.constantFrom('09:15', '09:24', '11:29', '14:55'),
        (requests, start) => {
          const { venue, tape } = venueOf({ cash: 5e9, holdings: 2_050 });
          const auditor = new Auditor(venue, tape);
          let submitted = 0;
          venue.advanceTo(at(start));
          for (const { wait, account, side, market, price, quantity, cancel } of requests) {
            venue.advanceTo(venue.now + wait);
            auditor.audit();
            if (cancel >= 0) venue.cancel(account, submitted - 1 - cancel);
            else {
              const type = market ? OrderType.marketIoc : OrderType.limit;
              if (venue.submit(0, account, side, type, market ? -1 : price, quantity) >= 0) submitted++;
            }
            auditor.audit();
          }
          venue.advanceTo(Math.max(venue.now, at('15:00')));
          auditor.audit();
          expect(venue.phase).toBe(Phase.closed);
          venue.closeDay();
          auditor.audit();
          expect(auditor.naive.orders).toEqual([]);
          for (let account = 0; account < 4; account++)
            expect(venue.ledger?.availableCash(account)).toBe(venue.ledger?.cash(account));
        },
      ),
      { numRuns: 150, seed: 1500 },
    );
  });
});
