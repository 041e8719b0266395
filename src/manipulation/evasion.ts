import { z } from 'zod';
import { seconds } from '../agents/index.js';

/**
 * Keys of a scenario for how a hand hides, whatever its practice: the catalogue of evasion in what supervisors and the
 * literature on hidden account groups describe. The ninth, `accountSplit`, is the attack's `accounts.count`: the totals
 * of a practice are always those of all its accounts together.
 */
export const evasion = z.strictObject({
  sizeJitter: z
    .number()
    .min(0)
    .max(0.5)
    .optional()
    .describe('greatest part of an order that is cut off at random and sent as an order of its own'),
  timeJitter: seconds({ max: 60 })
    .optional()
    .describe('greatest delay before an order or a cancel is sent, in seconds; drawn for each of them'),
  decoyTradeRate: z
    .number()
    .min(0)
    .max(0.9)
    .optional()
    .describe('part of all its orders that are small trades without purpose, on either side'),
  thresholdHug: z
    .number()
    .min(0.01)
    .max(1)
    .optional()
    .describe("sizes that lie at this part of the thresholds in force of the practice's test, in place of given ones"),
  partialFillAcceptance: z
    .number()
    .min(0)
    .max(1)
    .optional()
    .describe('part of a display that may be executed before it gives way to a market that comes near'),
  brokerSplit: z.int().min(1).max(20).optional().describe('brokers with whom the accounts are, in turn'),
  sessionSpread: z.int().min(1).max(250).optional().describe('trading days over which the totals are divided evenly'),
});

export type Evasion = z.output<typeof evasion>;
export type EvasionKnob = keyof Evasion;

/** The knobs that change what a hand sends rather than what it plans. */
export function disguises({ sizeJitter = 0, timeJitter = 0, decoyTradeRate = 0 }: Evasion): boolean {
  return sizeJitter > 0 || timeJitter > 0 || decoyTradeRate > 0;
}
