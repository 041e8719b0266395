import { UNKNOWN } from '../tape/index.js';

/** When each order of a tape came, by its number; ns since midnight. */
export class OrderBirths {
  private times = new Float64Array(1024);

  set(order: number, time: number): void {
    if (order >= this.times.length) {
      const times = new Float64Array(Math.max(order + 1, this.times.length * 2));
      times.set(this.times);
      this.times = times;
    }
    this.times[order] = time;
  }

  /** UNKNOWN for an order that the tape does not number. */
  get(order: number): number {
    return order < 0 ? UNKNOWN : this.times[order];
  }
}
