import { z } from 'zod';
import type { Dated } from './effective.js';

/** A day that exists, `YYYY-MM-DD`. */
export const dateSchema = z.iso.date();

/** Dated values of one rule: in order of time, with no day in two of them. */
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
    .refine(
      (values) =>
        values.every(
          ({ from, to }, index) =>
            (to === null ? index === values.length - 1 : from <= to) &&
            (index === 0 || (values[index - 1].to !== null && (values[index - 1].to as string) < from)),
        ),
      { message: 'intervals must follow one another without overlapping' },
    ) as unknown as z.ZodType<readonly Dated<T>[]>;
}
