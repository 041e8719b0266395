/** No slot: the order never rested, or rests no more. */
export const NO_SLOT = 0;

/**
 * Where the orders of a venue's day rest, by order number: the slot in the book of their instrument. Orders are numbered
 * from 0 without gaps, so a table of consecutive words serves; the books of a venue share one. A book takes an order out
 * when it is gone, so a number is a handle that cannot become stale.
 */
export class OrderRegister {
  /** Slot by order; {@link NO_SLOT} for an order that does not rest. */
  slots: Int32Array;

  /** @param capacity - orders for which there is room at first; it grows by doubling */
  constructor(capacity = 1024) {
    this.slots = new Int32Array(capacity);
  }

  /** Makes room for an order number. */
  reach(order: number): void {
    if (order < this.slots.length) return;
    const slots = new Int32Array(Math.max(order + 1, this.slots.length * 2));
    slots.set(this.slots);
    this.slots = slots;
  }

  /** Slot of an order, or {@link NO_SLOT}, also for a number that was never given: what lies outside reads as 0. */
  slotOf(order: number): number {
    return this.slots[order] | 0;
  }
}
