import { Kind, RejectReason, type TapeRow, UNKNOWN } from '../tape/index.js';
import { type OrderReport, ReportKind } from './agent.js';
import { MESSAGE_WORDS, Message, type MessageQueue } from './message-queue.js';
import type { OrderTickets } from './order-tickets.js';
import { Refusals } from './refusals.js';
import type { Seat } from './seat.js';

/** Tells the senders of orders what happened to them: at once, or by a message that takes as long as their market data. */
export class OrderReports {
  private readonly report = new ReusedReport();
  /** Orders and replacements that were refused at once, whose rows do not say their number. */
  private readonly refusals = new Refusals();

  constructor(
    private readonly clock: { readonly now: number },
    private readonly seats: readonly Seat[],
    private readonly tickets: OrderTickets,
    private readonly messages: MessageQueue,
  ) {}

  /** The venue has refused an order or a replacement, and says so in a row, by its sequence number. */
  refuse(ticket: number, row: number): void {
    this.refusals.add(ticket, row);
  }

  /** A replacement of an order that was refused itself is refused without the venue: no row says so. */
  refuseUnasked(ticket: number): void {
    const { tickets, clock } = this;
    const { market } = this.seats[tickets.participantOf(ticket)].agent.latency;
    const [price, quantity] = [tickets.priceOf(ticket), tickets.quantityOf(ticket)];
    // A message even where nothing is late: its sender still waits for the ticket.
    this.send(ticket, market, ReportKind.rejected, UNKNOWN, price, quantity, RejectReason.unknownOrder, clock.now);
  }

  /** Reports a row to whose orders it names. The row may be gone afterwards. */
  read(row: TapeRow): void {
    const { kind, time, order, otherOrder, price, quantity, code } = row;
    if (kind === Kind.trade) {
      const incoming = this.tickets.ticketOf(order);
      const resting = this.tickets.ticketOf(otherOrder);
      if (incoming >= 0) this.post(incoming, ReportKind.traded, order, price, quantity, code, time);
      if (resting >= 0) this.post(resting, ReportKind.traded, otherOrder, price, quantity, code, time);
    } else if (kind === Kind.accepted || kind === Kind.cancelled) {
      const ticket = this.tickets.ticketOf(order);
      const what = kind === Kind.accepted ? ReportKind.accepted : ReportKind.cancelled;
      if (ticket < 0) return;
      if (kind === Kind.accepted && price > 0) this.tickets.priced(ticket, price);
      this.post(ticket, what, order, price, quantity, code, time);
    } else if (kind === Kind.released) {
      const ticket = this.tickets.ticketOf(order);
      if (ticket >= 0) this.tickets.priced(ticket, price);
    } else if (kind === Kind.rejected) this.readRefusal(row);
    else if (kind === Kind.replaced) {
      const had = row.quantity2;
      const old = this.tickets.ticketOf(otherOrder);
      const fresh = this.tickets.ticketOf(order);
      if (old >= 0) this.post(old, ReportKind.replaced, otherOrder, this.tickets.priceOf(old), had, code, time);
      if (fresh >= 0) this.post(fresh, ReportKind.accepted, order, price, quantity, code, time);
    }
  }

  private readRefusal({ sequence, time, order, price, quantity, code }: TapeRow): void {
    const refused = this.refusals.next(sequence);
    const ticket = refused >= 0 ? refused : this.tickets.ticketOf(order);
    if (ticket < 0) return;
    // A refused cancel names no quantity; what had to wait has a number when it is refused.
    const what = refused < 0 && quantity === UNKNOWN ? ReportKind.cancelRejected : ReportKind.rejected;
    // The row of a replacement names the order that stays.
    this.post(ticket, what, refused >= 0 ? UNKNOWN : order, price, quantity, code, time);
  }

  /** A message with a report has arrived. */
  deliver(words: Int32Array, at: number, timeNs: number): void {
    this.tell(
      words[at + 1],
      words[at + 2] as ReportKind,
      words[at + 3],
      words[at + 4],
      words[at + 5],
      words[at + 6],
      timeNs,
    );
  }

  private post(
    ticket: number,
    what: ReportKind,
    order: number,
    price: number,
    quantity: number,
    code: number,
    timeNs: number,
  ): void {
    const { market } = this.seats[this.tickets.participantOf(ticket)].agent.latency;
    if (market === 0) this.tell(ticket, what, order, price, quantity, code, timeNs);
    else this.send(ticket, market, what, order, price, quantity, code, timeNs);
  }

  private send(
    ticket: number,
    market: number,
    what: ReportKind,
    order: number,
    price: number,
    quantity: number,
    code: number,
    timeNs: number,
  ): void {
    const at = this.messages.send(Message.report, ticket, this.clock.now + market, timeNs) * MESSAGE_WORDS;
    const { words } = this.messages;
    words[at + 2] = what;
    words[at + 3] = order;
    words[at + 4] = price;
    words[at + 5] = quantity;
    words[at + 6] = code;
  }

  private tell(
    ticket: number,
    what: ReportKind,
    order: number,
    price: number,
    quantity: number,
    code: number,
    timeNs: number,
  ): void {
    const { tickets, report } = this;
    const { agent, desk, delayed, market } = this.seats[tickets.participantOf(ticket)];
    const closes = what !== ReportKind.accepted && what !== ReportKind.cancelRejected;
    const remaining = tickets.close(ticket, closes ? quantity : 0);
    if (agent.onReport === undefined) return;
    report.kind = what;
    report.ticket = ticket;
    report.order = order;
    report.account = tickets.accountOf(ticket);
    report.side = tickets.sideOf(ticket);
    report.price = what === ReportKind.cancelRejected ? tickets.priceOf(ticket) : price;
    report.quantity = quantity;
    report.remaining = remaining;
    report.code = code;
    report.time = timeNs;
    delayed?.catchUpBefore(market.changes, this.clock.now);
    agent.onReport(report, desk);
  }
}

/** The one report object of a simulation. */
class ReusedReport implements OrderReport {
  kind: ReportKind = ReportKind.accepted;
  ticket = 0;
  order = 0;
  account = 0;
  side = 0;
  price = 0;
  quantity = 0;
  remaining = 0;
  code = 0;
  time = 0;
}
