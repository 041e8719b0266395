import { z } from 'zod';
import { definePractice } from '../practice.js';
import { RingCampaign, ringFunding, ringParameters } from '../ring-campaign.js';
import { selfTradeHug } from '../threshold-hugs.js';

const parameters = z.strictObject(ringParameters);

/**
 * Wash trading: accounts of one owner trade with each other, so that volume shows and nothing changes hands. One account
 * rests an order, the next one meets it with as much at the same price; roles go round, so that positions come back.
 * What strangers execute instead is lost to the purpose and reported as leaked.
 *
 * Shares bought today cannot be sold today: the ring sells what it held when the day opened.
 */
export const washTrading = definePractice({
  id: 'wash-trading',
  summary: 'accounts of one owner trade with each other at agreed prices and quantities',
  source:
    'MAR Annex I A(c) with Delegated Regulation (EU) 2016/522 Annex II 1 (3)(a); CEA 4c(a)(2)(A); Exchange Act 9(a)(1); ' +
    'Securities Law of the PRC (2019) art. 55 (3); SZSE rules on abnormal trading, 自买自卖',
  parameters,
  attackOnly: Object.keys(parameters.shape),
  purposeLeg: false,
  evasion: { thresholdHug: selfTradeHug, totals: ['volume', 'cycles'] },
  oneOwner: true,
  informationSet: (given) => given.information,
  check: (_given, accounts) =>
    accounts >= 2
      ? undefined
      : {
          path: 'accounts.count',
          problem: `found ${accounts} account, expected at least 2 that can trade with each other`,
        },
  funding: ringFunding,
  create: (given, context) => new RingCampaign('wash-trading', given, 'middle', context),
});
