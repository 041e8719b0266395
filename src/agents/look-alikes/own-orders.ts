import { type Desk, type OrderReport, ReportKind } from '../../simulation/index.js';
import { type InstrumentHeader, OrderType, Side } from '../../tape/index.js';
import { LARGEST_ORDER, LOT } from '../order-size.js';

/** What an order freezes beside its value, generously. */
const COSTS = 1.002;

/** Limit orders of one account on one side, all of them meant. */
export class OwnOrders {
  /** Shares executed. */
  executed = 0;
  private tickets: number[] = [];

  constructor(
    private readonly account: number,
    private readonly side: Side,
    private readonly instrument: InstrumentHeader,
  ) {}

  /** Shares open as far as reports have told. */
  open(desk: Desk): number {
    return this.tickets.reduce((sum, ticket) => sum + desk.remaining(ticket), 0);
  }

  /** Sends a quantity at a price in whole lots, in several orders where it is too much for one, as far as it is funded. */
  send(desk: Desk, price: number, quantity: number): void {
    const able =
      this.side === Side.sell
        ? desk.sellable(this.account)
        : desk.cash(this.account) / (price * this.instrument.moneyPerTick * COSTS);
    for (let left = Math.floor(Math.min(quantity, able) / LOT) * LOT; left > 0; left -= LARGEST_ORDER)
      this.tickets.push(desk.submit(this.account, this.side, OrderType.limit, price, Math.min(left, LARGEST_ORDER)));
  }

  /** Takes back what is open. */
  withdraw(desk: Desk): void {
    for (const ticket of this.tickets) if (desk.remaining(ticket) > 0) desk.cancel(ticket);
    this.tickets = [];
  }

  take(report: OrderReport): void {
    if (report.kind === ReportKind.traded && report.account === this.account && report.side === this.side)
      this.executed += report.quantity;
  }
}
