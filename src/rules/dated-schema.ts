import { z } from 'zod';
import { dayBefore } from './calendar-day.js';
import type { Dated } from './effective.js';

/** A day that exists, `YYYY-MM-DD`. */
export const dateSchema = z.iso.date();

/** Dated values of one rule: in order of time, no day in two of them and none between them in neither. */
export function datedSchema<T>(value: z.ZodType<T>): z.ZodType<readonly Dated<T>[]> {
  const dated = z.strictObject({
    value,
    from: dateSchema,
    to: dateSchema.nullable(),
    provenance: z.string().min(1),
    confidence: z.enum(['published', 'secondary', 'operational', 'background', 'choice']),
  });
  return z
    .array(dated)
    .min(1)
    .superRefine((values, context) => {
      values.forEach(({ from, to }, index) => {
        const fault = intervalFault(from, to, values[index + 1]?.from);
        if (fault !== undefined) context.addIssue({ code: 'custom', message: fault, path: [index] });
      });
    }) as unknown as z.ZodType<readonly Dated<T>[]>;
}

/** What is wrong with the days of a value, given the first day of the one that follows it. */
function intervalFault(from: string, to: string | null, next: string | undefined): string | undefined {
  if (to !== null && to < from) return `the value from ${from} ends on ${to}, before it begins`;
  if (next === undefined) return undefined;
  if (next <= from) return `the value from ${next} stands behind the one from ${from}, expected them in order of time`;
  if (to === null || next <= to)
    return `the value from ${from} ${to === null ? 'has no end' : `lasts until ${to}`} and overlaps the one from ${next}`;
  if (to < dayBefore(next))
    return `no value holds between ${to} and ${next}, expected the second to begin on the day after the first ends`;
  return undefined;
}
