import { z } from 'zod';
import { SECOND } from '../tape/index.js';
import {
  feeSchemas,
  haltsSchema,
  luldSchema,
  type RuleValues,
  ruleSchemas,
  SHORTEST_HALT_NS,
  SHORTEST_INDICATION_NS,
} from './rule-pack.js';
import { phaseName, phaseSpan, seconds, timeOfDay } from './written-values.js';

/** What a scenario may set, as it is parsed: `fees` one by one, everything else as a whole. */
export type RuleOverrides = Partial<Omit<RuleValues, 'fees'>> & { readonly fees?: Partial<RuleValues['fees']> };

const { levels, lunch, durationNs } = haltsSchema.shape;

const halts = z.codec(
  z.strictObject({ levels, duration: inSeconds(durationNs, SHORTEST_HALT_NS / SECOND), lunch }),
  z.custom<z.output<typeof haltsSchema>>(),
  {
    decode: ({ duration, ...same }) => ({ ...same, durationNs: duration }),
    encode: ({ durationNs: duration, ...same }) => ({ ...same, duration }),
  },
);

const { tier, updateFraction, ...times } = luldSchema.shape;
const typical = luldSchema.parse({});

const luld = z.codec(
  z.strictObject({
    tier,
    window: inSeconds(times.windowNs, 0.001).prefault(typical.windowNs / SECOND),
    updateFraction,
    minimumStand: inSeconds(times.minimumStandNs, 0).prefault(typical.minimumStandNs / SECOND),
    doubledFrom: timeOfDay
      .describe(times.doubledFromNs.description!)
      .prefault(z.encode(timeOfDay, typical.doubledFromNs)),
    limitState: inSeconds(times.limitStateNs, SHORTEST_HALT_NS / SECOND).prefault(typical.limitStateNs / SECOND),
    pause: inSeconds(times.pauseNs, SHORTEST_HALT_NS / SECOND).prefault(typical.pauseNs / SECOND),
  }),
  z.custom<z.output<typeof luldSchema>>(),
  {
    decode: ({ window, minimumStand, doubledFrom, limitState, pause, ...same }) => ({
      ...same,
      windowNs: window,
      minimumStandNs: minimumStand,
      doubledFromNs: doubledFrom,
      limitStateNs: limitState,
      pauseNs: pause,
    }),
    encode: ({ windowNs, minimumStandNs, doubledFromNs, limitStateNs, pauseNs, ...same }) => ({
      ...same,
      window: windowNs,
      minimumStand: minimumStandNs,
      doubledFrom: doubledFromNs,
      limitState: limitStateNs,
      pause: pauseNs,
    }),
  },
);

const { indicationIntervalNs, ...others } = ruleSchemas;

/** Every rule as a scenario writes it, by the name that it has there: phases by name, durations in seconds. */
const writtenSchemas = {
  ...others,
  phases: z.array(phaseSpan).pipe(ruleSchemas.phases),
  noCancel: z.array(phaseName),
  indicationInterval: inSeconds(indicationIntervalNs, SHORTEST_INDICATION_NS / SECOND),
  halts: halts.nullable(),
  luld: luld.nullable(),
  fixedPrice: z
    .strictObject({
      entryPhases: z.array(phaseName).min(1).describe('phases in which orders for it are taken'),
    })
    .nullable(),
};

/** The rules as a scenario may set them under `market.rules`; parsed, they are overrides of a pack. */
export const ruleOverridesSchema = z.codec(
  z
    .strictObject({
      ...described(writtenSchemas),
      fees: z.strictObject(feeSchemas).partial().describe('costs of a trade, one by one'),
    })
    .partial(),
  z.custom<RuleOverrides>(),
  {
    decode: ({ indicationInterval, ...same }): RuleOverrides =>
      indicationInterval === undefined ? same : { ...same, indicationIntervalNs: indicationInterval },
    encode: ({ indicationIntervalNs: indicationInterval, ...same }) =>
      indicationInterval === undefined ? same : { ...same, indicationInterval },
  },
);

/** One rule of {@link RuleOverrides} as a scenario would write it, its name included. */
export function writtenRule(name: keyof typeof ruleSchemas, value: unknown): readonly [name: string, value: unknown] {
  const [entry] = Object.entries(z.encode(ruleOverridesSchema, { [name]: value } as RuleOverrides));
  return entry;
}

/** What a duration of a pack means, for a value given in seconds. */
function inSeconds({ description }: z.ZodType, least: number) {
  return seconds(least).describe(`${description}, in seconds`);
}

/** What the pack says of a rule, said of its written form too. */
function described<Schemas extends Record<string, z.ZodType>>(schemas: Schemas): Schemas {
  return Object.fromEntries(
    Object.entries(schemas).map(([name, schema]) => {
      const description = (ruleSchemas as Readonly<Record<string, z.ZodType>>)[name]?.description;
      return [name, description === undefined ? schema : schema.describe(description)];
    }),
  ) as Schemas;
}
