import { type BookMessages, MessageType } from '../../order-flow/index.js';
import { SECOND } from '../../tape/index.js';
import { bookBehind } from '../sample.js';

/** All executions of one incoming order. */
export interface MarketOrder {
  readonly block: number;
  /** Its first message. */
  readonly row: number;
  /** ns since the venue's midnight. */
  readonly time: number;
  /** 1 when it buys, −1 when it sells. */
  readonly sign: number;
  readonly quantity: number;
  /** Ticks by which it moved the mid in its direction; NaN where a side was empty. */
  readonly impact: number;
}

/** Messages cut into blocks of equal time, which are taken as independent of each other. */
export class Blocks {
  /** Blocks that have messages. */
  readonly count: number;
  /** First message of each block; one more at the end. Messages behind the last whole block are in none. */
  readonly starts: readonly number[];
  /** ns since the venue's midnight, when each block begins. */
  readonly times: readonly number[];
  /** Execution messages of one stamp and side that follow each other are one order. */
  readonly marketOrders: readonly MarketOrder[];

  constructor(
    readonly messages: BookMessages,
    /** ns. */
    readonly length: number,
  ) {
    const { time, count } = messages;
    const starts: number[] = [];
    const times: number[] = [];
    const begin = count === 0 ? 0 : Math.floor(time[0] / SECOND) * SECOND;
    const whole = count === 0 ? 0 : Math.floor((time[count - 1] - begin) / length);
    let row = 0;
    for (let block = 0; block < whole; block++) {
      const from = row;
      const end = begin + (block + 1) * length;
      while (row < count && time[row] < end) row++;
      // Over a pause there is no market to measure.
      if (row === from) continue;
      starts.push(from);
      times.push(end - length);
    }
    this.count = starts.length;
    this.starts = [...starts, row];
    this.times = times;
    this.marketOrders = this.mergeExecutions();
  }

  /** Calls back for every message of a block. */
  each(visit: (row: number, block: number) => void): void {
    for (let block = 0; block < this.count; block++)
      for (let row = this.starts[block]; row < this.starts[block + 1]; row++) visit(row, block);
  }

  /** The mid in ticks behind a message, −1 for the book before the first; NaN where a side is empty. */
  midOf(row: number): number {
    const { books } = this.messages;
    const at = bookBehind(row);
    return books[at] >= 0 && books[at + 2] >= 0 ? (books[at] + books[at + 2]) / 2 : Number.NaN;
  }

  /**
   * Changes of the mid over steps within each block, ticks, one array a block; a step without a mid gives no change.
   * @param step - ns
   */
  midChanges(step: number): readonly Float64Array[] {
    return this.times.map((begin, block) => {
      const changes: number[] = [];
      let row = this.starts[block];
      const last = this.starts[block + 1];
      let before = this.midOf(row - 1);
      for (let end = begin + step; end <= begin + this.length; end += step) {
        while (row < last && this.messages.time[row] < end) row++;
        const mid = this.midOf(row - 1);
        if (!Number.isNaN(mid - before)) changes.push(mid - before);
        before = mid;
      }
      return Float64Array.from(changes);
    });
  }

  private mergeExecutions(): MarketOrder[] {
    const { type, time, direction, size } = this.messages;
    const orders: MarketOrder[] = [];
    for (let block = 0; block < this.count; block++)
      for (let row = this.starts[block]; row < this.starts[block + 1]; row++) {
        if (type[row] !== MessageType.execution) continue;
        const first = row;
        let quantity = size[row];
        while (
          row + 1 < this.starts[block + 1] &&
          type[row + 1] === MessageType.execution &&
          time[row + 1] === time[row] &&
          direction[row + 1] === direction[row]
        )
          quantity += size[++row];
        const sign = -direction[first];
        orders.push({
          block,
          row: first,
          time: time[row],
          sign,
          quantity,
          impact: (this.midOf(row) - this.midOf(first - 1)) * sign,
        });
      }
    return orders;
  }
}
