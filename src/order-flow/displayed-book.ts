import { CancelReason, Kind, OrderType, Side, type TapeHeader, type TapeRow, UNKNOWN } from '../tape/index.js';
import { RebuiltBook } from './rebuilt-book.js';

/**
 * The book as a publication shows it: nothing but what its messages said, so that they explain every change of it. It is
 * the engine's own book, driven by rows as a tape would drive it.
 */
export class DisplayedBook {
  private readonly rebuilt: RebuiltBook;
  private readonly row: Record<keyof Omit<TapeRow, 'header'>, number> & { readonly header: TapeHeader };

  constructor(
    header: TapeHeader,
    private readonly instrument: number,
  ) {
    this.rebuilt = new RebuiltBook(header, instrument);
    this.row = { ...blank, header, instrument };
  }

  get book(): RebuiltBook['book'] {
    return this.rebuilt.book;
  }

  /** What is shown of an order; 0 when it is not shown. */
  quantityOf(order: number): number {
    const slot = this.rebuilt.slotOf(order);
    return slot < 0 ? 0 : this.book.quantityOf(slot);
  }

  /** Ticks; −1 when the order is not shown. */
  priceOf(order: number): number {
    const slot = this.rebuilt.slotOf(order);
    return slot < 0 ? UNKNOWN : this.book.priceOf(slot);
  }

  show(order: number, side: number, price: number, quantity: number): void {
    this.apply(Kind.seed, order, side, price, quantity, OrderType.limit, UNKNOWN);
  }

  /** Takes quantity off an order; nothing happens when it is not shown. */
  take(order: number, side: number, price: number, quantity: number): void {
    const shown = this.quantityOf(order);
    if (shown > 0)
      this.apply(Kind.cancelled, order, side, price, quantity, CancelReason.user, Math.max(0, shown - quantity));
  }

  setLevel(side: number, price: number, quantity: number): void {
    this.apply(Kind.restate, UNKNOWN, side, price, quantity, UNKNOWN, UNKNOWN);
  }

  /** Whether a price is among the best `levels` of its side, or would be. */
  reaches(side: number, price: number, levels: number): boolean {
    const { book } = this;
    let standing = side === Side.buy ? book.bestBid : book.bestAsk;
    for (let level = 0; level < levels; level++) {
      if (side === Side.buy ? price >= standing : price <= standing) return true;
      standing = book.nextLevel(side, standing);
    }
    return false;
  }

  private apply(
    kind: number,
    order: number,
    side: number,
    price: number,
    quantity: number,
    code: number,
    quantity2: number,
  ): void {
    Object.assign(this.row, { kind, order, side, price, quantity, code, quantity2, instrument: this.instrument });
    this.rebuilt.apply(this.row);
  }
}

/** All orders that rest in a book, buys before sells, best prices first, in the order of their queues. */
export function restingOrders(book: RebuiltBook['book']): RestingOrder[] {
  const found: RestingOrder[] = [];
  for (const side of [Side.buy, Side.sell]) {
    let price = side === Side.buy ? book.bestBid : book.bestAsk;
    for (; book.quantityAt(side, price) > 0; price = book.nextLevel(side, price))
      for (let slot = book.headOf(side, price); slot >= 0; slot = book.nextInQueue(slot))
        found.push([book.orderOf(slot), side, price, book.quantityOf(slot)]);
  }
  return found;
}

export type RestingOrder = readonly [order: number, side: number, price: number, quantity: number];

const blank = {
  sequence: 0,
  time: 0,
  kind: 0,
  instrument: 0,
  order: UNKNOWN,
  account: UNKNOWN,
  side: UNKNOWN,
  price: UNKNOWN,
  quantity: UNKNOWN,
  otherOrder: UNKNOWN,
  otherAccount: UNKNOWN,
  quantity2: UNKNOWN,
  code: UNKNOWN,
  flags: 0,
};
