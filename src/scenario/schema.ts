import * as z from 'zod';
import { parseTimeOfDay, securityStatuses } from '../tape/index.js';
import { attackSchema, blindSchema } from './attack-schema.js';
import { initialState } from './initial-state.js';
import { readOpeningBook } from './opening-book.js';
import type { Registries } from './registry-shape.js';
import { replay } from './replayed-day.js';
import { id, idOf, MOST_INSTRUMENTS, named, symbol, symbolOfOne } from './schema-words.js';

/** Version of the scenario file. */
const SCENARIO_SCHEMA = 1;

const date = z.string().refine(isDate, { error: 'a calendar date such as 2025-05-06' }).meta({ format: 'date' });
const timeOfDay = z
  .string({ error: 'a time of day in quotes such as "10:00"' })
  .refine((text) => parseTimeOfDay(text) >= 0, { error: 'a time of day such as "10:00" or "09:30:00.500"' })
  .transform(parseTimeOfDay);
const count = z.int().min(1).max(100_000);

/** A year of trading days. */
const MOST_DAYS = 250;

/** The schema of a scenario file, with the parameters of every registered agent, practice and detector. */
export function scenarioSchema(registries: Registries) {
  return z.strictObject({
    schema: z.literal(SCENARIO_SCHEMA).describe('version of this file format'),
    name: id.optional().describe("names the folder of results; the file's own name by default"),
    question: z.string().max(500).optional().describe('what the scenario is to answer, for people'),
    modules: z
      .array(z.string().min(1))
      .default([])
      .describe('paths of JavaScript modules with agents and practices of your own, relative to this file'),
    market: marketSchema(registries),
    initialState,
    background: withDefaults(backgroundShape(registries), { model: registries.models[0]?.id ?? '', reaction: 1 })
      .extend({ openingBook, replay })
      .prefault({})
      .describe('the ordinary order flow of every instrument'),
    accounts: withDefaults(accountsShape, { attribution: 'split', active: 12_000, topFiveShare: 0.08 })
      .prefault({})
      .describe('who sends the ordinary order flow; every instrument has accounts of its own'),
    agents: z
      .array(agentSchema(registries, { instrument: symbolOfOne }))
      .default([])
      .describe('traders that react, beside the background'),
    news: z.array(newsSchema).default([]).describe('public announcements, the same in every arm'),
    attacks: z
      .array(attackSchema(registries))
      .default([])
      .describe('manipulators; each is one campaign a day, or one over all days where its practice spans them'),
    blind: blindSchema(registries).optional(),
    lookalikes: z
      .array(
        agentSchema(registries, {
          instrument: symbol.optional().describe('symbol of the instrument; by default that of the attack'),
          matchedTo: id.describe(
            'id of the attack that they resemble, or else of a practice, or of a test such as ps-c',
          ),
        }),
      )
      .default([])
      .describe('honest traders that resemble an attack; every alert on them is false'),
    surveillance: surveillanceSchema(registries),
    sweep: z
      .record(
        z.string(),
        z.array(z.union([z.number(), z.string(), z.boolean(), z.record(z.string(), z.unknown())])).min(1),
      )
      .default({})
      .describe('values by path; paths go by id, as attacks.spoof.size.best5Depth; every combination is a cell'),
    runs: z
      .strictObject({
        seeds: count.default(10).describe('seeds that run in all three arms'),
        controls: z
          .int()
          .min(0)
          .max(100_000)
          .default(0)
          .describe('further seeds that run without attacks, for the bound on false alerts'),
        firstSeed: z.int().min(0).max(1_000_000_000).default(1).describe('number of the first seed'),
      })
      .prefault({})
      .describe('how often'),
    expect: z.array(z.string()).default([]).describe('what must hold, one comparison each; judged by check'),
  });
}

/** Farthest that an announcement may be worth, in per cent of the price. */
const FARTHEST_MOVE = 50;

const newsSchema = z.strictObject({
  id: id.describe('name of this announcement'),
  instrument: symbolOfOne,
  day: z.int().min(1).max(MOST_DAYS).default(1).describe('trading day of the market on which it is made, from 1'),
  time: timeOfDay.describe('when it is made, within the window of the market'),
  move: z
    .number()
    .min(-FARTHEST_MOVE)
    .max(FARTHEST_MOVE)
    .refine((move) => Math.round(move * 100) !== 0, { error: 'a move of at least 0.01 per cent, up or down' })
    .describe('what it is worth, in per cent of the price; below 0 it is bad news. Only traders who read it act on it'),
});

/** The same keys, with what they are when they are not set. */
function withDefaults<Shape extends Record<string, z.ZodType>>(
  shape: Shape,
  defaults: { readonly [Key in keyof Shape]: z.output<Shape[Key]> },
) {
  const entries = Object.entries(shape).map(([key, schema]) => {
    const value = defaults[key] as never;
    return [key, schema.default(value).describe(schema.description ?? '')];
  });
  return z.strictObject(Object.fromEntries(entries) as { [Key in keyof Shape]: z.ZodDefault<Shape[Key]> });
}

/** What {@link scenarioSchema} returns. */
export type ParsedScenario = z.output<ReturnType<typeof scenarioSchema>>;

/** JSON Schema (draft 2020-12) of the scenario file, for editors. */
export function scenarioJsonSchema(registries: Registries): Record<string, unknown> {
  const schema = z.toJSONSchema(scenarioSchema(registries), {
    io: 'input',
    unrepresentable: 'any',
    // What a preset may say need not stand in the file.
    override: ({ jsonSchema }) => {
      if (jsonSchema.properties?.['preset'] !== undefined)
        jsonSchema.required = jsonSchema.required?.filter((key) => ['id', 'practice'].includes(key));
    },
  });
  return { title: 'Touchstone scenario', ...schema };
}

function marketSchema(registries: Registries) {
  return z
    .strictObject({
      venue: idOf(registries.venues).describe('whose rules hold'),
      date: date.optional().describe('trading day, the first of several; decides which rules are in force'),
      days: z
        .int()
        .min(1)
        .max(MOST_DAYS)
        .optional()
        .describe('trading days from date on, 1 by default: the weekdays that follow, holidays not heeded'),
      dates: z
        .array(date)
        .min(1)
        .max(MOST_DAYS)
        .optional()
        .describe('the trading days themselves, in order of time; in place of date and days'),
      window: z
        .tuple([timeOfDay, timeOfDay])
        .describe('from when to when every day is simulated, in the local time of the venue'),
      instruments: z
        .array(
          z
            .strictObject({
              symbol: symbol.describe('in quotes, since leading zeros count'),
              previousClose: z
                .number()
                .positive()
                .describe(
                  'before the first day, in the currency; a multiple of the tick; on the first day after listing the issue price',
                ),
              floatShares: z.int().min(1).optional().describe('shares in free float'),
              status: z
                .enum(securityStatuses)
                .default('ordinary')
                .describe('what the security is on the first day: it decides its price limits and some quantities'),
              statusDay: z
                .int()
                .min(1)
                .max(100_000)
                .optional()
                .describe('trading day since the status began, from 1; new and relisted need it'),
              background: z
                .strictObject(backgroundShape(registries))
                .partial()
                .extend({ openingBook })
                .optional()
                .describe('its own ordinary order flow, where it is not that of all'),
              accounts: z
                .strictObject(accountsShape)
                .partial()
                .optional()
                .describe('who sends it, where that is not as for all'),
              initialState,
            })
            .refine(({ status, statusDay }) => statusDay !== undefined || !['new', 'relisted'].includes(status), {
              path: ['statusDay'],
              error: 'the trading day since the listing, from 1',
            }),
        )
        .min(1, { error: 'a list of at least 1 instrument' })
        .max(MOST_INSTRUMENTS)
        .describe('what is traded'),
      rules: registries.ruleOverrides.optional().describe('values that replace those of the rule pack'),
    })
    .refine(({ date: first, dates }) => first !== undefined || dates !== undefined, {
      path: ['date'],
      error: 'a trading day such as 2025-05-06, or dates',
    })
    .refine(({ date: first, days, dates }) => dates === undefined || (first === undefined && days === undefined), {
      path: ['dates'],
      error: 'either dates, or date with days',
    })
    .describe('the venue and its days');
}

function backgroundShape(registries: Registries) {
  return {
    model: z
      .string()
      .min(1)
      .describe(
        `id of a shipped model (${registries.models.map((model) => model.id).join(', ')}), or the path of a .json file from fit, relative to this file`,
      ),
    reaction: z
      .number()
      .min(0)
      .max(4)
      .describe('how strongly order signs respond to the book: 1 as estimated from the data, 0 not at all'),
  };
}

const openingBook = z
  .string()
  .refine((text) => readOpeningBook(text) !== undefined, {
    error: 'auction, model, or a tape and a time such as day.parquet@10:00',
  })
  .optional()
  .describe(
    "the book that trading begins with: auction, of the model's opening call; model, the model's usual book; or PATH.parquet@HH:MM[:SS], that of a tape of the instrument at the time when the window begins, with the orders' ages and what led to it (later days begin with the model's). By default the opening call where window and model have one, otherwise the usual book",
  );

const accountsShape = {
  attribution: z
    .enum(['data', 'split', 'per-order', 'concentrated'])
    .describe(
      'how anonymous orders get accounts: a population drawn from the classes that the model has from its data, one that splits its orders, or one of the two bounds',
    ),
  active: z.int().min(100).max(1_000_000).describe('accounts that trade in the background'),
  topFiveShare: z.number().min(0).max(0.9).describe('share of the volume of the five busiest accounts together'),
};

function agentSchema<Extra extends z.ZodRawShape>(registries: Registries, extra: Extra) {
  return named('agent', registries.agents, {
    id: id.describe('name of this group'),
    count: z.int().min(1).max(10_000).default(1).describe('how many of them'),
    ...extra,
  });
}

function surveillanceSchema(registries: Registries) {
  return z
    .strictObject({
      rules: z
        .string()
        .refine((text) => readRules(text) !== undefined, {
          error: 'a venue and a date such as szse-chinext@2025-05-06',
        })
        .optional()
        .describe('thresholds in force, as venue@date; by default those of the market'),
      scale: z
        .union([
          z.literal('absolute'),
          z.strictObject({
            depth: z.number().positive().describe('factor on thresholds of depth'),
            turnover: z.number().positive().describe('factor on thresholds of volume'),
          }),
        ])
        .default('absolute')
        .describe('absolute thresholds, or factors for a market of another size, fixed beforehand from clean data'),
      detectors: z
        .array(z.union([idOf(registries.detectors), named('id', registries.detectors, {})]))
        .min(1)
        .describe('who watches: an id, or an id with parameters'),
    })
    .describe('the watch');
}

/** Splits `szse-chinext@2025-05-06`. */
export function readRules(text: string): { id: string; date: string } | undefined {
  const match = /^([a-z0-9-]+)@(\d{4}-\d{2}-\d{2})$/.exec(text);
  return match !== null && isDate(match[2]) ? { id: match[1], date: match[2] } : undefined;
}

const daysOfMonth = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

function isDate(text: string): boolean {
  const match = /^(\d{4})-(\d{2})-(\d{2})$/.exec(text);
  if (match === null) return false;
  const [year, month, day] = match.slice(1).map(Number);
  const leap = (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;
  const days = month === 2 && leap ? 29 : daysOfMonth[month - 1];
  return days !== undefined && day >= 1 && day <= days;
}
