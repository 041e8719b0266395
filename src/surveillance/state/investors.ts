import { type AccountTable, UNKNOWN } from '../../tape/index.js';

/**
 * Who stands behind the accounts: the accounts of one owner are one investor, because abnormal-trading tests compute
 * them together; an account whose owner is not known is an investor of its own. Investors are numbered from 0 in the
 * order of their first accounts.
 */
export class Investors {
  readonly count: number;
  private readonly byAccount: Int32Array;

  constructor(accounts: AccountTable) {
    this.byAccount = new Int32Array(accounts.count);
    const byOwner = new Map<number, number>();
    let count = 0;
    for (let account = 0; account < accounts.count; account++) {
      const owner = accounts.owner[account];
      const known = owner < 0 ? undefined : byOwner.get(owner);
      if (known === undefined) {
        if (owner >= 0) byOwner.set(owner, count);
        this.byAccount[account] = count++;
      } else this.byAccount[account] = known;
    }
    this.count = count;
  }

  /** The investor behind an account; −1 behind an unknown one, which no test by investor can see. */
  of(account: number): number {
    return account < 0 ? UNKNOWN : this.byAccount[account];
  }
}
