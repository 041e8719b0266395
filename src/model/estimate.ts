import { z } from 'zod';

/** A fitted number with its standard error, in the same unit. */
export const estimateSchema = z.strictObject({
  value: z.number(),
  standardError: z.number().nonnegative(),
});
export type Estimate = z.infer<typeof estimateSchema>;

/**
 * An estimate cut to six significant digits: more than any fit here knows, and the file stays readable. Cutting is
 * decimal rounding of an exact binary number, so it gives the same digits everywhere.
 */
export function estimate(value: number, standardError: number): Estimate {
  return { value: sixDigits(value), standardError: sixDigits(standardError) };
}

/** A number cut to six significant digits. */
export function sixDigits(value: number): number {
  return Number(value.toPrecision(6));
}
