import type { Ledger } from '../market/index.js';
import type { TapeHeader } from '../tape/index.js';
import type { Positions } from './finished-run.js';

/** What every group of accounts won and lost over the day; fees are the venue's. */
export function positionsOf(
  ledger: Ledger,
  { accounts, instruments }: TapeHeader,
  attacks: readonly { readonly id: string; readonly accounts: readonly number[] }[],
): Positions {
  const groupOf = new Map(attacks.flatMap(({ id, accounts: own }) => own.map((account) => [account, id] as const)));
  const nothing = () => ({ cash: 0, holdings: instruments.map(() => 0) });
  const groups: Record<string, ReturnType<typeof nothing>> = {};
  for (const { id } of attacks) groups[id] = nothing();
  const others = nothing();
  let fees = 0;
  for (let account = 0; account < accounts.count; account++) {
    const id = groupOf.get(account);
    const group = id === undefined ? others : groups[id];
    group.cash += ledger.cash(account) - accounts.cash[account];
    for (let instrument = 0; instrument < instruments.length; instrument++)
      group.holdings[instrument] +=
        ledger.holdings(account, instrument) - accounts.holdings[account * instruments.length + instrument];
    fees += ledger.feesPaid(account);
  }
  return { attacks: groups, others, fees };
}
