import type { Desk, OrderReport } from '../simulation/index.js';
import { type InstrumentHeader, Side } from '../tape/index.js';
import { affordable } from './funding.js';
import { greatestOrder, lotOf, mostPerDay, shareOut, wholeLots } from './lots.js';
import { OrderBatch } from './order-batch.js';
import type { OrderRules } from './practice.js';

/** Whose orders they are and what they are for. */
export interface HandPlan {
  readonly side: number;
  /** Accounts among which every order is shared out. */
  readonly accounts: readonly number[];
  readonly instrument: InstrumentHeader;
  readonly rules: OrderRules;
  /** Called with every ticket: tells the truth what the order is for. */
  readonly onSent: (ticket: number) => void;
}

/** Orders on one side that a hand sends time and again, shared out over its accounts as far as each can pay for them. */
export class HandOrders {
  /** Quantity executed, and its price in ticks times quantity. */
  executed = 0;
  value = 0;
  /** Price of the last execution, ticks; −1 before any. */
  lastPrice = -1;
  private batches: { readonly account: number; readonly batch: OrderBatch; readonly price: number }[] = [];
  private readonly executedOf = new Map<number, number>();
  private turn = 0;
  private readonly lot: number;

  constructor(private readonly plan: HandPlan) {
    this.lot = lotOf(plan.rules, plan.side);
  }

  /** Quantity that is open as far as reports have told, on its way to the venue included. */
  get open(): number {
    let open = 0;
    for (const { batch } of this.batches) open += batch.open;
    return open;
  }

  /** Quantity that is open at a price. */
  openAt(price: number): number {
    let open = 0;
    for (const one of this.batches) if (one.price === price) open += one.batch.open;
    return open;
  }

  /** Sends a quantity at a price, in whole lots; what an account cannot pay for is left out. Returns what was sent. */
  send(desk: Desk, price: number, quantity: number): number {
    const { accounts, side, rules } = this.plan;
    let sent = 0;
    // Odd lots go to another account each time.
    const first = this.turn++;
    for (const [index, wanted] of shareOut(quantity, accounts.length, this.lot).entries()) {
      const account = accounts[(index + first) % accounts.length];
      const part = wholeLots(Math.min(wanted, this.affordable(desk, account, price)), this.lot);
      if (part <= 0) continue;
      const batch = new OrderBatch(greatestOrder(rules, side), this.plan.onSent);
      this.batches.push({ account, batch, price });
      batch.send(desk, account, side, price, part);
      sent += part;
    }
    return sent;
  }

  /** Asks back all that is open, each order once. */
  withdraw(desk: Desk): void {
    for (const { batch } of this.batches) batch.withdraw(desk);
  }

  /** Asks back what is open at other prices. */
  withdrawElsewhere(desk: Desk, price: number): void {
    for (const one of this.batches) if (one.price !== price) one.batch.withdraw(desk);
  }

  /** Takes note of a report; says whether it was about one of these orders. */
  take(report: OrderReport): boolean {
    for (const { account, batch } of this.batches) {
      const before = batch.executed;
      if (!batch.take(report)) continue;
      const traded = batch.executed - before;
      if (traded > 0) {
        this.executed += traded;
        this.executedOf.set(account, (this.executedOf.get(account) ?? 0) + traded);
        this.value += traded * report.price;
        this.lastPrice = report.price;
      }
      if (batch.open === 0) this.batches = this.batches.filter((one) => one.batch !== batch);
      return true;
    }
    return false;
  }

  /** What the account can pay for, less what it has sent and the venue has not answered. */
  private affordable(desk: Desk, account: number, price: number): number {
    const { side, instrument, rules } = this.plan;
    let unanswered = 0;
    let used = this.executedOf.get(account) ?? 0;
    for (const one of this.batches) {
      if (one.account !== account) continue;
      unanswered += side === Side.sell ? one.batch.unanswered : (one.batch.unanswered * one.price) / price;
      used += one.batch.open;
    }
    const most = affordable(desk, account, side, price, instrument) - Math.ceil(unanswered);
    return Math.max(0, Math.min(most, mostPerDay(rules, side, instrument) - used));
  }
}
