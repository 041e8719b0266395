import type { Desk, MarketView, OrderReport } from '../simulation/index.js';
import { type InstrumentHeader, UNKNOWN } from '../tape/index.js';
import type { CallSpan } from './call-span.js';
import type { StageRecord } from './campaign-record.js';
import { HandOrders } from './hand-orders.js';
import type { OrderRules } from './practice.js';
import { behind, ticksBehind, withinLimits } from './price-band.js';
import type { Stage } from './stage.js';

/** A push of the price of a call auction. */
export interface CallPushPlan {
  readonly side: number;
  readonly accounts: readonly number[];
  readonly call: CallSpan;
  /** How long before the auction it begins, ns. */
  readonly leadNs: number;
  /** Between two orders, ns. */
  readonly intervalNs: number;
  /** Orders into which the budget is divided. */
  readonly orders: number;
  /** Quantity that it may bid or offer. */
  readonly budget: number;
  /** How far the auction's price is to lie from the last one, in per cent. */
  readonly targetPercent: number;
  readonly instrument: InstrumentHeader;
  readonly rules: OrderRules;
}

/**
 * Orders in a call auction at the price that it is to have, one after another while the indication falls short of it.
 * They are meant to trade, at a price that is not meant to be fair. What the auction leaves of them goes as soon as the
 * venue takes cancels again.
 */
export class CallPush implements Stage {
  nextAt = Infinity;
  readonly orders: HandOrders;
  /** The price before, ticks; −1 before the first look. */
  from = UNKNOWN;
  /** What the venue last said would be matched. */
  indicatedQuantity = 0;
  private target = UNKNOWN;
  private sentOrders = 0;

  constructor(
    private readonly plan: CallPushPlan,
    private readonly record: StageRecord,
  ) {
    this.orders = new HandOrders({ ...plan, onSent: record.intent });
  }

  /** How far the auction's price lay from the one before, ticks in the push's direction; 0 when it traded nothing. */
  get movedTicks(): number {
    return this.orders.lastPrice === UNKNOWN ? 0 : ticksBehind(this.orders.lastPrice, this.plan.side ^ 1, this.from);
  }

  start(): void {
    const { call, leadNs } = this.plan;
    this.nextAt = Math.max(call.startNs, call.endNs - leadNs);
  }

  act(desk: Desk): void {
    const { call, intervalNs } = this.plan;
    if (desk.now >= call.endNs) {
      this.orders.withdraw(desk);
      this.nextAt = Infinity;
      return;
    }
    if (this.from === UNKNOWN) this.begin(desk.market);
    this.bid(desk);
    const next = desk.now + intervalNs;
    this.nextAt = next < call.endNs ? next : call.releasedNs;
  }

  take(report: OrderReport): void {
    this.orders.take(report);
    if (this.orders.executed > 0)
      this.record.conclude(ticksBehind(this.orders.lastPrice, this.plan.side, this.target) <= 0 ? 'profit' : 'gave-up');
  }

  private begin(market: MarketView): void {
    const { side, targetPercent, instrument } = this.plan;
    this.from = market.lastPrice === UNKNOWN ? instrument.previousClose : market.lastPrice;
    const ticks = Math.max(1, Math.round((this.from * targetPercent) / 100));
    this.target = withinLimits(behind(this.from, side ^ 1, ticks), instrument);
    this.record.beginCycle();
  }

  private bid(desk: Desk): void {
    const { side, orders, budget } = this.plan;
    const { indicativePrice, indicativeMatched } = desk.market;
    if (indicativePrice !== UNKNOWN) this.indicatedQuantity = indicativeMatched;
    const there = indicativePrice !== UNKNOWN && ticksBehind(indicativePrice, side ^ 1, this.target) >= 0;
    if (there || this.sentOrders === orders) return;
    this.sentOrders++;
    const until = Math.floor((this.sentOrders * budget) / orders);
    this.orders.send(desk, this.target, until - this.orders.executed - this.orders.open);
  }
}
