import type { Stream } from '../random/index.js';
import type { Desk, MarketView, OrderReport } from '../simulation/index.js';
import { type InstrumentHeader, Phase, UNKNOWN } from '../tape/index.js';
import type { StageRecord } from './campaign-record.js';
import type { CycleSpan } from './cycle-schedule.js';
import { HandOrders } from './hand-orders.js';
import { lotOf, wholeLots } from './lots.js';
import type { OrderRules } from './practice.js';
import { behind, marketablePrice, ticksBehind, touch, withinLimits } from './price-band.js';
import { Rounds } from './rounds.js';

/** A push of the price by trading. */
export interface PushPlan {
  readonly side: number;
  readonly accounts: readonly number[];
  /** Quantity that it may trade over all its rounds; what a round leaves goes on to the next. */
  readonly budget: number;
  /** How far the price is to go, in per cent of where it stands when a round begins. */
  readonly targetPercent: number;
  /** Levels of the other side that an order takes at once. */
  readonly levels: number;
  /** Mean time between two orders, ns. */
  readonly intervalNs: number;
  /** Part by which times and quantities are spread around their mean, evenly. */
  readonly jitter: number;
  readonly rounds: readonly CycleSpan[];
  readonly instrument: InstrumentHeader;
  readonly rules: OrderRules;
}

/**
 * Orders that take several levels of a side at once, one after another, until the price is where it should be; from then
 * on as many as keep it there. What rests of an order is asked back before the next. A round that reaches its target
 * counts as a success; one whose time or budget is over before has given up.
 */
export class Push extends Rounds {
  readonly orders: HandOrders;
  /** Farthest that a round moved the price, ticks in its direction. */
  movedTicks = 0;
  /** What the whole market traded during the rounds. */
  marketVolume = 0;
  private readonly lot: number;
  private stream: Stream | undefined;
  /** How much may be traded by the end of the round. */
  private allowed = 0;
  /** Where the price stood when the round began, and where it is to go; −1 while there is no price. */
  private from = UNKNOWN;
  private target = UNKNOWN;
  private volumeBefore = 0;

  constructor(
    private readonly plan: PushPlan,
    private readonly record: StageRecord,
  ) {
    super(plan.rounds);
    this.orders = new HandOrders({ ...plan, onSent: record.intent });
    this.lot = lotOf(plan.rules, plan.side);
  }

  override start(desk: Desk): void {
    this.stream = desk.stream('push');
    super.start(desk);
  }

  take(report: OrderReport): void {
    this.orders.take(report);
  }

  protected begin({ market }: Desk): void {
    const { budget, rounds } = this.plan;
    this.record.beginCycle();
    this.allowed = Math.floor(((this.round + 1) * budget) / rounds.length);
    this.from = UNKNOWN;
    this.volumeBefore = market.volume;
  }

  protected step(desk: Desk): number {
    const { market } = desk;
    if (market.phase === Phase.continuous) {
      this.orders.withdraw(desk);
      if (this.from === UNKNOWN) this.aim(market);
      if (this.from !== UNKNOWN && !this.isThere(market)) this.sweep(desk);
    }
    return Math.max(1, Math.round(this.plan.intervalNs * this.spread()));
  }

  protected end(desk: Desk, cut: boolean): void {
    this.orders.withdraw(desk);
    this.marketVolume += desk.market.volume - this.volumeBefore;
    if (this.from !== UNKNOWN && !this.isThere(desk.market) && cut) this.record.conclude('window-closed');
  }

  private aim(market: MarketView): void {
    const { side, targetPercent, instrument } = this.plan;
    const price = priceOf(market, side);
    if (price === UNKNOWN) return;
    this.from = price;
    this.target = withinLimits(behind(price, side ^ 1, Math.round((price * targetPercent) / 100)), instrument);
  }

  /** Looks where the price is; says whether it has gone as far as it should. */
  private isThere(market: MarketView): boolean {
    const { side } = this.plan;
    const price = priceOf(market, side);
    if (price === UNKNOWN) return false;
    this.movedTicks = Math.max(this.movedTicks, ticksBehind(price, side ^ 1, this.from));
    const there = ticksBehind(price, side ^ 1, this.target) >= 0;
    if (there) this.record.conclude('profit');
    return there;
  }

  /** Takes the best levels of the other side, no farther than the target. */
  private sweep(desk: Desk): void {
    const { side, levels, instrument } = this.plan;
    const { market } = desk;
    const reach = marketablePrice(market, side);
    if (reach === UNKNOWN) return;
    const other = side ^ 1;
    let price = touch(market, other);
    let quantity = 0;
    for (let level = 0; level < levels; level++) {
      const next = market.levelPrice(other, level);
      if (next === UNKNOWN || ticksBehind(next, other, reach) > 0 || ticksBehind(next, other, this.target) > 0) break;
      price = next;
      quantity += market.levelQuantity(other, level);
    }
    const wanted = wholeLots(Math.max(this.lot, quantity * this.spread()), this.lot);
    const left = wholeLots(this.allowed - this.orders.executed - this.orders.open, this.lot);
    if (quantity > 0 && left > 0) this.orders.send(desk, withinLimits(price, instrument), Math.min(wanted, left));
  }

  private spread(): number {
    const { jitter } = this.plan;
    return jitter === 0 ? 1 : 1 + jitter * (2 * this.stream!.uniform() - 1);
  }
}

/** Where a side's trading has brought the price: the best price of its own side, else a tick before the other's. */
function priceOf(market: MarketView, side: number): number {
  const own = touch(market, side);
  if (own !== UNKNOWN) return own;
  const other = touch(market, side ^ 1);
  return other === UNKNOWN ? UNKNOWN : behind(other, side, 1);
}
