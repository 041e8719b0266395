import { z } from 'zod';
import { seconds } from '../agents/index.js';
import { type InstrumentHeader, Side } from '../tape/index.js';
import { cashToBuy } from './funding.js';
import type { Funding } from './practice.js';
import type { Push } from './push.js';
import { tradeSize } from './trade-size.js';

/** Keys of a scenario that say how hard and how far a price is pushed. */
export const pushParameters = {
  budget: tradeSize.describe('how much it is ready to trade for the push, in all'),
  target: z.number().positive().max(50).default(3).describe('how far the price is to go in a round, in per cent'),
  levels: z.int().min(1).max(5).default(2).describe('price levels of the other side that one order takes'),
  interval: seconds({ min: 0.01 }).prefault(5).describe('mean time between two orders, in seconds: the urgency'),
  jitter: z
    .number()
    .min(0)
    .max(0.9)
    .default(0.2)
    .describe('part by which times and quantities of the push are spread around their mean'),
};

/** All of them say nothing about the genuine trade. */
export const pushOnly = Object.keys(pushParameters);

/** Where there are several accounts, the first one is kept for the genuine trade. */
export function pushingAccounts(accounts: readonly number[]): readonly number[] {
  return accounts.length === 1 ? accounts : accounts.slice(1);
}

/**
 * What each account needs: its part of the budget and a lot more, since parts are in whole lots, and the whole genuine
 * trade on the other side.
 * @param genuine - quantity of the trade that the push is for
 */
export function pushFunding(
  budget: number,
  side: Side,
  instrument: InstrumentHeader,
  accounts: number,
  genuine: number,
): Funding {
  const each = Math.ceil(budget / Math.max(1, accounts - 1)) + LARGEST_LOT;
  return side === Side.buy
    ? { cash: cashToBuy(each, instrument), holdings: genuine }
    : { cash: cashToBuy(genuine, instrument), holdings: each };
}

/** No venue here has greater lots. */
const LARGEST_LOT = 200;

/** What a push came to. Nothing of it where there was none. */
export function pushOutcomes(push: Push | undefined): Record<string, number> {
  if (push === undefined) return {};
  const { orders, movedTicks, marketVolume } = push;
  return {
    pushQuantity: orders.executed,
    movedTicks,
    volumeShare: marketVolume === 0 ? 0 : Math.round((orders.executed / marketVolume) * 10_000) / 10_000,
  };
}
