import {
  Activity,
  arrivalTypes,
  type BackgroundModel,
  CancelHazard,
  Displacement,
  LARGE_BATCH,
  SignMemory,
} from '../../model/index.js';
import type { OpeningState } from '../../order-flow/index.js';
import { exponential, type Stream } from '../../random/index.js';
import type { Agent, Desk, OrderReport } from '../../simulation/index.js';
import { OrderType, Phase, SECOND, Side } from '../../tape/index.js';
import { ArrivalRates, REFRESH_NS } from './arrival-rates.js';
import type { BackgroundOptions } from './background-options.js';
import { BatchQueue, BatchWord } from './batch-queue.js';
import { CancelConsiderations } from './cancel-considerations.js';
import { OpeningOrders } from './opening-orders.js';
import { noteCancel, type OrderAttribution } from './order-attribution.js';
import { OrderDrawing } from './order-drawing.js';
import { OrderPool } from './order-pool.js';
import { recallFlow } from './recent-flow.js';
import { seedOrders } from './seed-orders.js';

/** Makes the agent that issues a model's order flow, in the name of the accounts that the attribution chooses. */
export function createBackground(options: BackgroundOptions): Agent {
  return new Background(options);
}

/** What the agent's one timer is set for. */
const Plan = { nothing: 0, arrival: 1, follower: 2, cancel: 3, opening: 4 } as const;

/**
 * The fitted background. Each kind of order has a clock that runs down from a unit-exponential number at its rate, in
 * operational time (the time change of a point process): a state that changes speeds clocks up or slows them down and
 * draws nothing anew, so that markets that differ little stay coupled. Rates are constant between events but for the
 * activity factor, which is solved for, and the time of day, which moves once a second.
 *
 * A cancel is considered at times drawn from a bound on the order's hazard and made with the probability by which the
 * hazard falls short of the bound (thinning; Lewis & Shedler 1979).
 */
class Background implements Agent {
  readonly id: string;
  readonly latency = { market: 0, order: 0 };
  private readonly model: BackgroundModel;
  private readonly reaction: number;
  private readonly attribution: OrderAttribution;
  private readonly memory: SignMemory;
  private readonly displacement: Displacement;
  private readonly activity: Activity;
  private readonly rates: ArrivalRates;
  private readonly hazard: CancelHazard;
  private readonly drawing: OrderDrawing;
  private readonly pool = new OrderPool();
  private readonly batches = new BatchQueue();
  private readonly left = new Float64Array(ArrivalRates.clocks);
  private clocks: Stream[] = [];
  private batchStreams: Stream[] = [];
  private marks: Stream[] = [];
  private cancels!: CancelConsiderations;
  private considerations: Stream | undefined;
  private opening: OpeningOrders | undefined;
  /** The recorded book to begin with, until it is taken over. */
  private recorded: OpeningState | undefined;
  private readonly hasCall: boolean;
  private phase: number = Phase.closed;
  private last = 0;
  private plan: number = Plan.nothing;
  private plannedClock = -1;
  private lastTicket = -1;
  /** Whether something was sent since the timer was set: the market will call. */
  private sent = false;
  private readonly batchGapNs: number;

  constructor({ id = 'background/0', model, reaction = 1, thinning = 1, attribution, opening }: BackgroundOptions) {
    this.id = id;
    this.reaction = reaction;
    this.recorded = typeof opening === 'object' ? opening : undefined;
    this.hasCall = model.file.openingCall !== null && (opening === undefined || opening === 'auction');
    this.model = model;
    this.attribution = attribution;
    const { memoryLengths, displacementSeconds, activity, cancellation } = model.file;
    this.memory = new SignMemory(memoryLengths);
    this.displacement = new Displacement(displacementSeconds);
    const branching = activity.branching.map(({ value }) => value);
    this.activity = new Activity(activity.decayPerSecond, branching);
    this.rates = new ArrivalRates(model, this.memory, this.displacement, reaction, thinning);
    this.hazard = new CancelHazard(cancellation, model.shape, reaction);
    this.drawing = new OrderDrawing(model);
    this.batchGapNs = model.file.batchGapSeconds * SECOND;
  }

  start(desk: Desk): void {
    const streams = (purpose: string, count: number) =>
      Array.from({ length: count }, (_, i) => desk.stream(`${purpose}-${i}`));
    this.clocks = streams('clock', ArrivalRates.clocks);
    this.marks = streams('mark', ArrivalRates.clocks);
    this.batchStreams = streams('batch', 2 * arrivalTypes.length);
    this.cancels = new CancelConsiderations(this.model, this.hazard, desk.stream('lifetime'));
    this.considerations = desk.stream('cancel');
    for (let clock = 0; clock < ArrivalRates.clocks; clock++) this.left[clock] = exponential(this.clocks[clock]);
    if (this.hasCall) {
      this.opening = new OpeningOrders(this.model, streams('opening-clock', 4), streams('opening-mark', 4));
      this.opening.begin(desk.now);
    }
    this.last = desk.now;
    if (this.recorded !== undefined) {
      const { memory, displacement, activity, model, reaction } = this;
      recallFlow(this.recorded.history, model, { memory, displacement, activity }, reaction, desk.now);
    }
    this.enter(desk);
    this.planNext(desk);
  }

  onWake(desk: Desk): void {
    this.pass(desk.now);
    const { plan } = this;
    this.plan = Plan.nothing;
    this.sent = false;
    if (plan === Plan.arrival) this.arrive(this.plannedClock, desk);
    else if (plan === Plan.follower) this.continueBatch(desk);
    else if (plan === Plan.cancel) this.considerCancel(desk);
    else if (plan === Plan.opening) this.sendOpening(desk);
    // What was sent changes the market, which calls before this wake; a refusal changes nothing and leaves it.
    if (this.sent) desk.wakeAt(desk.now);
    else this.planNext(desk);
  }

  onReport(report: OrderReport): void {
    noteCancel(this.attribution, report);
  }

  onMarket(desk: Desk): void {
    this.pass(desk.now);
    if (desk.market.phase !== this.phase) this.enter(desk);
    this.planNext(desk);
  }

  /** Lets the clocks run up to now. */
  private pass(now: number): void {
    const seconds = (now - this.last) / SECOND;
    this.last = now;
    this.displacement.pass(seconds);
    if (seconds <= 0 || this.phase !== Phase.continuous) return;
    const operational = this.activity.integral(seconds);
    const { left, rates } = this;
    for (let clock = 0; clock < left.length; clock++) left[clock] -= rates.perSecond[clock] * operational;
    this.activity.advance(seconds);
  }

  /** A phase begins: in continuous trading all orders get a time at which their cancel is considered. */
  private enter(desk: Desk): void {
    this.phase = desk.market.phase;
    this.batches.clear();
    if (this.phase !== Phase.continuous) return;
    const { market, now } = desk;
    if (this.recorded !== undefined) this.takeOver(this.recorded, desk);
    else if (market.bestBid < 0 && market.bestAsk < 0)
      seedOrders(this.model, market, this.marks, (side, price, quantity) =>
        this.sendAlone(desk, side, price, quantity),
      );
    const { pool } = this;
    for (let place = 0; place < pool.count; place++) {
      const slot = pool.slotAt(place);
      const due = this.cancels.next(this.phase, pool.sideOf(slot), pool.birthOf(slot), now);
      pool.setDue(slot, due, this.cancels.bound);
    }
    pool.reorder();
  }

  /** The orders of a recorded book are sent anew, and are as old as they were; {@link enter} says when each is considered. */
  private takeOver({ orders }: OpeningState, desk: Desk): void {
    this.recorded = undefined;
    for (const { side, price, quantity, bornNs } of orders) {
      if (this.send(desk, side, OrderType.limit, price, quantity, false, -1) < 0) continue;
      const birth = bornNs >= 0 ? bornNs : desk.now - this.hazard.oldestSeconds * SECOND;
      this.pool.add(this.lastTicket, side, price, birth, Infinity, 0);
    }
  }

  /** Sets the timer to whatever comes first. */
  private planNext(desk: Desk): void {
    const { now } = desk;
    let time = Infinity;
    this.plan = Plan.nothing;
    if (this.phase === Phase.continuous) {
      const { bestBid, bestAsk } = desk.market;
      if (bestBid > 0 && bestAsk > 0) this.displacement.move((bestBid + bestAsk) / 2);
      this.rates.update(desk.market, now, this.activity.factor);
      // The rates also move by themselves, with the time of day and as activity and displacement decay.
      time = now + REFRESH_NS;
      const arrival = now + Math.max(0, this.activity.secondsUntil(this.firstClock()) * SECOND);
      if (arrival < time) {
        time = arrival;
        this.plan = Plan.arrival;
      }
      if (this.batches.nextTime < time) {
        time = this.batches.nextTime;
        this.plan = Plan.follower;
      }
    } else if (this.opening !== undefined && this.inCall() && this.opening.nextTime < Infinity) {
      time = Math.max(now, this.opening.nextTime);
      this.plan = Plan.opening;
    }
    if (this.pool.nextDue < time && (this.phase === Phase.continuous || this.phase === Phase.openCallCancelable)) {
      time = this.pool.nextDue;
      this.plan = Plan.cancel;
    }
    desk.wakeAt(time);
  }

  /** Operational seconds until the first clock has run down; which one is kept. */
  private firstClock(): number {
    const { left } = this;
    const { perSecond } = this.rates;
    let least = Infinity;
    for (let clock = 0; clock < left.length; clock++) {
      const needed = left[clock] / perSecond[clock];
      if (needed < least) {
        least = needed;
        this.plannedClock = clock;
      }
    }
    return Math.max(0, least);
  }

  private arrive(clock: number, desk: Desk): void {
    this.left[clock] = exponential(this.clocks[clock]);
    const side = clock & 1;
    const { market, now } = desk;
    const { drawing } = this;
    const marks = this.marks[clock];
    if (clock >= 2 * arrivalTypes.length) {
      const touch = side === Side.buy ? market.bestBid : market.bestAsk;
      if (drawing.drawLatent(side, touch, market, marks)) this.sendLatent(desk, side);
      return;
    }
    const type = clock >> 1;
    this.activity.arrive(this.rates.total);
    if (type === 0) this.memory.push(side === Side.buy ? 1 : -1);
    const stream = this.batchStreams[clock];
    drawing.setTime(now);
    const size = drawing.drawBatchSize(type, side, market, stream);
    if (!drawing.draw(type, side, market, marks, size >= LARGE_BATCH)) return;
    const { price, orderType } = drawing;
    const { quantity } = drawing;
    const account = this.send(desk, side, orderType, price, quantity, type === 0, -1, size * quantity);
    if (account < 0) return;
    let group = -1;
    if (orderType === OrderType.limit) group = this.openGroup(this.lastTicket, side, price, now);
    if (size === 1) return;
    const number = group < 0 ? -1 : this.pool.numberOf(group);
    const next = now + exponential(stream) * this.batchGapNs;
    const large = size >= LARGE_BATCH ? 1 : 0;
    this.batches.add(next, clock, size - 1, large, price, orderType, account, group, number);
  }

  /** The next order of a batch: same side, same price. */
  private continueBatch(desk: Desk): void {
    const { batches, drawing, pool } = this;
    const clock = batches.next(BatchWord.clock);
    const left = batches.next(BatchWord.left) - 1;
    const price = batches.next(BatchWord.price);
    const orderType = batches.next(BatchWord.orderType);
    const group = batches.next(BatchWord.group);
    const type = clock >> 1;
    const side = clock & 1;
    drawing.drawQuantity(type, side, desk.market, this.marks[clock], batches.next(BatchWord.large) === 1);
    const earlier = batches.next(BatchWord.account);
    const account = this.send(desk, side, orderType, price, drawing.quantity, type === 0, earlier);
    if (account >= 0 && orderType === OrderType.limit) {
      if (pool.numberOf(group) === batches.next(BatchWord.groupNumber)) pool.join(group, this.lastTicket);
      else {
        const opened = this.openGroup(this.lastTicket, side, price, desk.now);
        batches.setNext(BatchWord.group, opened);
        batches.setNext(BatchWord.groupNumber, pool.numberOf(opened));
      }
    }
    if (left === 0) batches.remove();
    else {
      batches.setNext(BatchWord.left, left);
      batches.postpone(desk.now + exponential(this.batchStreams[clock]) * this.batchGapNs);
    }
  }

  /** Sends an order; its ticket is {@link lastTicket}. Returns its account, or −1 when nobody can send it. */
  private send(
    desk: Desk,
    side: number,
    orderType: number,
    price: number,
    quantity: number,
    marketable: boolean,
    batchAccount: number,
    decisionQuantity = quantity,
  ): number {
    const { now } = desk;
    const account = this.attribution.accountFor(
      side,
      price,
      quantity,
      marketable,
      now,
      desk,
      batchAccount,
      decisionQuantity,
    );
    if (account < 0) return -1;
    this.lastTicket = desk.submit(account, side, orderType, price, quantity);
    this.sent = true;
    return account;
  }

  /** An order whose cancel will be considered, alone or with those that join its group. Returns the group. */
  private openGroup(ticket: number, side: number, price: number, now: number): number {
    const due = this.cancels.next(this.phase, side, now, now);
    return this.pool.add(ticket, side, price, now, due, this.cancels.bound);
  }

  /** A limit order that belongs to no batch. */
  private sendAlone(desk: Desk, side: number, price: number, quantity: number): void {
    if (this.send(desk, side, OrderType.limit, price, quantity, false, -1) >= 0)
      this.openGroup(this.lastTicket, side, price, desk.now);
  }

  /** An order of the latent class stays until it is executed or the day ends. */
  private sendLatent(desk: Desk, side: number): void {
    const { price, quantity } = this.drawing;
    this.send(desk, side, OrderType.limit, price, quantity, false, -1);
  }

  private sendOpening(desk: Desk): void {
    const opening = this.opening!;
    const clock = opening.nextClock;
    const side = clock & 1;
    opening.advance();
    const { instrument } = desk.market;
    if (clock >= 2) {
      if (
        this.drawing.drawLatent(side, instrument.previousClose, desk.market, this.marks[ArrivalRates.clocks - 2 + side])
      )
        this.sendLatent(desk, side);
      return;
    }
    opening.draw(side, instrument.previousClose);
    const lower = instrument.lowerLimit > 0 ? instrument.lowerLimit : 1;
    const price = Math.max(
      lower,
      instrument.upperLimit > 0 ? Math.min(instrument.upperLimit, opening.price) : opening.price,
    );
    this.sendAlone(desk, side, price, opening.quantity);
  }

  /** The next due group is cancelled, or considered again later. */
  private considerCancel(desk: Desk): void {
    const { pool, hazard } = this;
    const slot = pool.nextSlot;
    if (!this.isOpen(slot, desk)) {
      pool.removeNext();
      return;
    }
    const { now, market } = desk;
    const side = pool.sideOf(slot);
    const birth = pool.birthOf(slot);
    if (this.phase === Phase.continuous) {
      const buy = side === Side.buy;
      const distance = buy ? market.bestBid - pool.priceOf(slot) : pool.priceOf(slot) - market.bestAsk;
      const favour = buy ? this.rates.touchImbalance : -this.rates.touchImbalance;
      const rate = hazard.at(side, hazard.ageBin((now - birth) / SECOND), distance, favour, now);
      if (this.considerations!.uniform() * pool.boundOf(slot) >= rate) {
        const due = this.cancels.next(this.phase, side, birth, now);
        pool.postpone(due, this.cancels.bound);
        return;
      }
    }
    for (let order = pool.firstOrderOf(slot); order !== -1; order = pool.orderAfter(order))
      if (desk.remaining(pool.ticketOf(order)) > 0) desk.cancel(pool.ticketOf(order));
    this.sent = true;
    pool.removeNext();
  }

  private isOpen(slot: number, desk: Desk): boolean {
    const { pool } = this;
    for (let order = pool.firstOrderOf(slot); order !== -1; order = pool.orderAfter(order))
      if (desk.remaining(pool.ticketOf(order)) > 0) return true;
    return false;
  }

  private inCall(): boolean {
    return this.phase === Phase.openCallCancelable || this.phase === Phase.openCallLocked;
  }
}
