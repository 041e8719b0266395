import { z } from 'zod';
import { parseTimeOfDay, SECOND } from '../tape/index.js';

/** A duration that a scenario gives in seconds and an agent gets in ns. */
export function seconds(options: { readonly min?: number; readonly max?: number } = {}) {
  return z
    .number()
    .min(options.min ?? 0)
    .max(options.max ?? 24 * 3600)
    .transform((value) => Math.round(value * SECOND));
}

/** A time of day that a scenario gives as text and an agent gets in ns since midnight. */
export function timeOfDay() {
  return z
    .string({ error: 'a time of day in quotes such as "10:00"' })
    .refine((text) => parseTimeOfDay(text) >= 0, { error: 'a time of day such as "10:00" or "09:30:00.500"' })
    .transform(parseTimeOfDay);
}

/** Shares in whole lots. */
export function shares(options: { readonly min?: number } = {}) {
  return z
    .int()
    .min(options.min ?? 100)
    .max(100_000_000)
    .multipleOf(100);
}

/** How late an agent sees the market and reaches it; `typical` in seconds. */
export function latency(typical: { readonly market: number; readonly order: number }) {
  return z
    .strictObject({
      market: seconds({ max: 60 }).prefault(typical.market).describe('from the venue to the agent, seconds'),
      order: seconds({ max: 60 }).prefault(typical.order).describe('from the agent to the venue, seconds'),
    })
    .prefault({})
    .describe('one-way delays');
}

/** What an agent may see. */
export function information(typical: 'order-by-order' | 'l1-snapshot-3s') {
  return z
    .enum(['order-by-order', 'l1-snapshot-3s'])
    .default(typical)
    .describe('what it sees: every change of the book, or five levels every three seconds');
}
