import { InputError } from '../diagnostics/index.js';
import { parseTimeOfDay } from '../tape/index.js';
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

/** The time of day that an option gives, ns since midnight; undefined when it is not there. */
export function timeOfDay(invocation: Invocation, name: string): number | undefined {
  const written = text(invocation, name);
  if (written === undefined) return undefined;
  const time = parseTimeOfDay(written);
  if (time >= 0) return time;
  throw new InputError(`found "${written}", expected a time of day such as 12:45`, { path: `--${name}` });
}
