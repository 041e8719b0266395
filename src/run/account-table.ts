import type { AccountTable } from '../tape/index.js';

/** Accounts that open alike and belong together. */
interface Block {
  readonly count: number;
  readonly cash: number;
  /** Of each of its instruments; nothing of others. */
  readonly holdings: number;
  readonly instruments: readonly number[];
  readonly oneOwner: boolean;
  readonly klass: string;
  /** Over so many brokers they are spread; undefined: each owner has one, in turn. */
  readonly brokers?: number;
}

/** Brokers of the accounts that are added, in turn. */
const BROKERS = 20;

/**
 * Numbers the accounts of a market in the order in which they are asked for: backgrounds first, then agents, attacks
 * last, so that nobody's number depends on who attacks. Only the accounts of attacks may trade several instruments.
 */
export class AccountTableBuilder {
  private readonly tables: {
    readonly table: AccountTable;
    readonly instrument: number;
    readonly classes: readonly string[] | undefined;
  }[] = [];
  private readonly blocks: Block[] = [];
  private count = 0;

  constructor(private readonly instruments: number) {}

  /**
   * Adds the background of an instrument, before any {@link add}.
   * @param classes - class of every account, where they are told apart
   * @returns the number of its first account
   */
  addBackground(table: AccountTable, instrument: number, classes?: readonly string[]): number {
    const first = this.count;
    this.tables.push({ table, instrument, classes });
    this.count += table.count;
    return first;
  }

  /**
   * @param klass - what they are, for whoever tells classes of accounts apart
   * @param oneOwner - whether the tape shows one owner of all of them; otherwise each has its own
   * @param brokers - over how many brokers they are spread; otherwise each owner has one, in turn
   * @returns their numbers, ascending
   */
  add(
    count: number,
    cash: number,
    holdings: number,
    instruments: number | readonly number[],
    klass: string,
    oneOwner = false,
    brokers?: number,
  ): number[] {
    const traded = typeof instruments === 'number' ? [instruments] : instruments;
    this.blocks.push({ count, cash, holdings, instruments: traded, klass, oneOwner, brokers });
    const first = this.count;
    this.count += count;
    return Array.from({ length: count }, (_, index) => first + index);
  }

  /** The class of every account, by number. */
  classes(): string[] {
    return [
      ...this.tables.flatMap(({ table, classes }) => classes ?? new Array<string>(table.count).fill('background')),
      ...this.blocks.flatMap(({ count, klass }) => new Array<string>(count).fill(klass)),
    ];
  }

  build(): AccountTable {
    const { instruments } = this;
    const table = {
      count: this.count,
      owner: new Int32Array(this.count),
      broker: new Int32Array(this.count),
      cash: new Float64Array(this.count),
      holdings: new Int32Array(this.count * instruments),
    };
    let account = 0;
    let owner = -1;
    for (const { table: background, instrument } of this.tables) {
      const owners = owner + 1;
      for (let number = 0; number < background.count; number++, account++) {
        table.owner[account] = owners + background.owner[number];
        owner = Math.max(owner, table.owner[account]);
        table.broker[account] = background.broker[number];
        table.cash[account] = background.cash[number];
        table.holdings[account * instruments + instrument] = background.holdings[number];
      }
    }
    for (const { count, cash, holdings, instruments: traded, oneOwner, brokers } of this.blocks) {
      const first = owner + 1;
      for (let number = 0; number < count; number++, account++) {
        if (number === 0 || !oneOwner) owner++;
        table.owner[account] = owner;
        table.broker[account] = (brokers === undefined ? owner : first + (number % brokers)) % BROKERS;
        table.cash[account] = cash;
        for (const instrument of traded) table.holdings[account * instruments + instrument] = holdings;
      }
    }
    return table;
  }
}
