import { CancelReason, Kind, Phase, RejectReason, TradeStage } from '../../src/tape/index.js';
import { openQuantity } from './plain-book.js';
import { plainClosingPrice } from './plain-closing-price.js';
import { PlainDesk, type PlainRequest } from './plain-desk.js';
import { openFixedPrice } from './plain-fixed-price.js';
import { PlainFloor, type PlainVenueOptions } from './plain-floor.js';
import { type PhaseChange, phaseChanges, stageOf } from './plain-phases.js';
import type { PlainRow } from './plain-tape.js';
import { PlainThroughput } from './plain-throughput.js';
import { PlainTrading } from './plain-trading.js';

/**
 * A venue that is right because it is plain: lists, filters and sorts, every rule where the rule book has it. It says what
 * the venue of `src/market` has to write, answer and hold, and shares nothing with it but the names of things.
 */
export class PlainVenue {
  readonly floor: PlainFloor;
  readonly desk: PlainDesk;
  private readonly trading: PlainTrading;
  private readonly throughput: PlainThroughput | undefined;
  private readonly changes: PhaseChange[];
  private nextIndication = Infinity;

  constructor(options: PlainVenueOptions) {
    const { rules, accounts, validation = 'enforce' } = options;
    this.floor = new PlainFloor(options);
    this.trading = new PlainTrading(this.floor);
    this.desk = new PlainDesk(this.floor, this.trading, accounts.count, validation === 'enforce');
    this.throughput = rules.throughput === null ? undefined : new PlainThroughput(rules.throughput);
    this.changes = phaseChanges(rules.phases);
  }

  get rows(): readonly PlainRow[] {
    return this.floor.tape.rows;
  }

  get phase(): number {
    return this.trading.phase;
  }

  phaseOf(instrument: number): number {
    return this.trading.phaseOf(this.floor.listings[instrument]);
  }

  closingPrice(instrument: number): number {
    return plainClosingPrice(this.floor.listings[instrument], this.floor.rules.closingPrice);
  }

  /** Requests that wait in front of the venue. */
  get waiting(): number {
    return this.throughput?.waiting.length ?? 0;
  }

  nextTimer(): number {
    const { listings } = this.floor;
    return Math.min(
      this.changes[0]?.at ?? Infinity,
      this.nextIndication,
      this.throughput?.nextDue ?? Infinity,
      ...listings.map(({ halt }) => Math.min(halt?.end ?? Infinity, halt?.nextIndication ?? Infinity)),
      ...listings.map(({ limitStateEnds }) => limitStateEnds),
    );
  }

  advanceTo(time: number): void {
    for (let due = this.nextTimer(); due <= time; due = this.nextTimer()) {
      this.floor.now = due;
      this.act(due);
    }
    this.floor.now = time;
  }

  submit(
    instrument: number,
    account: number,
    side: number,
    type: number,
    price: number,
    quantity: number,
    display = 0,
  ): number {
    const order = { instrument, account, side, type, price, quantity, display };
    const request: PlainRequest = { kind: 'submit', number: -1, order };
    if (this.throughput === undefined) return this.desk.work(request);
    if (this.desk.listing(instrument) === undefined) return this.desk.refuse(request, RejectReason.unknownInstrument);
    return this.arrive(request);
  }

  cancel(account: number, order: number, quantity = Infinity): number {
    return this.arrive({ kind: 'cancel', account, order, quantity });
  }

  replace(account: number, order: number, price: number, quantity: number): number {
    return this.arrive({ kind: 'replace', number: -1, account, order, price, quantity });
  }

  closeDay(): void {
    for (const request of [...this.desk.gap.splice(0), ...(this.throughput?.waiting.splice(0) ?? [])])
      this.desk.refuse(request, RejectReason.marketClosed);
    const live = this.floor.listings.flatMap((listing) => listing.live());
    for (const order of live.sort((a, b) => a.number - b.number)) {
      this.floor.tape.begin(this.floor.now);
      this.floor.reduce(this.floor.listings[order.instrument], order, openQuantity(order), CancelReason.expiry);
    }
  }

  /** A request meets what stands in front of the venue; one that waits has its number already. */
  private arrive(request: PlainRequest): number {
    const { throughput, desk } = this;
    const arrival = throughput?.arrival(this.floor.now) ?? 'work';
    if (arrival === 'work') return desk.work(request);
    if (arrival === 'refuse') return desk.refuse(request, RejectReason.throughput);
    if (request.kind === 'cancel') {
      throughput?.waiting.push(request);
      return 0;
    }
    const instrument = request.kind === 'submit' ? request.order.instrument : desk.instrumentOf(request.order);
    const number = desk.number(instrument);
    throughput?.waiting.push({ ...request, number });
    return number;
  }

  /** The first of the things that are due now. */
  private act(now: number): void {
    const { trading, throughput } = this;
    const { listings } = this.floor;
    const ended = listings.find(({ halt }) => halt?.end === now);
    const limited = listings.find(({ limitStateEnds }) => limitStateEnds === now);
    if (ended !== undefined && this.phase === Phase.continuous) trading.resume(ended);
    else if (this.changes[0]?.at === now) this.changePhase();
    else if (ended !== undefined) trading.resume(ended);
    else if (limited !== undefined) trading.haltForLimitState(limited);
    else if (throughput?.nextDue === now) this.desk.work(throughput.next());
    else this.indicate(now);
  }

  private changePhase(): void {
    const { trading, floor } = this;
    const { listings } = floor;
    const { phase } = this.changes.shift()!;
    const left = trading.phase;
    const [before, after] = [stageOf(left), stageOf(phase)];
    if (before !== after && before !== TradeStage.continuous)
      for (const listing of listings.filter(({ halt }) => halt === undefined)) {
        const trades = listing.trades.length;
        trading.cross(listing, before);
        if (before === TradeStage.openCall) trading.noteTrades(listing, listing.trades.length - trades);
      }
    trading.phase = phase;
    floor.tape.begin(floor.now);
    floor.tape.row(Kind.phase, { code: phase });
    if (before !== after) {
      this.nextIndication = after === TradeStage.continuous ? Infinity : floor.now + floor.rules.indicationIntervalNs;
      for (const listing of listings.filter(({ halt }) => halt === undefined))
        listing.shown = { price: -1, matched: 0, unmatched: 0 };
    }
    if (phase === Phase.closeCall) for (const listing of listings) trading.releaseIntoCall(listing);
    if (phase === Phase.afterHours) for (const listing of listings) openFixedPrice(floor, listing);
    if (left === Phase.preOpenGap) for (const request of this.desk.gap.splice(0)) this.desk.work(request);
    for (const listing of listings) trading.follow(listing, 0);
  }

  private indicate(now: number): void {
    const { listings, rules } = this.floor;
    const ofVenue = this.nextIndication === now;
    if (ofVenue) this.nextIndication += rules.indicationIntervalNs;
    for (const listing of listings) {
      const { halt } = listing;
      const isDue = halt === undefined ? ofVenue : halt.nextIndication === now;
      if (halt?.nextIndication === now) halt.nextIndication += rules.indicationIntervalNs;
      if (isDue) this.trading.indicate(listing);
    }
  }
}
