import type { Desk } from '../simulation/index.js';
import { OrderType, Side } from '../tape/index.js';
import { LARGEST_ORDER, LOT } from './order-size.js';

/** One side of a two-sided quote: at most one price at a time, kept as long as it is where it should be. */
export class Quote {
  private tickets: number[] = [];
  private price = -1;
  private quantity = 0;

  constructor(
    private readonly account: number,
    private readonly side: Side,
    /** Ticks by which it may be out of place before it is moved and loses its place in the queue. */
    private readonly tolerance: number,
  ) {}

  /** Shows a quantity at a price, or as much of it as the account can fund; moves only what is elsewhere or used up. */
  place(desk: Desk, price: number, quantity: number): void {
    const open = this.openAt(desk, this.price);
    // What the cancelled orders had frozen is free again when the new ones arrive.
    const affordable =
      this.side === Side.sell
        ? desk.sellable(this.account) + open
        : desk.cash(this.account) / (price * desk.market.instrument.moneyPerTick * 1.002);
    let left = Math.floor(Math.min(quantity, affordable) / LOT) * LOT;
    const inPlace = Math.abs(price - this.price) <= this.tolerance;
    if (inPlace && quantity === this.quantity && 2 * open >= left) return;
    for (const ticket of this.tickets) if (desk.remaining(ticket) > 0) desk.cancel(ticket);
    this.tickets = [];
    this.price = price;
    this.quantity = quantity;
    for (; left > 0; left -= LARGEST_ORDER)
      this.tickets.push(desk.submit(this.account, this.side, OrderType.limit, price, Math.min(left, LARGEST_ORDER)));
  }

  /** What is open of the quote if that is its price, as far as reports have told. */
  openAt(desk: Desk, price: number): number {
    if (price !== this.price) return 0;
    let open = 0;
    for (const ticket of this.tickets) open += desk.remaining(ticket);
    return open;
  }
}
