import { ANONYMOUS_ORDER, NO_ASK, NO_BID, type OrderBook } from '../../market/index.js';
import { MessageType } from '../../order-flow/index.js';
import { formatTimeOfDay, Side } from '../../tape/index.js';
import { Comparison } from '../comparison.js';
import type { LobsterBookRow } from './book-row.js';
import { restingSide } from './event-tape.js';
import type { LobsterMessage } from './messages.js';

/** From so many levels on, a file shows nearly every order that can become the best one within an hour. */
const DEEP = 50;
/** On the 50-level hour of AAPL of 2012-06-21 the best level agrees in 99.90 % of the rows. */
const REQUIRED = 0.9989;

/**
 * The open-loop check: a book that was shown row 1 of the book file takes messages alone, and must still show the best
 * level of every later row. Orders that are cancelled while they lie outside the window of N levels never get a message,
 * so that only a deep file can hold; of a shallow one the share is reported. The queues are judged by the orders whose
 * numbers are known: an execution should meet the first of its price.
 */
export class OpenLoopCheck {
  private readonly best: Comparison;
  private readonly head = new Comparison('executions of the first known order in its queue', 0);
  private readonly open = new Comparison('book not crossed behind a message', 0);

  /** @param seeded - whether the book began with as many levels as the messages have */
  constructor(levels: number, seeded: boolean) {
    this.best = new Comparison(
      `open loop, best level of each side${seeded ? '' : ', begun with the shown levels only'}`,
      levels >= DEEP && seeded ? REQUIRED : 0,
    );
  }

  /** Before a message: whether what it executes is first in its queue. */
  judgeQueue(book: OrderBook, message: LobsterMessage, order: number, line: number): void {
    if (message.type !== MessageType.execution || order < 0) return;
    const side = restingSide(message);
    let slot = book.headOf(side, message.price);
    while (slot >= 0 && book.orderOf(slot) === ANONYMOUS_ORDER) slot = book.nextInQueue(slot);
    const first = slot < 0 ? ANONYMOUS_ORDER : book.orderOf(slot);
    this.head.add(first === order, () => [placeOf(message, line), `order ${order}`, `order ${first}`]);
  }

  /** @param row - what the file shows behind the message; undefined without such a file */
  compare(book: OrderBook, row: LobsterBookRow | undefined, message: LobsterMessage, line: number): void {
    const { bestBid, bestAsk } = book;
    const crossed = bestBid !== NO_BID && bestAsk !== NO_ASK && bestBid >= bestAsk;
    this.open.add(!crossed, () => [placeOf(message, line), 'bid below ask', `${bestBid} and ${bestAsk}`]);
    if (row === undefined) return;
    const equal = [Side.buy, Side.sell].every((side) => {
      const best = side === Side.buy ? bestBid : bestAsk;
      const quantity = book.quantityAt(side, best);
      return row.counts[side] === 0
        ? quantity === 0
        : row.prices[side][0] === best && row.quantities[side][0] === quantity;
    });
    this.best.add(equal, () => [
      placeOf(message, line),
      touch((side) => (row.counts[side] === 0 ? [0, 0] : [row.prices[side][0], row.quantities[side][0]])),
      touch((side) => {
        const best = side === Side.buy ? bestBid : bestAsk;
        const quantity = book.quantityAt(side, best);
        return [quantity === 0 ? 0 : best, quantity];
      }),
    ]);
  }

  finish(): readonly Comparison[] {
    return [this.best, this.head, this.open];
  }
}

function placeOf({ timeNs }: LobsterMessage, line: number): string {
  return `line ${line}, ${formatTimeOfDay(timeNs)}`;
}

function touch(levelOf: (side: 0 | 1) => readonly [price: number, quantity: number]): string {
  return `bid ${levelOf(Side.buy).join('×')} ask ${levelOf(Side.sell).join('×')}`;
}
