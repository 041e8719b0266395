import type { TypicalBook } from '../../model/index.js';
import type { Stream } from '../../random/index.js';
import { Side } from '../../tape/index.js';

/**
 * Unit orders that make a book as it usually stands, around a price. Each level has as many as its mean quantity, the
 * fraction by chance, and the touch at least one.
 */
export function typicalOrders(
  book: TypicalBook,
  reference: number,
  quantity: number,
  stream: Stream,
  send: (side: number, price: number) => void,
): void {
  const below = reference - (book.spreadTicks >> 1);
  for (const side of [Side.buy, Side.sell]) {
    const touch = side === Side.buy ? below : below + book.spreadTicks;
    const levels = side === Side.buy ? book.behindTouch.bid : book.behindTouch.ask;
    for (const [behind, mean] of levels.entries()) {
      const orders = Math.floor(mean / quantity + stream.uniform());
      const price = side === Side.buy ? touch - behind : touch + behind;
      for (let order = behind === 0 ? Math.max(1, orders) : orders; order > 0; order--) send(side, price);
    }
  }
}
