import type { Ledger } from '../market/index.js';
import type { TapeHeader } from '../tape/index.js';
import type { Positions } from './finished-run.js';

/**
 * What every group of accounts won and lost over the day, and the others by their class; fees are the venue's.
 * @param classes - of every account, by number
 */
export function positionsOf(
  ledger: Ledger,
  { accounts, instruments }: TapeHeader,
  attacks: readonly { readonly id: string; readonly accounts: readonly number[] }[],
  classes: readonly string[],
): Positions {
  const groupOf = new Map(attacks.flatMap(({ id, accounts: own }) => own.map((account) => [account, id] as const)));
  const nothing = () => ({ cash: 0, holdings: instruments.map(() => 0) });
  const groups: Record<string, ReturnType<typeof nothing>> = {};
  for (const { id } of attacks) groups[id] = nothing();
  const others = nothing();
  const byClass: Record<string, ReturnType<typeof nothing>> = {};
  let fees = 0;
  for (let account = 0; account < accounts.count; account++) {
    const id = groupOf.get(account);
    if (id === undefined) byClass[classes[account]] ??= nothing();
    for (const group of id === undefined ? [others, byClass[classes[account]]] : [groups[id]]) {
      group.cash += ledger.cash(account) - accounts.cash[account];
      for (let instrument = 0; instrument < instruments.length; instrument++)
        group.holdings[instrument] +=
          ledger.holdings(account, instrument) - accounts.holdings[account * instruments.length + instrument];
    }
    fees += ledger.feesPaid(account);
  }
  return { attacks: groups, others, classes: byClass, fees };
}
