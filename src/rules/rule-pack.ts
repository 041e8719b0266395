import { z } from 'zod';
import { HOUR, MINUTE, OrderType, Phase, SECOND } from '../tape/index.js';
import type { Provenance } from './effective.js';

const quantity = z.int().positive();
const nanoseconds = z.int().nonnegative();
/** Parts of the traded value per 10^8. */
const rate = z.int().min(0).max(10_000_000);

/** Limit up–limit down (US NMS plan). Every value has a default, so that `luld: {}` switches it on. */
const luldSchema = z.strictObject({
  /** Tier 1: S&P 500, Russell 1000 and some exchange-traded products; tier 2: all others. */
  tier: z.union([z.literal(1), z.literal(2)]).default(1),
  /** Trades that the reference price averages. */
  windowNs: nanoseconds.min(1).default(5 * MINUTE),
  /** The reference moves when the mean has moved by this fraction, and stands at least so long. */
  updateFraction: z.number().gt(0).lt(1).default(0.01),
  minimumStandNs: nanoseconds.default(30 * SECOND),
  /** From then on the band of tier 1, and of stocks up to USD 3, is twice as wide. */
  doubledFromNs: nanoseconds.default(15 * HOUR + 35 * MINUTE),
  /** A limit state that lasts so long pauses trading, for so long. */
  limitStateNs: nanoseconds.min(1).default(15 * SECOND),
  pauseNs: nanoseconds.min(1).default(5 * MINUTE),
});

const auctionTie = z.enum(['nearest-previous-close', 'nearest-last-trade', 'middle']);

/** Greatest distance of a price from the previous close, as a fraction; null where there is no limit. */
const limitRate = z.number().gt(0).lt(1).nullable();
const orderTypeNames = Object.keys(OrderType) as [keyof typeof OrderType, ...(keyof typeof OrderType)[]];

/** The rules of a venue that may differ from day to day, each with its own dates. */
export const ruleSchemas = {
  /** The day's phases in order; outside them the venue is closed. */
  phases: z.array(
    z
      .strictObject({ phase: z.enum(Phase), startNs: nanoseconds, endNs: nanoseconds.max(86_400_000_000_000) })
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
  /** Limits of a day by what the security is; `delisting` holds from the second day of that status. */
  limitRates: z.strictObject({ ordinary: limitRate, riskWarning: limitRate, delisting: limitRate }),
  /** The first days after listing: without limits, or within a band given as fractions of the issue price. */
  newListing: z.strictObject({
    days: z.int().nonnegative(),
    band: z.strictObject({ lower: z.number().gt(0).lt(1), upper: z.number().gt(1).lt(100) }).nullable(),
  }),
  /** Range of prices in the opening call of a day without limits, as fractions of the previous close. */
  openingRange: z.strictObject({ lower: z.number().gt(0).lt(1), upper: z.number().gt(1).lt(100) }).nullable(),
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
  /** Greatest quantity of a limit order. */
  maximumLimitQuantity: quantity.nullable(),
  /** Greatest quantity of a market order. */
  maximumMarketQuantity: quantity.nullable(),
  /** Greatest quantity of an order at the closing price. */
  maximumFixedPriceQuantity: quantity.nullable(),
  /** What an investor may buy of a risk-warning stock in a day. */
  riskWarningDailyBuy: quantity.nullable(),
  /** Order types that the venue takes. */
  orderTypes: z.array(z.enum(orderTypeNames)).min(1),
  /** Whether market orders are taken only for securities that have a price limit on the day. */
  marketOrdersNeedLimit: z.boolean(),
  /** Whether a market order must name the worst price that it accepts, or names none. */
  protectionPrice: z.enum(['required', 'none']),
  /** Whether an order can be replaced by another, which loses its place. */
  replace: z.boolean(),
  /** Whether a part of an order can be cancelled; the rest keeps its place. */
  partialCancel: z.boolean(),
  /** What happens when an order would trade with one of the same account. */
  selfTrade: z.enum(['allow', 'cancel-incoming', 'cancel-resting', 'cancel-both', 'decrement']),
  /** Halts on a day without limits, when the price first moves so far from the open; resumed by a call auction. */
  halts: z
    .strictObject({
      /** Fractions of the opening price, ascending; each once up and once down. */
      levels: z.array(z.number().gt(0).lt(1)).min(1).max(8),
      durationNs: nanoseconds.min(1),
      /** Whether the midday break counts towards the duration (`counts`: then it ends when trading resumes) or not. */
      lunch: z.enum(['counts', 'stops']),
    })
    .nullable(),
  /** Limit up–limit down: a band around the mean price of the last minutes, limit states and pauses. */
  luld: luldSchema.nullable(),
  /** How the closing price is found. */
  closingPrice: z.enum(['call-then-vwap', 'vwap', 'last-trade']),
  /** Trading at the closing price in phase `afterHours`: phases in which orders for it are taken. */
  fixedPrice: z.strictObject({ entryPhases: z.array(z.enum(Phase)).min(1) }).nullable(),
  /** What the venue works on in a second, and how many requests may wait in front of it. */
  throughput: z
    .strictObject({ messagesPerSecond: z.int().min(1).max(1_000_000_000), queue: z.int().min(0).max(10_000_000) })
    .nullable(),
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
  /** Where every value comes from, by its name (`limitRates`, `fees.commission`). */
  readonly sources: Readonly<Record<string, Provenance>>;
}

/** Checks values that were put together or overridden. */
export const ruleValuesSchema = valuesSchema.refine(
  ({ phases }) => phases.every((span, index) => index === 0 || phases[index - 1].endNs <= span.startNs),
  { message: 'phases must follow one another', path: ['phases'] },
);
