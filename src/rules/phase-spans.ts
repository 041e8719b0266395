import { z } from 'zod';
import { formatTimeOfDay, Phase } from '../tape/index.js';

const DAY_NS = 86_400_000_000_000;
const time = z.int().min(0).max(DAY_NS);

/** Phases that a venue's day is made of; `closed` is what lies between them, and only an instrument is halted. */
const phase = z.enum(Phase).refine((code): boolean => code !== Phase.closed && code !== Phase.haltCall, {
  error: 'a phase of the venue other than closed and haltCall',
});

/** A phase of the day, from a time until just before another, in ns since midnight. */
export const phaseSpanSchema = z
  .strictObject({ phase, startNs: time, endNs: time })
  .refine(({ startNs, endNs }) => startNs < endNs, {
    error: ({ input }) => `a phase that ends after it begins; ${shown(input as PhaseSpan)} does not`,
  });

interface PhaseSpan {
  readonly phase: Phase;
  readonly startNs: number;
  readonly endNs: number;
}

/** The phases of a day in order; none overlaps another. */
export const phasesSchema = z
  .array(phaseSpanSchema)
  .min(1)
  .superRefine((spans, context) => {
    spans.forEach((span, index) => {
      const before = spans[index - 1];
      if (before !== undefined && span.startNs < before.endNs)
        context.addIssue({
          code: 'custom',
          path: [index],
          message: `a phase that begins when the one before it has ended: ${shown(span)} overlaps ${shown(before)}`,
        });
    });
  });

function shown({ phase: code, startNs, endNs }: PhaseSpan): string {
  const name = Object.entries(Phase).find(([, value]) => value === code)?.[0];
  return `${name} ${shortTime(startNs)}–${shortTime(endNs)}`;
}

/** `09:30` where the seconds are nought, else as much as is needed. */
function shortTime(timeNs: number): string {
  return formatTimeOfDay(timeNs).replace(/(?::00)?\.000$/, '');
}
