import type { Desk, OrderReport } from '../simulation/index.js';
import { type InstrumentHeader, UNKNOWN } from '../tape/index.js';
import type { StageRecord } from './campaign-record.js';
import { affordable } from './funding.js';
import { greatestOrder, lotOf, wholeLots } from './lots.js';
import { OrderBatch } from './order-batch.js';
import type { OrderRules } from './practice.js';
import { behind, marketablePrice, touch, withinLimits } from './price-band.js';

/** The trade that a manipulator earns with, and how it is done. */
export interface GenuinePlan {
  readonly account: number;
  readonly side: number;
  readonly quantity: number;
  /** Ticks behind the best price of its side at which its orders rest. */
  readonly offset: number;
  /** Where they rest instead, wherever the best price is. */
  readonly price?: number;
  readonly instrument: InstrumentHeader;
  readonly rules: OrderRules;
}

/**
 * A real trade in parts: each rests at the best price of its side until it is filled or taken back, and what is left
 * goes on to the next. It knows nothing of any display, so that it is the same policy with and without one.
 */
export class GenuineLeg {
  /** Quantity still to trade, as far as reports have told. */
  left: number;
  /** Quantity traded, and its price in ticks times quantity. */
  executed = 0;
  value = 0;
  /** The orders of every part that is not done; the newest last. */
  private parts: OrderBatch[] = [];
  private readonly lot: number;

  constructor(
    private readonly plan: GenuinePlan,
    private readonly record: Pick<StageRecord, 'genuine'>,
  ) {
    this.lot = lotOf(plan.rules, plan.side);
    this.left = wholeLots(plan.quantity, this.lot);
  }

  /** Quantity that is open. */
  get open(): number {
    return this.parts.reduce((sum, part) => sum + part.open, 0);
  }

  /** Whole lots are still to trade: a buy of less is refused, and a sale of less clears out an account. */
  get wanting(): boolean {
    return this.left >= this.lot;
  }

  /**
   * Rests one of so many equal parts of what is left. Returns its orders; undefined when there is no place for them.
   * @param most - greatest quantity of the part
   */
  rest(desk: Desk, parts: number, most = Infinity): OrderBatch | undefined {
    const { side, offset, instrument, price } = this.plan;
    const part = this.partOf(parts, most);
    if (price !== undefined) return this.send(desk, price, part);
    const best = touch(desk.market, side);
    const other = touch(desk.market, side ^ 1);
    if (best === UNKNOWN && other === UNKNOWN) return undefined;
    // Where nobody is on its side, it is the first one, a tick from the other.
    const from = best === UNKNOWN ? behind(other, side, 1) : best;
    return this.send(desk, withinLimits(behind(from, side, offset), instrument), part);
  }

  /** Trades one of so many equal parts of what is left against the best levels of the other side. */
  cross(desk: Desk, parts = 1, most = Infinity): OrderBatch | undefined {
    const price = marketablePrice(desk.market, this.plan.side);
    return price === UNKNOWN ? undefined : this.send(desk, price, this.partOf(parts, most));
  }

  /** Rests one of so many equal parts of what is left at a price: wherever the best prices are. */
  offer(desk: Desk, price: number, parts = 1): void {
    this.send(desk, withinLimits(price, this.plan.instrument), this.partOf(parts, Infinity));
  }

  /** From now on this much is still to trade. */
  want(quantity: number): void {
    this.left = wholeLots(Math.max(0, quantity), this.lot);
  }

  withdraw(desk: Desk): void {
    for (const part of this.parts) part.withdraw(desk);
  }

  take(report: OrderReport): void {
    for (const part of this.parts) {
      const before = part.executed;
      if (!part.take(report)) continue;
      this.left -= part.executed - before;
      this.executed += part.executed - before;
      this.value += (part.executed - before) * report.price;
      if (part.open === 0) this.parts = this.parts.filter((other) => other !== part);
      return;
    }
  }

  private partOf(parts: number, most: number): number {
    return Math.min(Math.ceil(this.left / this.lot / parts) * this.lot, most);
  }

  private send(desk: Desk, price: number, wanted: number): OrderBatch | undefined {
    const { account, side, instrument, rules } = this.plan;
    const most = affordable(desk, account, side, price, instrument);
    // What is open of an earlier part may yet be executed.
    const quantity = wholeLots(Math.min(wanted, this.left - this.open, most), this.lot);
    if (quantity <= 0) return undefined;
    const batch = new OrderBatch(greatestOrder(rules, side), this.record.genuine);
    this.parts.push(batch);
    batch.send(desk, account, side, price, quantity);
    return batch;
  }
}
