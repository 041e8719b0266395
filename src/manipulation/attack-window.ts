import { z } from 'zod';
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

/** Time at the end of every stretch that is kept for taking orders back and for what follows from it. */
const LONGEST_WIND_DOWN = 10 * SECOND;

/**
 * When orders can be placed and taken back freely within a window: continuous trading, each stretch without its last ten
 * seconds (a tenth of it when it is shorter than 100 s). Half of these are for what follows from taking orders back.
 */
export function tradingSpans(window: readonly [number, number], phases: OrderRules['phases']): TradingSpan[] {
  return phases
    .filter(({ phase }) => phase === Phase.continuous)
    .map(({ startNs, endNs }) => ({ startNs: Math.max(startNs, window[0]), endNs: Math.min(endNs, window[1]) }))
    .filter(({ startNs, endNs }) => endNs > startNs)
    .map(({ startNs, endNs }) => {
      const windDown = Math.min(LONGEST_WIND_DOWN, Math.floor((endNs - startNs) / 10));
      return { startNs, endNs: endNs - windDown, clearNs: endNs - Math.floor(windDown / 2) };
    });
}
