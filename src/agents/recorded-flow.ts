import type { Agent, Desk } from '../simulation/index.js';
import { OrderType } from '../tape/index.js';

/** What was sent to a venue on a recorded day, one entry a request, in order of time. Numbers as in the columns of a tape. */
export interface RecordedRequests {
  readonly count: number;
  /** One of {@link Request}. */
  readonly kind: Uint8Array;
  readonly timeNs: Float64Array;
  /** The order's number on the recorded day; of a replacement the new order's; −1 for one that was refused. */
  readonly order: Int32Array;
  /** The order that a replacement replaces; −1 otherwise. */
  readonly old: Int32Array;
  readonly account: Int32Array;
  readonly side: Int8Array;
  readonly orderType: Uint8Array;
  readonly price: Int32Array;
  /** Of a cancel what it takes away; −1 for all. */
  readonly quantity: Int32Array;
  readonly display: Int32Array;
}

export const Request = { submit: 0, cancel: 1, replace: 2 } as const;

/** A recorded order that has no ticket. */
const NONE = -1;

/**
 * The requests of a recorded day, sent again at their times whatever the book has become: nobody in them reacts. Cancels
 * and replacements of orders that have gone in the meantime reach the venue, which refuses them.
 */
export class RecordedFlow implements Agent {
  readonly latency = { market: 0, order: 0 };
  private readonly tickets: Int32Array;
  private next = 0;

  /** @param orders - how many numbers the recorded day gave */
  constructor(
    readonly id: string,
    private readonly requests: RecordedRequests,
    orders: number,
  ) {
    this.tickets = new Int32Array(orders).fill(NONE);
  }

  start(desk: Desk): void {
    this.wait(desk);
  }

  onWake(desk: Desk): void {
    const { count, timeNs } = this.requests;
    while (this.next < count && timeNs[this.next] <= desk.now) this.send(this.next++, desk);
    this.wait(desk);
  }

  private wait(desk: Desk): void {
    const { count, timeNs } = this.requests;
    desk.wakeAt(this.next < count ? timeNs[this.next] : Infinity);
  }

  private send(at: number, desk: Desk): void {
    const { kind, order, old, account, side, orderType, price, quantity, display } = this.requests;
    if (kind[at] === Request.submit) {
      const ticket =
        orderType[at] === OrderType.iceberg
          ? desk.submit(account[at], side[at], orderType[at], price[at], quantity[at], display[at])
          : desk.submit(account[at], side[at], orderType[at], price[at], quantity[at]);
      if (order[at] >= 0) this.tickets[order[at]] = ticket;
      return;
    }
    const ticket = this.tickets[kind[at] === Request.cancel ? order[at] : old[at]] ?? NONE;
    if (ticket === NONE) return;
    if (kind[at] === Request.replace) {
      const fresh = desk.replace(ticket, price[at], quantity[at]);
      if (order[at] >= 0) this.tickets[order[at]] = fresh;
    } else if (quantity[at] < 0) desk.cancel(ticket);
    else desk.cancel(ticket, quantity[at]);
  }
}
