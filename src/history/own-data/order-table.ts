import { InputError } from '../../diagnostics/index.js';
import { UNKNOWN } from '../../tape/index.js';
import type { OrderId, OwnRecord } from './own-record.js';

/** A busy channel of an exchange has some million a day. */
const MOST_ORDERS = 4_194_304;

/** The orders of the files, numbered as they come, with what the files say became of them. */
export class OrderTable {
  readonly lines: number[] = [];
  readonly files: string[] = [];
  readonly instruments: number[] = [];
  readonly sides: number[] = [];
  /** By the trades of the files. */
  readonly executed: number[] = [];
  /** By the cancels of the files. */
  readonly cancelled: number[] = [];
  private readonly channels = new Map<string, Map<OrderId, number>>();

  get count(): number {
    return this.lines.length;
  }

  /** @throws InputError when the order's number is in use */
  add({ channel, order, file, line, instrument, side }: OwnRecord): number {
    const { count } = this;
    const place = { file, line, path: 'order' };
    const orders = this.channels.get(channel) ?? new Map<OrderId, number>();
    const known = orders.get(order!);
    if (known !== undefined)
      throw new InputError(
        `found order ${order} a second time, after line ${this.lines[known]}, expected every order once`,
        place,
        'repeats: true in the map lets the first row of an order count',
      );
    if (count === MOST_ORDERS) throw new InputError(`found more than ${MOST_ORDERS} orders, expected fewer`, place);
    this.channels.set(channel, orders);
    orders.set(order!, count);
    this.lines.push(line);
    this.files.push(file);
    this.instruments.push(instrument);
    this.sides.push(side);
    this.executed.push(0);
    this.cancelled.push(0);
    return count;
  }

  /** −1 for an order that the files do not have. */
  find(channel: string, order: OrderId | undefined): number {
    if (order === undefined) return UNKNOWN;
    return this.channels.get(channel)?.get(order) ?? UNKNOWN;
  }

  /** The order that a cancel takes away: named as such, or as the one of the two that is there. */
  cancelledBy({ channel, order, bid, offer }: OwnRecord): number {
    return this.find(channel, order ?? bid ?? offer);
  }
}

/** Lets the first row of every order through, and no other. */
export class FirstOfEach {
  private readonly seen = new Map<string, Set<OrderId>>();

  isNew({ channel, order }: OwnRecord): boolean {
    if (order === undefined) return true;
    const seen = this.seen.get(channel) ?? new Set<OrderId>();
    this.seen.set(channel, seen);
    const before = seen.size;
    return seen.add(order).size > before;
  }
}
