import { inSuccession } from '../../effective.js';
import type { RuleValues } from '../../rule-pack.js';
import { ALWAYS } from './market-rules.js';

/** What holds on both boards of the Shenzhen Stock Exchange. */
export const gap = inSuccession<RuleValues['gap']>({
  value: 'queue',
  from: ALWAYS,
  provenance:
    'the host takes requests from 09:25 to 09:30 and works on them at 09:30; the hours of acceptance in the rules of 2026 leave them out, which is reject',
  confidence: 'background',
});

export const auction = inSuccession<RuleValues['auction']>({
  value: { candidates: 'tick-grid', openCall: 'nearest-previous-close', otherCalls: 'nearest-last-trade' },
  from: ALWAYS,
  provenance:
    'SZSE Trading Rules: greatest volume, then least unmatched, then nearest to the previous close (opening) or the last trade. Choices: any tick is a candidate, of two as near the lower one; an older text goes to the reference at once',
  confidence: 'secondary',
});

export const marketOrdersNeedLimit = inSuccession({
  value: true,
  from: ALWAYS,
  provenance: 'SZSE Trading Rules: market orders only in continuous trading and for securities with a price limit',
  confidence: 'secondary',
});

export const protectionPrice = inSuccession<RuleValues['protectionPrice']>({
  value: 'none',
  from: ALWAYS,
  provenance: 'SZSE Trading Rules: a market order names no price',
  confidence: 'secondary',
});

/** Limit orders and the five market orders. */
export const LIMIT_AND_MARKET: RuleValues['orderTypes'] = [
  'limit',
  'marketIoc',
  'counterpartyBest',
  'ownBest',
  'best5Ioc',
  'fillOrKill',
];
