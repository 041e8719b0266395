import type { AccountClasses } from '../../model/index.js';
import type { Stream } from '../../random/index.js';
import type { Desk } from '../../simulation/index.js';
import { type InstrumentHeader, Side } from '../../tape/index.js';
import type { OrderAttribution } from '../background/order-attribution.js';
import { ClassResponse } from './class-response.js';
import { type DataAccounts, orderRow } from './data-accounts.js';
import { canFund } from './solvency.js';

/** Accounts asked before an order is given up because nobody can fund it. */
const ASKED = 48;

/** Of these the first are asked only as often as they take the order's side. */
const ASKED_BY_SIDE = 32;

/** A quantity is round when it is a multiple of so many lots. */
const ROUND_LOTS = 10;

/**
 * Gives orders to accounts drawn from the classes that a fit has found: an order is an account's with the probability
 * that the account's rate, share of marketable orders, sizes and side give it, the class's round quantities, and its
 * response to what the price has done. Cancels follow the background's hazards and know no accounts: the classes' cancel
 * ratios and lives are not reproduced.
 */
export class DataAttribution implements OrderAttribution {
  private readonly response: ClassResponse;
  private readonly weights: Float64Array;

  constructor(
    private readonly accounts: DataAccounts,
    classes: AccountClasses,
    private readonly lot: number,
    private readonly instrument: InstrumentHeader,
    private readonly stream: Stream,
    private readonly firstAccount = 0,
  ) {
    this.response = new ClassResponse(classes);
    this.weights = new Float64Array(classes.classes.length);
  }

  accountFor(
    side: number,
    price: number,
    quantity: number,
    marketable: boolean,
    now: number,
    desk: Desk,
    batchAccount = -1,
  ): number {
    const { stream, instrument, accounts } = this;
    this.response.observe(desk.market, now);
    if (batchAccount >= 0 && canFund(batchAccount, side, price, quantity, instrument, desk)) return batchAccount;
    const lots = quantity / this.lot;
    const row = accounts.cumulative[orderRow(marketable, lots)];
    const total = this.weigh(row, lots % ROUND_LOTS === 0, side);
    for (let asked = 0; asked < ASKED; asked++) {
      const account = this.drawAccount(row, this.drawClass(total));
      const buys = accounts.buys[account];
      if (asked < ASKED_BY_SIDE && stream.uniform() >= (side === Side.buy ? buys : 1 - buys)) continue;
      if (canFund(this.firstAccount + account, side, price, quantity, instrument, desk))
        return this.firstAccount + account;
    }
    return -1;
  }

  /** Sets how likely each class is to have sent the order; their sum. */
  private weigh(row: Float64Array, round: boolean, side: number): number {
    const { accounts, weights, response } = this;
    let total = 0;
    for (let c = 0; c < weights.length; c++) {
      const first = accounts.classStarts[c];
      const end = accounts.classStarts[c + 1];
      const rate = end === first ? 0 : row[end - 1] - (first === 0 ? 0 : row[first - 1]);
      const roundShare = accounts.roundShares[c];
      weights[c] = rate * (round ? roundShare : 1 - roundShare) * response.factor(c, side);
      total += weights[c];
    }
    return total;
  }

  private drawClass(total: number): number {
    const { weights } = this;
    let left = this.stream.uniform() * total;
    let c = 0;
    while (c < weights.length - 1 && left >= weights[c]) left -= weights[c++];
    while (weights[c] === 0 && c > 0) c--;
    return c;
  }

  /** An account of a class in proportion to its rate of such orders, by binary search. */
  private drawAccount(row: Float64Array, klass: number): number {
    const { classStarts } = this.accounts;
    let low = classStarts[klass];
    let high = classStarts[klass + 1] - 1;
    const below = low === 0 ? 0 : row[low - 1];
    const target = below + this.stream.uniform() * (row[high] - below);
    while (low < high) {
      const middle = (low + high) >> 1;
      if (row[middle] > target) high = middle;
      else low = middle + 1;
    }
    return low;
  }
}
