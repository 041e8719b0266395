import type { OrderBook, Venue } from '../../src/market/index.js';
import type { RulePack } from '../../src/rules/index.js';
import { Flag, type TapeWriter } from '../../src/tape/index.js';

/** A bug that is planted into the venue, which the comparison must find. */
export interface Canary {
  readonly summary: string;
  /** What the venue believes its rules to be. */
  readonly rules?: (rules: RulePack) => RulePack;
  /** What happens to rows on their way to the tape. */
  readonly tape?: (tape: TapeWriter) => void;
  /** Changes the venue itself. */
  readonly plant?: (venue: Venue) => void;
}

/** What a canary must reach inside the venue. */
interface Inside {
  readonly floor: {
    readonly listings: readonly {
      readonly book: OrderBook;
      readonly parked: readonly { readonly count: number; orderOf(index: number): number; oldest(): number }[];
    }[];
  };
}

export const canaries: Readonly<Record<string, Canary>> = {
  'loses-time-priority': {
    summary: 'an order that becomes smaller goes to the end of its queue',
    plant: eachBook((book) => {
      const reduce = book.reduce.bind(book);
      book.reduce = (order, quantity) => {
        const slot = book.slotOf(order);
        const left = slot < 0 ? 0 : book.quantityOf(slot) - quantity;
        if (left <= 0 || book.displayOf(slot) > 0) return reduce(order, quantity);
        const [side, price, account] = [book.sideOf(slot), book.priceOf(slot), book.accountOf(slot)];
        book.remove(order);
        book.rest(order, side, price, left, account);
        return quantity;
      };
    }),
  },
  'off-by-one-cage': {
    summary: 'the price cage is a tick too wide',
    rules: (rules) =>
      rules.cage === null ? rules : { ...rules, cage: { ...rules.cage, ticks: rules.cage.ticks + 1 } },
  },
  'forgets-to-release-cash': {
    summary: 'a cancelled buy leaves its cash frozen',
    plant: (venue) => {
      const { ledger } = venue;
      if (ledger === undefined) return;
      const release = ledger.release.bind(ledger);
      ledger.release = (side, account, instrument, price, quantity) => {
        if (side !== 0) release(side, account, instrument, price, quantity);
      };
    },
  },
  'replenishes-at-the-head': {
    summary: 'what an iceberg shows next keeps its place',
    plant: eachBook((book) => {
      const inside = book as unknown as { replenish(slot: number): void };
      const replenish = inside.replenish.bind(book);
      inside.replenish = (slot) => {
        replenish(slot);
        const end = book.eventsEnd;
        moveOthersBehind(book, slot);
        book.eventsEnd = end;
      };
    }),
  },
  'one-level-too-many': {
    summary: 'the best-five types look at six levels',
    plant: eachBook((book) => {
      const sweep = book.sweep.bind(book);
      book.sweep = (order, side, limit, quantity, account, levels) =>
        sweep(order, side, limit, quantity, account, levels === undefined ? undefined : levels + 1);
    }),
  },
  'releases-parked-in-the-wrong-order': {
    summary: 'a call takes the youngest of the parked orders first',
    plant: (venue) => {
      for (const { parked } of (venue as unknown as Inside).floor.listings)
        for (const side of parked)
          side.oldest = () => {
            let youngest = 0;
            for (let index = 1; index < side.count; index++)
              if (side.orderOf(index) > side.orderOf(youngest)) youngest = index;
            return youngest;
          };
    },
  },
  'forgets-reserves-in-auctions': {
    summary: 'a call auction counts what icebergs show, not what they have',
    plant: eachBook((book) => {
      book.totalAt = (side, price) => book.quantityAt(side, price);
    }),
  },
  'tells-of-reserves': {
    summary: 'rows of hidden quantity are not marked',
    tape: (tape) => {
      const append = tape.append.bind(tape);
      tape.append = (...row) => {
        row[11] &= ~Flag.hidden;
        append(...row);
      };
    },
  },
  'takes-lunch-for-trading': {
    summary: 'a halt counts the midday break the wrong way',
    rules: (rules) => {
      const { halts } = rules;
      if (halts === null) return rules;
      return { ...rules, halts: { ...halts, lunch: halts.lunch === 'counts' ? 'stops' : 'counts' } };
    },
  },
  'pauses-late': {
    summary: 'a limit state lasts a nanosecond too long',
    rules: (rules) =>
      rules.luld === null ? rules : { ...rules, luld: { ...rules.luld, limitStateNs: rules.luld.limitStateNs + 1 } },
  },
  'queues-too-many': {
    summary: 'one more request may wait in front of the venue',
    rules: (rules) => {
      const { throughput } = rules;
      return throughput === null ? rules : { ...rules, throughput: { ...throughput, queue: throughput.queue + 1 } };
    },
  },
};

/** Plants the same into every book. */
function eachBook(plant: (book: OrderBook) => void): NonNullable<Canary['plant']> {
  return (venue) => {
    for (const { book } of (venue as unknown as Inside).floor.listings) plant(book);
  };
}

/** Takes the plain orders that stand before an order out of its queue and lets them rest again. */
function moveOthersBehind(book: OrderBook, slot: number): void {
  const [side, price] = [book.sideOf(slot), book.priceOf(slot)];
  for (let head = book.headOf(side, price); head !== slot; head = book.headOf(side, price)) {
    if (book.displayOf(head) > 0) return;
    const [order, quantity, account] = [book.orderOf(head), book.quantityOf(head), book.accountOf(head)];
    book.remove(order);
    book.rest(order, side, price, quantity, account);
  }
}
