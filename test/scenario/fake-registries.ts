import * as z from 'zod';
import type { Registries } from '../../src/scenario/index.js';
import { parseTimeOfDay } from '../../src/tape/index.js';

const time = z
  .string()
  .refine((text) => parseTimeOfDay(text) >= 0, { error: 'expected a time of day such as "10:00"' })
  .transform(parseTimeOfDay);

/** Small registries with every form that parameters take, so that the scenario room is tested by itself. */
export const fakeRegistries: Registries = {
  venues: [
    { id: 'szse-chinext', summary: 'ChiNext' },
    { id: 'us-equity', summary: 'US' },
  ],
  ruleOverrides: z.record(z.string(), z.unknown()),
  models: [],
  agents: [
    {
      id: 'market-maker',
      summary: 'quotes both sides',
      parameters: z.strictObject({ spreadTicks: z.int().min(1).default(2).describe('distance of its quotes, ticks') }),
    },
    { id: 'momentum', summary: 'follows the price', parameters: z.strictObject({}) },
  ],
  practices: [
    {
      id: 'spoofing',
      summary: 'shows what it does not mean',
      parameters: z.strictObject({
        size: z.union([
          z.strictObject({ best5Depth: z.number().positive() }),
          z.strictObject({ shares: z.int().positive() }),
        ]),
        cycles: z.int().min(1).default(6),
        side: z.enum(['buy', 'sell']),
        window: z.tuple([time, time]),
      }),
    },
  ],
  detectors: [
    { id: 'fd-c', summary: 'rule', parameters: z.strictObject({}), rule: true },
    { id: 'spoof-pattern', summary: 'pattern', parameters: z.strictObject({ display: z.number().min(0).default(1) }) },
  ],
};
