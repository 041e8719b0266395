import { CancelReason, HaltReason, OrderType, Phase, SECOND, Side, TradeStage, UNKNOWN } from '../../tape/index.js';
import { NO_ASK, NO_BID } from '../book/price-levels.js';
import type { Auctions } from './auctions.js';
import { ALL, type Floor } from './floor.js';
import type { Listing } from './listing.js';

/**
 * What a venue does of itself because of what happens in continuous trading: it halts an instrument whose price moved too
 * far, keeps it within its band, and lets parked orders in when the price cage has reached them.
 */
export class ContinuousWatch {
  /** Whether anything can happen here; if not, nobody need ask. */
  readonly watches: boolean;

  constructor(
    private readonly floor: Floor,
    private readonly auctions: Auctions,
  ) {
    this.watches =
      floor.rules.cage?.action === 'park' ||
      floor.listings.some(({ halts, bands }) => halts !== undefined || bands !== undefined);
  }

  /** After a command in continuous trading. */
  settle(listing: Listing, mayHaveTraded: boolean): void {
    if (mayHaveTraded) this.noteTrades(listing);
    this.watchBand(listing);
    while (!listing.halted && this.releaseOne(listing)) {
      this.noteTrades(listing);
      this.watchBand(listing);
    }
  }

  /** Judges the last command's trades by the rules for days without limits, and by the band. */
  noteTrades(listing: Listing): void {
    const { tradedAt, firstTradedAt } = this.floor.matching;
    if (tradedAt < 0) return;
    const { halts, bands } = listing;
    if (halts !== undefined) {
      halts.opens(firstTradedAt);
      if (halts.reaches(tradedAt)) this.halt(listing, tradedAt, HaltReason.volatility);
    }
    if (bands !== undefined && bands.update(firstTradedAt) === true) this.clearOutside(listing);
  }

  /** The first listing whose limit state has lasted its time is paused, if it still is one; false when there is none. */
  pauseOne(): boolean {
    const { listings, clock } = this.floor;
    const listing = listings.find(({ bands }) => bands !== undefined && bands.pauseAt <= clock.now);
    if (listing === undefined) return false;
    const bands = listing.bands!;
    // The band may have been doubled since the last command.
    this.watchBand(listing);
    if (bands.pauseAt === Infinity) return true;
    bands.pauseAt = Infinity;
    const { bestBid, bestAsk } = listing.book;
    this.halt(listing, bestBid >= bands.upper ? bestBid : bestAsk, HaltReason.limitState);
    return true;
  }

  /** A halt ends with a call auction. */
  resume(listing: Listing): void {
    const { journal, day, matching } = this.floor;
    listing.haltEnd = Infinity;
    listing.nextIndication = Infinity;
    this.auctions.cross(listing, TradeStage.intradayCall);
    journal.begin();
    journal.phase(listing.index, day.phase);
    if (listing.haltReason === HaltReason.limitState && matching.tradedAt >= 0) {
      listing.bands!.resume(matching.tradedAt);
      this.clearOutside(listing);
    }
    this.settle(listing, true);
  }

  /** The cage does not hold in a call: whoever waited outside comes in, the oldest first. */
  releaseIntoCall(listing: Listing): void {
    const [buys, sells] = listing.parked;
    while (buys.count + sells.count > 0) {
      const buy = buys.count > 0 ? buys.oldest() : -1;
      const sell = sells.count > 0 ? sells.oldest() : -1;
      const buysFirst = sell < 0 || (buy >= 0 && buys.orderOf(buy) < sells.orderOf(sell));
      this.release(listing, buysFirst ? Side.buy : Side.sell, buysFirst ? buy : sell, Phase.haltCall);
    }
  }

  /** Begins or ends a limit state. */
  private watchBand(listing: Listing): void {
    const { bands, book, halted } = listing;
    if (bands === undefined) return;
    const { upper } = bands;
    const atLimit = upper >= 0 && (book.bestBid >= upper || book.bestAsk <= bands.lower);
    if (halted || !atLimit) bands.pauseAt = Infinity;
    else if (bands.pauseAt === Infinity) bands.pauseAt = this.floor.clock.now + this.floor.rules.luld!.limitStateNs;
  }

  /** Orders that a new band leaves outside are cancelled, the best first. */
  private clearOutside(listing: Listing): void {
    const { book } = listing;
    const { lower, upper } = listing.bands!;
    while (book.bestBid !== NO_BID && book.bestBid > upper) this.clearBest(listing, Side.buy, book.bestBid);
    while (book.bestAsk !== NO_ASK && book.bestAsk < lower) this.clearBest(listing, Side.sell, book.bestAsk);
  }

  private clearBest(listing: Listing, side: number, price: number): void {
    const { book } = listing;
    const slot = book.headOf(side, price);
    this.floor.withdraw(listing, book.orderOf(slot), slot, ALL, CancelReason.priceBand);
  }

  private halt(listing: Listing, price: number, reason: HaltReason): void {
    const { rules, journal, day, clock } = this.floor;
    const volatility = reason === HaltReason.volatility;
    const durationNs = volatility ? rules.halts!.durationNs : rules.luld!.pauseNs;
    journal.begin();
    journal.halt(listing.index, price, Math.floor(durationNs / SECOND), reason);
    listing.haltEnd = day.haltEnd(clock.now, durationNs, volatility ? rules.halts!.lunch : 'counts');
    listing.haltReason = reason;
    listing.nextIndication = clock.now + rules.indicationIntervalNs;
    listing.forgetIndication();
    this.releaseIntoCall(listing);
  }

  /** Lets the first parked order in that the cage has reached; false when there is none. */
  private releaseOne(listing: Listing): boolean {
    const [buys, sells] = listing.parked;
    const { checks } = this.floor;
    const buy = buys.count > 0 && !checks.outsideCage(listing, Side.buy, buys.priceOf(0));
    const sell = sells.count > 0 && !checks.outsideCage(listing, Side.sell, sells.priceOf(0));
    if (!buy && !sell) return false;
    const side = buy && (!sell || buys.orderOf(0) < sells.orderOf(0)) ? Side.buy : Side.sell;
    this.release(listing, side, 0, Phase.continuous);
    return true;
  }

  private release(listing: Listing, side: 0 | 1, index: number, phase: Phase): void {
    const orders = listing.parked[side];
    const order = orders.orderOf(index);
    const account = orders.accountOf(index);
    const price = orders.priceOf(index);
    const quantity = orders.quantityOf(index);
    orders.remove(index);
    const { journal, matching } = this.floor;
    journal.begin();
    journal.released(listing.index, order, account, side, price, quantity, UNKNOWN, OrderType.limit);
    matching.enter(listing, phase, order, side, price, quantity, account);
  }
}
