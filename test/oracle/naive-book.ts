/** What an order book does, in the words of its events. */
export interface NaiveEvent {
  readonly kind: 'rested' | 'trade' | 'removed' | 'reduced';
  readonly order: number;
  readonly price: number;
  readonly quantity: number;
  /** Of the resting order, in trades. */
  readonly resting?: { readonly order: number; readonly account: number; readonly left: number };
}

export interface NaiveOrder {
  readonly order: number;
  readonly side: number;
  readonly price: number;
  readonly account: number;
  quantity: number;
}

/**
 * A limit order book that is right because there is nothing in it: a list of orders in the order of their arrival. The
 * best counterparty is looked for by reading the whole list.
 */
export class NaiveBook {
  orders: NaiveOrder[] = [];
  events: NaiveEvent[] = [];

  add(order: number, side: number, price: number, quantity: number, account: number): number {
    this.events = [];
    const left = this.match(order, side, price, quantity);
    if (left > 0) this.append(order, side, price, left, account);
    return left;
  }

  sweep(order: number, side: number, limitPrice: number, quantity: number): number {
    this.events = [];
    return this.match(order, side, limitPrice, quantity);
  }

  rest(order: number, side: number, price: number, quantity: number, account: number): void {
    this.events = [];
    this.append(order, side, price, quantity, account);
  }

  reduce(order: number, quantity: number): number {
    this.events = [];
    const found = this.orders.find((resting) => resting.order === order);
    if (found === undefined) return 0;
    const taken = Math.min(quantity, found.quantity);
    found.quantity -= taken;
    this.orders = this.orders.filter((resting) => resting.quantity > 0);
    this.events.push({ kind: found.quantity > 0 ? 'reduced' : 'removed', order, price: found.price, quantity: taken });
    return taken;
  }

  remove(order: number): number {
    return this.reduce(order, Number.MAX_SAFE_INTEGER);
  }

  /** Sets what rests at a price; quantity without a known order stands in front, under number −1. */
  setLevel(side: number, price: number, quantity: number): void {
    let difference = quantity - sum(this.queue(side, price));
    while (difference < 0) {
      const [head] = this.queue(side, price);
      const taken = Math.min(-difference, head.quantity);
      head.quantity -= taken;
      difference += taken;
      this.orders = this.orders.filter((resting) => resting.quantity > 0);
    }
    if (difference > 0) {
      const [head] = this.queue(side, price);
      if (head?.order === -1) head.quantity += difference;
      else this.orders.unshift({ order: -1, side, price, account: -1, quantity: difference });
    }
    this.events = [];
  }

  /** Orders at a price in the order of their turn. */
  queue(side: number, price: number): NaiveOrder[] {
    return this.orders.filter((resting) => resting.side === side && resting.price === price);
  }

  /** Occupied prices of a side from the best on. */
  prices(side: number): number[] {
    const prices = [...new Set(this.orders.filter((resting) => resting.side === side).map(({ price }) => price))];
    return prices.sort((a, b) => (side === 0 ? b - a : a - b));
  }

  private match(order: number, side: number, limit: number, quantity: number): number {
    let left = quantity;
    while (left > 0) {
      const [price] = this.prices(1 - side);
      if (price === undefined || (side === 0 ? price > limit : price < limit)) break;
      const [resting] = this.queue(1 - side, price);
      const traded = Math.min(left, resting.quantity);
      left -= traded;
      resting.quantity -= traded;
      this.orders = this.orders.filter((other) => other.quantity > 0);
      const { order: other, account, quantity: rest } = resting;
      this.events.push({
        kind: 'trade',
        order,
        price,
        quantity: traded,
        resting: { order: other, account, left: rest },
      });
    }
    return left;
  }

  private append(order: number, side: number, price: number, quantity: number, account: number): void {
    this.orders.push({ order, side, price, account, quantity });
    this.events.push({ kind: 'rested', order, price, quantity });
  }
}

function sum(orders: readonly NaiveOrder[]): number {
  return orders.reduce((total, { quantity }) => total + quantity, 0);
}
