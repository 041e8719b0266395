import { z } from 'zod';
import { seconds } from '../agents/index.js';
import type { CallPush, CallPushPlan } from './call-push.js';
import { type CallSpan, callSpan } from './call-span.js';
import type { PracticeContext, PracticeProblem } from './practice.js';
import { sideOf, sideOfOrders } from './purpose.js';
import { pushingAccounts } from './push-parameters.js';
import { tradeQuantity, tradeSize } from './trade-size.js';

/** Keys of a scenario that say how the price of a call auction is pushed. */
export const callPushParameters = {
  side: sideOfOrders.describe('buy pushes the price of the auction up, sell presses it down'),
  budget: tradeSize.describe('how much it is ready to trade in the auction, in all'),
  target: z
    .number()
    .positive()
    .max(50)
    .default(3)
    .describe('how far the price of the auction is to lie from the last one, in per cent'),
  lead: seconds({ min: 0.1 }).prefault(60).describe('how long before the auction it begins, in seconds: the urgency'),
  interval: seconds({ min: 0.01 }).prefault(5).describe('time between two orders, in seconds'),
  orders: z.int().min(1).max(1_000).default(5).describe('orders into which the budget is divided'),
};

const schema = z.strictObject(callPushParameters);

/** What of a practice's parameters the push of a call is made from. */
export type GivenCallPush = z.output<typeof schema>;

/** What such a push is in a market whose venue has the call. */
export function callPushPlan(
  given: GivenCallPush,
  call: CallSpan,
  { accounts, instrument, rules }: PracticeContext,
): CallPushPlan {
  const side = sideOf(given.side);
  return {
    side,
    accounts: pushingAccounts(accounts),
    call,
    leadNs: given.lead,
    intervalNs: given.interval,
    orders: given.orders,
    budget: tradeQuantity(given.budget, side, instrument, 'budget'),
    targetPercent: given.target,
    instrument,
    rules,
  };
}

/** Refuses a venue without the call. */
export function checkCall(call: 'opening' | 'closing', { rules }: PracticeContext): PracticeProblem | undefined {
  if (callSpan(call, rules) !== undefined) return undefined;
  return {
    path: 'practice',
    problem: `the venue has no ${call} call on this day, expected a venue with one`,
  };
}

/** What the push of a call came to; nothing of it where there was none. */
export function callPushOutcomes(push: CallPush | undefined): Record<string, number> {
  if (push === undefined) return {};
  const { orders, movedTicks, indicatedQuantity } = push;
  return { pushQuantity: orders.executed, movedTicks, indicatedQuantity };
}
