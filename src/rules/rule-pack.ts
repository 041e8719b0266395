import { z } from 'zod';
import { Phase } from '../tape/index.js';
import type { Provenance } from './effective.js';

const quantity = z.int().positive();
const nanoseconds = z.int().nonnegative();
/** Parts of the traded value per 10^8. */
const rate = z.int().min(0).max(10_000_000);

const auctionTie = z.enum(['nearest-previous-close', 'nearest-last-trade', 'middle']);

/** The rules of a venue that may differ from day to day, each with its own dates. */
export const ruleSchemas = {
  /** The day's phases in order; outside them the venue is closed. */
  phases: z.array(
    z
      .strictObject({ phase: z.enum(Phase), startNs: nanoseconds, endNs: nanoseconds })
      .refine((span) => span.startNs < span.endNs, {
        message: 'a phase must end after it starts',
      }),
  ),
  /** Phases that take orders and refuse cancels. */
  noCancel: z.array(z.enum(Phase)),
  /** What happens to requests between the opening cross and continuous trading: they wait, or they are refused. */
  gap: z.enum(['queue', 'reject']),
  /** How often a call phase publishes what its auction would give. */
  indicationIntervalNs: nanoseconds.min(1),
  /** How a call auction chooses among the prices of greatest volume that fill every better order. */
  auction: z.strictObject({
    /** Any tick, or only prices that orders name. */
    candidates: z.enum(['tick-grid', 'order-prices']),
    /** Among those that leave the least unmatched: nearest to a reference, or their middle (rounded half up). */
    openCall: auctionTie,
    otherCalls: auctionTie,
  }),
  /** Greatest distance of a price from the previous close, as a fraction; null where there is no limit. */
  limitRate: z.number().gt(0).lt(1).nullable(),
  /** Range of limit prices in continuous trading; null where there is none. */
  cage: z
    .strictObject({
      /** Per cent of the reference price. */
      percent: z.int().min(1).max(99),
      /** The range is never narrower than this, in ticks. */
      ticks: z.int().nonnegative(),
      /** Outside it an order is refused, or put aside until the range reaches it. */
      action: z.enum(['reject', 'park']),
    })
    .nullable(),
  /** Least quantity and step by side; an odd remainder of a holding may be sold, all at once. */
  lots: z.strictObject({
    buy: z.strictObject({ minimum: quantity, step: quantity }),
    sell: z.strictObject({ minimum: quantity, step: quantity, oddRemainder: z.boolean() }),
  }),
  maximumLimitQuantity: quantity.nullable(),
  maximumMarketQuantity: quantity.nullable(),
  /** Whether what was bought may be sold on the same day (`T+0`) or not (`T+1`). */
  settlement: z.enum(['T+0', 'T+1']),
} as const;

/** Costs of a trade in parts of its value per 10^8. */
export const feeSchemas = {
  stampDutySell: rate,
  transferBoth: rate,
  handlingBoth: rate,
  levyBoth: rate,
  /** The broker's, for both sides: a matter of contract, hence a parameter. */
  commission: rate,
} as const;

const valuesSchema = z.strictObject({ ...ruleSchemas, fees: z.strictObject(feeSchemas) });

export type RuleValues = z.infer<typeof valuesSchema>;

/** The rules of a venue as they hold on one day. Quantities are in the instrument's units, times in ns since midnight. */
export interface RulePack extends Readonly<RuleValues> {
  /** `szse-chinext`. */
  readonly id: string;
  /** The id with the first day of this state of the rules, `szse-chinext@2023-08-28`; `+overrides` when changed. */
  readonly version: string;
  /** The first day on which all of these values hold. */
  readonly effectiveFrom: string;
  /** ISO 4217. */
  readonly currency: string;
  /** Money of one tick of one quantity unit, in 1/10,000 of the currency. */
  readonly tick: number;
  readonly quantityUnit: string;
  /** Where every value comes from, by its name (`limitRate`, `fees.commission`). */
  readonly sources: Readonly<Record<string, Provenance>>;
}

/** Checks values that were put together or overridden. */
export const ruleValuesSchema = valuesSchema.refine(
  ({ phases }) => phases.every((span, index) => index === 0 || phases[index - 1].endNs <= span.startNs),
  { message: 'phases must follow one another', path: ['phases'] },
);
