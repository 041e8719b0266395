import { z } from 'zod';
import type { Latency } from '../simulation/index.js';
import { Phase, parseTimeOfDay, SECOND } from '../tape/index.js';
import type { OrderRules } from './practice.js';

const timeOfDay = z
  .string({ error: 'a time of day in quotes such as "10:00"' })
  .refine((text) => parseTimeOfDay(text) >= 0, { error: 'a time of day such as "10:00" or "09:30:00.500"' })
  .transform(parseTimeOfDay);

/** Key of a scenario: when a practice acts. After parsing, ns since midnight. */
export const attackWindow = z.tuple([timeOfDay, timeOfDay]).describe('from when to when it acts, as times of day');

/** A stretch of time, ns since midnight. */
export interface Span {
  readonly startNs: number;
  readonly endNs: number;
}

/** A stretch of continuous trading within a window. */
export interface TradingSpan extends Span {
  /** From here on nothing may rest any more: {@link endNs} is when taking back begins, this is when it must be done. */
  readonly clearNs: number;
}

/** Whether it is time to place orders: within one of the stretches. */
export function isWithin(spans: readonly Span[], timeNs: number): boolean {
  return spans.some(({ startNs, endNs }) => startNs <= timeNs && timeNs < endNs);
}

/** Least time at the end of a stretch that is kept for taking orders back and for what follows from it. */
const WIND_DOWN = 10 * SECOND;

/**
 * When orders can be placed and taken back freely within a window: continuous trading, each stretch without its last ten
 * seconds (a tenth of it when it is shorter than 100 s), or more where three ways to the venue and back take longer: for
 * taking back, for a closing trade, and for taking back what is left of that. A stretch that is too short is left out.
 */
export function tradingSpans(
  window: readonly [number, number],
  phases: OrderRules['phases'],
  { market, order }: Latency,
): TradingSpan[] {
  return phases
    .filter(({ phase }) => phase === Phase.continuous)
    .map(({ startNs, endNs }) => ({ startNs: Math.max(startNs, window[0]), endNs: Math.min(endNs, window[1]) }))
    .map(({ startNs, endNs }) => {
      const usual = Math.min(WIND_DOWN, Math.floor((endNs - startNs) / 10));
      const windDown = Math.max(usual, 3 * (market + order + 1));
      return { startNs, endNs: endNs - windDown, clearNs: endNs - Math.floor(windDown / 3) };
    })
    .filter(({ startNs, endNs }) => endNs > startNs);
}
