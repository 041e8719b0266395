import { type Desk, type MarketView, type OrderReport, ReportKind, SNAPSHOT_INTERVAL } from '../simulation/index.js';
import { type InstrumentHeader, Phase, UNKNOWN } from '../tape/index.js';
import type { StageRecord } from './campaign-record.js';
import type { CycleSpan } from './cycle-schedule.js';
import type { GenuineLeg } from './genuine-leg.js';
import { HandOrders } from './hand-orders.js';
import type { OrderRules } from './practice.js';
import { behind, ticksBehind, touch, withinLimits } from './price-band.js';
import { Rounds } from './rounds.js';

/** An attractive order for a snapshot, and the worse one that takes its place. */
export interface SmokePlan {
  readonly side: number;
  readonly accounts: readonly number[];
  /** Of the attractive order; 0 where nothing is feigned and the other order is all there is. */
  readonly quantity: number;
  /** Least ticks between the two prices. */
  readonly worseTicks: number;
  /** From showing it to the snapshot, from the snapshot to taking it back, and how long the worse order stays, ns. */
  readonly showNs: number;
  readonly holdNs: number;
  readonly stayNs: number;
  readonly rounds: readonly CycleSpan[];
  readonly instrument: InstrumentHeader;
  readonly rules: OrderRules;
}

/**
 * Rounds in which a snapshot is waited for that finds room in the spread: an attractive order stands in it for a moment,
 * then a part of the genuine trade at a worse price. A round is over when that was executed, or with its patience. The
 * purpose arm does the same without the attractive order.
 */
export class Smoke extends Rounds {
  /** Attractive orders that were shown. */
  shown = 0;
  /** Ticks between the attractive and the worse price, summed over the shares that were executed at the worse one. */
  gainedTicks = 0;
  private readonly orders: HandOrders;
  /** Prices of the pair under way; −1 between pairs. */
  private attractive = UNKNOWN;
  private worse = UNKNOWN;
  private offered = false;
  private done = false;
  private before = 0;

  constructor(
    private readonly plan: SmokePlan,
    private readonly leg: GenuineLeg,
    private readonly record: StageRecord,
  ) {
    super(plan.rounds);
    this.orders = new HandOrders({ ...plan, onSent: record.intent });
  }

  take(report: OrderReport, desk: Desk): void {
    if (this.orders.take(report)) {
      // Somebody was quick enough to take it: the rest is put up at the worse price at once.
      if (report.kind === ReportKind.traded && this.running && !this.offered) this.nextAt = desk.now;
      return;
    }
    const { executed } = this.leg;
    this.leg.take(report);
    if (this.leg.executed === executed) return;
    if (this.attractive !== UNKNOWN)
      this.gainedTicks += (this.leg.executed - executed) * Math.abs(report.price - this.attractive);
    this.record.conclude('profit');
  }

  protected begin(desk: Desk): void {
    this.record.beginCycle();
    this.done = false;
    this.clear(desk);
  }

  protected step(desk: Desk): number {
    const { now } = desk;
    if (this.offered) {
      this.clear(desk);
      this.done = this.leg.executed > this.before || !this.leg.wanting;
    } else if (this.worse !== UNKNOWN) return this.offer(desk);
    if (this.done) return Infinity;
    return this.show(desk, now);
  }

  protected end(desk: Desk, cut: boolean): void {
    if (cut) this.record.conclude('window-closed');
    this.clear(desk);
  }

  /** Shortly before a snapshot the attractive order is shown, if there is room. Returns the time to the next step. */
  private show(desk: Desk, now: number): number {
    const { showNs, holdNs, quantity } = this.plan;
    const snapshot = Math.ceil((now + showNs) / SNAPSHOT_INTERVAL) * SNAPSHOT_INTERVAL;
    if (now + showNs < snapshot) return snapshot - showNs - now;
    const prices = desk.market.phase === Phase.continuous ? this.pair(desk.market) : undefined;
    if (prices === undefined) return SNAPSHOT_INTERVAL;
    [this.attractive, this.worse] = prices;
    if (quantity > 0 && this.orders.send(desk, this.attractive, quantity) > 0) this.shown++;
    return showNs + holdNs;
  }

  /** The worse order takes the place of the attractive one. */
  private offer(desk: Desk): number {
    this.orders.withdraw(desk);
    this.offered = true;
    this.before = this.leg.executed;
    const { side } = this.plan;
    const other = touch(desk.market, side ^ 1);
    // It waits for others: where it would trade at once, the market has moved.
    if (other === UNKNOWN || ticksBehind(other, side, this.worse) < 0)
      this.leg.offer(desk, this.worse, this.spans.length - this.round);
    return this.plan.stayNs;
  }

  private clear(desk: Desk): void {
    this.orders.withdraw(desk);
    this.leg.withdraw(desk);
    this.attractive = UNKNOWN;
    this.worse = UNKNOWN;
    this.offered = false;
  }

  /** The attractive price and the worse one, both before all others of their side; undefined without room for them. */
  private pair(market: MarketView): readonly [number, number] | undefined {
    const { side, worseTicks, instrument } = this.plan;
    const own = touch(market, side);
    const other = touch(market, side ^ 1);
    if (own === UNKNOWN || other === UNKNOWN) return undefined;
    const attractive = behind(other, side ^ 1, -1);
    const worse = behind(own, side ^ 1, 1);
    if (ticksBehind(worse, side, attractive) < worseTicks) return undefined;
    return withinLimits(worse, instrument) === worse ? [attractive, worse] : undefined;
  }
}
