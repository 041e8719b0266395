import { z } from 'zod';
import { information, latency, seconds } from '../agents/index.js';
import type { InstrumentHeader } from '../tape/index.js';
import { attackWindow } from './attack-window.js';
import { displayQuantity, displaySize } from './display-size.js';
import { cashToBuy, withReserve } from './funding.js';
import type { Funding } from './practice.js';
import { purpose, purposeQuantity, sideOf, sideOfOrders } from './purpose.js';

/** Keys of a scenario that every display with a genuine trade behind it has. */
export const displayParameters = {
  size: displaySize,
  side: sideOfOrders.describe('side of the orders that are shown'),
  window: attackWindow,
  cycles: z.int().min(1).max(10_000).default(6).describe('rounds of showing, trading and withdrawing'),
  purpose,
  lead: seconds().prefault(0).describe('time from showing to resting the genuine order, in seconds'),
  offset: z.int().min(0).max(100).default(0).describe('ticks behind the best at which the genuine order rests'),
  patience: seconds().prefault(60).describe('longest wait for the genuine order to be filled, in seconds'),
  cancelDelay: seconds()
    .prefault(3)
    .describe('mean time from the genuine fill to the withdrawal, in seconds; drawn from half to one and a half of it'),
  rest: z
    .enum(['cross', 'cancel'])
    .default('cross')
    .describe("what is left of the genuine trade at the window's end: trade it against the other side, or leave it"),
  information: information('order-by-order'),
  latency: latency({ market: 0.01, order: 0.01 }),
};

const schema = z.strictObject(displayParameters);
export type DisplayParameters = z.output<typeof schema>;

/** Of these, the ones that say nothing about the genuine trade. */
export const displayOnly = ['size', 'side', 'cancelDelay'] as const;

/**
 * What each account needs: its part of the display with a quarter more for what strangers execute of it, and the whole
 * genuine trade, since any account may come first.
 */
export function displayFunding(given: DisplayParameters, instrument: InstrumentHeader, accounts: number): Funding {
  const side = sideOf(given.side);
  const shown = withReserve(Math.ceil(displayQuantity(given.size, side, instrument) / accounts));
  const genuine = purposeQuantity(given.purpose);
  const bought = given.side === 'buy' ? shown : genuine;
  return {
    cash: cashToBuy(bought, instrument),
    holdings: given.side === 'buy' ? genuine : shown,
  };
}
