import type { Stream } from '../random/index.js';
import type { Desk, MarketView, OrderReport } from '../simulation/index.js';
import { type DisguisedOrder, DisguisedOrders, takeBack } from './disguised-orders.js';
import { Dispatch } from './dispatch.js';
import type { Evasion } from './evasion.js';
import { lotOf, wholeLots } from './lots.js';
import type { OrderRules } from './practice.js';

/**
 * The desk of a hand that hides: what a practice sends through it leaves late, and in two uneven pieces. The practice
 * keeps to tickets of its own and is told of the whole order; totals, prices and accounts are those that it asked for.
 */
export class EvasiveDesk implements Desk {
  /** When the practice wants to be woken. */
  wakeTime = Infinity;
  readonly dispatch = new Dispatch();
  private readonly orders = new DisguisedOrders();
  private readonly sizes: Stream;
  private readonly times: Stream;

  /** @param onSubmit - called with every order that the practice sends */
  constructor(
    private readonly desk: Desk,
    private readonly evasion: Evasion,
    private readonly rules: OrderRules,
    private readonly onSubmit: () => void,
  ) {
    this.sizes = desk.stream('evasion-sizes');
    this.times = desk.stream('evasion-times');
  }

  get now(): number {
    return this.desk.now;
  }

  get market(): MarketView {
    return this.desk.market;
  }

  stream(purpose: string): Stream {
    return this.desk.stream(purpose);
  }

  submit(account: number, side: number, orderType: number, price: number, quantity: number, display?: number): number {
    const order = this.orders.issue(quantity);
    for (const piece of this.cut(quantity, side))
      this.send(order, () => {
        const ticket = this.desk.submit(account, side, orderType, price, piece, display);
        this.orders.sent(order, ticket, piece);
      });
    this.onSubmit();
    return order.ticket;
  }

  cancel(ticket: number, quantity?: number): void {
    const order = this.orders.get(ticket);
    if (order === undefined) return;
    this.send(order, () => {
      if (quantity === undefined) takeBack(this.desk, order);
      else this.cancelPart(order, quantity);
    });
  }

  /** The new order goes out whole: one piece of the old one gives it its place, the other is taken back. */
  replace(ticket: number, price: number, quantity: number): number {
    const fresh = this.orders.issue(quantity);
    const old = this.orders.get(ticket);
    if (old === undefined) throw new Error(`ticket ${ticket} cannot be replaced, nothing of it is open`);
    fresh.lastNs = old.lastNs;
    this.send(fresh, () => {
      const pieces = [...old.pieces];
      const [kept] = pieces.find(([, open]) => open > 0) ?? pieces[0];
      for (const [piece, open] of pieces) if (piece !== kept && open > 0) this.desk.cancel(piece);
      this.orders.sent(fresh, this.desk.replace(kept, price, quantity), quantity);
    });
    old.lastNs = fresh.lastNs;
    return fresh.ticket;
  }

  wakeAt(timeNs: number): void {
    this.wakeTime = timeNs;
  }

  remaining(ticket: number): number {
    return this.orders.get(ticket)?.open ?? 0;
  }

  cash(account: number): number {
    return this.desk.cash(account);
  }

  holdings(account: number): number {
    return this.desk.holdings(account);
  }

  sellable(account: number): number {
    return this.desk.sellable(account);
  }

  /** What the practice is to be told of a report; undefined when it is about none of its orders. */
  tell(report: OrderReport): OrderReport | undefined {
    return this.orders.tell(report);
  }

  private cut(quantity: number, side: number): number[] {
    const { sizeJitter = 0 } = this.evasion;
    if (sizeJitter === 0) return [quantity];
    const cut = wholeLots(quantity * sizeJitter * this.sizes.uniform(), lotOf(this.rules, side));
    return cut === 0 ? [quantity] : [quantity - cut, cut];
  }

  private send(order: DisguisedOrder, message: () => void): void {
    const { timeJitter = 0 } = this.evasion;
    if (timeJitter === 0) {
      message();
      return;
    }
    order.lastNs = Math.max(order.lastNs, this.now + Math.floor(timeJitter * this.times.uniform()));
    this.dispatch.add(order.lastNs, message);
  }

  private cancelPart(order: DisguisedOrder, quantity: number): void {
    let left = quantity;
    for (const [piece, open] of order.pieces) {
      const part = Math.min(open, left);
      if (part > 0) this.desk.cancel(piece, part);
      left -= part;
    }
  }
}
