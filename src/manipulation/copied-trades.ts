import type { Stream } from '../random/index.js';
import type { Desk, OrderReport } from '../simulation/index.js';
import { type InstrumentHeader, Phase, Side, UNKNOWN } from '../tape/index.js';
import type { StageRecord } from './campaign-record.js';
import type { CycleSpan } from './cycle-schedule.js';
import { Dispatch } from './dispatch.js';
import { GenuineLeg } from './genuine-leg.js';
import { HandOrders } from './hand-orders.js';
import { lotOf, wholeLots } from './lots.js';
import type { OrderRules } from './practice.js';
import { marketablePrice, ticksBehind, touch } from './price-band.js';
import { Rounds } from './rounds.js';

/** Trades of one account that others copy. */
export interface CopyPlan {
  /** Side of the first round; the next ones take turns. */
  readonly side: Side;
  /** The one that decides first, then those that copy it. */
  readonly accounts: readonly number[];
  /** What the account that decides trades in a round. */
  readonly quantity: number;
  /** Between two orders of it, ns. */
  readonly everyNs: number;
  /** Mean time from its order to a copy, ns; drawn from half to one and a half of it. */
  readonly lagNs: number;
  /** Part by which the sizes of an account that copies differ from those it copies, either way, the same all day. */
  readonly scale: number;
  /** Part of the orders that an account copies; 0 where nobody does. */
  readonly rate: number;
  readonly style: 'rest' | 'cross';
  /** Ticks by which the price may be worse than when the round began; beyond that it waits. */
  readonly slip: number;
  readonly rounds: readonly CycleSpan[];
  readonly instrument: InstrumentHeader;
  readonly rules: OrderRules;
}

/** Rounds of buying and selling by one account, order by order, which accounts under the same control repeat. */
export class CopiedTrades extends Rounds {
  /** Orders that were copied. */
  copies = 0;
  private readonly legs: readonly GenuineLeg[];
  private readonly followers: readonly { readonly hands: readonly HandOrders[]; scale: number }[];
  private readonly dispatch = new Dispatch();
  private stream: Stream | undefined;
  private from = UNKNOWN;
  /** When its own next order, or round, is due. */
  private due = Infinity;

  /** @param lead - record of the orders of the account that decides; the others' are `copying` */
  constructor(
    private readonly plan: CopyPlan,
    lead: Pick<StageRecord, 'genuine'>,
    private readonly copying: StageRecord,
  ) {
    super(plan.rounds);
    const { accounts, quantity, instrument, rules, side } = plan;
    const [account, ...others] = accounts;
    this.legs = plan.rounds.map((_, round) => {
      const own = round % 2 === 0 ? side : side ^ 1;
      return new GenuineLeg({ account, side: own, quantity, offset: 0, instrument, rules }, lead);
    });
    this.followers = others.map((other) => ({
      hands: [Side.buy, Side.sell].map(
        (own) => new HandOrders({ side: own, accounts: [other], instrument, rules, onSent: copying.intent }),
      ),
      scale: 1,
    }));
  }

  /** Quantity that the account which decides has traded. */
  get led(): number {
    return this.legs.reduce((sum, { executed }) => sum + executed, 0);
  }

  override start(desk: Desk): void {
    super.start(desk);
    this.due = this.nextAt;
    if (this.plan.rate === 0) return;
    this.stream = desk.stream('copies');
    for (const follower of this.followers) follower.scale = 1 + this.plan.scale * (2 * this.stream.uniform() - 1);
  }

  override act(desk: Desk): void {
    // It also wakes for copies, between its own orders.
    if (this.due <= desk.now) {
      super.act(desk);
      this.due = this.nextAt;
    }
    this.dispatch.sendDue(desk.now);
    this.nextAt = Math.min(this.due, this.dispatch.nextAt);
  }

  take(report: OrderReport): void {
    for (const { hands } of this.followers) for (const hand of hands) if (hand.take(report)) return;
    for (const leg of this.legs) leg.take(report);
  }

  protected begin(desk: Desk): void {
    this.copying.beginCycle();
    this.from = touch(desk.market, this.side ^ 1);
  }

  protected step(desk: Desk): number {
    const { everyNs, style } = this.plan;
    const leg = this.legs[this.round];
    const { endNs } = this.spans[this.round];
    leg.withdraw(desk);
    if (desk.market.phase === Phase.continuous && this.isGood(desk)) {
      const parts = Math.max(1, Math.ceil((endNs - desk.now) / everyNs));
      const batch = style === 'rest' ? leg.rest(desk, parts) : leg.cross(desk, parts);
      if (batch !== undefined) this.copy(desk, batch.sent, endNs);
    }
    return leg.wanting ? everyNs : Infinity;
  }

  protected end(desk: Desk, cut: boolean): void {
    const leg = this.legs[this.round];
    leg.withdraw(desk);
    for (const { hands } of this.followers) for (const hand of hands) hand.withdraw(desk);
    if (!leg.wanting) this.copying.conclude('profit');
    else if (cut) this.copying.conclude('window-closed');
  }

  private get side(): Side {
    return (this.round % 2 === 0 ? this.plan.side : this.plan.side ^ 1) as Side;
  }

  /** The price has not run away from where it stood when the round began. */
  private isGood({ market }: Desk): boolean {
    const { side } = this;
    const price = touch(market, side ^ 1);
    if (price === UNKNOWN) return false;
    if (this.from === UNKNOWN) this.from = price;
    return ticksBehind(price, side ^ 1, this.from) <= this.plan.slip;
  }

  /** Each of the others may send as much, or so, some time later; what is not done when its time is over goes. */
  private copy(desk: Desk, quantity: number, endNs: number): void {
    const { stream } = this;
    const { rate, lagNs, everyNs, rules } = this.plan;
    if (stream === undefined) return;
    const { side } = this;
    for (const { hands, scale } of this.followers) {
      const [chance, late] = [stream.uniform(), stream.uniform()];
      if (chance >= rate) continue;
      const at = desk.now + Math.max(1, Math.round(lagNs * (0.5 + late)));
      const wanted = wholeLots(quantity * scale, lotOf(rules, side));
      if (at >= endNs || wanted === 0) continue;
      this.dispatch.add(at, () => this.repeat(desk, hands[side], side, wanted));
      this.dispatch.add(Math.min(at + everyNs, endNs), () => hands[side].withdraw(desk));
    }
  }

  private repeat(desk: Desk, hand: HandOrders, side: Side, quantity: number): void {
    const { market } = desk;
    if (market.phase !== Phase.continuous) return;
    const price = this.plan.style === 'rest' ? touch(market, side) : marketablePrice(market, side);
    if (price === UNKNOWN) return;
    hand.withdraw(desk);
    if (hand.send(desk, price, quantity) > 0) this.copies++;
  }
}
