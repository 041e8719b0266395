import { type Desk, type MarketView, type OrderReport, ReportKind } from '../simulation/index.js';
import { type InstrumentHeader, UNKNOWN } from '../tape/index.js';
import { affordable } from './funding.js';
import { wholeLots } from './lots.js';
import type { OrderBatch } from './order-batch.js';
import { ticksBehind, touch } from './price-band.js';
import { QueueAhead } from './queue-ahead.js';

/** Who meets whom, where and how long. */
export interface MeetingPlan {
  /** `gap`: alone within the spread; `touch`: at the best price, when the queue before the first order is gone. */
  readonly method: 'gap' | 'touch';
  /** Where in a gap: in its middle, or a tick before its upper end, so that the price creeps up. */
  readonly place: 'middle' | 'high';
  readonly firstAccount: number;
  readonly firstSide: number;
  readonly secondAccount: number;
  readonly quantity: number;
  readonly lot: number;
  /** From when they can meet to the second order, ns. */
  readonly lagNs: number;
  /** At the touch: strangers that may still stand before the first order, as a part of its quantity. */
  readonly ahead: number;
  /** When waiting for the place or in the queue is given up. */
  readonly endNs: number;
  readonly instrument: InstrumentHeader;
}

/**
 * Two accounts of one hand trade with each other: the first rests an order, the second meets it with what is open of it.
 * The second stays away when strangers stand at a better price, since it would only trade with them.
 */
export class Meeting {
  /** When it is over, after which {@link leave} is due; Infinity while the second order's reports are awaited. */
  endAt: number;
  /** When the second order is due. */
  secondAt = Infinity;
  private price = UNKNOWN;
  private first: OrderBatch | undefined;
  private second: OrderBatch | undefined;
  /** When the venue took the first order in; −1 before. */
  private acceptedNs = -1;
  private queue: QueueAhead | undefined;

  constructor(
    private readonly plan: MeetingPlan,
    private readonly newBatch: () => OrderBatch,
  ) {
    this.endAt = plan.endNs;
  }

  /** The market has changed, or the meeting begins. */
  look(desk: Desk): void {
    if (this.first === undefined) this.open(desk);
    else if (this.queue !== undefined && this.acceptedNs >= 0 && desk.market.time >= this.acceptedNs)
      this.wait(desk, this.queue, this.first);
  }

  /** The second order meets the first. */
  meet(desk: Desk): void {
    this.secondAt = Infinity;
    const { price, first } = this;
    const { firstSide, secondAccount } = this.plan;
    if (first === undefined || first.open === 0) return;
    const best = touch(desk.market, firstSide);
    if (best !== UNKNOWN && ticksBehind(price, firstSide, best) > 0) {
      this.endAt = desk.now;
      return;
    }
    this.endAt = Infinity;
    this.second = this.newBatch();
    this.second.send(desk, secondAccount, firstSide ^ 1, price, first.open);
  }

  take(report: OrderReport, desk: Desk): void {
    // The second order's trades are reported in the instant in which it is accepted; then all is done.
    if (this.second?.take(report) === true) this.endAt = desk.now;
    else if (this.first?.take(report) === true) this.firstReport(report, this.first, desk);
  }

  /** Takes back what is left. Returns the orders whose end is still to be reported. */
  leave(desk: Desk): OrderBatch[] {
    const open = [this.first, this.second].filter((batch) => batch !== undefined).filter((batch) => batch.open > 0);
    for (const batch of open) batch.withdraw(desk);
    return open;
  }

  private open(desk: Desk): void {
    const { method, place, firstAccount, secondAccount, firstSide, instrument } = this.plan;
    const price = method === 'gap' ? priceInGap(desk.market, place) : touch(desk.market, firstSide);
    if (price === UNKNOWN) return;
    const most = Math.min(
      affordable(desk, firstAccount, firstSide, price, instrument),
      affordable(desk, secondAccount, firstSide ^ 1, price, instrument),
    );
    const quantity = Math.min(this.plan.quantity, wholeLots(most, this.plan.lot));
    if (quantity === 0) return;
    this.price = price;
    this.first = this.newBatch();
    this.first.send(desk, firstAccount, firstSide, price, quantity);
    if (method === 'gap') this.secondAt = desk.now + this.plan.lagNs;
    else this.queue = new QueueAhead(firstSide, price);
  }

  private wait(desk: Desk, queue: QueueAhead, first: OrderBatch): void {
    if (this.secondAt < Infinity || this.second !== undefined) return;
    queue.look(desk.market, first.open);
    if (queue.quantity <= this.plan.ahead * first.open) this.secondAt = desk.now + this.plan.lagNs;
  }

  private firstReport(report: OrderReport, first: OrderBatch, desk: Desk): void {
    if (report.kind === ReportKind.accepted) this.acceptedNs = report.time;
    if (this.second !== undefined) return;
    // Strangers took all of it, or the venue none.
    if (first.open === 0) this.endAt = desk.now;
    // Strangers have come to it, so nobody is before it any more.
    else if (report.kind === ReportKind.traded && this.queue !== undefined && this.secondAt === Infinity)
      this.secondAt = desk.now;
  }
}

/** A price within a spread of two ticks or more, where nobody rests; −1 when there is none. */
function priceInGap({ bestBid, bestAsk }: MarketView, place: MeetingPlan['place']): number {
  if (bestBid === UNKNOWN || bestAsk === UNKNOWN || bestAsk - bestBid < 2) return UNKNOWN;
  return place === 'high' ? bestAsk - 1 : Math.floor((bestBid + bestAsk) / 2);
}
