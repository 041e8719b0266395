/**
 * Plays one stream through one engine in a process of its own, so that the compiler sees a single kind of book:
 * a first pass while it is still at work, then warm passes over fresh books. Prints one line of JSON.
 * Usage: book-pass.ts <engine> <stream file> <messages> [path of packed16]
 */
import { readFileSync } from 'node:fs';
import { performance } from 'node:perf_hooks';
import { BookEvent, EVENT_WORDS, EventWord, OrderBook, OrderRegister } from '../src/market/index.js';
import { MESSAGE_WORDS, StreamMessage } from './order-stream.js';

/** What came out of a pass. */
export interface PassReport {
  readonly cold: number;
  /** Median of the warm passes; both in million messages per second. */
  readonly warm: number;
  readonly trades: number;
  readonly volume: number;
}

/** Resting orders for which the prototype has room. */
const PROTOTYPE_ORDERS = 1 << 19;

type Play = (words: Uint32Array) => { trades: number; volume: number };

const [engine, file, messages, packed16] = process.argv.slice(2);
const bytes = readFileSync(file);
const words = new Uint32Array(bytes.buffer, bytes.byteOffset, Number(messages) * MESSAGE_WORDS);
const play = engine === 'touchstone' ? playTouchstone : engine === 'packed16' ? await packed() : await npmPeer();

const answer = { trades: 0, volume: 0 };
const cold = pass();
const warm = Array.from({ length: engine === 'nodejs-order-book' ? 1 : 5 }, pass).sort((a, b) => a - b);
const report: PassReport = { cold, warm: warm[warm.length >> 1], ...answer };
console.log(JSON.stringify(report));

function pass(): number {
  const started = performance.now();
  Object.assign(answer, play(words));
  return words.length / MESSAGE_WORDS / (performance.now() - started) / 1000;
}

/**
 * The book as it is sold: every event is written and read. It has room from the beginning for as many orders as the prototype.
 */
function playTouchstone(stream: Uint32Array): { trades: number; volume: number } {
  const register = new OrderRegister(stream.length / MESSAGE_WORDS + 1);
  const book = new OrderBook({ referencePrice: 32_768, register, capacity: PROTOTYPE_ORDERS });
  // Imported constants are loaded at every use; the prototype has none.
  const { place, cancel, reduce } = StreamMessage;
  const { trade: tradeEvent } = BookEvent;
  const { quantity: quantityWord } = EventWord;
  const messageWords = MESSAGE_WORDS;
  const eventWords = EVENT_WORDS;
  let next = 0;
  let trades = 0;
  let volume = 0;
  for (let at = 0; at < stream.length; at += messageWords) {
    const first = stream[at];
    const type = first & 255;
    const order = stream[at + 1];
    if (type === place) {
      book.add(next, first >> 8, stream[at + 2], stream[at + 3], next);
      next++;
    } else if (type === cancel) book.remove(order);
    else if (type === reduce) book.reduce(order, stream[at + 3]);
    else {
      book.remove(order);
      book.add(next, first >> 8, stream[at + 2], stream[at + 3], next);
      next++;
    }
    const { events, eventsEnd } = book;
    for (let event = 0; event < eventsEnd; event += eventWords)
      if (events[event] === tradeEvent) {
        trades++;
        volume += events[event + quantityWord];
      }
  }
  return { trades, volume };
}

/** The throwaway prototype that shows what is possible: no handles to check, a fixed window, trades counted inside. */
async function packed(): Promise<Play> {
  const { Book4 } = await import(packed16);
  return (stream) => {
    const count = stream.length / MESSAGE_WORDS;
    const book = new Book4(PROTOTYPE_ORDERS, count + 1);
    let next = 0;
    for (let at = 0; at < stream.length; at += MESSAGE_WORDS) {
      const first = stream[at];
      const order = stream[at + 1];
      switch (first & 255) {
        case 0:
          book.add(next++, first >> 8, stream[at + 2], stream[at + 3]);
          break;
        case 1:
          book.cancel(order);
          break;
        case 2:
          book.reduce(order, stream[at + 3]);
          break;
        default:
          book.cancel(order);
          book.add(next++, first >> 8, stream[at + 2], stream[at + 3]);
      }
    }
    return { trades: book.trades, volume: book.vol };
  };
}

/** The npm package of the kind, through its own interface of order objects. */
async function npmPeer(): Promise<Play> {
  const { OrderBook: Peer, Side } = await import('nodejs-order-book');
  return (stream) => {
    const book = new Peer();
    let next = 0;
    let trades = 0;
    let volume = 0;
    const add = (side: number, price: number, size: number): void => {
      const id = String(next++);
      const { done, partial, quantityLeft, err } = book.limit({
        id,
        side: side === 0 ? Side.BUY : Side.SELL,
        size,
        price,
      });
      if (err !== null) throw err;
      volume += size - quantityLeft;
      for (const order of done) if (order.id !== id) trades++;
      if (partial !== null && partial.id !== id) trades++;
    };
    for (let at = 0; at < stream.length; at += MESSAGE_WORDS) {
      const type = stream[at] & 255;
      const id = String(stream[at + 1]);
      if (type === StreamMessage.cancel || type === StreamMessage.replace) book.cancel(id);
      if (type === StreamMessage.place || type === StreamMessage.replace)
        add(stream[at] >> 8, stream[at + 2], stream[at + 3]);
      if (type === StreamMessage.reduce) {
        const resting = book.order(id);
        if (resting !== undefined) book.modify(id, { size: resting.size - stream[at + 3] });
      }
    }
    return { trades, volume };
  };
}
