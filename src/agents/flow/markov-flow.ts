import type { TypicalBook } from '../../model/index.js';
import type { OpeningState } from '../../order-flow/index.js';
import { exponential, type Stream } from '../../random/index.js';
import { type Agent, type Desk, type MarketView, type OrderReport, ReportKind } from '../../simulation/index.js';
import { OrderType, Phase, SECOND, Side } from '../../tape/index.js';
import { noteCancel, type OrderAttribution } from '../background/order-attribution.js';
import { CLOCKS, Clock, type FlowState, type JumpProcess, type OrderSender } from './jump-process.js';
import { RestingOrders } from './resting-orders.js';
import { typicalOrders } from './typical-orders.js';

export interface FlowOptions {
  /** @defaultValue `background/0` */
  readonly id?: string;
  readonly attribution: OrderAttribution;
  /** A book to start from, whose orders become the flow's own. @defaultValue the model's typical book */
  readonly opening?: OpeningState;
  /** Share of the fitted marketable flow that the flow sends; strategic agents send the rest. @defaultValue 1 */
  readonly thinning?: number;
  /**
   * Share of the fitted limit orders and cancels that a Hawkes flow sends; agents who quote send the rest. Other flows
   * do not heed it. @defaultValue 1
   */
  readonly quoting?: number;
  /** Whether others trade too, whose events excite a Hawkes flow as the data's did. @defaultValue false */
  readonly company?: boolean;
}

/** What a flow takes for usual when it is told nothing else. */
interface TypicalMarket {
  readonly typicalBook: TypicalBook;
  /** Ticks. */
  readonly typicalPriceTicks: number;
}

/**
 * Issues the orders of a jump process in continuous trading. Each of its clocks runs down from a unit-exponential number
 * at its rate (time change), so that a market that differs little brings the same orders at nearly the same times.
 *
 * The last order of a side is neither cancelled nor taken by the flow, so that no side is emptied by it; where others
 * have emptied one, the next limit order is placed by the price that was last seen there.
 */
export class MarkovFlow implements Agent, FlowState, OrderSender {
  readonly id: string;
  readonly latency = { market: 0, order: 0 };
  readonly resting = new RestingOrders();
  private jumps!: JumpProcess;
  private readonly left = new Float64Array(CLOCKS);
  private readonly last = new Int32Array(2).fill(-1);
  private readonly marketShare: number;
  private clocks: Stream[] = [];
  private marks: Stream[] = [];
  private desk!: Desk;
  private phase: number = Phase.closed;
  private passed = 0;
  private planned = -1;
  /** Whether the flow sent something since the timer was set: the market will call. */
  private sent = false;
  /** The next change of the market is the flow's own doing. */
  private own = false;
  private begun = false;

  constructor(
    private readonly options: FlowOptions,
    private readonly typical: TypicalMarket,
    private readonly createProcess: (desk: Desk) => JumpProcess,
  ) {
    this.id = options.id ?? 'background/0';
    this.marketShare = options.thinning ?? 1;
  }

  get market(): MarketView {
    return this.desk.market;
  }

  lastBest(side: number): number {
    return this.last[side];
  }

  start(desk: Desk): void {
    this.desk = desk;
    this.jumps = this.createProcess(desk);
    for (let clock = 0; clock < CLOCKS; clock++) {
      this.clocks.push(desk.stream(`clock-${clock}`));
      this.marks.push(desk.stream(`mark-${clock}`));
      this.left[clock] = exponential(this.clocks[clock]);
    }
    this.passed = desk.now;
    this.enter();
    this.plan();
  }

  onWake(desk: Desk): void {
    this.pass(desk.now);
    this.sent = false;
    this.own = false;
    const clock = this.planned;
    if (clock >= 0) this.ring(clock);
    // What was sent changes the market, which calls before this wake; a refusal changes nothing and leaves it.
    if (this.sent) desk.wakeAt(desk.now);
    else this.plan();
  }

  onReport(report: OrderReport): void {
    noteCancel(this.options.attribution, report);
    const { kind, ticket, side, price, remaining } = report;
    if (kind === ReportKind.traded) this.jumps.touch(this.resting.slotOf(ticket) < 0 ? side ^ 1 : side, price);
    else if (kind === ReportKind.rejected || kind === ReportKind.cancelled) this.jumps.touch(side, price);
    else return;
    const slot = this.resting.slotOf(ticket);
    if (slot >= 0 && remaining === 0) this.resting.remove(slot);
  }

  onMarket(desk: Desk): void {
    this.pass(desk.now);
    if (desk.market.phase !== this.phase) this.enter();
    this.remember();
    if (this.own) this.jumps.update(this, this);
    else this.jumps.renew(this, this);
    this.own = false;
    this.plan();
  }

  limit(side: number, price: number): void {
    const { instrument } = this.market;
    if (price < Math.max(1, instrument.lowerLimit)) return;
    if (instrument.upperLimit > 0 && price > instrument.upperLimit) return;
    this.rest(side, price, this.jumps.quantity);
  }

  cancel(slot: number): void {
    this.desk.cancel(this.resting.ticketOf(slot));
    this.sent = true;
  }

  /** Lets the clocks run up to now. */
  private pass(now: number): void {
    const seconds = (now - this.passed) / SECOND;
    this.passed = now;
    if (seconds <= 0 || this.phase !== Phase.continuous) return;
    const { left } = this;
    for (let clock = 0; clock < CLOCKS; clock++) left[clock] -= this.rate(clock) * seconds;
  }

  private rate(clock: number): number {
    const rate = this.jumps.perSecond[clock];
    return clock >= Clock.market ? rate * this.marketShare : rate;
  }

  private enter(): void {
    this.phase = this.market.phase;
    if (this.phase !== Phase.continuous) return;
    if (!this.begun) this.open();
    this.remember();
    this.jumps.renew(this, this);
  }

  /** The book to start from: what is given, or where nothing rests the typical one. */
  private open(): void {
    const { market, jumps } = this;
    const { opening } = this.options;
    const { typicalBook, typicalPriceTicks } = this.typical;
    this.begun = true;
    if (opening !== undefined) for (const { side, price, quantity } of opening.orders) this.rest(side, price, quantity);
    else if (market.bestBid < 0 && market.bestAsk < 0) {
      const known = market.lastPrice > 0 ? market.lastPrice : market.instrument.previousClose;
      const reference = known > 0 ? known : Math.round(typicalPriceTicks);
      const stream = this.desk.stream('opening');
      typicalOrders(typicalBook, reference, jumps.quantity, stream, (side, price) => this.limit(side, price));
    }
    this.own = false;
  }

  private remember(): void {
    const { bestBid, bestAsk } = this.market;
    if (bestBid > 0) this.last[Side.buy] = bestBid;
    if (bestAsk > 0) this.last[Side.sell] = bestAsk;
  }

  /** Sets the timer to the clock that rings first. */
  private plan(): void {
    let least = Infinity;
    this.planned = -1;
    if (this.phase === Phase.continuous)
      for (let clock = 0; clock < CLOCKS; clock++) {
        const seconds = Math.max(0, this.left[clock]) / this.rate(clock);
        if (seconds < least) {
          least = seconds;
          this.planned = clock;
        }
      }
    this.desk.wakeAt(this.desk.now + least * SECOND);
  }

  private ring(clock: number): void {
    const side = clock & 1;
    const { jumps, market } = this;
    this.left[clock] = exponential(this.clocks[clock]);
    if (clock >= Clock.market) {
      const { quantity } = jumps;
      if (market.depth5(side ^ 1) > quantity) this.send(side, this.reach(side, quantity), quantity, true);
    } else if (clock >= Clock.cancel) {
      const slot = jumps.cancelSlot(side, this, this.marks[clock]);
      if (slot >= 0 && !this.standsAlone(slot, side)) this.cancel(slot);
    } else {
      const price = jumps.limitPrice(side, this, this.marks[clock]);
      if (price > 0) this.limit(side, price);
    }
    this.own = this.sent;
  }

  /**
   * The limit with which an order executes wholly: not every venue takes orders without one.
   * @param quantity - less than the opposite side has on its five best levels
   */
  private reach(side: number, quantity: number): number {
    const { market } = this;
    let level = 0;
    for (let left = quantity - market.levelQuantity(side ^ 1, 0); left > 0; )
      left -= market.levelQuantity(side ^ 1, ++level);
    return market.levelPrice(side ^ 1, level);
  }

  /** Whether an order is all that its side has. */
  private standsAlone(slot: number, side: number): boolean {
    const { market } = this;
    return (
      market.levelQuantity(side, 0) === this.desk.remaining(this.resting.ticketOf(slot)) &&
      market.levelPrice(side, 1) < 0
    );
  }

  private rest(side: number, price: number, quantity: number): void {
    const ticket = this.send(side, price, quantity, false);
    if (ticket < 0) return;
    this.resting.add(ticket, side, price);
    this.jumps.touch(side, price);
  }

  private send(side: number, price: number, quantity: number, marketable: boolean): number {
    const { desk } = this;
    const account = this.options.attribution.accountFor(side, price, quantity, marketable, desk.now, desk);
    if (account < 0) return -1;
    this.sent = true;
    return desk.submit(account, side, OrderType.limit, price, quantity);
  }
}
