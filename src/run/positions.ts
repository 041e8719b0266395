import type { Ledger } from '../market/index.js';
import type { TapeHeader } from '../tape/index.js';
import type { PositionChange, Positions } from './finished-run.js';

/** What every group of accounts won and lost over the day; fees are the venue's. */
export function positionsOf(
  ledger: Ledger,
  { accounts }: TapeHeader,
  attacks: readonly { readonly id: string; readonly accounts: readonly number[] }[],
): Positions {
  const groupOf = new Map(attacks.flatMap(({ id, accounts: own }) => own.map((account) => [account, id] as const)));
  const groups: Record<string, { cash: number; holdings: number }> = {};
  for (const { id } of attacks) groups[id] = { cash: 0, holdings: 0 };
  const others = { cash: 0, holdings: 0 };
  let fees = 0;
  for (let account = 0; account < accounts.count; account++) {
    const id = groupOf.get(account);
    const group: { -readonly [Key in keyof PositionChange]: number } = id === undefined ? others : groups[id];
    group.cash += ledger.cash(account) - accounts.cash[account];
    group.holdings += ledger.holdings(account, 0) - accounts.holdings[account];
    fees += ledger.feesPaid(account);
  }
  return { attacks: groups, others, fees };
}
