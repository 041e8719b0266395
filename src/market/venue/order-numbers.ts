import { UNKNOWN } from '../../tape/index.js';
import { OrderRegister } from '../book/order-register.js';

/** The venue's orders by number: the day's dense sequence from 0, across instruments. */
export class OrderNumbers extends OrderRegister {
  count = 0;
  private instruments = new Int16Array(1024);

  /** Gives the next number. */
  number(instrument: number): number {
    const order = this.count++;
    this.reach(order);
    if (order >= this.instruments.length) this.grow();
    this.instruments[order] = instrument;
    return order;
  }

  /** Index of an order's instrument; −1 for a number that was not given, or to something that named no instrument. */
  instrumentOf(order: number): number {
    return Number.isInteger(order) && order >= 0 && order < this.count ? this.instruments[order] : UNKNOWN;
  }

  private grow(): void {
    const instruments = new Int16Array(this.slots.length);
    instruments.set(this.instruments);
    this.instruments = instruments;
  }
}
