import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { OrderBook, Venue } from '../../src/market/index.js';
import { RebuiltBook } from '../../src/order-flow/index.js';
import type { RuleOverrides } from '../../src/rules/index.js';
import {
  Flag,
  Kind,
  kindNames,
  MINUTE,
  OrderType,
  Phase,
  SECOND,
  type TapeHeader,
  TapeWriter,
  type View,
  ViewCursor,
} from '../../src/tape/index.js';
import { at, openRules, venueOf } from '../market/venue-fixture.js';

/** A tape that can be looked at whenever a command is over: until then flags of its last row may change. */
class WatchedTape extends TapeWriter {
  between: () => void = () => {};

  override beginCommand(time: number): void {
    this.between();
    super.beginCommand(time);
  }
}

/** Brokers of the accounts; the member whose view is looked at is broker 1, with two clients. */
const brokers = [0, 1, 1, 2];
const views: readonly View[] = [{ kind: 'regulator' }, { kind: 'member', brokers: [1] }, { kind: 'public' }];

function knows(view: View, account: number): boolean {
  if (view.kind === 'regulator') return true;
  return view.kind === 'member' && account >= 0 && view.brokers.includes(brokers[account]);
}

/** A book as a view may see it, level by level and order by order. */
function shown(book: OrderBook, view: View): string {
  const lines: string[] = [];
  for (const side of [0, 1]) {
    const end = side === 0 ? -1 : 2_147_483_647;
    for (let price = side === 0 ? book.bestBid : book.bestAsk; price !== end; price = book.nextLevel(side, price)) {
      lines.push(`${side} ${price}: ${book.quantityAt(side, price)}`);
      for (let slot = book.headOf(side, price); slot >= 0; slot = book.nextInQueue(slot)) {
        const account = book.accountOf(slot);
        const known = knows(view, account);
        const reserve = known ? book.reserveOf(slot) : 0;
        lines.push(`  #${book.orderOf(slot)} ${book.quantityOf(slot)}+${reserve} of ${known ? account : -1}`);
      }
    }
  }
  return lines.join('\n');
}

/** Follows all books of a venue's day through a view. */
class Follower {
  private readonly cursor: ViewCursor;
  private readonly books: readonly RebuiltBook[];
  /** Orders of others that hide something. */
  private readonly icebergs = new Set<number>();

  constructor(
    tape: TapeWriter,
    private readonly view: View,
    private readonly counts: Map<string, number>,
  ) {
    this.cursor = new ViewCursor(tape, view);
    const { header } = this.cursor;
    this.books = header.instruments.map((_, instrument) => new RebuiltBook(header, instrument));
  }

  /** Reads the rows so far, which end with a command, and compares. */
  follow(venue: Venue): void {
    let changed = false;
    while (this.cursor.next()) {
      changed = true;
      for (const book of this.books) book.apply(this.cursor);
      this.examine();
    }
    // Also after a command that the view is not shown: it must not have changed what it sees.
    for (const rebuilt of this.books) {
      const { book, instrument, phase } = rebuilt;
      const [found, expected] = [shown(book, { kind: 'regulator' }), shown(venue.book(instrument), this.view)];
      if (found !== expected) expect(found).toBe(expected);
      if (changed && !rebuilt.settled) throw new Error(`the book of the ${this.view.kind} is between two states`);
      if (phase === Phase.continuous && book.bestBid >= book.bestAsk)
        throw new Error(`the book of the ${this.view.kind} is crossed`);
    }
  }

  audit(): void {
    for (const { book } of this.books) book.validate();
  }

  /** What the view is told of orders that are none of its business. */
  private examine(): void {
    const { kind, flags, account, instrument, order, quantity, quantity2, code } = this.cursor;
    const name = `${this.view.kind} ${kindNames[kind]}${(flags & Flag.hidden) !== 0 ? ' hidden' : ''}`;
    this.counts.set(name, (this.counts.get(name) ?? 0) + 1);
    if (this.view.kind === 'regulator' || account >= 0) return;
    const leaks = (what: string) => new Error(`${name} of #${order} tells ${what}`);
    if (kind === Kind.rejected || kind === Kind.parked || (flags & Flag.hidden) !== 0) throw leaks('that it is there');
    if (kind === Kind.accepted && quantity === -1) this.icebergs.add(order);
    if (kind === Kind.released || kind === Kind.accepted) {
      if (quantity2 !== -1 || code === OrderType.iceberg) throw leaks('that it is an iceberg');
    } else if (kind === Kind.cancelled && this.icebergs.has(order) && quantity2 !== -1) {
      const { book } = this.books[instrument];
      const slot = book.slotOf(order);
      if (quantity2 !== (slot < 0 ? 0 : book.quantityOf(slot))) throw leaks('its reserve');
    }
  }
}

interface Action {
  readonly what: 'submit' | 'cancel' | 'part' | 'replace';
  readonly wait: number;
  readonly instrument: number;
  readonly account: number;
  readonly side: number;
  readonly type: number;
  readonly away: number;
  readonly quantity: number;
  readonly display: number;
  /** Counted back from the last order. */
  readonly order: number;
}

const { limit, iceberg, marketIoc, counterpartyBest, ownBest, best5Ioc, fillOrKill, best5ThenLimit, postOnly } =
  OrderType;
const types = [
  marketIoc,
  counterpartyBest,
  ownBest,
  best5Ioc,
  fillOrKill,
  best5ThenLimit,
  postOnly,
  OrderType.fixedPrice,
];

const action: fc.Arbitrary<Action> = fc.record({
  what: fc.oneof(
    { weight: 8, arbitrary: fc.constant('submit' as const) },
    { weight: 3, arbitrary: fc.constantFrom('cancel' as const, 'part' as const, 'replace' as const) },
  ),
  wait: fc.oneof(
    { weight: 30, arbitrary: fc.nat(3).map((seconds) => seconds * SECOND) },
    { weight: 1, arbitrary: fc.integer({ min: 1, max: 80 }).map((minutes) => minutes * MINUTE) },
  ),
  instrument: fc.nat(1),
  account: fc.nat(3),
  side: fc.nat(1),
  type: fc.oneof(
    { weight: 4, arbitrary: fc.constant(limit) },
    { weight: 4, arbitrary: fc.constant(iceberg) },
    { weight: 3, arbitrary: fc.constantFrom(...types) },
  ),
  away: fc.oneof(
    { weight: 12, arbitrary: fc.integer({ min: -4, max: 4 }) },
    { weight: 5, arbitrary: fc.integer({ min: -60, max: 60 }) },
    // To the edge of the band, and as far as stops trading on a day without limits.
    { weight: 2, arbitrary: fc.constantFrom(-300, -50, 50, 300) },
    { weight: 1, arbitrary: fc.integer({ min: -500, max: 700 }) },
  ),
  quantity: fc.integer({ min: 1, max: 40 }),
  display: fc.integer({ min: 1, max: 12 }),
  order: fc.nat(15),
});

const luld: NonNullable<RuleOverrides['luld']> = {
  ...{ tier: 1, windowNs: 60 * SECOND, updateFraction: 0.01, minimumStandNs: SECOND, doubledFromNs: at('14:30') },
  ...{ limitStateNs: 2 * SECOND, pauseNs: 20 * SECOND },
};

const day = fc.record({
  instruments: fc.integer({ min: 1, max: 2 }),
  unlimited: fc.boolean(),
  start: fc.constantFrom('09:15', '09:24:50', '09:29:55', '10:00', '11:29:50', '14:56:30'),
  rules: fc.record({
    selfTrade: fc.constantFrom<NonNullable<RuleOverrides['selfTrade']>>(
      ...(['allow', 'cancel-incoming', 'cancel-resting', 'cancel-both', 'decrement'] as const),
    ),
    cage: fc.constantFrom<NonNullable<RuleOverrides['cage']> | null>(
      { percent: 2, ticks: 0, action: 'park' },
      { percent: 2, ticks: 10, action: 'reject' },
      null,
    ),
    luld: fc.constantFrom(null, luld),
    throughput: fc.constantFrom(null, { messagesPerSecond: 2, queue: 5 }),
  }),
  actions: fc.array(action, { minLength: 10, maxLength: 120, size: 'max' }),
});

type Day = typeof day extends fc.Arbitrary<infer Value> ? Value : never;

/** Plays a day; every time a command is over the books of all views are compared with the venue's. */
function play({ instruments, unlimited, start, rules, actions }: Day, counts: Map<string, number>): void {
  const { venue, tape } = venueOf({
    ...(unlimited ? { status: 'new', statusDay: 1 } : {}),
    instruments,
    brokers,
    overrides: { ...openRules, marketOrdersNeedLimit: false, ...rules },
    writer: (header: TapeHeader) => new WatchedTape(header),
  });
  const followers = views.map((view) => new Follower(tape, view, counts));
  const compare = () => {
    for (const follower of followers) follower.follow(venue);
  };
  (tape as WatchedTape).between = compare;
  venue.advanceTo(at(start));
  let orders = 0;
  for (const { what, wait, instrument: drawn, account, side, type, away, quantity, display, order } of actions) {
    venue.advanceTo(venue.now + wait);
    const instrument = drawn % instruments;
    const last = venue.lastPrice(instrument);
    const price = Math.max(1, (last > 0 ? last : 1000) + away);
    const named = orders - 1 - order;
    if (what === 'cancel') venue.cancel(-1, named);
    else if (what === 'part') venue.cancel(-1, named, quantity);
    else {
      const answer =
        what === 'replace'
          ? venue.replace(-1, named, price, quantity)
          : venue.submit(instrument, account, side, type, price, quantity, Math.min(display, quantity));
      orders = Math.max(orders, answer + 1);
    }
    compare();
  }
  venue.advanceTo(Math.max(venue.now, at('15:06')));
  venue.closeDay();
  compare();
  for (const follower of followers) follower.audit();
}

describe('the book that each view can rebuild', () => {
  it("is the venue's in all that the view may see, whenever a command is over", () => {
    const counts = new Map<string, number>();
    fc.assert(
      fc.property(day, (drawn) => play(drawn, counts)),
      { numRuns: 120, seed: 20_250_506 },
    );
    // The days were not empty ones: everything that a view can be shown, and not shown, occurred.
    const seen = (name: string) => counts.get(name) ?? 0;
    for (const name of [
      ...['regulator accepted hidden', 'regulator parked hidden', 'regulator cancelled hidden', 'regulator released'],
      ...['regulator replaced', 'regulator halt', 'regulator rejected', 'regulator indication', 'regulator trade'],
      ...['member parked hidden', 'member cancelled hidden', 'member rejected', 'public released', 'public replaced'],
      ...['public halt', 'public cancelled', 'public trade'],
    ])
      expect(seen(name), name).toBeGreaterThan(10);
    for (const kind of ['parked hidden', 'cancelled hidden', 'accepted hidden', 'rejected'])
      expect(seen(`public ${kind}`), kind).toBe(0);
  });

  it('does not learn the reserve of an iceberg that became smaller because it met its own account', () => {
    const { venue, tape } = venueOf({ brokers, overrides: { ...openRules, selfTrade: 'decrement' } });
    venue.advanceTo(at('10:00'));
    venue.submit(0, 0, 1, iceberg, 1001, 500, 100);
    venue.submit(0, 0, 0, limit, 1001, 130);
    const told = (view: View) => {
      const cursor = new ViewCursor(tape, view);
      const rows: (readonly number[])[] = [];
      while (cursor.next())
        if (cursor.kind === Kind.cancelled) rows.push([cursor.order, cursor.quantity, cursor.quantity2]);
      return rows;
    };
    expect(told({ kind: 'member', brokers: [0] })).toEqual([
      [0, 100, 400],
      [1, 100, 30],
      [0, 30, 370],
      [1, 30, 0],
    ]);
    expect(told({ kind: 'public' })).toEqual([
      [0, 100, -1],
      [1, 100, -1],
      [0, 30, -1],
      [1, 30, -1],
    ]);
  });
});
