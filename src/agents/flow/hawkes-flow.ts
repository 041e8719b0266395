import { FLOW_TYPES, flowKinds, HawkesClock, type HawkesModel, ownImbalance, UsualSpread } from '../../model/index.js';
import { exponential, type Stream } from '../../random/index.js';
import { type Agent, type Desk, type OrderReport, ReportKind } from '../../simulation/index.js';
import { OrderType, Phase, SECOND, Side } from '../../tape/index.js';
import { noteCancel } from '../background/order-attribution.js';
import { ForeignEvents } from './foreign-events.js';
import { HawkesMarks } from './hawkes-marks.js';
import { HawkesOrders } from './hawkes-orders.js';
import { HiddenLevels } from './hidden-levels.js';
import type { FlowOptions } from './markov-flow.js';
import { StateMultipliers } from './state-multipliers.js';
import { typicalOrders } from './typical-orders.js';

export interface HawkesFlowOptions extends FlowOptions {
  readonly model: HawkesModel;
}

/** Makes the agent that issues the order flow of a state-dependent Hawkes model. */
export function createHawkesFlow(options: HawkesFlowOptions): Agent {
  return new HawkesFlow(options);
}

const Kind = { improve: 0, join: 1, deeper: 2, cancelTouch: 3, cancelDeeper: 4, market: 5 } as const;

/** Levels that one market order reaches. */
const MOST_LEVELS = 5;

/** Longest time for which the baselines of the day are taken as constant. */
const REFRESH_NS = 1_000_000_000;

/**
 * The flow of a Hawkes model: a clock says when the next event comes and of which type, laws say where and how large, and
 * of a cancel whose. Intensities start warm from the history of an opening state.
 *
 * A cancel's clock knows how many orders are at risk, so that depth returns to what is usual; which of them goes, their
 * relative hazards say. The last order of a side is neither cancelled nor taken.
 */
class HawkesFlow implements Agent {
  readonly id: string;
  readonly latency = { market: 0, order: 0 };
  private readonly model: HawkesModel;
  private readonly clock: HawkesClock;
  private readonly marks: HawkesMarks;
  private readonly orders: HawkesOrders;
  private readonly states: StateMultipliers;
  private readonly baseline = new Float64Array(FLOW_TYPES);
  private readonly last = [-1, -1];
  /** Of the history alone: what is usual would otherwise follow where the simulation strays. */
  private readonly usual: UsualSpread | undefined;
  private readonly marketShare: number;
  private readonly quoteShare: number;
  private readonly others: ForeignEvents | undefined;
  private hidden: HiddenLevels | undefined;
  private clocks: Stream[] = [];
  private types!: Stream;
  private markStreams: Stream[] = [];
  private phase: number = Phase.closed;
  private passed = 0;
  private due = false;
  /** When the event happens that is due, ns, between two stamps. */
  private planned = 0;
  private sent = false;
  private begun = false;

  constructor(private readonly options: HawkesFlowOptions) {
    const { id = 'background/0', model, thinning = 1, quoting = 1, company = false } = options;
    this.id = id;
    this.model = model;
    this.clock = new HawkesClock(model);
    this.orders = new HawkesOrders(model);
    this.marks = new HawkesMarks(model, (side, price) => this.orders.standsAt(side, price));
    this.states = new StateMultipliers(model);
    this.marketShare = thinning;
    this.quoteShare = quoting;
    this.others = company ? new ForeignEvents() : undefined;
    const { states, market } = model.file;
    if (states.spreadMemorySeconds !== null)
      this.usual = new UsualSpread(states.spreadMemorySeconds, market.typicalBook.spreadTicks);
  }

  start(desk: Desk): void {
    for (let clock = 0; clock < this.clock.clocks; clock++) {
      this.clocks.push(desk.stream(`clock-${clock}`));
      this.clock.wind(clock, exponential(this.clocks[clock]));
    }
    this.types = desk.stream('type');
    for (const kind of flowKinds) this.markStreams.push(desk.stream(`mark-${kind}`));
    this.passed = desk.now;
    this.hidden = this.hiddenLevels(desk);
    this.warm(desk.now);
    this.enter(desk);
    this.plan(desk);
  }

  onWake(desk: Desk): void {
    this.pass(desk.now);
    this.sent = false;
    const { hidden } = this;
    if (hidden !== undefined && hidden.renewAt <= desk.now && this.phase === Phase.continuous)
      hidden.renew(desk.market.bestBid, desk.market.bestAsk, desk.now);
    if (this.due && this.planned <= desk.now) this.act(desk);
    // What was sent changes the market, which calls before this wake; a refusal changes nothing and leaves it.
    if (this.sent) desk.wakeAt(desk.now);
    else this.plan(desk);
  }

  onReport(report: OrderReport): void {
    noteCancel(this.options.attribution, report);
    this.others?.report(report);
    const { kind, ticket, side, remaining } = report;
    if (kind === ReportKind.accepted) return;
    const slot = this.orders.slotOf(ticket);
    if (slot < 0) return;
    if (remaining > 0) this.orders.setQuantity(slot, remaining);
    else this.orders.remove(slot, side);
  }

  onMarket(desk: Desk): void {
    this.pass(desk.now);
    this.others?.see(desk.market, (type) => this.clock.add(type));
    if (desk.market.phase !== this.phase) this.enter(desk);
    this.plan(desk);
  }

  /** Lets the clocks run up to now, or to the event that is due: it happens at its time and is sent at the next stamp. */
  private pass(now: number): void {
    const until = this.due ? Math.min(now, this.planned) : now;
    const seconds = (until - this.passed) / SECOND;
    if (seconds <= 0) return;
    this.passed = until;
    if (this.phase !== Phase.continuous) return;
    this.clock.pass(seconds);
  }

  private hiddenLevels(desk: Desk): HiddenLevels | undefined {
    const { hiddenLevels, market } = this.model.file;
    if (hiddenLevels === null) return undefined;
    return new HiddenLevels(hiddenLevels, market.lot, this.orders, desk.stream('hidden-levels'), {
      place: (side, price, quantity) => {
        if (this.allows(desk, price)) this.rest(desk, side, price, quantity, Number.NEGATIVE_INFINITY);
      },
      withdraw: (slot) => {
        desk.cancel(this.orders.ticketOf(slot));
        this.sent = true;
      },
    });
  }

  /** Lets the events of the history excite what follows. */
  private warm(now: number): void {
    const { opening } = this.options;
    if (opening === undefined || opening.history.count === 0) return;
    const { count, time, kind, side, quantity, price, distance, bestBid, bestAsk } = opening.history;
    // No multipliers are set yet, so that no clock runs.
    for (let row = 0; row < count; row++) {
      if (row > 0) {
        const seconds = (time[row] - time[row - 1]) / SECOND;
        this.clock.pass(seconds);
        if (bestBid[row] > 0 && bestAsk[row] > 0) this.usual?.pass(bestAsk[row] - bestBid[row], seconds);
      }
      this.clock.add(2 * kind[row] + side[row]);
      if (kind[row] <= Kind.deeper) this.marks.seen(kind[row], side[row], distance[row], quantity[row]);
      else if (kind[row] !== Kind.market) this.marks.cancelled(side[row], quantity[row], price[row], time[row]);
    }
    this.clock.pass((now - time[count - 1]) / SECOND);
  }

  private enter(desk: Desk): void {
    this.phase = desk.market.phase;
    if (this.phase !== Phase.continuous || this.begun) return;
    this.begun = true;
    this.open(desk);
    this.hidden?.start(desk.now);
  }

  /** The book to start from: what is given, or where nothing rests the typical one. */
  private open(desk: Desk): void {
    const { market } = desk;
    const { opening } = this.options;
    if (opening !== undefined)
      for (const { side, price, quantity, bornNs } of opening.orders) {
        this.rest(desk, side, price, quantity, bornNs < 0 ? Number.NEGATIVE_INFINITY : bornNs);
        this.hidden?.know(side, price);
      }
    else if (market.bestBid < 0 && market.bestAsk < 0) {
      const { typicalPriceTicks, typicalBook } = this.model.file.market;
      const known = market.lastPrice > 0 ? market.lastPrice : market.instrument.previousClose;
      const reference = known > 0 ? known : Math.round(typicalPriceTicks);
      const stream = desk.stream('opening');
      const mean = this.model.meanQuantity;
      const touches = [-1, -1];
      typicalOrders(typicalBook, reference, mean, stream, (side, price) => {
        // A touch comes first of its side.
        if (touches[side] < 0) touches[side] = price;
        const behind = Math.max(1, Math.abs(price - touches[side]));
        const quantity = this.marks.freshQuantity(Kind.deeper, behind, typicalBook.spreadTicks, stream.uniform());
        this.rest(desk, side, price, quantity, Number.NEGATIVE_INFINITY);
        this.hidden?.know(side, price);
      });
    }
  }

  /** Sets the timer to the next event. */
  private plan(desk: Desk): void {
    const { market, now } = desk;
    this.due = false;
    if (this.phase !== Phase.continuous) {
      desk.wakeAt(Infinity);
      return;
    }
    const { bestBid, bestAsk } = market;
    if (bestBid > 0) this.last[Side.buy] = bestBid;
    if (bestAsk > 0) this.last[Side.sell] = bestAsk;
    this.orders.moveTouch(Side.buy, bestBid);
    this.orders.moveTouch(Side.sell, bestAsk);
    if (this.hidden !== undefined && bestBid > 0 && bestAsk > bestBid) {
      this.hidden.reach(Side.buy, bestBid);
      this.hidden.reach(Side.sell, bestAsk);
    }
    this.renewMultipliers(desk);
    const wait = this.clock.untilNext() * SECOND;
    this.due = wait <= REFRESH_NS;
    this.planned = this.passed + wait;
    const stamp = this.model.file.stampNs;
    const event = this.due ? Math.ceil(this.planned / stamp) * stamp : now + REFRESH_NS;
    const renewal = this.hidden === undefined ? Infinity : Math.ceil(this.hidden.renewAt / stamp) * stamp;
    desk.wakeAt(Math.max(now, Math.min(event, renewal)));
  }

  private renewMultipliers({ market, now }: Desk): void {
    const { orders, states } = this;
    const { bestBid, bestAsk } = market;
    const known = bestBid > 0 && bestAsk > 0;
    const bid = market.levelQuantity(Side.buy, 0);
    const ask = market.levelQuantity(Side.sell, 0);
    const ticks = known ? bestAsk - bestBid : 1;
    states.seeSpread(ticks, this.usual === undefined ? undefined : ticks / this.usual.ticks);
    for (let side = 0; side < 2; side++) {
      const own = side === Side.buy ? bid : ask;
      const opposite = side === Side.buy ? ask : bid;
      states.seeSide(side, ownImbalance(own, opposite), orders.atTouch(side), orders.behind(side));
    }
    const { values } = states;
    for (let side = 0; side < 2; side++) {
      const behind = orders.behind(side);
      values[2 * Kind.improve + side] *= known && ticks < 2 ? 0 : this.model.beyondWidest(ticks);
      if (known) values[2 * Kind.market + side] *= this.marketShare;
      else values[2 * Kind.market + side] = 0;
      if (orders.atTouch(side) === 0) values[2 * Kind.cancelTouch + side] = 0;
      values[2 * Kind.cancelDeeper + side] *= behind === 0 ? 0 : this.model.beyondMostBehind(behind);
      for (let kind = 0; kind < Kind.market; kind++) values[2 * kind + side] *= this.quoteShare;
    }
    this.model.baselineAt(now, this.baseline);
    this.clock.modulate(values, this.baseline);
  }

  /** What the clock's time has come for. */
  private act(desk: Desk): void {
    const { clock } = this;
    const { first } = clock;
    const type = clock.typeOf(first, this.types.uniform());
    clock.wind(first, exponential(this.clocks[first]));
    const kind = type >> 1;
    const side = type & 1;
    if (kind === Kind.market) this.take(desk, side);
    else if (kind === Kind.cancelTouch || kind === Kind.cancelDeeper) this.cancel(desk, kind, side);
    else this.place(desk, kind, side);
    if (this.sent) clock.add(type);
  }

  private place(desk: Desk, kind: number, side: number): void {
    const { market } = desk;
    const { bestBid, bestAsk } = market;
    const stream = this.markStreams[kind];
    const step = side === Side.buy ? -1 : 1;
    const own = side === Side.buy ? bestBid : bestAsk;
    const touch = own > 0 ? own : this.last[side];
    if (touch <= 0) return;
    const spread = bestBid > 0 && bestAsk > 0 ? bestAsk - bestBid : 1;
    const behind = this.marks.placement(kind, side, touch, spread, desk.now, stream);
    const quantity = this.marks.quantity(kind, side, behind, spread, stream);
    const price = touch + step * behind;
    if (this.allows(desk, price)) this.rest(desk, side, price, quantity, desk.now);
  }

  /** Whether a price is within the day's limits. */
  private allows({ market: { instrument } }: Desk, price: number): boolean {
    return price >= Math.max(1, instrument.lowerLimit) && !(instrument.upperLimit > 0 && price > instrument.upperLimit);
  }

  private cancel(desk: Desk, kind: number, side: number): void {
    const { orders } = this;
    const stream = this.markStreams[kind];
    const slot =
      kind === Kind.cancelTouch
        ? orders.chooseAtTouch(side, desk.now, stream)
        : orders.chooseBehind(side, desk.now, stream);
    if (slot < 0 || orders.count(side) < 2) return;
    const ticket = orders.ticketOf(slot);
    this.marks.cancelled(side, desk.remaining(ticket), orders.priceOf(slot), desk.now);
    desk.cancel(ticket);
    this.sent = true;
  }

  /** Takes from the opposite side within its five best levels, and never the last that rests there. */
  private take(desk: Desk, side: number): void {
    const { market } = desk;
    const opposite = side ^ 1;
    const { lot } = this.model.file.market;
    const touch = market.levelQuantity(opposite, 0);
    let quantity = this.marks.taken(touch, this.markStreams[Kind.market]);
    let level = 0;
    let covered = touch;
    while (covered < quantity && level < MOST_LEVELS - 1 && market.levelPrice(opposite, level + 1) > 0)
      covered += market.levelQuantity(opposite, ++level);
    quantity = Math.floor(Math.min(quantity, covered) / lot) * lot;
    if (quantity === covered && market.levelPrice(opposite, level + 1) < 0) {
      quantity -= market.levelQuantity(opposite, level);
      level--;
    }
    // With a limit at which it executes wholly: not every venue takes orders without one.
    if (quantity > 0) this.send(desk, side, market.levelPrice(opposite, level), quantity, true);
  }

  private rest(desk: Desk, side: number, price: number, quantity: number, bornNs: number): void {
    const ticket = this.send(desk, side, price, quantity, false);
    if (ticket >= 0) this.orders.add(ticket, side, price, quantity, bornNs);
  }

  private send(desk: Desk, side: number, price: number, quantity: number, marketable: boolean): number {
    const account = this.options.attribution.accountFor(side, price, quantity, marketable, desk.now, desk);
    if (account < 0) return -1;
    this.sent = true;
    return desk.submit(account, side, OrderType.limit, price, quantity);
  }
}
