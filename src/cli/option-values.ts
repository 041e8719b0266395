import { InputError } from '../diagnostics/index.js';
import type { Invocation } from './command.js';

/** The whole number that an option gives; undefined when it is not there. */
export function wholeNumber(
  { options }: Invocation,
  name: string,
  { least, most }: { least: number; most: number },
): number | undefined {
  const text = options.get(name);
  if (text === undefined) return undefined;
  const value = /^[+-]?\d{1,15}$/.test(text) ? Number(text) : Number.NaN;
  if (value >= least && value <= most) return value;
  throw new InputError(`found "${text}", expected a whole number from ${least} to ${most}`, { path: `--${name}` });
}

/** The text that an option gives; undefined when it is not there. */
export function text({ options }: Invocation, name: string): string | undefined {
  const value = options.get(name);
  if (value === '') throw new InputError('found nothing, expected a value', { path: `--${name}` });
  return value;
}
