import { Flag, Kind, TapeCursor, UNKNOWN } from '../tape/index.js';
import type { Agent } from './agent.js';
import type { DelayedMarket } from './delayed-market.js';
import { InstrumentMarket } from './instrument-market.js';
import { ALL_OF_IT, MESSAGE_WORDS, Message, MessageQueue } from './message-queue.js';
import { OrderReports } from './order-reports.js';
import { OrderTickets } from './order-tickets.js';
import type { Participant } from './participant.js';
import type { Seat } from './seat.js';
import type { SimulationOptions } from './simulation-options.js';
import { SNAPSHOT_INTERVAL, SnapshotMarket } from './snapshot-market.js';
import { TimerQueue } from './timer-queue.js';
import { type Exchange, TradingDesk } from './trading-desk.js';

/** Orders, cancels, replacements and wakes within one instant after which agents are taken to be caught in a circle. */
const MOST_ACTS_AT_ONCE = 1_000_000;

/** Turns of the loop between two questions whether to stop. */
const TURNS_PER_STOP_CHECK = 256;

/** A view that comes late, and the seats that are called when it changes. */
interface Channel {
  readonly market: InstrumentMarket;
  readonly view: DelayedMarket | SnapshotMarket;
  readonly seats: Seat[];
}

/** A simulation under way: the loop over time, messages, and the tape read once for everybody. */
export class Simulation implements Exchange {
  now: number;
  private readonly markets: readonly InstrumentMarket[];
  private readonly seats: readonly Seat[];
  /** Seats that are called at once when their instrument's market changes. */
  private readonly liveSeats: readonly Seat[][];
  private readonly channels: Channel[] = [];
  private readonly tickets = new OrderTickets();
  private readonly messages = new MessageQueue();
  /** A timer for each channel, then one for each seat. */
  private readonly timers: TimerQueue;
  private readonly cursor: TapeCursor;
  private readonly reports: OrderReports;
  private nextSnapshot: number;
  /** Announcements that have been made. */
  private announced = 0;
  private started = false;
  /** Nothing reaches the venue any more. */
  private over = false;
  private actsNow = 0;
  private actTime = -1;

  constructor(private readonly options: SimulationOptions) {
    const { tape, venue, agents, startNs } = options;
    this.now = startNs;
    this.cursor = new TapeCursor(tape);
    this.markets = tape.header.instruments.map((instrument, i) => new InstrumentMarket(instrument, i, venue.book(i)));
    this.liveSeats = this.markets.map(() => []);
    this.seats = agents.map((participant, i) => this.seat(participant, i));
    this.reports = new OrderReports(this, this.seats, this.tickets, this.messages);
    this.timers = new TimerQueue(this.channels.length + this.seats.length);
    const anySnapshots = this.markets.some((market) => market.snapshots.length > 0);
    this.nextSnapshot = anySnapshots ? Math.ceil(startNs / SNAPSHOT_INTERVAL) * SNAPSHOT_INTERVAL : Infinity;
    const ids = new Set(agents.map(({ agent }) => agent.id));
    if (ids.size !== agents.length) throw new Error('two agents of a simulation have the same id');
  }

  run(): void {
    const { venue, startNs, endNs, shouldStop } = this.options;
    venue.advanceTo(startNs);
    this.readTape();
    this.showWhatWasBefore(startNs);
    this.started = true;
    for (const { agent, desk } of this.seats) agent.start(desk);
    this.readTape();
    for (let turn = 1; this.turn(endNs); turn++)
      if (turn % TURNS_PER_STOP_CHECK === 0 && shouldStop?.() === true) return;
    this.now = endNs;
    venue.advanceTo(endNs);
    this.readTape();
    this.over = true;
    this.deliverReports();
  }

  /** What happened by the end is told to those who wait for it; what they send then goes nowhere. */
  private deliverReports(): void {
    const { messages, reports } = this;
    while (messages.length > 0) {
      const slot = messages.nextSlot;
      const at = slot * MESSAGE_WORDS;
      this.now = messages.nextTime;
      messages.pop();
      if (messages.words[at] === Message.report) reports.deliver(messages.words, at, messages.causedAt(slot));
    }
  }

  submit(ticket: number): void {
    if (this.over) return;
    const { order } = this.seats[this.tickets.participantOf(ticket)].agent.latency;
    if (order === 0) this.place(ticket);
    else this.messages.send(Message.submit, ticket, this.now + order, this.now);
  }

  cancel(ticket: number, quantity: number): void {
    if (this.over) return;
    const { order } = this.seats[this.tickets.participantOf(ticket)].agent.latency;
    if (order === 0) this.withdraw(ticket, quantity);
    else this.send(Message.cancel, ticket, order, quantity);
  }

  replace(ticket: number, old: number): void {
    if (this.over) return;
    const { order } = this.seats[this.tickets.participantOf(ticket)].agent.latency;
    if (order === 0) this.swap(ticket, old);
    else this.send(Message.replace, ticket, order, old);
  }

  private send(kind: number, ticket: number, latencyNs: number, more: number): void {
    const slot = this.messages.send(kind, ticket, this.now + latencyNs, this.now);
    this.messages.words[slot * MESSAGE_WORDS + 2] = more;
  }

  wakeAt(participant: number, timeNs: number): void {
    this.timers.set(this.channels.length + participant, Math.max(this.now, Math.ceil(timeNs)));
  }

  /** Lets the next thing happen; false when nothing more happens by `endNs`. */
  private turn(endNs: number): boolean {
    const { venue } = this.options;
    const venueTime = venue.nextTimer();
    const messageTime = this.messages.nextTime;
    const newsTime = this.options.announcements?.[this.announced]?.timeNs ?? Infinity;
    const time = Math.min(venueTime, newsTime, this.nextSnapshot, messageTime, this.timers.nextTime);
    if (time > endNs) return false;
    this.now = time;
    if (venueTime === time) venue.advanceTo(time);
    else if (newsTime === time) this.announce();
    else if (this.nextSnapshot === time) this.takeSnapshots();
    else if (messageTime === time) this.deliver();
    else if (this.timers.nextSlot < this.channels.length) this.show(this.timers.nextSlot);
    else this.wake(this.timers.nextSlot);
    this.readTape();
    return true;
  }

  /** Brings delayed views up to the beginning, so that nobody is called for what lies before it. */
  private showWhatWasBefore(startNs: number): void {
    for (const market of this.markets) for (const view of market.delayed) view.catchUpBefore(market.changes, startNs);
    for (let slot = 0; slot < this.channels.length; slot++) {
      const { market, view } = this.channels[slot];
      if (!(view instanceof SnapshotMarket)) this.timers.set(slot, view.nextTime(market.changes));
    }
  }

  private announce(): void {
    const { venue, announcements } = this.options;
    const { instrument, number, side, severity } = announcements![this.announced++];
    venue.advanceTo(this.now);
    venue.announce(instrument, number, side, severity);
  }

  private takeSnapshots(): void {
    for (const market of this.markets) for (const view of market.snapshots) view.take(this.now, market.live);
    this.nextSnapshot += SNAPSHOT_INTERVAL;
    for (let slot = 0; slot < this.channels.length; slot++) {
      const { view } = this.channels[slot];
      if (view instanceof SnapshotMarket) this.timers.set(slot, view.nextTime);
    }
  }

  private deliver(): void {
    const { messages } = this;
    const slot = messages.nextSlot;
    const at = slot * MESSAGE_WORDS;
    const { words } = messages;
    messages.pop();
    const ticket = words[at + 1];
    if (words[at] === Message.submit) this.place(ticket);
    else if (words[at] === Message.cancel) this.withdraw(ticket, words[at + 2]);
    else if (words[at] === Message.replace) this.swap(ticket, words[at + 2]);
    else this.reports.deliver(words, at, messages.causedAt(slot));
  }

  /** Lets the readers of a channel see one more command, or the next snapshot. */
  private show(slot: number): void {
    const { market, view, seats } = this.channels[slot];
    if (view instanceof SnapshotMarket) {
      view.show();
      this.timers.set(slot, view.nextTime);
    } else {
      view.step(market.changes);
      this.timers.set(slot, view.nextTime(market.changes));
    }
    for (const { agent, desk } of seats) agent.onMarket!(desk);
  }

  private wake(slot: number): void {
    this.timers.set(slot, Infinity);
    const { agent, desk, delayed, market } = this.seats[slot - this.channels.length];
    this.countAct(agent);
    delayed?.catchUp(market.changes, this.now);
    agent.onWake(desk);
  }

  /** An order reaches the venue. */
  private place(ticket: number): void {
    const { venue, tape } = this.options;
    const { tickets } = this;
    const { agent, instrument } = this.seats[tickets.participantOf(ticket)];
    this.countAct(agent);
    venue.advanceTo(this.now);
    const order = venue.submit(
      instrument,
      tickets.accountOf(ticket),
      tickets.sideOf(ticket),
      tickets.orderTypeOf(ticket),
      tickets.priceOf(ticket),
      tickets.quantityOf(ticket),
      tickets.displayOf(ticket),
    );
    if (order >= 0) tickets.number(ticket, order);
    else this.reports.refuse(ticket, tape.length - 1);
  }

  /** A cancel reaches the venue. */
  private withdraw(ticket: number, quantity: number): void {
    const { venue } = this.options;
    const order = this.tickets.orderOf(ticket);
    this.countAct(this.seats[this.tickets.participantOf(ticket)].agent);
    if (order < 0) return;
    venue.advanceTo(this.now);
    const account = this.tickets.accountOf(ticket);
    if (quantity === ALL_OF_IT) venue.cancel(account, order);
    else venue.cancel(account, order, quantity);
  }

  /** A replacement reaches the venue. */
  private swap(ticket: number, old: number): void {
    const { venue, tape } = this.options;
    const { tickets, reports } = this;
    this.countAct(this.seats[tickets.participantOf(ticket)].agent);
    const order = tickets.orderOf(old);
    if (order < 0) {
      reports.refuseUnasked(ticket);
      return;
    }
    venue.advanceTo(this.now);
    const fresh = venue.replace(tickets.accountOf(ticket), order, tickets.priceOf(ticket), tickets.quantityOf(ticket));
    if (fresh >= 0) tickets.number(ticket, fresh);
    else reports.refuse(ticket, tape.length - 1);
  }

  /** Reads every row that has been written since: for the observer, the senders of orders, and all who watch. */
  private readTape(): void {
    const { cursor } = this;
    const { observe } = this.options;
    while (cursor.next()) {
      const { time, instrument, flags } = cursor;
      if (instrument === UNKNOWN) for (const market of this.markets) market.read(cursor);
      else {
        const market = this.markets[instrument];
        if (cursor.kind === Kind.replaced) market.left(time, cursor.side, this.priceOf(cursor.otherOrder));
        market.read(cursor);
      }
      if (observe !== undefined) observe(cursor);
      // Callbacks may write rows, until when this one can be read: it is reported last.
      this.reports.read(cursor);
      if ((flags & Flag.continues) !== 0) continue;
      if (instrument === UNKNOWN) for (let i = 0; i < this.markets.length; i++) this.endCommand(i, time);
      else this.endCommand(instrument, time);
    }
  }

  private endCommand(instrument: number, timeNs: number): void {
    const market = this.markets[instrument];
    if (!market.endCommand(timeNs) || !this.started) return;
    for (let slot = 0; slot < this.channels.length; slot++) {
      const channel = this.channels[slot];
      if (channel.market === market && !(channel.view instanceof SnapshotMarket))
        this.timers.set(slot, channel.view.nextTime(market.changes));
    }
    for (const { agent, desk } of this.liveSeats[instrument]) agent.onMarket!(desk);
  }

  /** Where an order rested that a row says is gone; −1 for one that no agent sent. */
  private priceOf(order: number): number {
    const ticket = this.tickets.ticketOf(order);
    return ticket < 0 ? UNKNOWN : this.tickets.priceOf(ticket);
  }

  private countAct(agent: Agent): void {
    if (this.actTime !== this.now) {
      this.actTime = this.now;
      this.actsNow = 0;
    }
    if (++this.actsNow > MOST_ACTS_AT_ONCE)
      throw new Error(`agents act in a circle at ${this.now} ns without time going on; the last was ${agent.id}`);
  }

  private seat({ agent, informationSet, instrument = 0, accounts }: Participant, index: number): Seat {
    const { venue, streams } = this.options;
    const { market: latency, order } = agent.latency;
    if (!(Number.isInteger(latency) && latency >= 0 && Number.isInteger(order) && order >= 0))
      throw new Error(`agent ${agent.id}: latencies are whole nanoseconds from 0, not ${latency} and ${order}`);
    const market = this.markets[instrument];
    const snapshots = informationSet === 'l1-snapshot-3s' ? market.snapshotsBy(latency) : undefined;
    const delayed = snapshots === undefined && latency > 0 ? market.delayedBy(latency) : undefined;
    const view = snapshots ?? delayed?.view ?? market.live;
    const desk = new TradingDesk(
      this,
      index,
      agent.id,
      instrument,
      view,
      this.tickets,
      venue.ledger,
      streams,
      accounts,
    );
    const seat = { agent, desk, instrument, market, delayed };
    const calledLate = agent.onMarket === undefined ? [] : [seat];
    if (snapshots !== undefined) this.join(market, snapshots, calledLate);
    else if (delayed !== undefined && calledLate.length > 0) this.join(market, delayed, calledLate);
    else if (calledLate.length > 0) this.liveSeats[instrument].push(seat);
    return seat;
  }

  /** Snapshots move on by themselves; a delayed view has a channel only if somebody wants to be called. */
  private join(market: InstrumentMarket, view: DelayedMarket | SnapshotMarket, called: Seat[]): void {
    const channel = this.channels.find((candidate) => candidate.view === view);
    if (channel === undefined) this.channels.push({ market, view, seats: called });
    else channel.seats.push(...called);
  }
}
