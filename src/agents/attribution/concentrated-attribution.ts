import { integerBelow, type Stream } from '../../random/index.js';
import type { Desk } from '../../simulation/index.js';
import type { InstrumentHeader } from '../../tape/index.js';
import type { OrderAttribution } from '../background/order-attribution.js';
import { canFund } from './solvency.js';

/** The bound of few: every order belongs to one of a handful of accounts, any of them alike. */
export class ConcentratedAttribution implements OrderAttribution {
  constructor(
    private readonly count: number,
    private readonly instrument: InstrumentHeader,
    private readonly stream: Stream,
    private readonly firstAccount = 0,
  ) {}

  accountFor(
    side: number,
    price: number,
    quantity: number,
    _marketable: boolean,
    _now: number,
    desk: Desk,
    batchAccount = -1,
  ): number {
    const first = batchAccount >= 0 ? batchAccount - this.firstAccount : integerBelow(this.stream, this.count);
    for (let asked = 0; asked < this.count; asked++) {
      const account = this.firstAccount + ((first + asked) % this.count);
      if (canFund(account, side, price, quantity, this.instrument, desk)) return account;
    }
    return -1;
  }
}
