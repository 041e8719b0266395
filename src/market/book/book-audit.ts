import { NO_SLOT, type OrderRegister } from './order-register.js';
import { NO_ASK, NO_BID } from './price-levels.js';

/** What can be read of a book from outside. */
interface AuditedBook {
  readonly bestBid: number;
  readonly bestAsk: number;
  readonly orderCount: number;
  nextLevel(side: number, price: number): number;
  headOf(side: number, price: number): number;
  nextInQueue(slot: number): number;
  priceOf(slot: number): number;
  sideOf(slot: number): number;
  quantityOf(slot: number): number;
  reserveOf(slot: number): number;
  quantityAt(side: number, price: number): number;
}

/** What a book keeps inside, for {@link auditBook}. */
interface BookMemory {
  readonly orders: Int32Array;
  readonly owners: Int32Array;
  readonly free: number;
  readonly end: number;
  readonly register: OrderRegister;
}

/** Walks all queues of a book and throws an error that names what does not fit. */
export function auditBook(book: AuditedBook, memory: BookMemory): void {
  const seen = new Set<number>();
  for (const side of [0, 1]) {
    const best = book.nextLevel(side, side === 0 ? NO_ASK : 0);
    if (best !== (side === 0 ? book.bestBid : book.bestAsk))
      throw new Error(`the best price of side ${side} is ${best}`);
    for (let price = best; price !== NO_BID && price !== NO_ASK; price = book.nextLevel(side, price))
      auditLevel(book, memory, side, price, seen);
  }
  if (seen.size !== book.orderCount) throw new Error(`${book.orderCount} orders were counted, ${seen.size} rest`);
  const slots = (memory.end >> 2) - 1;
  let free = 0;
  for (let slot = memory.free; slot !== NO_SLOT; slot = memory.orders[slot]) {
    if (seen.has(slot)) throw new Error(`slot ${slot} is free and in a queue`);
    if (++free > slots) throw new Error('the list of free slots has a loop');
  }
  if (free + seen.size !== slots) throw new Error(`${slots} slots, ${free} free, ${seen.size} in use`);
}

function auditLevel(
  book: AuditedBook,
  { orders, owners, register }: BookMemory,
  side: number,
  price: number,
  seen: Set<number>,
): void {
  let quantity = 0;
  let previous = NO_SLOT;
  for (let slot = book.headOf(side, price); slot >= 0; slot = book.nextInQueue(slot)) {
    const order = owners[slot >> 1];
    if (seen.has(slot)) throw new Error(`slot ${slot} stands twice in the queues`);
    seen.add(slot);
    if (orders[slot | 1] !== previous) throw new Error(`slot ${slot} does not point back at ${previous}`);
    if (book.priceOf(slot) !== price || book.sideOf(slot) !== side) throw new Error(`slot ${slot} is in another queue`);
    if (book.quantityOf(slot) <= 0) throw new Error(`slot ${slot} rests with quantity ${book.quantityOf(slot)}`);
    if (book.reserveOf(slot) < 0) throw new Error(`slot ${slot} hides ${book.reserveOf(slot)}`);
    if (order >= 0 && register.slotOf(order) !== slot)
      throw new Error(`order ${order} rests in slot ${slot}, the register says ${register.slotOf(order)}`);
    quantity += book.quantityOf(slot);
    previous = slot;
  }
  if (quantity !== book.quantityAt(side, price))
    throw new Error(`level ${price} holds ${quantity}, says ${book.quantityAt(side, price)}`);
}
