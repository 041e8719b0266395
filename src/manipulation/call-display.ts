import type { Desk, OrderReport } from '../simulation/index.js';
import { type InstrumentHeader, UNKNOWN } from '../tape/index.js';
import type { Span } from './attack-window.js';
import type { StageRecord } from './campaign-record.js';
import { HandOrders } from './hand-orders.js';
import type { OrderRules } from './practice.js';
import { behind, ticksBehind, withinLimits } from './price-band.js';
import type { Stage } from './stage.js';

/** A display in a call auction that is taken back while it can be. */
export interface CallDisplayPlan {
  readonly side: number;
  readonly accounts: readonly number[];
  readonly quantity: number;
  /** Orders into which it is divided. */
  readonly orders: number;
  /** How far beyond the previous close it bids or offers, in per cent. */
  readonly deviationPercent: number;
  /** When the first order is sent, and when the last. */
  readonly shown: Span;
  /** When it is asked back; drawn evenly from this span. */
  readonly withdrawn: Span;
  /** When the venue takes cancels. */
  readonly cancelable: Span;
  readonly instrument: InstrumentHeader;
  readonly rules: OrderRules;
}

/** Orders far beyond the previous close, so that the indication of the auction is not what it will be. */
export class CallDisplay implements Stage {
  nextAt = Infinity;
  readonly orders: HandOrders;
  /** How far the indication went from where it stood before the first order, ticks in the direction of the display. */
  movedTicks = 0;
  private from = UNKNOWN;
  private price = UNKNOWN;
  private sentOrders = 0;
  private withdrawAt = Infinity;

  constructor(
    private readonly plan: CallDisplayPlan,
    private readonly record: StageRecord,
  ) {
    this.orders = new HandOrders({ ...plan, onSent: record.intent });
  }

  start(desk: Desk): void {
    const { shown, withdrawn, cancelable } = this.plan;
    // Who comes too late to take it back does not show it.
    if (desk.now > shown.startNs || shown.startNs < cancelable.startNs) return;
    this.nextAt = shown.startNs;
    this.withdrawAt =
      withdrawn.startNs + Math.floor(desk.stream('withdrawal').uniform() * (withdrawn.endNs - withdrawn.startNs));
  }

  act(desk: Desk): void {
    const { shown, orders } = this.plan;
    const { now, market } = desk;
    this.look(market.indicativePrice);
    if (now >= this.withdrawAt) {
      this.orders.withdraw(desk);
      this.nextAt = Infinity;
      return;
    }
    if (this.sentOrders < orders) this.show(desk);
    const next = shown.startNs + Math.floor((this.sentOrders * (shown.endNs - shown.startNs)) / orders);
    this.nextAt = this.sentOrders < orders ? Math.min(Math.max(now, next), this.withdrawAt) : this.withdrawAt;
  }

  take(report: OrderReport): void {
    this.orders.take(report);
  }

  private show(desk: Desk): void {
    const { side, orders, quantity, deviationPercent, instrument } = this.plan;
    if (this.sentOrders === 0) {
      this.record.beginCycle();
      const ticks = Math.round((instrument.previousClose * deviationPercent) / 100);
      this.price = withinLimits(behind(instrument.previousClose, side ^ 1, ticks), instrument);
    }
    this.sentOrders++;
    const until = Math.floor((this.sentOrders * quantity) / orders);
    const before = Math.floor(((this.sentOrders - 1) * quantity) / orders);
    this.orders.send(desk, this.price, until - before);
  }

  private look(indication: number): void {
    if (indication === UNKNOWN) return;
    if (this.sentOrders === 0) this.from = indication;
    else if (this.from !== UNKNOWN)
      this.movedTicks = Math.max(this.movedTicks, ticksBehind(indication, this.plan.side ^ 1, this.from));
  }
}
