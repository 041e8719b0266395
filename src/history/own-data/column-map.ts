import { z } from 'zod';
import { ruleOverridesSchema } from '../../rules/index.js';
import { OrderType, securityStatuses } from '../../tape/index.js';
import { timeFormatNames } from './time-format.js';

const column = z.union([z.string().min(1), z.int().min(1).max(2048)], {
  message: 'expected the name of a column, or its place from 1',
});
/** A plain name, so that no map leaves its folder; `*` and `?` stand for any characters. */
const fileName = z
  .string()
  .regex(/^[^/\\.][^/\\]*$/, { message: 'expected the name of a file in the folder, without a path' });
const delimiter = z.string().length(1).default(',').describe('between two fields, such as "," or "\\t"');
const exponent = (scale: number) => Math.round(Math.log10(scale));
const scale = z
  .number()
  .refine((value) => value > 0 && Number(`1e${exponent(value)}`) === value && Math.abs(exponent(value)) <= 12, {
    message: 'expected a power of ten, such as 10000',
  })
  .default(1);
const orderTypes = Object.keys(OrderType) as [keyof typeof OrderType, ...(keyof typeof OrderType)[]];
const money = z.number().positive();

/** Which column says what. Every one that is not there says nothing. */
const columnsSchema = z.strictObject({
  time: z.strictObject({
    column,
    format: z.enum(timeFormatNames),
    utcOffset: z
      .string()
      .regex(/^[+-]\d{2}:\d{2}$/, { message: 'expected an offset such as "+08:00"' })
      .default('+00:00')
      .describe('of the venue, for times since 1970'),
  }),
  day: column.optional().describe('the trading day, YYYYMMDD or YYYY-MM-DD, checked against the date of the market'),
  instrument: column.optional().describe('the symbol or code of an instrument'),
  channel: column.optional().describe('rows of one channel are in the order of their sequence numbers'),
  sequence: column.optional().describe('whole number that grows within a channel, over all files'),
  order: column.optional().describe('number of the order'),
  bid: column.optional().describe('number of the buy order; 0 or nothing for none'),
  offer: column.optional().describe('number of the sell order; 0 or nothing for none'),
  side: z.strictObject({ column, values: z.record(z.string(), z.enum(['buy', 'sell'])) }).optional(),
  type: z.strictObject({ column, values: z.record(z.string(), z.enum(orderTypes)) }).optional(),
  price: z.strictObject({ column, scale: scale.describe('the file says price × scale') }).optional(),
  quantity: z.strictObject({ column, scale: scale.describe('the file says quantity × scale') }).optional(),
  account: column.optional(),
  owner: column.optional(),
  broker: column.optional(),
});

const rowKinds = ['order', 'cancel', 'trade'] as const;

const fileSchema = z.strictObject({
  name: fileName,
  several: z.boolean().default(false).describe('whether more than one file may have a name like this'),
  delimiter,
  header: z.boolean().default(true).describe('whether the first row names the columns'),
  sorted: z
    .boolean()
    .default(true)
    .describe('whether rows stand in order; otherwise they are sorted by time in memory'),
  repeats: z.boolean().default(false).describe('whether an order may stand in several rows, of which the first counts'),
  symbol: z.string().min(1).optional().describe('the instrument of all rows'),
  rows: z.union([
    z.enum(rowKinds),
    z.strictObject({ column, values: z.record(z.string(), z.enum([...rowKinds, 'ignore'])) }),
  ]),
  columns: columnsSchema,
});

const instrumentSchema = z.strictObject({
  symbol: z.string().min(1).max(64),
  code: z.string().min(1).optional().describe('what the files call it; the symbol by default'),
  previousClose: money.optional(),
  status: z.enum(securityStatuses).default('ordinary'),
  statusDay: z.int().positive().optional(),
  lowerLimit: money.nullable().optional().describe('null for none; by the rules of the venue by default'),
  upperLimit: money.nullable().optional(),
  tick: money.optional().describe('of the venue by default'),
  currency: z.string().min(1).max(16).optional(),
  quantityUnit: z.string().min(1).max(64).optional(),
  floatShares: z.int().positive().optional(),
  referenceVolume: z.int().nonnegative().optional(),
  referenceDepth5: z.strictObject({ bid: z.int().nonnegative(), ask: z.int().nonnegative() }).optional(),
});

/** A column map: what files of orders, cancels and trades say, and what the market is that they come from. */
export const columnMapSchema = z.strictObject({
  schema: z.literal(1),
  market: z.strictObject({
    book: z
      .enum(['venue', 'events'])
      .default('venue')
      .describe('orders and cancels go through the venue and trades are checks, or all rows are applied as they come'),
    venue: z.string().min(1).optional(),
    date: z.string().regex(/^\d{4}-\d{2}-\d{2}$/, { message: 'expected a day, such as 2025-05-06' }),
    rules: ruleOverridesSchema.optional(),
    until: z.string().optional().describe('the clock of the venue runs on until then'),
    expire: z.boolean().default(false).describe('whether orders that rest then expire'),
  }),
  instruments: z.array(instrumentSchema).min(1).max(10_000),
  accounts: z
    .strictObject({
      name: fileName,
      delimiter,
      header: z.boolean().default(true),
      columns: z.strictObject({ account: column, owner: column.optional(), broker: column.optional() }),
    })
    .optional(),
  files: z.array(fileSchema).min(1).max(64),
});

export type ColumnMap = z.infer<typeof columnMapSchema>;
export type MappedFile = ColumnMap['files'][number];
export type MappedColumns = MappedFile['columns'];
export type Column = z.infer<typeof column>;
export type RowKind = (typeof rowKinds)[number];
