import { table, thousands } from '../report/index.js';
import type { Plan } from '../run/index.js';

/** Units in which money is counted, of one unit of the currency. */
const MONEY_UNITS = 10_000;

/** What the accounts of every attack open with, and where that is less than they need; nothing where nobody attacks. */
export function fundingLines({ funding }: Pick<Plan, 'funding'>): string[] {
  if (funding.size === 0) return [];
  const columns = [
    { head: 'attack', align: 'left' as const },
    { head: 'accounts', align: 'right' as const },
    { head: 'cash of each', align: 'right' as const },
    { head: 'holdings of each', align: 'right' as const },
  ];
  const rows = [...funding].map(([attack, { accounts, cash, holdings }]) => [
    attack,
    thousands(accounts),
    thousands(Math.ceil(cash / MONEY_UNITS)),
    thousands(holdings),
  ]);
  const short = [...funding].flatMap(([attack, { cash, holdings, neededCash, neededHoldings }]) => [
    ...(cash < neededCash ? [shortage(attack, 'cash', cash / MONEY_UNITS, neededCash / MONEY_UNITS)] : []),
    ...(holdings < neededHoldings ? [shortage(attack, 'shares', holdings, neededHoldings)] : []),
  ]);
  return [...table(columns, rows), ...short];
}

function shortage(attack: string, what: string, found: number, needed: number): string {
  return `${attack}: each account has ${thousands(Math.floor(found))} in ${what} and may need ${thousands(Math.ceil(needed))}: it does what it can pay for`;
}
