import { inSuccession } from '../../effective.js';
import type { RuleValues } from '../../rule-pack.js';
import { RULES_OF_2006 } from './boundary-days.js';

/** What holds on both boards of the Shanghai Stock Exchange. */
export const gap = inSuccession<RuleValues['gap']>({
  value: 'reject',
  from: RULES_OF_2006,
  provenance:
    'SSE Trading Rules, hours of acceptance 9:15–9:25, 9:30–11:30, 13:00–15:00; between them brokers keep the requests. queue would make the host keep them',
  confidence: 'secondary',
});

export const auction = inSuccession<RuleValues['auction']>({
  value: { candidates: 'order-prices', openCall: 'middle', otherCalls: 'middle' },
  from: RULES_OF_2006,
  provenance:
    'SSE Trading Rules: greatest volume, then least unmatched, then the middle of the prices left. Choices: prices are those of orders (the text says 申报价格), the middle is rounded half up',
  confidence: 'secondary',
});

export const marketOrdersNeedLimit = inSuccession({
  value: false,
  from: RULES_OF_2006,
  provenance: 'only Shenzhen is known to take market orders for securities with a price limit alone',
  confidence: 'background',
});
