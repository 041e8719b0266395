import { z } from 'zod';
import { seconds } from '../agents/index.js';
import type { Latency } from '../simulation/index.js';
import { type Span, tradingSpans } from './attack-window.js';
import type { Pace } from './paced-trade.js';
import type { OrderRules } from './practice.js';

/** Keys of a scenario that say how a genuine trade is done in parts. */
export const paceParameters = {
  pace: seconds({ min: 0.1 }).prefault(30).describe('time between two parts of the genuine trade, in seconds'),
  style: z
    .enum(['rest', 'cross'])
    .default('rest')
    .describe("how a part of the genuine trade is done: at the best of its own side, or against the other side's"),
  rest: z
    .enum(['cross', 'cancel'])
    .default('cross')
    .describe("what is left of the genuine trade at its end: trade it against the other side's best, or leave it"),
};

/** The values of {@link paceParameters}, with the latency of who trades. */
export interface GivenPace {
  readonly pace: number;
  readonly style: 'rest' | 'cross';
  readonly rest: 'cross' | 'cancel';
  readonly latency: Latency;
}

/** The pace of a trade over a span, as far as there is continuous trading in it; undefined where there is none. */
export function paceOver(span: Span, given: GivenPace, rules: OrderRules): Pace | undefined {
  const { pace, style, rest, latency } = given;
  const spans = tradingSpans([span.startNs, span.endNs], rules.phases, latency);
  if (spans.length === 0) return undefined;
  const { endNs, clearNs } = spans[spans.length - 1];
  return { startNs: spans[0].startNs, spans, endNs, clearNs, everyNs: pace, style, rest };
}
