import { type AccountTable, noAccounts, UNKNOWN } from '../../tape/index.js';

/** More accounts than an exchange sees in a stock and day. */
const MOST_ACCOUNTS = 2_097_152;

/** What is wrong with an account of a row. */
interface AccountFault {
  readonly column: 'account' | 'owner' | 'broker';
  readonly found: string;
  readonly expected: string;
}

/**
 * Accounts, owners and brokers by the texts that files call them, numbered as they first appear. A row without an
 * account is anonymous. An account has one owner and one broker.
 */
export class AccountNames {
  private readonly accounts = new Map<string, number>();
  private readonly owners = new Map<string, number>();
  private readonly brokers = new Map<string, number>();
  private readonly ownerOf: number[] = [];
  private readonly brokerOf: number[] = [];
  /** Whether accounts that were not met before are refused. */
  private closed = false;

  /** The number of an account, −1 for none, or what is wrong. */
  number(account: string, owner?: string, broker?: string): number | AccountFault {
    if (account === '') return UNKNOWN;
    const known = this.accounts.get(account);
    if (known === undefined) return this.add(account, owner, broker);
    if (owner !== undefined && this.owners.get(owner) !== this.ownerOf[known])
      return { column: 'owner', found: owner, expected: `one owner of the account ${account}, in every row` };
    if (broker !== undefined && this.brokers.get(broker) !== this.brokerOf[known])
      return { column: 'broker', found: broker, expected: `one broker of the account ${account}, in every row` };
    return known;
  }

  /** From now on no account is new. */
  close(): void {
    this.closed = true;
  }

  /** Cash and holdings are not known. */
  table(instruments: number): AccountTable {
    const count = this.accounts.size;
    if (count === 0) return noAccounts();
    return {
      count,
      owner: Int32Array.from(this.ownerOf),
      broker: Int32Array.from(this.brokerOf),
      cash: new Float64Array(count).fill(UNKNOWN),
      holdings: new Int32Array(count * instruments).fill(UNKNOWN),
    };
  }

  private add(account: string, owner: string | undefined, broker: string | undefined): number | AccountFault {
    if (this.closed)
      return { column: 'account', found: account, expected: 'an account of the accounts that the map names' };
    const number = this.accounts.size;
    if (number === MOST_ACCOUNTS)
      return { column: 'account', found: 'one more', expected: `at most ${MOST_ACCOUNTS} accounts` };
    this.accounts.set(account, number);
    // Without owners every account is its own.
    this.ownerOf.push(owner === undefined ? number : numberOf(this.owners, owner));
    this.brokerOf.push(broker === undefined ? UNKNOWN : numberOf(this.brokers, broker));
    return number;
  }
}

function numberOf(names: Map<string, number>, name: string): number {
  const known = names.get(name);
  if (known !== undefined) return known;
  names.set(name, names.size);
  return names.size - 1;
}
