import type { AccountTable } from '../tape/index.js';

/** Accounts that open alike and belong together. */
interface Block {
  readonly count: number;
  readonly cash: number;
  readonly holdings: number;
  readonly oneOwner: boolean;
}

/** Brokers of the accounts that are added, in turn. */
const BROKERS = 20;

/**
 * Adds accounts behind those of the background, in the order in which they are asked for: agents first, attacks last, so
 * that nobody's number depends on who attacks.
 */
export class AccountTableBuilder {
  private readonly blocks: Block[] = [];
  private count: number;

  constructor(private readonly background: AccountTable) {
    this.count = background.count;
  }

  /**
   * @param oneOwner - whether the tape shows one owner of all of them; otherwise each has its own
   * @returns their numbers, ascending
   */
  add(count: number, cash: number, holdings: number, oneOwner = false): number[] {
    this.blocks.push({ count, cash, holdings, oneOwner });
    const first = this.count;
    this.count += count;
    return Array.from({ length: count }, (_, index) => first + index);
  }

  build(): AccountTable {
    const table = {
      count: this.count,
      owner: new Int32Array(this.count),
      broker: new Int32Array(this.count),
      cash: new Float64Array(this.count),
      holdings: new Int32Array(this.count),
    };
    const { background } = this;
    table.owner.set(background.owner);
    table.broker.set(background.broker);
    table.cash.set(background.cash);
    table.holdings.set(background.holdings);
    let owner = background.owner.reduce((most, one) => Math.max(most, one), -1);
    let account = background.count;
    for (const { count, cash, holdings, oneOwner } of this.blocks)
      for (let number = 0; number < count; number++, account++) {
        if (number === 0 || !oneOwner) owner++;
        table.owner[account] = owner;
        table.broker[account] = owner % BROKERS;
        table.cash[account] = cash;
        table.holdings[account] = holdings;
      }
    return table;
  }
}
