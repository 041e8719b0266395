import * as z from 'zod';
import { parseTimeOfDay } from '../tape/index.js';
import { MOST_DIMENSIONS } from './halton.js';
import { moments } from './moments/registry.js';

/** Version of the calibration file. */
const CALIBRATION_SCHEMA = 1;

const timeOfDay = z
  .string({ error: 'a time of day in quotes such as "10:00"' })
  .refine((text) => parseTimeOfDay(text) >= 0, { error: 'a time of day such as "10:00" or "09:30:00.500"' })
  .transform(parseTimeOfDay);
const window = z.tuple([timeOfDay, timeOfDay]);

const parameter = z
  .strictObject({
    from: z.number().describe('least value of the prior'),
    to: z.number().describe('largest value of the prior'),
    scale: z.enum(['linear', 'log']).default('linear').describe('on which the prior is uniform'),
    step: z.number().positive().optional().describe('values are multiples of it'),
    usual: z
      .number()
      .optional()
      .describe('what it stays at when the data do not tell; by default what the scenario has written'),
  })
  .refine(({ from, to }) => from < to, { path: ['to'], error: 'more than from' })
  .refine(({ from, scale }) => scale === 'linear' || from > 0, { path: ['from'], error: 'more than 0 on a log scale' })
  .refine(({ from, to, step }) => step === undefined || to - from >= step, {
    path: ['step'],
    error: 'a step that fits between from and to',
  });

const shape = {
  tapes: z
    .array(z.string().min(1))
    .min(1)
    .max(1000)
    .optional()
    .describe('tapes (.parquet) relative to this file; each is a stretch as long as a simulated one'),
  source: z.string().min(1).optional().describe('a file or folder of order data, with its format'),
  format: z.string().optional().describe('layout of the source, as touchstone list shows them'),
  symbol: z.string().optional().describe('which instrument, where the source holds several'),
  moments: z.string().min(1).optional().describe('a file of moments that --moments wrote'),
};

const target = z
  .strictObject(shape)
  .refine(({ tapes, source, moments: file }) => [tapes, source, file].filter((one) => one !== undefined).length === 1, {
    error: 'exactly one of tapes, source and moments',
  })
  .refine(({ source, format }) => (source === undefined) === (format === undefined), {
    path: ['format'],
    error: 'a format beside a source, and none without',
  });

/** The schema of a calibration file. */
export const calibrationSchema = z.strictObject({
  schema: z.literal(CALIBRATION_SCHEMA).describe('version of this file format'),
  scenario: z.string().min(1).describe('a scenario file relative to this one, or the name of one that is shipped'),
  parameters: z
    .record(z.string(), parameter)
    .refine((entries) => Object.keys(entries).length >= 1 && Object.keys(entries).length <= MOST_DIMENSIONS, {
      error: `1 to ${MOST_DIMENSIONS} parameters`,
    })
    .describe('what is to be found, by path; paths go by id, as agents.makers.quantity'),
  moments: z
    .array(z.enum(moments.map(({ id }) => id) as [string, ...string[]]))
    .min(1)
    .refine((ids) => new Set(ids).size === ids.length, { error: 'every moment once' })
    .optional()
    .describe('by what simulated and real are compared; all by default'),
  target: target.describe('what is real'),
  heldOut: target.optional().describe('what is real as well and no search sees'),
  window: window
    .optional()
    .describe("over which moments are measured; by default the continuous trading of the scenario's window"),
  heldOutWindow: window.optional().describe('the same for heldOut, later in the day; by default as window'),
  blockSeconds: z
    .number()
    .min(1)
    .max(3600)
    .default(30)
    .describe('seconds of the blocks that are taken as independent of each other'),
  budget: z.int().min(1).max(100_000).default(500).describe('simulations at most'),
  seedsPerPoint: z.int().min(1).max(1000).default(1).describe('simulations of a point while it is searched'),
  seed: z.int().min(0).max(Number.MAX_SAFE_INTEGER).default(1).describe('master seed of all random numbers'),
});

export type ParsedCalibration = z.output<typeof calibrationSchema>;
export type TargetSource = ParsedCalibration['target'];
