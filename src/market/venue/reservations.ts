import type { Ledger } from '../ledger/ledger.js';
import type { Listing } from './listing.js';

const BUY = 0;

/** What open orders hold of their accounts: cash or shares in the ledger, and of a risk-warning stock the day's allowance. */
export class Reservations {
  constructor(private readonly ledger: Ledger | undefined) {}

  /** Sets aside what an order needs; for buys `price` is the highest at which it may trade. */
  freeze(listing: Listing, side: number, account: number, price: number, quantity: number): void {
    if (this.ledger === undefined) return;
    this.ledger.freeze(side, account, listing.index, price, quantity);
    if (side === BUY) listing.purchases?.note(account, quantity);
  }

  /** Gives back what a cancelled quantity had frozen. */
  release(listing: Listing, side: number, account: number, price: number, quantity: number): void {
    if (this.ledger === undefined) return;
    this.ledger.release(side, account, listing.index, price, quantity);
    if (side === BUY) listing.purchases?.note(account, -quantity);
  }
}
