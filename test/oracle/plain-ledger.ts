import type { RulePack } from '../../src/rules/index.js';
import type { AccountTable, InstrumentHeader } from '../../src/tape/index.js';

const PARTS = 100_000_000n;

export interface PlainAccount {
  cash: number;
  available: number;
  fees: number;
  readonly held: number[];
  readonly sellable: number[];
}

/** Accounts as a list of sums. A buy freezes its value and costs at the highest price at which it may trade. */
export class PlainLedger {
  readonly accounts: readonly PlainAccount[];
  /** Bought today, by owner and instrument: `bought[owner]?.[instrument]`. */
  private readonly bought: number[][] = [];
  private readonly buyRate: bigint;
  private readonly sellRate: bigint;

  constructor(
    private readonly rules: RulePack,
    private readonly instruments: readonly InstrumentHeader[],
    private readonly table: AccountTable,
  ) {
    const { fees } = rules;
    this.buyRate = BigInt(fees.transferBoth + fees.handlingBoth + fees.levyBoth + fees.commission);
    this.sellRate = this.buyRate + BigInt(fees.stampDutySell);
    this.accounts = Array.from({ length: table.count }, (_, account) => {
      const held = instruments.map((_, instrument) => table.holdings[account * instruments.length + instrument]);
      return { cash: table.cash[account], available: table.cash[account], fees: 0, held, sellable: held.slice() };
    });
  }

  /** What buying at a price at most costs with its fees, unit by unit rounded up. */
  frozenFor(instrument: number, price: number, quantity: number): number {
    const unit = BigInt(price) * BigInt(this.instruments[instrument].moneyPerTick);
    return Number(BigInt(quantity) * (unit + (unit * this.buyRate + PARTS - 1n) / PARTS));
  }

  freeze(side: number, account: number, instrument: number, bound: number, quantity: number): void {
    const of = this.accounts[account];
    if (side === 0) of.available -= this.frozenFor(instrument, bound, quantity);
    else of.sellable[instrument] -= quantity;
  }

  release(side: number, account: number, instrument: number, bound: number, quantity: number): void {
    const of = this.accounts[account];
    if (side === 0) of.available += this.frozenFor(instrument, bound, quantity);
    else of.sellable[instrument] += quantity;
  }

  /** Exchanges cash for holdings; `bound` is the price for which the buy had frozen. */
  settle(instrument: number, price: number, quantity: number, buyer: number, bound: number, seller: number): void {
    const value = price * quantity * this.instruments[instrument].moneyPerTick;
    const buying = halfUp(value, this.buyRate);
    const selling = halfUp(value, this.sellRate);
    const buyerAccount = this.accounts[buyer];
    buyerAccount.cash -= value + buying;
    buyerAccount.available += this.frozenFor(instrument, bound, quantity) - value - buying;
    buyerAccount.fees += buying;
    buyerAccount.held[instrument] += quantity;
    if (this.rules.settlement === 'T+0') buyerAccount.sellable[instrument] += quantity;
    const sellerAccount = this.accounts[seller];
    sellerAccount.cash += value - selling;
    sellerAccount.available += value - selling;
    sellerAccount.fees += selling;
    sellerAccount.held[instrument] -= quantity;
    const owner = this.ownerOf(buyer);
    this.bought[owner] ??= [];
    this.bought[owner][instrument] = (this.bought[owner][instrument] ?? 0) + quantity;
  }

  /** Whose purchases are counted together; an account without a known owner stands for itself. */
  ownerOf(account: number): number {
    const owner = this.table.owner[account];
    return owner >= 0 ? owner : this.table.owner.length + account;
  }

  boughtToday(owner: number, instrument: number): number {
    return this.bought[owner]?.[instrument] ?? 0;
  }
}

function halfUp(value: number, rate: bigint): number {
  return Number((BigInt(value) * rate + PARTS / 2n) / PARTS);
}
