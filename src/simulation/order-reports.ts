import { Kind, type TapeRow, UNKNOWN } from '../tape/index.js';
import { type OrderReport, ReportKind } from './agent.js';
import { MESSAGE_WORDS, Message, type MessageQueue } from './message-queue.js';
import type { OrderTickets } from './order-tickets.js';
import type { Seat } from './seat.js';

/** Tells the senders of orders what happened to them: at once, or by a message that takes as long as their market data. */
export class OrderReports {
  private readonly report = new ReusedReport();
  /** Tickets of refused orders, whose rows carry no number, in the order of the rows. */
  private refused = new Int32Array(64);
  private refusedEnd = 0;
  private refusedRead = 0;

  constructor(
    private readonly clock: { readonly now: number },
    private readonly seats: readonly Seat[],
    private readonly tickets: OrderTickets,
    private readonly messages: MessageQueue,
  ) {}

  /** The venue has refused an order; its row follows. */
  refuse(ticket: number): void {
    if (this.refusedEnd === this.refused.length) {
      const longer = new Int32Array(this.refused.length * 2);
      longer.set(this.refused);
      this.refused = longer;
    }
    this.refused[this.refusedEnd++] = ticket;
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
      if (ticket >= 0) this.post(ticket, what, order, price, quantity, code, time);
    } else if (kind === Kind.rejected) {
      const ticket = order === UNKNOWN ? this.nextRefused() : this.tickets.ticketOf(order);
      // A refused cancel names no quantity; an order that waited for the opening has a number when it is refused.
      const what = quantity === UNKNOWN ? ReportKind.cancelRejected : ReportKind.rejected;
      if (ticket >= 0) this.post(ticket, what, order, price, quantity, code, time);
    }
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
    if (market === 0) {
      this.tell(ticket, what, order, price, quantity, code, timeNs);
      return;
    }
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
    const closes = what === ReportKind.traded || what === ReportKind.cancelled || what === ReportKind.rejected;
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

  private nextRefused(): number {
    if (this.refusedRead === this.refusedEnd) return -1;
    const ticket = this.refused[this.refusedRead++];
    if (this.refusedRead === this.refusedEnd) {
      this.refusedRead = 0;
      this.refusedEnd = 0;
    }
    return ticket;
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
