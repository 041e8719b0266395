import { z } from 'zod';
import { HOUR, MINUTE, Phase, parseTimeOfDay, SECOND } from '../tape/index.js';
import { phaseSpanSchema } from './phase-spans.js';

/** How a scenario writes the values of which a rule pack holds numbers: each can be read and written back. */

const DAY_NS = 24 * HOUR;
const LONGEST_SECONDS = 24 * 3600;
const phaseNames = Object.keys(Phase) as [keyof typeof Phase, ...(keyof typeof Phase)[]];

/** A duration in seconds for ns. */
export function seconds(least: number) {
  return z.codec(z.number().min(least).max(LONGEST_SECONDS), z.int(), {
    decode: (value) => Math.round(value * SECOND),
    encode: (ns) => ns / SECOND,
  });
}

/** A time of day in quotes for ns since midnight; 24:00 is the end of the day. */
export const timeOfDay = z.codec(
  z
    .string({ error: 'a time of day in quotes such as "10:00"' })
    .refine((text) => text === '24:00' || parseTimeOfDay(text) >= 0, {
      error: 'a time of day such as "10:00" or "09:30:00.500"',
    }),
  z.int(),
  { decode: (text) => (text === '24:00' ? DAY_NS : parseTimeOfDay(text)), encode: writtenTime },
);

/** A phase by its name. */
export const phaseName = z.codec(z.enum(phaseNames), z.enum(Phase), {
  decode: (name) => Phase[name],
  encode: nameOf,
});

/** Of the venue as a whole: it is closed outside of its phases, and only an instrument is halted. */
const venuePhaseName = z.codec(z.enum(phaseNames).exclude(['closed', 'haltCall']), z.enum(Phase), {
  decode: (name) => Phase[name],
  encode: (code) => nameOf(code) as Exclude<keyof typeof Phase, 'closed' | 'haltCall'>,
});

/** A phase of the day: `{ phase: continuous, from: "09:30", to: "11:30" }`. */
export const phaseSpan = z.codec(
  z.strictObject({
    phase: venuePhaseName,
    from: timeOfDay.describe('when it begins, in the local time of the venue'),
    to: timeOfDay.describe('when it ends'),
  }),
  phaseSpanSchema,
  {
    decode: ({ phase, from, to }) => ({ phase, startNs: from, endNs: to }),
    encode: ({ phase, startNs, endNs }) => ({ phase: phase as Phase, from: startNs, to: endNs }),
  },
);

function nameOf(code: Phase): keyof typeof Phase {
  return phaseNames.find((name) => Phase[name] === code)!;
}

/** `09:30` with as many digits behind as the time needs, so that it reads back as the same. */
function writtenTime(ns: number): string {
  const two = (value: number) => String(value).padStart(2, '0');
  const minutes = `${two(Math.floor(ns / HOUR))}:${two(Math.floor((ns % HOUR) / MINUTE))}`;
  const left = ns % MINUTE;
  if (left === 0) return minutes;
  const fraction = String(left % SECOND)
    .padStart(9, '0')
    .replace(/0+$/, '');
  return `${minutes}:${two(Math.floor(left / SECOND))}${fraction === '' ? '' : `.${fraction}`}`;
}
