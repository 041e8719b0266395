import type { Desk, MarketView, OrderReport } from '../simulation/index.js';
import { type InstrumentHeader, Phase, Side, UNKNOWN } from '../tape/index.js';
import { isWithin, type Span } from './attack-window.js';
import type { StageRecord } from './campaign-record.js';
import { HandOrders } from './hand-orders.js';
import type { OrderRules } from './practice.js';
import { touch } from './price-band.js';
import type { Stage } from './stage.js';

/** A wall of orders at the limit price. */
export interface LimitWallPlan {
  readonly side: number;
  readonly accounts: readonly number[];
  /** What it shows at the limit price as long as the budget lasts. */
  readonly quantity: number;
  /** What may be executed of it. */
  readonly budget: number;
  /** Fresh orders as soon as the closing call has begun. */
  readonly closingQuantity: number;
  /** Between two looks, ns. */
  readonly refreshNs: number;
  readonly window: Span;
  /** When orders can be placed and taken back freely. */
  readonly spans: readonly Span[];
  /** When what rests must go: the end of the trading that the window reaches into; Infinity to leave it standing. */
  readonly clearNs: number;
  readonly instrument: InstrumentHeader;
  readonly rules: OrderRules;
}

/** The limit of the day towards which a side trades; −1 where there is none. */
export function limitPrice(side: number, { lowerLimit, upperLimit }: InstrumentHeader): number {
  return side === Side.buy ? upperLimit : lowerLimit;
}

/** The price stands at the limit: the side's best price is there. */
export function atLimit(market: MarketView, side: number): boolean {
  const limit = limitPrice(side, market.instrument);
  return limit !== UNKNOWN && touch(market, side) === limit;
}

/**
 * Orders that keep the price at its limit: what is executed is put up again, in the closing call fresh ones are added.
 * A cycle lasts as long as the price stays there; it gave up when the budget was used up or the price left the limit.
 */
export class LimitWall implements Stage {
  nextAt = Infinity;
  readonly orders: HandOrders;
  /** Greatest share of all that rested at the limit price, at a look. */
  greatestShare = 0;
  /** Time at the limit with an order of its own there, ns, from look to look. */
  heldNs = 0;
  private holding = false;
  private closing = false;
  private lookedNs = 0;

  constructor(
    private readonly plan: LimitWallPlan,
    private readonly record: StageRecord,
  ) {
    this.orders = new HandOrders({ ...plan, onSent: record.intent });
  }

  start(): void {
    this.nextAt = this.plan.window.startNs;
  }

  act(desk: Desk): void {
    const { window, spans, clearNs, refreshNs } = this.plan;
    const { now, market } = desk;
    if (now >= window.endNs) {
      if (this.holding) this.record.conclude('profit');
      if (now >= clearNs) this.orders.withdraw(desk);
      this.nextAt = now >= clearNs ? Infinity : clearNs;
      return;
    }
    this.look(market, now);
    const continuous = market.phase === Phase.continuous && isWithin(spans, now);
    if (continuous && atLimit(market, this.plan.side)) this.hold(desk, this.plan.quantity);
    else if (continuous) this.holding = false;
    else if (market.phase === Phase.closeCall && !this.closing && this.stoodAtLimit(market)) {
      this.closing = true;
      this.hold(desk, this.orders.open + this.plan.closingQuantity);
    }
    this.nextAt = Math.min(now + refreshNs, window.endNs);
  }

  take(report: OrderReport): void {
    this.orders.take(report);
  }

  /** Puts up what is missing of a quantity. */
  private hold(desk: Desk, quantity: number): void {
    const { side, budget, instrument } = this.plan;
    if (!this.holding) this.record.beginCycle();
    this.holding = true;
    const { open, executed } = this.orders;
    const missing = Math.min(quantity - open, budget - executed - open);
    if (missing > 0) this.orders.send(desk, limitPrice(side, instrument), missing);
  }

  private look(market: MarketView, now: number): void {
    const { side, instrument } = this.plan;
    const limit = limitPrice(side, instrument);
    const resting = this.orders.open;
    const all = market.queueQuantity(side, limit);
    if (resting > 0 && all > 0) {
      this.greatestShare = Math.max(this.greatestShare, Math.min(1, resting / all));
      if (this.lookedNs > 0) this.heldNs += now - this.lookedNs;
    }
    this.lookedNs = resting > 0 ? now : 0;
  }

  /** In a call the best price may be any; the last trade says where the price stood. */
  private stoodAtLimit(market: MarketView): boolean {
    return market.lastPrice === limitPrice(this.plan.side, market.instrument);
  }
}
