import { priceLimits, type RulePack } from '../rules/index.js';
import type { AccountTable, InstrumentHeader } from '../tape/index.js';
import type { Venue } from './venue/venue.js';

/** With what the next trading day begins. */
export interface NextDay {
  readonly instruments: readonly InstrumentHeader[];
  readonly accounts: AccountTable;
}

/**
 * Carries a market over night: cash and holdings as they ended, all of them free to be sold under T+1; the closing price
 * as the previous close, from which the limits of the next day follow; one more day since the status of a security began.
 * Nothing else happens over night: no dividends, splits or other ex-rights events, no change of status.
 * @param ended - the venue after {@link Venue.closeDay}, with a ledger
 * @param rules - of the next trading day
 * @param before - what the day that ended began with
 */
export function overnight(ended: Venue, before: NextDay, rules: RulePack): NextDay {
  const { ledger } = ended;
  if (ledger === undefined) throw new Error('only a venue with a ledger has something to carry over night');
  const { accounts } = before;
  const listed = before.instruments.length;
  const instruments = before.instruments.map((header, index) => {
    const close = ended.closingPrice(index);
    const statusDay = header.statusDay < 0 ? header.statusDay : header.statusDay + 1;
    const limits = priceLimits(rules, { previousClose: close, status: header.status, statusDay });
    return { ...header, previousClose: close, statusDay, lowerLimit: limits.lower, upperLimit: limits.upper };
  });
  const cash = accounts.cash.map((_, account) => ledger.cash(account));
  const holdings = accounts.holdings.map((_, at) => ledger.holdings(Math.floor(at / listed), at % listed));
  return { instruments, accounts: { ...accounts, cash, holdings } };
}
