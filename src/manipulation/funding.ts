import { InputError } from '../diagnostics/index.js';
import type { Desk } from '../simulation/index.js';
import { type InstrumentHeader, Side } from '../tape/index.js';

/** Costs of buying are taken to be below half a per cent of the value. */
const COSTS = 0.005;

/** Where no limit holds, prices are taken to stay below one and a half times the previous close. */
const HIGHEST_WITHOUT_LIMIT = 1.5;

/** Part that a display has in reserve, since what strangers execute of it is gone for the day. */
const DISPLAY_RESERVE = 0.25;

/** Cash that suffices to buy a quantity at any price of the day, costs included; an integer. */
export function cashToBuy(quantity: number, instrument: InstrumentHeader): number {
  const { upperLimit, previousClose, moneyPerTick, symbol } = instrument;
  if (upperLimit < 0 && previousClose < 0)
    throw new InputError(`neither a limit nor a previous close of ${symbol} is known, expected cash as a number`, {
      path: 'accounts.cash',
    });
  return Math.ceil(quantity * highestPrice(instrument) * moneyPerTick * (1 + COSTS));
}

/** What the price of a day is reckoned with at most, ticks: its upper limit where there is one. */
export function highestPrice({ upperLimit, previousClose }: InstrumentHeader): number {
  return upperLimit >= 0 ? upperLimit : Math.ceil(previousClose * HIGHEST_WITHOUT_LIMIT);
}

/** Quantity to have for showing a quantity again and again: a quarter more. */
export function withReserve(quantity: number): number {
  return Math.ceil(quantity * (1 + DISPLAY_RESERVE));
}

/** Quantity that an account can now offer, or bid for at a price. */
export function affordable(
  desk: Desk,
  account: number,
  side: number,
  price: number,
  instrument: InstrumentHeader,
): number {
  if (side === Side.sell) return desk.sellable(account);
  return Math.floor(desk.cash(account) / (price * instrument.moneyPerTick * (1 + COSTS)));
}
