import type { OrderBook } from '../../market/index.js';
import { formatTimeOfDay, Side } from '../../tape/index.js';
import { Comparison } from '../comparison.js';
import type { LobsterBookRow } from './book-row.js';
import { restingSide, takesQuantity } from './event-tape.js';
import type { LobsterMessage } from './messages.js';

/**
 * The one-step check: a book that shows row t − 1 of the book file takes message t and must show row t. Level N is known
 * only while no level of its side is used up, since then a level slides in from behind the window; so levels 1 to N − 1
 * are one comparison, and level N where it is known another.
 */
export class OneStepCheck {
  readonly inner: Comparison;
  readonly last: Comparison;

  constructor(private readonly levels: number) {
    this.inner = new Comparison(levels > 2 ? `one step, levels 1–${levels - 1}` : 'one step, level 1', 1);
    this.last = new Comparison(`one step, level ${levels} while none is used up`, 1);
  }

  /** @param line - of the message in its file, for people */
  compare(book: OrderBook, row: LobsterBookRow, message: LobsterMessage, line: number): void {
    const side = restingSide(message);
    const usedUp = takesQuantity(message) && book.quantityAt(side, message.price) === 0;
    const known = [!(usedUp && side === Side.buy), !(usedUp && side === Side.sell)];
    let inner = true;
    let last = true;
    for (const each of [Side.buy, Side.sell]) {
      const equal = equalLevels(book, row, each);
      if (equal < this.levels - 1) inner = false;
      if (known[each] && equal < this.levels) last = false;
    }
    const describe = () =>
      [
        `line ${line}, ${formatTimeOfDay(message.timeNs)}`,
        sides((each, level) => levelOfRow(row, each, level), this.levels),
        sides((each, level) => levelOfBook(book, each, level), this.levels),
      ] as const;
    if (this.levels > 1) this.inner.add(inner, describe);
    if (known[Side.buy] && known[Side.sell]) this.last.add(last, describe);
  }
}

/** How many levels of a side, from the best on, are the same. */
function equalLevels(book: OrderBook, row: LobsterBookRow, side: 0 | 1): number {
  const { [side]: prices } = row.prices;
  const { [side]: quantities } = row.quantities;
  const count = row.counts[side];
  let price = side === Side.buy ? book.bestBid : book.bestAsk;
  for (let level = 0; level < count; level++) {
    if (price !== prices[level] || book.quantityAt(side, price) !== quantities[level]) return level;
    price = book.nextLevel(side, price);
  }
  return count === row.levels || book.quantityAt(side, price) === 0 ? row.levels : count;
}

function levelOfRow(row: LobsterBookRow, side: 0 | 1, level: number): readonly [number, number] {
  return level < row.counts[side] ? [row.prices[side][level], row.quantities[side][level]] : [0, 0];
}

function levelOfBook(book: OrderBook, side: 0 | 1, level: number): readonly [number, number] {
  let price = side === Side.buy ? book.bestBid : book.bestAsk;
  for (let at = 0; at < level; at++) price = book.nextLevel(side, price);
  const quantity = book.quantityAt(side, price);
  return [quantity === 0 ? 0 : price, quantity];
}

/** Both sides as `bids 100×20 … asks 101×5 …`. */
function sides(levelOf: (side: 0 | 1, level: number) => readonly [number, number], levels: number): string {
  const text = (side: 0 | 1) =>
    Array.from({ length: levels }, (_, level) => levelOf(side, level))
      .map(([price, quantity]) => `${price}×${quantity}`)
      .join(' ');
  return `bids ${text(Side.buy)} asks ${text(Side.sell)}`;
}
