import { inSuccession } from '../../effective.js';
import type { RuleValues } from '../../rule-pack.js';
import { MAIN_BOARD_REGISTRATION, RULES_OF_2006 } from './boundary-days.js';

/** What holds on both boards of the Shanghai Stock Exchange. */
export const gap = inSuccession<RuleValues['gap']>({
  value: 'reject',
  from: RULES_OF_2006,
  provenance:
    'SSE Trading Rules, hours of acceptance 9:15–9:25, 9:30–11:30, 13:00–15:00; between them brokers keep the requests (an order feed of 2023-02-07 shows none). queue would make the host keep them',
  confidence: 'secondary',
});

export const auction = inSuccession<RuleValues['auction']>({
  value: { candidates: 'order-prices', openCall: 'middle', otherCalls: 'middle' },
  from: RULES_OF_2006,
  provenance:
    'SSE Trading Rules: greatest volume, then least unmatched, then the middle of the prices left. Choices: prices are those of orders (the text says 申报价格), the middle is rounded half up',
  confidence: 'secondary',
});

export const marketOrdersNeedLimit = inSuccession(
  {
    value: false,
    from: RULES_OF_2006,
    provenance:
      'the sources say it of Shenzhen alone; the SSE Trading Rules before 2023 are remembered to have had the same clause, which is true',
    confidence: 'choice',
  },
  {
    value: false,
    from: MAIN_BOARD_REGISTRATION,
    provenance:
      'SSE Trading Rules, 3.3.6 as a program quotes it: market orders only in continuous trading, with no word of limits',
    confidence: 'secondary',
  },
);

/** Limit orders and the two market orders of 2006, and with the two that STAR brought. */
export const LIMIT_AND_BEST_FIVE: RuleValues['orderTypes'] = ['limit', 'best5Ioc', 'best5ThenLimit'];
export const LIMIT_AND_MARKET: RuleValues['orderTypes'] = [...LIMIT_AND_BEST_FIVE, 'ownBest', 'counterpartyBest'];
