import fc from 'fast-check';
import { expect } from 'vitest';
import {
  BookEvent,
  EVENT_WORDS,
  EventWord,
  MAX_PRICE,
  NO_ASK,
  NO_BID,
  type OrderBook,
} from '../../src/market/index.js';
import { NaiveBook, type NaiveEvent } from './naive-book.js';

/** The oracle, and how many orders there were. */
export class BookModel {
  readonly naive = new NaiveBook();
  nextOrder = 0;
}

/** A random day in a book: every command changes oracle and book, and compares answer, events and state. */
export function bookCommands(
  price: fc.Arbitrary<number>,
  maxCommands: number,
): fc.Arbitrary<Iterable<fc.Command<BookModel, OrderBook>>> {
  const side = fc.integer({ min: 0, max: 1 });
  const quantity = fc.oneof(fc.integer({ min: 1, max: 20 }), fc.constant(100), fc.constant(2_000_000_000));
  const small = fc.integer({ min: 1, max: 20 });
  const pick = fc.nat(1_000_000);
  return fc.commands(
    [
      fc.tuple(side, price, quantity).map((of) => new Place('add', ...of)),
      fc.tuple(side, price, quantity).map((of) => new Place('add', ...of)),
      fc.tuple(side, price, quantity).map((of) => new Place('rest', ...of)),
      fc.tuple(side, price, quantity).map((of) => new Place('sweep', ...of)),
      fc.tuple(pick, fc.constant(0)).map((of) => new Take(...of)),
      fc.tuple(pick, small).map((of) => new Take(...of)),
      fc.tuple(side, price, fc.integer({ min: 0, max: 60 })).map((of) => new SetLevel(...of)),
    ],
    { maxCommands, size: 'max' },
  );
}

class Place implements fc.Command<BookModel, OrderBook> {
  constructor(
    private readonly how: 'add' | 'rest' | 'sweep',
    private readonly side: number,
    private readonly price: number,
    private readonly quantity: number,
  ) {}

  check = (): boolean => true;

  run(model: BookModel, book: OrderBook): void {
    const { how, side, price, quantity } = this;
    const order = model.nextOrder++;
    const account = order % 7;
    if (how === 'sweep') {
      expect(book.sweep(order, side, price, quantity)).toBe(model.naive.sweep(order, side, price, quantity));
    } else {
      book[how](order, side, price, quantity, account);
      model.naive[how](order, side, price, quantity, account);
      expect(book.slotOf(order) >= 0).toBe(model.naive.orders.some((resting) => resting.order === order));
    }
    compare(model.naive, book);
  }

  toString = (): string => `${this.how} ${this.side} ${this.price} x ${this.quantity}`;
}

class Take implements fc.Command<BookModel, OrderBook> {
  constructor(
    private readonly pick: number,
    private readonly quantity: number,
  ) {}

  check = (): boolean => true;

  run(model: BookModel, book: OrderBook): void {
    const order = this.pick % (model.nextOrder + 2);
    if (this.quantity === 0) expect(book.remove(order)).toBe(model.naive.remove(order));
    else expect(book.reduce(order, this.quantity)).toBe(model.naive.reduce(order, this.quantity));
    compare(model.naive, book);
  }

  toString = (): string => `take ${this.quantity || 'all'} of order ${this.pick}`;
}

class SetLevel implements fc.Command<BookModel, OrderBook> {
  constructor(
    private readonly side: number,
    private readonly price: number,
    private readonly quantity: number,
  ) {}

  check = (): boolean => true;

  run(model: BookModel, book: OrderBook): void {
    book.setLevel(this.side, this.price, this.quantity);
    model.naive.setLevel(this.side, this.price, this.quantity);
    compare(model.naive, book);
  }

  toString = (): string => `set ${this.side} ${this.price} to ${this.quantity}`;
}

/** Events of the last call, best prices, every level, every queue, and the book's own invariants. */
export function compare(naive: NaiveBook, book: OrderBook): void {
  // What became of the order itself is the answer of the call, compared there.
  expect(eventsOf(book)).toEqual(naive.events.filter(({ kind }) => kind === 'trade'));
  expect(book.orderCount).toBe(naive.orders.length);
  for (const side of [0, 1]) {
    const prices = naive.prices(side);
    expect(side === 0 ? book.bestBid : book.bestAsk).toBe(prices[0] ?? (side === 0 ? NO_BID : NO_ASK));
    const walked: number[] = [];
    for (let price = book.nextLevel(side, side === 0 ? MAX_PRICE + 1 : 0); price !== NO_BID && price !== NO_ASK; ) {
      walked.push(price);
      price = book.nextLevel(side, price);
    }
    expect(walked).toEqual(prices);
    for (const price of prices) {
      const queue = naive.queue(side, price);
      expect(book.quantityAt(side, price)).toBe(queue.reduce((sum, { quantity }) => sum + quantity, 0));
      expect(book.ordersAt(side, price)).toBe(queue.length);
      expect(queueOf(book, side, price)).toEqual(queue);
    }
  }
  book.validate();
}

function queueOf(book: OrderBook, side: number, price: number): unknown[] {
  const queue: unknown[] = [];
  for (let slot = book.headOf(side, price); slot >= 0; slot = book.nextInQueue(slot))
    queue.push({
      order: book.orderOf(slot),
      side: book.sideOf(slot),
      price: book.priceOf(slot),
      account: book.accountOf(slot),
      quantity: book.quantityOf(slot),
    });
  return queue;
}

const kinds = Object.fromEntries(Object.entries(BookEvent).map(([name, value]) => [value, name]));

function eventsOf(book: OrderBook): NaiveEvent[] {
  const events: NaiveEvent[] = [];
  for (let at = 0; at < book.eventsEnd; at += EVENT_WORDS) {
    const word = (name: keyof typeof EventWord) => book.events[at + EventWord[name]];
    const kind = kinds[word('kind')] as NaiveEvent['kind'];
    const resting = { order: word('otherOrder'), account: word('otherAccount'), left: word('left') };
    const event = { kind, order: word('order'), price: word('price'), quantity: word('quantity') };
    events.push(kind === 'trade' ? { ...event, resting } : event);
  }
  return events;
}
