import { CancelReason, HaltReason, Kind, Phase, TradeStage } from '../../src/tape/index.js';
import { comeBack } from './plain-acceptance.js';
import { type PlainAuction, plainAuction } from './plain-auction.js';
import { openQuantity } from './plain-book.js';
import { nextToRelease } from './plain-cage.js';
import type { PlainFloor } from './plain-floor.js';
import { haltEnd, reachesNewLevel } from './plain-halts.js';
import type { PlainListing } from './plain-listing.js';
import { luldBand, moveReference, setReference } from './plain-luld.js';
import { stageOf } from './plain-phases.js';

/** What trading does of itself: auctions, indications, halts and their ends, bands, parked orders that come back. */
export class PlainTrading {
  /** Phase of the venue. */
  phase: number = Phase.closed;

  constructor(private readonly floor: PlainFloor) {}

  phaseOf(listing: PlainListing): number {
    return listing.halt !== undefined && this.phase === Phase.continuous ? Phase.haltCall : this.phase;
  }

  /** A call auction: everything that crosses trades at one price. Returns whether anything did. */
  cross(listing: PlainListing, stage: number): boolean {
    const { floor } = this;
    const { price, matched } = this.auction(listing, stage);
    const { book } = listing;
    floor.tape.begin(floor.now);
    for (let left = matched; left > 0; ) {
      const buy = book.first(0)!;
      const sell = book.first(1)!;
      const quantity = Math.min(left, buy.quantity, sell.quantity);
      left -= quantity;
      floor.trade(listing, stage, -1, price, quantity, buy, sell, buy.price);
      floor.execute(listing, buy, quantity);
      floor.execute(listing, sell, quantity);
    }
    return matched > 0;
  }

  /** Publishes what an auction would give now, unless it has been said. */
  indicate(listing: PlainListing): void {
    const { floor } = this;
    const stage = listing.halt === undefined ? stageOf(this.phase) : TradeStage.intradayCall;
    const { price, matched, unmatched, unmatchedSide } = this.auction(listing, stage);
    const { shown } = listing;
    if (shown.price === price && shown.matched === matched && shown.unmatched === unmatched) return;
    listing.shown = { price, matched, unmatched };
    floor.tape.begin(floor.now);
    floor.tape.row(Kind.indication, {
      instrument: listing.index,
      side: unmatchedSide,
      price,
      quantity: Math.min(matched, 2_147_483_647),
      quantity2: Math.min(unmatched, 2_147_483_647),
      code: stage,
    });
  }

  /** What follows from a command in an instrument, of which the last `trades` of its list were made. */
  follow(listing: PlainListing, trades: number): void {
    this.noteTrades(listing, trades);
    this.watchBand(listing);
    this.releaseParked(listing);
  }

  /** What a command's trades do: they may halt the instrument, and they move its band. */
  noteTrades(listing: PlainListing, trades: number): void {
    if (trades === 0) return;
    this.measureVolatility(listing);
    this.moveBand(listing, trades);
  }

  /** Puts parked orders into the book of a call, where nothing matches. */
  releaseIntoCall(listing: PlainListing): void {
    for (const order of [...listing.parked].sort((a, b) => a.number - b.number)) {
      this.floor.tape.begin(this.floor.now);
      comeBack(this.floor, listing, order, false);
    }
  }

  /** The band moves with the trades of a command; what rests outside it is cancelled. */
  private moveBand(listing: PlainListing, trades: number): void {
    const { luld } = this.floor.rules;
    if (luld === null) return;
    if (moveReference(listing, luld, this.floor.now, trades)) this.cancelOutsideBand(listing);
  }

  /** A limit state has lasted its time, unless the band has become wider since the last command. */
  haltForLimitState(listing: PlainListing): void {
    this.watchBand(listing);
    if (listing.limitStateEnds === Infinity) return;
    const { luld } = this.floor.rules;
    const band = luldBand(listing, luld, this.floor.now)!;
    const bid = listing.book.best(0);
    const price = bid >= band.upper ? bid : listing.book.best(1);
    this.halt(listing, HaltReason.limitState, price, luld!.pauseNs, 'counts');
  }

  /** Trading in an instrument begins again, with a call auction. */
  resume(listing: PlainListing): void {
    const { floor } = this;
    const { reason } = listing.halt!;
    const before = listing.trades.length;
    const traded = this.cross(listing, TradeStage.intradayCall);
    listing.halt = undefined;
    floor.tape.begin(floor.now);
    floor.tape.row(Kind.phase, { instrument: listing.index, code: this.phase });
    if (traded && reason === HaltReason.limitState) {
      setReference(listing, listing.lastPrice, floor.now);
      this.cancelOutsideBand(listing);
    }
    this.follow(listing, listing.trades.length - before);
  }

  private auction(listing: PlainListing, stage: number): PlainAuction {
    const { candidates, openCall, otherCalls } = this.floor.rules.auction;
    const rule = stage === TradeStage.openCall ? openCall : otherCalls;
    const reference = rule === 'nearest-previous-close' ? listing.header.previousClose : listing.lastKnownPrice();
    return plainAuction(listing.book, candidates, rule === 'middle' ? 'middle' : 'nearest', reference);
  }

  /** On a day without limits the price may halt trading when it first moves so far from the open. */
  private measureVolatility(listing: PlainListing): void {
    const { halts } = this.floor.rules;
    if (halts === null || listing.header.upperLimit >= 0) return;
    listing.open = listing.trades[0].price;
    if (reachesNewLevel(listing, halts.levels, listing.lastPrice))
      this.halt(listing, HaltReason.volatility, listing.lastPrice, halts.durationNs, halts.lunch);
  }

  private halt(
    listing: PlainListing,
    reason: number,
    price: number,
    durationNs: number,
    lunch: 'counts' | 'stops',
  ): void {
    const { floor } = this;
    const end = haltEnd(floor.rules.phases, floor.now, durationNs, lunch);
    listing.halt = { reason, end, nextIndication: floor.now + floor.rules.indicationIntervalNs };
    listing.shown = { price: -1, matched: 0, unmatched: 0 };
    listing.limitStateEnds = Infinity;
    const seconds = Math.floor(durationNs / 1e9);
    floor.tape.begin(floor.now);
    floor.tape.row(Kind.halt, { instrument: listing.index, price, quantity: seconds, code: reason });
    this.releaseIntoCall(listing);
  }

  private cancelOutsideBand(listing: PlainListing): void {
    const { floor } = this;
    const { lower, upper } = luldBand(listing, floor.rules.luld, floor.now)!;
    const buys = listing.book.inTurn(0).filter(({ price }) => price > upper);
    const sells = listing.book.inTurn(1).filter(({ price }) => price < lower);
    for (const order of [...buys, ...sells]) {
      floor.tape.begin(floor.now);
      floor.reduce(listing, order, openQuantity(order), CancelReason.priceBand);
    }
  }

  /** Whether the touch stands at the band, which stops trading if it lasts. */
  private watchBand(listing: PlainListing): void {
    const { luld } = this.floor.rules;
    if (luld === null) return;
    const band = luldBand(listing, luld, this.floor.now);
    const bid = listing.book.best(0);
    const ask = listing.book.best(1);
    const atBand = band !== undefined && (bid >= band.upper || (ask >= 0 && ask <= band.lower));
    if (!atBand || this.phaseOf(listing) !== Phase.continuous) listing.limitStateEnds = Infinity;
    else if (listing.limitStateEnds === Infinity) listing.limitStateEnds = this.floor.now + luld.limitStateNs;
  }

  /** Parked orders come back as long as the range of valid prices reaches one. */
  private releaseParked(listing: PlainListing): void {
    if (this.phaseOf(listing) !== Phase.continuous) return;
    const order = nextToRelease(listing, this.floor.rules.cage);
    if (order === undefined) return;
    const before = listing.trades.length;
    this.floor.tape.begin(this.floor.now);
    comeBack(this.floor, listing, order, true);
    this.follow(listing, listing.trades.length - before);
  }
}
