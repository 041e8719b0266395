/** The venue's orders by number: the day's dense sequence from 0, across instruments. */
export class OrderRegister {
  count = 0;
  /** Slot in the book of its instrument, by order; −1 for an order that never rested. It may be stale. */
  slots = new Int32Array(1024);
  /** Instrument, by order. */
  instruments = new Int32Array(1024);

  /** Gives the next number. */
  number(instrument: number): number {
    const order = this.count++;
    if (order === this.slots.length) this.grow();
    this.slots[order] = -1;
    this.instruments[order] = instrument;
    return order;
  }

  knows(order: number): boolean {
    return Number.isInteger(order) && order >= 0 && order < this.count;
  }

  private grow(): void {
    const slots = new Int32Array(this.slots.length * 2);
    const instruments = new Int32Array(this.instruments.length * 2);
    slots.set(this.slots);
    instruments.set(this.instruments);
    this.slots = slots;
    this.instruments = instruments;
  }
}
