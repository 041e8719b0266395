import { InputError } from '../diagnostics/index.js';
import type { OpeningState, RestingOrder } from '../order-flow/index.js';
import type { RulePack } from '../rules/index.js';
import { type AccountTable, formatTimeOfDay, type InstrumentHeader, Side } from '../tape/index.js';

/** Cash and holdings cover this many times what an account's part of the book to open from is expected to be. */
const COVER = 2;

/**
 * A recorded book as orders that the venue takes anew: what was partly executed comes to whole lots again, what is more
 * than one order may have comes in several. The side comes first that the price cage lets in from the previous close; the
 * other then follows it.
 * @throws InputError for a price beyond the limits of the day
 */
export function enterable(opening: OpeningState, rules: RulePack, instrument: InstrumentHeader): OpeningState {
  const { lowerLimit, upperLimit, previousClose } = instrument;
  const beyond = opening.orders.find(
    ({ price }) => (lowerLimit >= 0 && price < lowerLimit) || (upperLimit >= 0 && price > upperLimit),
  );
  if (beyond !== undefined)
    throw new InputError(
      `found an order at ${beyond.price} ticks in the book at ${formatTimeOfDay(opening.timeNs)}, expected prices within the limits of the day, ${lowerLimit}–${upperLimit}`,
      { path: 'background.openingBook' },
    );
  const of = (side: Side) =>
    opening.orders.filter((order) => order.side === side).flatMap((order) => pieces(order, rules));
  const [bids, asks] = [of(Side.buy), of(Side.sell)];
  return { ...opening, orders: bids[0].price <= previousClose ? [...bids, ...asks] : [...asks, ...bids] };
}

function pieces(order: RestingOrder, { lots, maximumLimitQuantity }: RulePack): RestingOrder[] {
  const { minimum, step } = order.side === Side.buy ? lots.buy : lots.sell;
  const whole = (quantity: number) => Math.max(minimum, Math.floor((2 * quantity + step) / (2 * step)) * step);
  const most = maximumLimitQuantity === null ? Infinity : Math.floor(maximumLimitQuantity / step) * step;
  const all: RestingOrder[] = [];
  for (let left = whole(order.quantity); left > 0; left -= most)
    all.push({ ...order, quantity: Math.max(minimum, Math.min(left, most)) });
  return all;
}

/**
 * The accounts of an order flow with what the book to open from needs besides: for each the largest order, and of all
 * orders the part that its holdings are of all holdings, twice.
 */
export function fundedFor(
  accounts: AccountTable,
  orders: readonly RestingOrder[],
  { moneyPerTick, upperLimit }: InstrumentHeader,
): AccountTable {
  const of = (side: Side) => orders.filter((order) => order.side === side).map(({ quantity }) => quantity);
  const [bought, sold] = [of(Side.buy), of(Side.sell)];
  const dearest = Math.max(upperLimit, ...orders.map(({ price }) => price)) * moneyPerTick;
  const held = accounts.holdings.reduce((sum, one) => sum + one, 0);
  const more = (account: number, quantities: readonly number[]) => {
    const sum = quantities.reduce((total, quantity) => total + quantity, 0);
    return Math.ceil((COVER * sum * accounts.holdings[account]) / held) + Math.max(...quantities);
  };
  return {
    ...accounts,
    holdings: accounts.holdings.map((quantity, account) => quantity + more(account, sold)),
    cash: accounts.cash.map((money, account) => money + more(account, bought) * dearest),
  };
}
