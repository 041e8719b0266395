/** Words of a ticket: participant, account, side and order type, price, quantity, open quantity, order number, display. */
const WORDS = 8;

/**
 * The orders that agents have sent in a run, by ticket, and the ticket of every order number the venue has given.
 * `open` is what the sender knows to be open, so it moves when a report arrives and not before.
 */
export class OrderTickets {
  private count = 0;
  private words = new Int32Array(1024 * WORDS);
  private tickets = new Int32Array(1024).fill(-1);

  issue(
    participant: number,
    account: number,
    side: number,
    orderType: number,
    price: number,
    quantity: number,
    display: number,
  ): number {
    const ticket = this.count++;
    if (this.count * WORDS > this.words.length) this.words = doubled(this.words, 0);
    const { words } = this;
    const at = ticket * WORDS;
    words[at] = participant;
    words[at + 1] = account;
    words[at + 2] = (orderType << 1) | side;
    words[at + 3] = price;
    words[at + 4] = quantity;
    words[at + 5] = quantity;
    words[at + 6] = -1;
    words[at + 7] = display;
    return ticket;
  }

  /** A ticket for the order that is to take the place of another, which it is like but for price and quantity. */
  reissue(old: number, price: number, quantity: number): number {
    return this.issue(
      this.participantOf(old),
      this.accountOf(old),
      this.sideOf(old),
      this.orderTypeOf(old),
      price,
      quantity,
      this.displayOf(old),
    );
  }

  /** An order that named no price has one from the book. */
  priced(ticket: number, price: number): void {
    this.words[ticket * WORDS + 3] = price;
  }

  /** The venue has given the order its number. */
  number(ticket: number, order: number): void {
    this.words[ticket * WORDS + 6] = order;
    while (order >= this.tickets.length) this.tickets = doubled(this.tickets, -1);
    this.tickets[order] = ticket;
  }

  /** The ticket of an order number; −1 when no agent of this run sent it. */
  ticketOf(order: number): number {
    return order >= 0 && order < this.tickets.length ? this.tickets[order] : -1;
  }

  participantOf(ticket: number): number {
    return this.words[ticket * WORDS];
  }

  accountOf(ticket: number): number {
    return this.words[ticket * WORDS + 1];
  }

  sideOf(ticket: number): number {
    return this.words[ticket * WORDS + 2] & 1;
  }

  orderTypeOf(ticket: number): number {
    return this.words[ticket * WORDS + 2] >> 1;
  }

  priceOf(ticket: number): number {
    return this.words[ticket * WORDS + 3];
  }

  quantityOf(ticket: number): number {
    return this.words[ticket * WORDS + 4];
  }

  openOf(ticket: number): number {
    return this.words[ticket * WORDS + 5];
  }

  orderOf(ticket: number): number {
    return this.words[ticket * WORDS + 6];
  }

  displayOf(ticket: number): number {
    return this.words[ticket * WORDS + 7];
  }

  /** A report has told that this much is no longer open. Returns what still is. */
  close(ticket: number, quantity: number): number {
    const open = this.words[ticket * WORDS + 5] - quantity;
    this.words[ticket * WORDS + 5] = open;
    return open;
  }
}

function doubled(from: Int32Array, fill: number): Int32Array<ArrayBuffer> {
  const to = new Int32Array(from.length * 2);
  if (fill !== 0) to.fill(fill, from.length);
  to.set(from);
  return to;
}
