import { TradeStage } from '../../tape/index.js';
import type { Floor } from './floor.js';
import type { Listing } from './listing.js';

/** Call auctions of a venue: what they would give, and what they give. */
export class Auctions {
  constructor(private readonly floor: Floor) {}

  /** Publishes what the auction would give now, where that has changed. */
  indicate(listing: Listing, stage: TradeStage): void {
    this.find(listing, stage);
    if (!listing.indicationChanged()) return;
    const { journal } = this.floor;
    journal.begin();
    journal.indication(listing.index, listing.auction, stage);
  }

  /** Trades what crosses, at one price. */
  cross(listing: Listing, stage: TradeStage): void {
    this.find(listing, stage);
    this.floor.journal.begin();
    this.floor.matching.cross(listing, stage);
  }

  private find(listing: Listing, stage: TradeStage): void {
    const { candidates, openCall, otherCalls } = this.floor.rules.auction;
    const tie = stage === TradeStage.openCall ? openCall : otherCalls;
    const reference = tie === 'nearest-previous-close' ? listing.header.previousClose : listing.reference;
    listing.auction.find(listing.book, candidates, tie, reference);
  }
}
