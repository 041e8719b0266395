import type { RulePack } from '../../rules/index.js';
import type { AccountTable, InstrumentHeader } from '../../tape/index.js';
import { FeeSchedule } from './fee-schedule.js';

const BUY = 0;

/**
 * Cash and holdings of every account over the day. An open buy order freezes its value at its limit price with the costs
 * that may come, an open sell order what it offers; so nobody can owe. Under T+1 what was bought today cannot be sold.
 * Money is in 1/10,000 of the currency. Cash, holdings and costs together never change: see {@link validate}.
 */
export class Ledger {
  private readonly cashes: Float64Array;
  private readonly availables: Float64Array;
  private readonly fees: Float64Array;
  private readonly held: Int32Array;
  private readonly free: Int32Array;
  private readonly schedule: FeeSchedule;
  private readonly boughtIsFree: boolean;
  private readonly instrumentCount: number;
  private readonly moneyPerTick: Float64Array;

  constructor(
    rules: RulePack,
    instruments: readonly InstrumentHeader[],
    private readonly accounts: AccountTable,
  ) {
    this.cashes = accounts.cash.slice();
    this.availables = accounts.cash.slice();
    this.fees = new Float64Array(accounts.count);
    this.held = accounts.holdings.slice();
    this.free = accounts.holdings.slice();
    this.schedule = new FeeSchedule(rules.fees);
    this.boughtIsFree = rules.settlement === 'T+0';
    this.instrumentCount = instruments.length;
    this.moneyPerTick = Float64Array.from(instruments, ({ moneyPerTick }) => moneyPerTick);
  }

  /** All cash of an account, frozen or not. */
  cash(account: number): number {
    return this.cashes[account];
  }

  /** Cash that no open order needs. */
  availableCash(account: number): number {
    return this.availables[account];
  }

  /** All that an account holds: offered, bought today or free. */
  holdings(account: number, instrument: number): number {
    return this.held[account * this.instrumentCount + instrument];
  }

  /** What an account may offer now. */
  sellable(account: number, instrument: number): number {
    return this.free[account * this.instrumentCount + instrument];
  }

  /** Costs of the day so far. */
  feesPaid(account: number): number {
    return this.fees[account];
  }

  /** Whether a buy order could be frozen. */
  affords(account: number, instrument: number, price: number, quantity: number): boolean {
    return this.frozenFor(instrument, price, quantity) <= this.availables[account];
  }

  /** Freezes what an order needs; for buys `price` is the highest at which it may trade. */
  freeze(side: number, account: number, instrument: number, price: number, quantity: number): void {
    if (side === BUY) this.availables[account] -= this.frozenFor(instrument, price, quantity);
    else this.free[account * this.instrumentCount + instrument] -= quantity;
  }

  /** Takes back what a cancelled quantity of an order had frozen. */
  release(side: number, account: number, instrument: number, price: number, quantity: number): void {
    if (side === BUY) this.availables[account] += this.frozenFor(instrument, price, quantity);
    else this.free[account * this.instrumentCount + instrument] += quantity;
  }

  /** Exchanges cash for holdings between two orders; `buyPrice` is what the buy order had frozen for. */
  settle(instrument: number, price: number, quantity: number, buyer: number, buyPrice: number, seller: number): void {
    const value = price * quantity * this.moneyPerTick[instrument];
    const buyerPays = this.schedule.buying(value);
    const sellerPays = this.schedule.selling(value);
    this.cashes[buyer] -= value + buyerPays;
    this.availables[buyer] += this.frozenFor(instrument, buyPrice, quantity) - value - buyerPays;
    this.fees[buyer] += buyerPays;
    this.cashes[seller] += value - sellerPays;
    this.availables[seller] += value - sellerPays;
    this.fees[seller] += sellerPays;
    const bought = buyer * this.instrumentCount + instrument;
    this.held[bought] += quantity;
    if (this.boughtIsFree) this.free[bought] += quantity;
    this.held[seller * this.instrumentCount + instrument] -= quantity;
  }

  private frozenFor(instrument: number, price: number, quantity: number): number {
    return quantity * this.schedule.bound(price * this.moneyPerTick[instrument]);
  }

  /** Throws unless cash + costs and every instrument's holdings add up to the opening, and nobody owes. */
  validate(): void {
    let cash = 0;
    for (let account = 0; account < this.accounts.count; account++) {
      cash += this.cashes[account] + this.fees[account] - this.accounts.cash[account];
      if (this.availables[account] < 0 || this.availables[account] > this.cashes[account])
        throw new Error(`account ${account} has ${this.cashes[account]}, of which ${this.availables[account]} is free`);
    }
    if (cash !== 0) throw new Error(`cash and costs changed by ${cash}`);
    for (let instrument = 0; instrument < this.instrumentCount; instrument++) {
      let holdings = 0;
      for (let at = instrument; at < this.held.length; at += this.instrumentCount) {
        holdings += this.held[at] - this.accounts.holdings[at];
        if (this.free[at] < 0 || this.free[at] > this.held[at])
          throw new Error(`holding ${at} is ${this.held[at]}, of which ${this.free[at]} is free`);
      }
      if (holdings !== 0) throw new Error(`holdings of instrument ${instrument} changed by ${holdings}`);
    }
  }
}
