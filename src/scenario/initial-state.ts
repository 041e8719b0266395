import * as z from 'zod';
import { InputError, type InputPlace } from '../diagnostics/index.js';
import type { PriceLimits } from '../rules/index.js';

const states = ['limit-up', 'limit-down'] as const;

const declared = z
  .strictObject({
    state: z.enum(states).describe('the limit of the day at which the price stands when the window begins'),
    queue: z
      .union([
        z.strictObject({
          best5Depth: z.number().positive().max(10_000).describe('multiple of the usual best-five depth'),
        }),
        z.strictObject({ shares: z.int().min(100).max(1_000_000_000).describe('shares') }),
      ])
      .default({ best5Depth: 20 })
      .describe('what waits at the limit when the window begins'),
    joins: z.number().min(0).max(10).default(0.05).describe('what joins the queue a minute, as a part of it'),
    trades: z
      .number()
      .min(0)
      .max(10)
      .default(0.02)
      .describe('what trades with the queue a minute, as a part of it; the rest of what joins gives up'),
    order: z.int().min(100).max(1_000_000).default(3_000).describe('mean shares of an order'),
  })
  .refine(({ joins, trades }) => trades <= joins, {
    path: ['trades'],
    error: 'no more than joins, since otherwise the queue is used up and the state does not keep',
  });

/** Key of a scenario: a state that the first day begins in, and the declared flow that keeps it. */
export const initialState = z
  .union([z.enum(states).transform((state) => declared.parse({ state })), declared])
  .optional()
  .describe(
    'the price stands at its limit when the first day begins: limit-up, limit-down, or the state with a queue and a flow that keeps it; it takes the place of the fitted flow on that day',
  );

/** What {@link initialState} becomes. */
export type InitialState = z.output<typeof declared>;

/** @throws InputError where the day has no limit at which the price could stand */
export function checkInitialState({ state }: InitialState, { lower, upper }: PriceLimits, place: InputPlace): void {
  if ((state === 'limit-up' ? upper : lower) >= 0) return;
  throw new InputError(
    `found ${state} on a day without price limits, expected a security and a venue that have them`,
    place,
  );
}
