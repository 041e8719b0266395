import type { Side } from '../tape/index.js';

/** What is known of every order that events named, by its number on the tape; 13 bytes an order. */
export class EventOrders {
  count = 0;
  instruments = new Int32Array(1024);
  sides = new Int8Array(1024);
  /** Ticks. */
  prices = new Int32Array(1024);
  /** Quantity that still rests; 0 for an order that is gone. */
  left = new Int32Array(1024);

  /** @returns the number of the new order */
  add(instrument: number, side: Side, price: number, quantity: number): number {
    const order = this.count++;
    if (order === this.left.length) this.grow();
    this.instruments[order] = instrument;
    this.sides[order] = side;
    this.prices[order] = price;
    this.left[order] = quantity;
    return order;
  }

  private grow(): void {
    this.instruments = doubled(this.instruments);
    this.sides = doubled(this.sides);
    this.prices = doubled(this.prices);
    this.left = doubled(this.left);
  }
}

function doubled<T extends Int32Array | Int8Array>(values: T): T {
  const larger = new (values.constructor as new (length: number) => T)(values.length * 2);
  larger.set(values);
  return larger;
}
