import { z } from 'zod';
import type { InformationSet, Latency } from '../simulation/index.js';

/** Keys of a scenario: what a manipulator sees and how late. */
export const connectionParameters = {
  informationSet: z
    .enum(['order-by-order', 'l1-snapshot-3s'] satisfies InformationSet[])
    .default('order-by-order')
    .describe('what it sees: every change of the book, or five levels every three seconds'),
  latency: z
    .number()
    .min(0)
    .max(60_000)
    .default(10)
    .describe('one-way delay of market data and, again, of orders, in milliseconds'),
};

/** The delays that {@link connectionParameters} stand for. */
export function latencyOf(milliseconds: number): Latency {
  const delay = Math.round(milliseconds * 1_000_000);
  return { market: delay, order: delay };
}
