import { Phase, TradeStage, UNKNOWN } from '../../tape/index.js';
import type { Auctions } from './auctions.js';
import type { ContinuousWatch } from './continuous-watch.js';
import type { Floor } from './floor.js';
import type { OrderEntry } from './order-entry.js';
import { stageOf } from './trading-day.js';

/** The venue's day as it goes by itself: phases, auctions and indications, ends of halts, requests whose turn comes. */
export class Session {
  /** When the next thing happens, ns; Infinity when the day is over. */
  due: number;
  private nextIndication = Infinity;

  constructor(
    private readonly floor: Floor,
    private readonly auctions: Auctions,
    private readonly watch: ContinuousWatch,
    private readonly entry: OrderEntry,
  ) {
    this.due = floor.day.nextChange;
  }

  /** Lets everything happen that falls due until a moment, that moment included. */
  runUntil(timeNs: number): void {
    while (this.due <= timeNs) {
      this.floor.clock.set(this.due);
      this.act();
      this.schedule();
    }
  }

  /** Finds out when the next thing is due. */
  schedule(): void {
    let due = Math.min(this.floor.day.nextChange, this.nextIndication, this.entry.due);
    if (this.watch.watches) for (const listing of this.floor.listings) due = Math.min(due, listing.due);
    this.due = due;
  }

  /** Of the things that are due at this moment, the one that comes first. */
  private act(): void {
    const { day, clock, listings } = this.floor;
    const { now } = clock;
    const ending = this.watch.watches ? listings.find(({ haltEnd }) => haltEnd <= now) : undefined;
    // A halt that ends with continuous trading resumes it for a moment; one that ends with a break, after the break.
    if (ending !== undefined && day.phase === Phase.continuous) this.watch.resume(ending);
    else if (day.nextChange <= now) this.changePhase();
    else if (ending !== undefined) this.watch.resume(ending);
    else if (this.watch.watches && this.watch.pauseOne()) return;
    else if (this.entry.due <= now) this.entry.serve();
    else this.indicate();
  }

  private changePhase(): void {
    const { day, journal, clock, rules, listings, fixedPrice } = this.floor;
    const left = day.phase;
    const before = stageOf(left);
    day.advance();
    const after = stageOf(day.phase);
    if (before !== after && before !== TradeStage.continuous)
      for (const listing of listings) if (!listing.halted) this.cross(listing, before);
    journal.begin();
    journal.phase(UNKNOWN, day.phase);
    if (before !== after) {
      this.nextIndication = after === TradeStage.continuous ? Infinity : clock.now + rules.indicationIntervalNs;
      for (const listing of listings) listing.forgetIndication();
    }
    if (day.phase === Phase.closeCall) for (const listing of listings) this.watch.releaseIntoCall(listing);
    if (day.phase === Phase.afterHours) for (const listing of listings) fixedPrice.open(listing);
    if (left === Phase.preOpenGap) this.entry.open();
    // A limit state lasts no longer than trading does.
    if (day.phase !== Phase.continuous)
      for (const { bands } of listings) if (bands !== undefined) bands.pauseAt = Infinity;
    if (day.phase === Phase.continuous && this.watch.watches)
      for (const listing of listings) this.watch.settle(listing, false);
  }

  private cross(listing: Floor['listings'][number], stage: TradeStage): void {
    this.auctions.cross(listing, stage);
    // The first price of the day opens it; the closing call ends it and is judged by nobody.
    if (stage === TradeStage.openCall) this.watch.noteTrades(listing);
  }

  private indicate(): void {
    const { clock, rules, listings, day } = this.floor;
    const { now } = clock;
    if (this.nextIndication <= now) {
      this.nextIndication = now + rules.indicationIntervalNs;
      for (const listing of listings) this.auctions.indicate(listing, stageOf(day.phase));
      return;
    }
    for (const listing of listings)
      if (listing.nextIndication <= now) {
        listing.nextIndication = now + rules.indicationIntervalNs;
        this.auctions.indicate(listing, TradeStage.intradayCall);
      }
  }
}
