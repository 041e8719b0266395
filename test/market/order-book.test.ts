import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { MESSAGE_WORDS, orderStream, StreamMessage, streamShapes } from '../../bench/order-stream.js';
import {
  ANONYMOUS_ORDER,
  BookEvent,
  EVENT_WORDS,
  EventWord,
  MAX_PRICE,
  NO_ASK,
  NO_BID,
  OrderBook,
} from '../../src/market/index.js';
import { compare } from '../oracle/book-commands.js';
import { NaiveBook } from '../oracle/naive-book.js';

const BUY = 0;
const SELL = 1;

/** [order, price, quantity] of the trades that the last call made. */
function trades(book: OrderBook): number[][] {
  const found: number[][] = [];
  for (let at = 0; at < book.eventsEnd; at += EVENT_WORDS)
    if (book.events[at] === BookEvent.trade)
      found.push([EventWord.otherOrder, EventWord.price, EventWord.quantity].map((word) => book.events[at + word]));
  return found;
}

describe('the order book', () => {
  it('trades at the better price first, then with the older order, at the resting price', () => {
    const book = new OrderBook();
    book.add(0, SELL, 102, 10, 5);
    book.add(1, SELL, 101, 10, 6);
    book.add(2, SELL, 101, 10, 7);
    expect(book.add(3, BUY, 102, 25, 8)).toBe(0);
    expect(trades(book)).toEqual([
      [1, 101, 10],
      [2, 101, 10],
      [0, 102, 5],
    ]);
    expect(book.bestBid).toBe(NO_BID);
    expect(book.bestAsk).toBe(102);
    expect(book.quantityAt(SELL, 102)).toBe(5);
  });

  it('lets the remainder rest, and a sweep drop it', () => {
    const book = new OrderBook();
    book.add(0, SELL, 100, 10, -1);
    expect(book.add(1, BUY, 100, 15, -1)).toBe(5);
    expect(book.quantityOf(book.slotOf(1))).toBe(5);
    expect([book.bestBid, book.bestAsk]).toEqual([100, NO_ASK]);
    expect(book.sweep(2, SELL, 0, 8)).toBe(3);
    expect(book.orderCount).toBe(0);
    expect(book.sweep(3, SELL, 0, 8)).toBe(8);
    expect(book.eventsEnd).toBe(0);
  });

  it('keeps the place of an order that becomes smaller, and forgets one that becomes nothing', () => {
    const book = new OrderBook();
    book.add(0, BUY, 100, 10, -1);
    book.add(1, BUY, 100, 10, -1);
    expect(book.reduce(0, 4)).toBe(4);
    book.sweep(2, SELL, 100, 7);
    expect(trades(book)).toEqual([
      [0, 100, 6],
      [1, 100, 1],
    ]);
    expect(book.fill(0, 1)).toBe(0);
  });

  it('ignores orders that are gone or never were, even when another order has the slot', () => {
    const book = new OrderBook();
    book.add(0, BUY, 100, 10, -1);
    const slot = book.slotOf(0);
    expect(book.remove(0)).toBe(10);
    expect(book.remove(0)).toBe(0);
    book.add(1, BUY, 100, 7, -1);
    expect(book.slotOf(1)).toBe(slot);
    expect(book.remove(0)).toBe(0);
    expect(book.reduce(0, 1)).toBe(0);
    for (const order of [-1, 2, 1_000_000]) expect(book.remove(order)).toBe(0);
    expect(book.quantityAt(BUY, 100)).toBe(7);
  });

  it('may be crossed while orders only rest', () => {
    const book = new OrderBook();
    book.rest(0, BUY, 105, 10, -1);
    book.rest(1, SELL, 95, 10, -1);
    book.rest(2, SELL, 105, 10, -1);
    expect([book.bestBid, book.bestAsk]).toEqual([105, 95]);
    expect([book.quantityAt(BUY, 105), book.quantityAt(SELL, 105)]).toEqual([10, 10]);
    book.validate();
  });

  it('counts the quantity of a level beyond 2^31', () => {
    const book = new OrderBook();
    for (let order = 0; order < 4; order++) book.add(order, BUY, 100, 2_000_000_000, -1);
    expect(book.quantityAt(BUY, 100)).toBe(8_000_000_000);
    book.validate();
  });

  it('grows its slots and its events', () => {
    const book = new OrderBook({ capacity: 16 });
    for (let order = 0; order < 5_000; order++) book.add(order, SELL, 100 + (order % 50), 1, order);
    book.validate();
    book.sweep(5_000, BUY, MAX_PRICE, 5_000);
    expect(trades(book)).toHaveLength(5_000);
    expect(book.orderCount).toBe(0);
    book.validate();
  });

  it('says who rested and who left', () => {
    const book = new OrderBook();
    const said = (words: number) => [...book.events.subarray(0, words)];
    expect(book.add(4, SELL, 100, 10, 3)).toBe(10);
    expect(book.reduce(4, 3)).toBe(3);
    book.sweep(5, BUY, 100, 2);
    expect(said(7)).toEqual([BookEvent.trade, 5, 100, 2, 5, 4, 3]);
    expect(book.remove(4)).toBe(5);
    expect(book.eventsEnd).toBe(0);
  });
});

describe('a level set from outside', () => {
  it('puts what the known orders do not explain in front of them', () => {
    const book = new OrderBook();
    book.add(9, BUY, 100, 10, 2);
    book.setLevel(BUY, 100, 25);
    expect(book.quantityAt(BUY, 100)).toBe(25);
    expect(book.orderOf(book.headOf(BUY, 100))).toBe(ANONYMOUS_ORDER);
    book.sweep(10, SELL, 100, 16);
    expect(trades(book)).toEqual([
      [ANONYMOUS_ORDER, 100, 15],
      [9, 100, 1],
    ]);
    expect(book.quantityOf(book.slotOf(9))).toBe(9);
    book.validate();
  });

  it('takes too much away from the head, and empties a level', () => {
    const book = new OrderBook();
    book.add(0, SELL, 100, 10, -1);
    book.add(1, SELL, 100, 10, -1);
    book.setLevel(SELL, 100, 6);
    expect(book.headOf(SELL, 100)).toBe(book.slotOf(1));
    expect(book.quantityOf(book.slotOf(1))).toBe(6);
    expect(() => book.setLevel(SELL, 100, -1)).toThrow('was set to -1');
    book.setLevel(SELL, 100, 0);
    expect(book.bestAsk).toBe(NO_ASK);
    book.setLevel(SELL, 99, 5);
    expect(book.bestAsk).toBe(99);
    book.validate();
  });
});

/** Numbers in the half-open unit interval, the same on every run. */
function numbers(): () => number {
  let state = 12345;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 4_294_967_296;
  };
}

describe('the window of a book', () => {
  it.each([
    ['climbs from one tick to a hundred thousand', 1, 100_000, 40],
    ['falls from 10^8 ticks', 100_000_000, 99_960_000, 40],
    ['is too narrow for orders 3,000 ticks apart', 50_000, 50_000, 3_000],
  ])('follows a touch that %s', (_name, from, to, spread) => {
    const random = numbers();
    const book = new OrderBook({ capacity: 16 });
    const naive = new NaiveBook();
    const steps = 4_000;
    for (let order = 0; order < steps; order++) {
      const centre = from + Math.round(((to - from) * order) / steps);
      const side = random() < 0.5 ? BUY : SELL;
      const price = Math.max(1, centre + Math.round((random() - 0.5) * 2 * spread));
      const quantity = 1 + Math.floor(random() * 9);
      naive.add(order, side, price, quantity, -1);
      book.add(order, side, price, quantity, -1);
      if (order % 50 === 49) compare(naive, book);
      const old = order - 150;
      if (old >= 0) expect(book.remove(old)).toBe(naive.remove(old));
    }
    compare(naive, book);
  });

  it('leaves stub quotes at both ends of the world to the far store', () => {
    const book = new OrderBook();
    book.add(0, BUY, 1, 1, -1);
    book.add(1, SELL, MAX_PRICE, 1, -1);
    for (let order = 2; order < 2_000; order++) book.add(order, order & 1, 3_000_000 + (order & 1) * 5, 1, -1);
    expect([book.bestBid, book.bestAsk]).toEqual([3_000_000, 3_000_005]);
    expect(book.nextLevel(BUY, 3_000_000)).toBe(1);
    expect(book.nextLevel(SELL, 3_000_005)).toBe(MAX_PRICE);
    expect(book.nextLevel(BUY, 1)).toBe(NO_BID);
    expect(book.nextLevel(SELL, MAX_PRICE)).toBe(NO_ASK);
    book.validate();
  });
});

describe('streams of orders whose answer seven other engines gave', () => {
  it.each([
    ['A', 'e7cb1cd8a0209320', 14_123, 1_326_372],
    ['B', '03111322ce72e338', 13_291, 1_256_105],
  ] as const)('%s: 100,000 messages', (name, digest, tradeCount, volume) => {
    const words = orderStream(streamShapes[name], 100_000);
    expect(createHash('sha256').update(words).digest('hex').slice(0, 16)).toBe(digest);
    const book = new OrderBook();
    let orders = 0;
    const done = { trades: 0, volume: 0 };
    const place = (side: number, price: number, quantity: number) => {
      book.add(orders++, side, price, quantity, -1);
      for (const [, , traded] of trades(book)) {
        done.trades++;
        done.volume += traded;
      }
    };
    for (let at = 0; at < words.length; at += MESSAGE_WORDS) {
      const [first, order, price, quantity] = words.subarray(at, at + MESSAGE_WORDS);
      const type = first & 255;
      if (type === StreamMessage.cancel || type === StreamMessage.replace) book.remove(order);
      if (type === StreamMessage.place || type === StreamMessage.replace) place(first >> 8, price, quantity);
      if (type === StreamMessage.reduce) book.reduce(order, quantity);
    }
    expect(done).toEqual({ trades: tradeCount, volume });
    book.validate();
  });
});
