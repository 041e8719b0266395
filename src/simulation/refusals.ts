/** Tickets of what a venue has refused at once, by the rows that say so, until those are read. */
export class Refusals {
  private rows = new Float64Array(64);
  private tickets = new Int32Array(64);
  private end = 0;
  private read = 0;

  /** @param row - sequence number, which grows from call to call */
  add(ticket: number, row: number): void {
    if (this.end === this.rows.length) this.grow();
    this.rows[this.end] = row;
    this.tickets[this.end++] = ticket;
  }

  /** The ticket that a row refuses, once; −1 when the row refuses something else. */
  next(row: number): number {
    if (this.read === this.end || this.rows[this.read] !== row) return -1;
    const ticket = this.tickets[this.read++];
    if (this.read === this.end) {
      this.read = 0;
      this.end = 0;
    }
    return ticket;
  }

  private grow(): void {
    const rows = new Float64Array(this.rows.length * 2);
    const tickets = new Int32Array(rows.length);
    rows.set(this.rows);
    tickets.set(this.tickets);
    this.rows = rows;
    this.tickets = tickets;
  }
}
