import { type Desk, type OrderReport, ReportKind } from '../simulation/index.js';
import { OrderType } from '../tape/index.js';

/** Limit orders that belong together, from when they are sent until the last of them is done. */
export class OrderBatch {
  /** Quantity that was sent and is not known to be done. */
  open = 0;
  /** Quantity known to be executed. */
  executed = 0;
  /** Quantity that was sent. */
  sent = 0;
  /** Quantity that was sent and the venue is not known to have taken in or refused. */
  unanswered = 0;
  private readonly openOf = new Map<number, number>();
  private readonly cancelling = new Set<number>();
  private readonly waiting = new Map<number, number>();

  /**
   * @param maximum - greatest quantity of one order
   * @param onSent - called with every ticket
   */
  constructor(
    private readonly maximum: number,
    private readonly onSent: (ticket: number) => void,
  ) {}

  /** All of it is known to be executed. */
  get filled(): boolean {
    return this.executed === this.sent;
  }

  /** Sends a quantity, in several orders when it is too great for one. */
  send(desk: Desk, account: number, side: number, price: number, quantity: number): void {
    for (let left = quantity; left > 0; left -= this.maximum) {
      const part = Math.min(left, this.maximum);
      const ticket = desk.submit(account, side, OrderType.limit, price, part);
      this.openOf.set(ticket, part);
      this.open += part;
      this.sent += part;
      this.waiting.set(ticket, part);
      this.unanswered += part;
      this.onSent(ticket);
    }
  }

  /** Asks to cancel what is open, once. */
  withdraw(desk: Desk): void {
    for (const ticket of this.openOf.keys())
      if (!this.cancelling.has(ticket)) {
        this.cancelling.add(ticket);
        desk.cancel(ticket);
      }
  }

  /** Whether an order of this batch with that ticket is open. */
  has(ticket: number): boolean {
    return this.openOf.has(ticket);
  }

  /** Takes note of a report; says whether it was about an order of this batch. */
  take(report: OrderReport): boolean {
    const { ticket, kind } = report;
    const before = this.openOf.get(ticket);
    if (before === undefined) return false;
    this.unanswered -= this.waiting.get(ticket) ?? 0;
    this.waiting.delete(ticket);
    if (kind === ReportKind.traded) this.executed += report.quantity;
    const after = kind === ReportKind.rejected ? 0 : report.remaining;
    this.open += after - before;
    if (after > 0) this.openOf.set(ticket, after);
    else {
      this.openOf.delete(ticket);
      this.cancelling.delete(ticket);
    }
    return true;
  }
}
