/** An order that rests, is parked, or waits for trading at the close. */
export interface PlainOrder {
  readonly number: number;
  readonly instrument: number;
  readonly account: number;
  readonly side: number;
  readonly type: number;
  readonly price: number;
  /** What is shown of it. */
  quantity: number;
  /** What an iceberg holds back. */
  reserve: number;
  /** What an iceberg shows at a time; 0 for the others. */
  readonly display: number;
}

/** What an order still wants, shown or not. */
export function openQuantity(order: PlainOrder): number {
  return order.quantity + order.reserve;
}

/**
 * A book that is right because there is nothing in it: a list of orders by the time at which they took their place. The
 * best counterparty is looked for by reading the whole list.
 */
export class PlainBook {
  orders: PlainOrder[] = [];

  /** Takes the last place. */
  append(order: PlainOrder): void {
    this.orders.push(order);
  }

  remove(order: PlainOrder): void {
    this.orders = this.orders.filter((other) => other !== order);
  }

  /** The order whose turn it is on a side: best price, then longest in its place. */
  first(side: number): PlainOrder | undefined {
    let first: PlainOrder | undefined;
    for (const order of this.orders)
      if (order.side === side && (first === undefined || isBetter(side, order.price, first.price))) first = order;
    return first;
  }

  /** Best price of a side; −1 when it is empty. */
  best(side: number): number {
    return this.first(side)?.price ?? -1;
  }

  /** Orders of a side in their turn. */
  inTurn(side: number): PlainOrder[] {
    // Array.sort keeps the order of what is equal: time.
    return this.orders
      .filter((order) => order.side === side)
      .sort((one, other) => (side === 0 ? other.price - one.price : one.price - other.price));
  }

  /** Occupied prices of a side, the best first. */
  prices(side: number): number[] {
    return [...new Set(this.inTurn(side).map((order) => order.price))];
  }

  /** Takes executed quantity off; an order that has nothing left is gone. True when an iceberg showed its next part. */
  take(order: PlainOrder, quantity: number): boolean {
    order.quantity -= quantity;
    if (order.quantity > 0) return false;
    this.remove(order);
    if (order.reserve === 0) return false;
    order.quantity = Math.min(order.display, order.reserve);
    order.reserve -= order.quantity;
    this.append(order);
    return true;
  }
}

function isBetter(side: number, price: number, than: number): boolean {
  return side === 0 ? price > than : price < than;
}
