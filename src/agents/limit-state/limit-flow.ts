import { exponential, type Stream } from '../../random/index.js';
import type { Agent, Desk } from '../../simulation/index.js';
import { MINUTE, OrderType, Phase, type Side } from '../../tape/index.js';
import type { OrderAttribution } from '../background/order-attribution.js';
import { LARGEST_ORDER, type LimitState } from './limit-state.js';
import { OrderLives } from './order-lives.js';

export interface LimitFlowOptions {
  /** @defaultValue `background/0` */
  readonly id?: string;
  readonly state: LimitState;
  readonly attribution: OrderAttribution;
  /** Step and greatest quantity of an order, shares. */
  readonly lot: number;
  readonly maximumQuantity: number;
}

/** Makes the agent that issues the declared flow of a market at its limit. */
export function createLimitFlow(options: LimitFlowOptions): Agent {
  return new LimitFlow(options);
}

/**
 * The ordinary flow of a market that stands at its limit, in place of the fitted one, which knows no limit. One lot
 * trades at the limit first, then the queue stands there; others join it behind, some give up, and some trade with it,
 * all by Poisson clocks. Those who give up do so at the rate that keeps the mean queue where it began; their patience is
 * drawn when they come. Everybody trades at the limit and at no other price: when the queue is used up, those who would
 * trade with it wait at the limit themselves, and the next who come take them.
 *
 * No data of a day at its limit are at hand: the flow is declared, not fitted, and does not react.
 */
class LimitFlow implements Agent {
  readonly id: string;
  readonly latency = { market: 0, order: 0 };
  private readonly lives = new OrderLives();
  private readonly patienceNs: number;
  private quantities!: Stream;
  private patience!: Stream;
  private joins!: Clock;
  private trades!: Clock;
  private standing = false;

  constructor(private readonly options: LimitFlowOptions) {
    this.id = options.id ?? 'background/0';
    const { queue, joinsPerMinute, tradesPerMinute } = options.state;
    const leaving = joinsPerMinute - tradesPerMinute;
    this.patienceNs = leaving > 0 ? (queue / leaving) * MINUTE : Infinity;
  }

  start(desk: Desk): void {
    const { joinsPerMinute, tradesPerMinute, order } = this.options.state;
    this.quantities = desk.stream('quantities');
    this.patience = desk.stream('patience');
    this.joins = new Clock(desk.stream('joins'), joinsPerMinute / order, desk.now);
    this.trades = new Clock(desk.stream('trades'), tradesPerMinute / order, desk.now);
    this.onMarket(desk);
  }

  /** The queue stands as soon as the venue takes orders. */
  onMarket(desk: Desk): void {
    if (!this.standing && takesOrders(desk.market.phase)) this.standUp(desk);
    if (this.standing) this.waitForNext(desk);
  }

  onWake(desk: Desk): void {
    const { now, market } = desk;
    const { side } = this.options.state;
    const takes = takesOrders(market.phase);
    if (this.joins.rings(now) && takes) this.send(desk, side, this.drawQuantity());
    if (this.trades.rings(now) && takes) this.send(desk, (side ^ 1) as Side, this.drawQuantity());
    while (this.lives.nextDue <= now) {
      const ticket = this.lives.take();
      if (desk.remaining(ticket) === 0) continue;
      if (takesCancels(market.phase)) desk.cancel(ticket);
      else this.lives.add(ticket, now + this.drawPatience());
    }
    this.waitForNext(desk);
  }

  private standUp(desk: Desk): void {
    const { state, lot } = this.options;
    this.standing = true;
    this.send(desk, (state.side ^ 1) as Side, lot);
    for (let left = state.queue + lot; left > 0; ) {
      const quantity = Math.min(this.drawQuantity(), Math.ceil(left / lot) * lot);
      this.send(desk, state.side, quantity);
      left -= quantity;
    }
  }

  private send(desk: Desk, side: Side, quantity: number): void {
    const { attribution, state } = this.options;
    const account = attribution.accountFor(side, state.price, quantity, side !== state.side, desk.now, desk);
    const patience = this.drawPatience();
    if (account < 0) return;
    this.lives.add(desk.submit(account, side, OrderType.limit, state.price, quantity), desk.now + patience);
  }

  private drawQuantity(): number {
    const { state, lot, maximumQuantity } = this.options;
    const most = Math.min(LARGEST_ORDER * state.order, maximumQuantity);
    const lots = Math.ceil((exponential(this.quantities) * state.order) / lot);
    return Math.max(1, Math.min(lots, Math.floor(most / lot))) * lot;
  }

  private drawPatience(): number {
    return exponential(this.patience) * this.patienceNs;
  }

  private waitForNext(desk: Desk): void {
    desk.wakeAt(Math.min(this.joins.next, this.trades.next, this.lives.nextDue));
  }
}

/** Rings at exponential intervals. */
class Clock {
  next: number;

  constructor(
    private readonly stream: Stream,
    private readonly perMinute: number,
    now: number,
  ) {
    this.next = now + this.interval();
  }

  /** Whether it rings now; then it is set anew. */
  rings(now: number): boolean {
    if (now < this.next) return false;
    this.next = now + this.interval();
    return true;
  }

  private interval(): number {
    return this.perMinute > 0 ? Math.ceil((exponential(this.stream) * MINUTE) / this.perMinute) : Infinity;
  }
}

function takesOrders(phase: number): boolean {
  return takesCancels(phase) || phase === Phase.openCallLocked || phase === Phase.closeCall;
}

function takesCancels(phase: number): boolean {
  return phase === Phase.openCallCancelable || phase === Phase.continuous || phase === Phase.haltCall;
}
