import { z } from 'zod';
import { definePractice } from '../practice.js';
import { RingCampaign, ringFunding, ringParameters } from '../ring-campaign.js';

const parameters = z.strictObject({
  ...ringParameters,
  drift: z
    .enum(['none', 'up'])
    .default('up')
    .describe('meet in the middle of a gap, or a tick below its upper end, so that the price creeps up'),
});

/**
 * Improper matched orders: accounts of different owners who have agreed on it trade in a ring, A to B to C and back to A,
 * at a set time, price and quantity. On the tape every trade has two owners; only the truth knows of the agreement.
 */
export const matchedOrders = definePractice({
  id: 'matched-orders',
  summary: 'accounts of different owners trade with each other in a ring, as agreed',
  source:
    'MAR Annex I A(c) with Delegated Regulation (EU) 2016/522 Annex II 1 (3)(c), improper matched orders; ' +
    'Exchange Act 9(a)(1)(B), (C); Securities Law of the PRC (2019) art. 55 (2); SZSE rules on abnormal trading, 互为对手方',
  parameters,
  attackOnly: Object.keys(parameters.shape),
  purposeLeg: false,
  evasion: { totals: ['volume', 'cycles'] },
  informationSet: (given) => given.information,
  check: (_given, accounts) =>
    accounts >= 2
      ? undefined
      : {
          path: 'accounts.count',
          problem: `found ${accounts} account, expected at least 2 that can trade with each other`,
        },
  funding: ringFunding,
  create: (given, context) =>
    new RingCampaign('matched-orders', given, given.drift === 'up' ? 'high' : 'middle', context),
});
