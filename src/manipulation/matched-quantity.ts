import { type OrderReport, ReportKind } from '../simulation/index.js';

/**
 * Tells from reports what orders of one hand executed against each other, and what against strangers. A trade between
 * two own orders is reported twice in a row, once for each, with the same time, price and quantity.
 */
export class MatchedQuantity {
  /** Executed between own orders. */
  matched = 0;
  /** Executed against strangers, by any own order. */
  leaked = 0;
  private ticket = -1;
  private side = -1;
  private time = -1;
  private price = -1;
  private quantity = -1;

  take(report: OrderReport): void {
    if (report.kind !== ReportKind.traded) return;
    const { ticket, side, time, price, quantity } = report;
    const same = time === this.time && price === this.price && quantity === this.quantity;
    if (same && this.ticket >= 0 && side !== this.side) {
      this.leaked -= quantity;
      this.matched += quantity;
      this.ticket = -1;
      return;
    }
    this.leaked += quantity;
    this.ticket = ticket;
    this.side = side;
    this.time = time;
    this.price = price;
    this.quantity = quantity;
  }
}
