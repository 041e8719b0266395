import type { Stream } from '../random/index.js';
import type { Desk, OrderReport } from '../simulation/index.js';
import { type InstrumentHeader, Phase, UNKNOWN } from '../tape/index.js';
import type { StageRecord } from './campaign-record.js';
import type { CycleSpan } from './cycle-schedule.js';
import { HandOrders } from './hand-orders.js';
import { lotOf, wholeLots } from './lots.js';
import type { OrderRules } from './practice.js';
import { ticksBehind, touch } from './price-band.js';
import { Rounds } from './rounds.js';

/** Small trades for the tape. */
export interface TapePaintingPlan {
  readonly side: number;
  /** They take turns. */
  readonly accounts: readonly number[];
  /** Mean quantity of a trade. */
  readonly quantity: number;
  /** Mean time between two, ns. */
  readonly gapNs: number;
  /** Part by which both are spread around their mean, evenly. */
  readonly jitter: number;
  readonly rounds: readonly CycleSpan[];
  readonly instrument: InstrumentHeader;
  readonly rules: OrderRules;
}

/**
 * Small orders that take the best price of the other side, one after another, by accounts in turn: each prints a trade at
 * the side's price, and the last trade never stands lower than the one before for long.
 */
export class TapePainting extends Rounds {
  /** Trades printed, those of them above the last trade before (for a buyer), and the longest run without a lower one. */
  prints = 0;
  upticks = 0;
  longestRun = 0;
  private readonly hands: readonly HandOrders[];
  private readonly lot: number;
  private stream: Stream | undefined;
  private turn = 0;
  private run = 0;
  private printed = UNKNOWN;
  private before = UNKNOWN;

  constructor(
    private readonly plan: TapePaintingPlan,
    private readonly record: StageRecord,
  ) {
    super(plan.rounds);
    this.hands = plan.accounts.map(
      (account) => new HandOrders({ ...plan, accounts: [account], onSent: record.intent }),
    );
    this.lot = lotOf(plan.rules, plan.side);
  }

  override start(desk: Desk): void {
    this.stream = desk.stream('painting');
    super.start(desk);
  }

  take(report: OrderReport): void {
    for (const hand of this.hands) {
      const executed = hand.executed;
      if (!hand.take(report)) continue;
      if (hand.executed > executed) this.print(report.price);
      return;
    }
  }

  protected begin(): void {
    this.record.beginCycle();
    this.run = 0;
    this.printed = UNKNOWN;
  }

  protected step(desk: Desk): number {
    const { side, accounts, quantity, gapNs } = this.plan;
    const { market } = desk;
    for (const hand of this.hands) hand.withdraw(desk);
    const price = touch(market, side ^ 1);
    if (market.phase === Phase.continuous && price !== UNKNOWN) {
      this.before = market.lastPrice;
      const wanted = wholeLots(Math.max(this.lot, quantity * this.spread()), this.lot);
      this.hands[this.turn++ % accounts.length].send(desk, price, wanted);
    }
    return Math.max(1, Math.round(gapNs * this.spread()));
  }

  protected end(desk: Desk, cut: boolean): void {
    for (const hand of this.hands) hand.withdraw(desk);
    if (cut) this.record.conclude('window-closed');
  }

  private print(price: number): void {
    const { side } = this.plan;
    this.prints++;
    if (this.before !== UNKNOWN && ticksBehind(price, side, this.before) < 0) this.upticks++;
    this.run = this.printed !== UNKNOWN && ticksBehind(price, side, this.printed) > 0 ? 1 : this.run + 1;
    this.longestRun = Math.max(this.longestRun, this.run);
    this.printed = price;
    this.record.conclude('profit');
  }

  private spread(): number {
    const { jitter } = this.plan;
    return jitter === 0 ? 1 : 1 + jitter * (2 * this.stream!.uniform() - 1);
  }
}
