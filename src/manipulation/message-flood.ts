import { type Desk, type OrderReport, ReportKind } from '../simulation/index.js';
import { type InstrumentHeader, OrderType, Phase, UNKNOWN } from '../tape/index.js';
import type { StageRecord } from './campaign-record.js';
import type { CycleSpan } from './cycle-schedule.js';
import { lotOf, wholeLots } from './lots.js';
import type { OrderRules } from './practice.js';
import { behind, touch, withinLimits } from './price-band.js';
import { Rounds } from './rounds.js';

/** Many short-lived orders. */
export interface MessageFloodPlan {
  readonly side: number;
  /** They take turns. */
  readonly accounts: readonly number[];
  readonly quantity: number;
  /** Ticks behind the best price. */
  readonly distance: number;
  /** Between two orders, ns. */
  readonly intervalNs: number;
  readonly lifetimeNs: number;
  /** More are never open: answers that stay away hold it up. */
  readonly mostOpen: number;
  readonly rounds: readonly CycleSpan[];
  readonly instrument: InstrumentHeader;
  readonly rules: OrderRules;
}

/** Bursts of orders, each asked back after its lifetime. */
export class MessageFlood extends Rounds {
  sent = 0;
  cancelled = 0;
  /** Orders and cancels that the venue refused. */
  refused = 0;
  /** Longest time from sending an order until it was known what became of it, ns. */
  longestAnswerNs = 0;
  /** Tickets that are to be asked back, in the order in which they were sent, and when each was sent. */
  private readonly due: { readonly ticket: number; readonly sentNs: number }[] = [];
  private readonly open = new Map<number, number>();
  private asked = 0;
  private nextOrderAt = 0;
  private readonly quantity: number;

  constructor(
    private readonly plan: MessageFloodPlan,
    private readonly record: StageRecord,
  ) {
    super(plan.rounds);
    const lot = lotOf(plan.rules, plan.side);
    this.quantity = Math.max(lot, wholeLots(plan.quantity, lot));
  }

  override act(desk: Desk): void {
    super.act(desk);
    this.askBack(desk);
  }

  take(report: OrderReport, desk: Desk): void {
    const { kind, ticket } = report;
    const sentNs = this.open.get(ticket);
    if (sentNs === undefined) return;
    if (kind === ReportKind.accepted || kind === ReportKind.rejected)
      this.longestAnswerNs = Math.max(this.longestAnswerNs, desk.now - sentNs);
    if (kind === ReportKind.cancelled) this.cancelled++;
    if (kind === ReportKind.rejected || kind === ReportKind.cancelRejected) this.refused++;
    if (kind !== ReportKind.accepted && kind !== ReportKind.cancelRejected && report.remaining === 0)
      this.open.delete(ticket);
  }

  protected begin(): void {
    this.record.beginCycle();
  }

  protected step(desk: Desk): number {
    const { side, accounts, distance, intervalNs, mostOpen, instrument } = this.plan;
    const { market } = desk;
    // It also wakes to ask an order back.
    if (desk.now < this.nextOrderAt) return this.nextOrderAt - desk.now;
    this.nextOrderAt = desk.now + intervalNs;
    const best = touch(market, side);
    if (market.phase === Phase.continuous && best !== UNKNOWN && this.open.size < mostOpen) {
      const price = withinLimits(behind(best, side, distance), instrument);
      const account = accounts[this.sent++ % accounts.length];
      const ticket = desk.submit(account, side, OrderType.limit, price, this.quantity);
      this.open.set(ticket, desk.now);
      this.due.push({ ticket, sentNs: desk.now });
      this.record.intent(ticket);
    }
    return intervalNs;
  }

  protected end(_desk: Desk, cut: boolean): void {
    this.record.conclude(cut ? 'window-closed' : 'profit');
  }

  /** Asks back what has lived long enough, and wakes for the next. */
  private askBack(desk: Desk): void {
    const { lifetimeNs } = this.plan;
    while (this.asked < this.due.length && this.due[this.asked].sentNs + lifetimeNs <= desk.now) {
      const { ticket } = this.due[this.asked++];
      if (this.open.has(ticket)) desk.cancel(ticket);
    }
    if (this.asked < this.due.length) this.nextAt = Math.min(this.nextAt, this.due[this.asked].sentNs + lifetimeNs);
    else if (this.asked > 0) {
      this.due.length = 0;
      this.asked = 0;
    }
  }
}
