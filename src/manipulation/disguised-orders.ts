import { type Desk, type OrderReport, ReportKind } from '../simulation/index.js';

/** An order as the practice knows it, by its own ticket; on the way out it may be in two pieces. */
export interface DisguisedOrder {
  readonly ticket: number;
  /** Quantity that is open as far as reports have told, pieces that have not left the hand included. */
  open: number;
  /** Something of it was taken in. */
  accepted: boolean;
  /** When its last message leaves the hand: none overtakes another. */
  lastNs: number;
  /** Open quantity by the venue's ticket. */
  readonly pieces: Map<number, number>;
}

/**
 * Which of a practice's orders the orders at the venue are pieces of. Reports about pieces are told as reports about the
 * order: quantities are those of the piece, what remains is that of the order.
 */
export class DisguisedOrders {
  private readonly byTicket = new Map<number, DisguisedOrder>();
  private readonly byPiece = new Map<number, DisguisedOrder>();
  private readonly told = new ToldReport();
  private count = 0;

  issue(quantity: number): DisguisedOrder {
    const order = { ticket: this.count++, open: quantity, accepted: false, lastNs: 0, pieces: new Map() };
    this.byTicket.set(order.ticket, order);
    return order;
  }

  /** An order that something is open of. */
  get(ticket: number): DisguisedOrder | undefined {
    return this.byTicket.get(ticket);
  }

  sent(order: DisguisedOrder, piece: number, quantity: number): void {
    order.pieces.set(piece, quantity);
    this.byPiece.set(piece, order);
  }

  /** What to tell the practice of a report; undefined when it is about none of its orders. The report is used again. */
  tell(report: OrderReport): OrderReport | undefined {
    const order = this.byPiece.get(report.ticket);
    if (order === undefined) return undefined;
    const { kind } = report;
    const before = order.pieces.get(report.ticket)!;
    const after = kind === ReportKind.rejected ? 0 : report.remaining;
    order.open -= before - after;
    order.pieces.set(report.ticket, after);
    if (kind === ReportKind.accepted) order.accepted = true;
    if (order.open === 0) {
      this.byTicket.delete(order.ticket);
      for (const piece of order.pieces.keys()) this.byPiece.delete(piece);
    }
    return this.told.of(report, order);
  }
}

/** Sends what a report told of to the venue: asks all open pieces of an order back. */
export function takeBack(desk: Desk, order: DisguisedOrder): void {
  for (const [piece, open] of order.pieces) if (open > 0) desk.cancel(piece);
}

/** The one report that a practice is told. */
class ToldReport implements OrderReport {
  kind: OrderReport['kind'] = ReportKind.accepted;
  ticket = 0;
  order = 0;
  account = 0;
  side = 0;
  price = 0;
  quantity = 0;
  remaining = 0;
  code = 0;
  time = 0;

  of(report: OrderReport, { ticket, open, accepted }: DisguisedOrder): this {
    Object.assign(this, report);
    this.ticket = ticket;
    this.remaining = open;
    // Where only a piece is refused, that much of the order is gone and the order is not.
    if (report.kind === ReportKind.rejected && (accepted || open > 0)) this.kind = ReportKind.cancelled;
    return this;
  }
}
