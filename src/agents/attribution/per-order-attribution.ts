import type { Desk } from '../../simulation/index.js';
import type { InstrumentHeader } from '../../tape/index.js';
import type { OrderAttribution } from '../background/order-attribution.js';
import { canFund } from './solvency.js';

/** Accounts asked before an order is given up. */
const ASKED = 16;

/** The bound of no memory: each order is another account's. When all have had one, they come round again. */
export class PerOrderAttribution implements OrderAttribution {
  private following = 0;

  constructor(
    private readonly count: number,
    private readonly instrument: InstrumentHeader,
    private readonly firstAccount = 0,
  ) {}

  accountFor(side: number, price: number, quantity: number, _marketable: boolean, _now: number, desk: Desk): number {
    for (let asked = 0; asked < ASKED; asked++) {
      const account = this.firstAccount + this.following;
      this.following = this.following + 1 === this.count ? 0 : this.following + 1;
      if (canFund(account, side, price, quantity, this.instrument, desk)) return account;
    }
    return -1;
  }
}
