import { BookEvent, EVENT_WORDS, EventWord, NO_ASK, NO_BID, OrderBook } from '../src/market/index.js';

/** What a message of a stream asks for; the low byte of its first word. The side is in the byte above. */
export const StreamMessage = { place: 0, cancel: 1, reduce: 2, replace: 3 } as const;

/** Words in a message: [type | side << 8, order, price, quantity]. New orders are numbered in sequence from 0. */
export const MESSAGE_WORDS = 4;

/** A market to draw messages from. */
export interface StreamShape {
  /** Orders that rest on average, and before the first counted message. */
  readonly target: number;
  readonly preload: number;
  /** Lomax distance from the opposite best: scale, exponent, greatest. */
  readonly scale: number;
  readonly exponent: number;
  readonly farthest: number;
  /** How often a cancel picks among the last orders, and among how many. */
  readonly recent: number;
  readonly window: number;
  readonly seed: number;
}

/** A: a liquid stock, 10,000 orders that rest near the touch. B: a deep one, 200,000 orders over 17,000 prices. */
export const streamShapes: Readonly<Record<'A' | 'B', StreamShape>> = {
  A: {
    target: 10_000,
    preload: 10_000,
    scale: 10,
    exponent: 1.1,
    farthest: 2_000,
    recent: 0.7,
    window: 3_000,
    seed: 1,
  },
  B: {
    target: 200_000,
    preload: 220_000,
    scale: 300,
    exponent: 1,
    farthest: 20_000,
    recent: 0.2,
    window: 20_000,
    seed: 2,
  },
};

const LEVELS = 65_536;

/** The stream's messages: preload and `messages` more, the same words on every run. */
export function orderStream(shape: StreamShape, messages: number): Uint32Array<ArrayBuffer> {
  return new StreamGenerator(shape, messages).generate();
}

class StreamGenerator {
  private readonly book = new OrderBook({ capacity: 1 << 19, referencePrice: LEVELS / 2 });
  private readonly words: Uint32Array<ArrayBuffer>;
  private readonly sides: Uint8Array;
  private readonly live: Int32Array;
  private readonly placeInLive: Int32Array;
  private liveCount = 0;
  private nextOrder = 0;
  private length = 0;
  private fundamental = LEVELS / 2;
  private a = 0x9e3779b9;
  private b = 0x243f6a88;
  private c: number;
  private d = 1;

  constructor(
    private readonly shape: StreamShape,
    messages: number,
  ) {
    const total = messages + shape.preload;
    this.words = new Uint32Array(total * MESSAGE_WORDS);
    this.sides = new Uint8Array(total);
    this.live = new Int32Array(total);
    this.placeInLive = new Int32Array(total).fill(-1);
    this.c = 0xb7e15162 ^ shape.seed;
    for (let i = 0; i < 20; i++) this.bits();
  }

  generate(): Uint32Array<ArrayBuffer> {
    for (let i = 0; i < this.shape.preload; i++) {
      const side = this.bits() & 1;
      this.place(side, this.passivePrice(side), this.size());
    }
    while (this.length < this.words.length) this.message();
    return this.words;
  }

  private message(): void {
    const { shape, book } = this;
    this.fundamental += (this.uniform() - 0.5) * 0.6 + (LEVELS / 2 - this.fundamental) * 1e-5;
    const draw = this.uniform();
    const adding = 0.455 + bounded((shape.target - this.liveCount) / shape.target, -0.08, 0.08);
    if (draw < 0.05 && book.bestBid !== NO_BID && book.bestAsk !== NO_ASK) this.marketable();
    else if (draw < 0.05 + adding) {
      const side = this.bits() & 1;
      this.place(side, this.passivePrice(side), this.size());
    } else if (draw < 0.97) {
      if (this.liveCount < 10) return;
      const order = this.pick();
      this.put(StreamMessage.cancel, this.sides[order], order, 0, 0);
      this.remove(order);
    } else if (this.liveCount >= 10) this.change(this.pick());
  }

  private marketable(): void {
    const { book } = this;
    const mid = (book.bestBid + book.bestAsk) / 2;
    const buys = 0.5 + bounded((this.fundamental - mid) * 0.02, -0.35, 0.35);
    const side = this.uniform() < buys ? 0 : 1;
    const slack = this.uniform() < 0.8 ? 0 : Math.floor(this.uniform() * 4);
    const price = side === 0 ? book.bestAsk + slack : book.bestBid - slack;
    this.place(side, price, this.size() * (1 + (this.bits() % 3)));
  }

  private change(order: number): void {
    const side = this.sides[order];
    const quantity = this.book.quantityOf(this.book.slotOf(order));
    if (this.uniform() < 0.5 && quantity > 1) {
      const taken = 1 + Math.floor(this.uniform() * (quantity - 1));
      this.put(StreamMessage.reduce, side, order, 0, taken);
      this.book.reduce(order, taken);
      return;
    }
    this.remove(order);
    const price = this.passivePrice(side);
    this.put(StreamMessage.replace, side, order, price, quantity);
    this.enter(side, price, quantity);
  }

  private place(side: number, price: number, quantity: number): void {
    this.put(StreamMessage.place, side, this.nextOrder, price, quantity);
    this.enter(side, price, quantity);
  }

  private enter(side: number, price: number, quantity: number): void {
    const { book } = this;
    const order = this.nextOrder++;
    this.sides[order] = side;
    const resting = book.add(order, side, price, quantity, -1);
    for (let at = 0; at < book.eventsEnd; at += EVENT_WORDS)
      if (book.events[at] === BookEvent.trade && book.events[at + EventWord.left] === 0)
        this.forget(book.events[at + EventWord.otherOrder]);
    if (resting === 0) return;
    this.placeInLive[order] = this.liveCount;
    this.live[this.liveCount++] = order;
  }

  private remove(order: number): void {
    this.book.remove(order);
    this.forget(order);
  }

  private forget(order: number): void {
    const place = this.placeInLive[order];
    const last = this.live[--this.liveCount];
    this.live[place] = last;
    this.placeInLive[last] = place;
    this.placeInLive[order] = -1;
  }

  private pick(): number {
    const { shape } = this;
    if (this.uniform() < shape.recent)
      for (let attempt = 0; attempt < 6; attempt++) {
        const order = this.nextOrder - 1 - Math.floor(this.uniform() * shape.window);
        if (order >= 0 && this.placeInLive[order] >= 0) return order;
      }
    return this.live[Math.floor(this.uniform() * this.liveCount)];
  }

  private passivePrice(side: number): number {
    const { bestBid, bestAsk } = this.book;
    const bid = bestBid === NO_BID ? Math.round(this.fundamental) - 1 : bestBid;
    const ask = bestAsk === NO_ASK ? Math.round(this.fundamental) + 1 : bestAsk;
    const distance = this.distance();
    if (side === 0) return Math.min(bounded(ask - distance, 16, LEVELS - 17), ask - 1);
    return Math.max(bounded(bid + distance, 16, LEVELS - 17), bid + 1);
  }

  private distance(): number {
    const { scale, exponent, farthest } = this.shape;
    return Math.min(farthest, 1 + Math.floor(scale * ((1 - this.uniform()) ** (-1 / exponent) - 1)));
  }

  private size(): number {
    const draw = this.uniform();
    if (draw < 0.55) return 100;
    if (draw < 0.8) return 1 + Math.floor(this.uniform() * 99);
    return Math.min(5_000, 100 * Math.ceil((1 - this.uniform()) ** -0.7));
  }

  private put(type: number, side: number, order: number, price: number, quantity: number): void {
    const at = this.length;
    this.words[at] = type | (side << 8);
    this.words[at + 1] = order;
    this.words[at + 2] = price;
    this.words[at + 3] = quantity;
    this.length = at + MESSAGE_WORDS;
  }

  private uniform(): number {
    return this.bits() / 4_294_967_296;
  }

  /** sfc32. */
  private bits(): number {
    const sum = (((this.a + this.b) | 0) + this.d) | 0;
    this.d = (this.d + 1) | 0;
    this.a = this.b ^ (this.b >>> 9);
    this.b = (this.c + (this.c << 3)) | 0;
    this.c = ((this.c << 21) | (this.c >>> 11)) + sum;
    this.c |= 0;
    return sum >>> 0;
  }
}

function bounded(value: number, least: number, most: number): number {
  return Math.max(least, Math.min(most, value));
}
