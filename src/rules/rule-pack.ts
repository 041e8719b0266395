import { z } from 'zod';
import { HOUR, MINUTE, OrderType, Phase, SECOND } from '../tape/index.js';
import type { Provenance } from './effective.js';
import { phasesSchema } from './phase-spans.js';

/** No order can be larger than its column on the tape. */
const quantity = z.int().positive().max(2_147_483_647);
const nanoseconds = z.int().nonnegative();

/**
 * Shortest limit state, pause and halt. What ends in an auction may begin anew at once, so that a day of pauses of a few
 * nanoseconds would never end; and the tape tells the length of a halt in whole seconds.
 */
export const SHORTEST_HALT_NS = SECOND;
/** Shortest time between two indications of a call, which are rows of the tape. */
export const SHORTEST_INDICATION_NS = SECOND / 10;

/** A duration of which many may follow one another in a day, in ns. */
function lasting(leastNs: number) {
  return nanoseconds.refine((ns) => ns >= leastNs, {
    error: ({ input }) => `at least ${leastNs} ns (${leastNs / SECOND} s), found ${input}`,
  });
}

/** Parts of the traded value per 10^8. */
const rate = z.int().min(0).max(10_000_000);

/** Greatest distance of a price from the previous close, as a fraction; null where there is no limit. */
const limitRate = z.number().gt(0).lt(1).nullable();
const range = z.strictObject({ lower: z.number().gt(0).lt(1), upper: z.number().gt(1).lt(100) });
const auctionTie = z.enum(['nearest-previous-close', 'nearest-last-trade', 'middle']);
const orderTypeNames = Object.keys(OrderType) as [keyof typeof OrderType, ...(keyof typeof OrderType)[]];

/** Limit up–limit down (US NMS plan). Every value has a default, so that `luld: {}` switches it on. */
export const luldSchema = z.strictObject({
  tier: z
    .union([z.literal(1), z.literal(2)])
    .default(1)
    .describe('1: S&P 500, Russell 1000 and some exchange-traded products; 2: all others'),
  windowNs: nanoseconds
    .min(1)
    .default(5 * MINUTE)
    .describe('trades that the reference price averages'),
  updateFraction: z
    .number()
    .gt(0)
    .lt(1)
    .default(0.01)
    .describe('the reference moves when the mean has moved by this fraction of it'),
  minimumStandNs: nanoseconds.default(30 * SECOND).describe('how long a reference stands at least'),
  doubledFromNs: nanoseconds
    .default(15 * HOUR + 35 * MINUTE)
    .describe('from then on the band of tier 1, and of stocks up to USD 3, is twice as wide'),
  limitStateNs: lasting(SHORTEST_HALT_NS)
    .default(15 * SECOND)
    .describe('a limit state that lasts so long pauses trading'),
  pauseNs: lasting(SHORTEST_HALT_NS)
    .default(5 * MINUTE)
    .describe('length of such a pause'),
});

export const haltsSchema = z.strictObject({
  levels: z
    .array(z.number().gt(0).lt(1))
    .min(1)
    .max(8)
    .refine((levels) => levels.every((level, index) => index === 0 || levels[index - 1] < level), {
      error: 'fractions in ascending order',
    })
    .describe('fractions of the opening price, ascending; each once up and once down'),
  durationNs: lasting(SHORTEST_HALT_NS).describe('length of a halt'),
  lunch: z
    .enum(['counts', 'stops'])
    .describe('whether the midday break counts towards the duration (then the halt ends when trading resumes) or not'),
});

/** The rules of a venue that may differ from day to day, each with its own dates. */
export const ruleSchemas = {
  phases: phasesSchema.describe("the day's phases in order; outside them the venue is closed"),
  noCancel: z.array(z.enum(Phase)).describe('phases that take orders and refuse cancels'),
  gap: z
    .enum(['queue', 'reject'])
    .describe('requests between the opening cross and continuous trading wait, or are refused'),
  indicationIntervalNs: lasting(SHORTEST_INDICATION_NS).describe(
    'how often a call phase publishes what its auction would give',
  ),
  auction: z
    .strictObject({
      candidates: z.enum(['tick-grid', 'order-prices']).describe('any tick, or only prices that orders name'),
      openCall: auctionTie.describe('the opening call'),
      otherCalls: auctionTie.describe('the closing call and calls that end a halt'),
    })
    .describe(
      'how a call auction chooses among the prices of greatest volume that leave the least unmatched: nearest to a reference, or their middle (rounded half up)',
    ),
  limitRates: z
    .strictObject({
      ordinary: limitRate.describe('shares without a mark'),
      riskWarning: limitRate.describe('under risk warning (ST, *ST)'),
      delisting: limitRate.describe('delisting period, from its second day'),
    })
    .describe('greatest distance of a price from the previous close, as a fraction, by what the security is'),
  newListing: z
    .strictObject({
      days: z.int().nonnegative().describe('first days after listing to which this applies'),
      band: range.nullable().describe('fractions of the issue price; null: no limits'),
    })
    .describe('the first days after listing: without limits, or within a band'),
  openingRange: range
    .nullable()
    .describe('prices in the opening call of a day without limits, as fractions of the previous close'),
  cage: z
    .strictObject({
      percent: z.int().min(1).max(99).describe('per cent of the reference price'),
      ticks: z.int().nonnegative().describe('the range is never narrower than this'),
      action: z
        .enum(['reject', 'park'])
        .describe('outside it an order is refused, or put aside until the range reaches it'),
    })
    .nullable()
    .describe('range of limit prices in continuous trading'),
  lots: z
    .strictObject({
      buy: z.strictObject({ minimum: quantity, step: quantity }),
      sell: z.strictObject({
        minimum: quantity,
        step: quantity,
        oddRemainder: z.boolean().describe('an odd remainder of a holding may be sold, all at once'),
      }),
    })
    .describe('least quantity and step by side'),
  maximumLimitQuantity: quantity.nullable().describe('greatest quantity of a limit order'),
  maximumMarketQuantity: quantity.nullable().describe('greatest quantity of a market order'),
  maximumFixedPriceQuantity: quantity.nullable().describe('greatest quantity of an order at the closing price'),
  riskWarningDailyBuy: quantity.nullable().describe('what an investor may buy of a risk-warning stock in a day'),
  orderTypes: z.array(z.enum(orderTypeNames)).min(1).describe('order types that the venue takes'),
  marketOrdersNeedLimit: z
    .boolean()
    .describe('whether market orders are taken only for securities that have a price limit on the day'),
  protectionPrice: z
    .enum(['required', 'none'])
    .describe('whether a market order must name the worst price that it accepts, or names none'),
  replace: z.boolean().describe('whether an order can be replaced by another, which loses its place'),
  partialCancel: z.boolean().describe('whether a part of an order can be cancelled; the rest keeps its place'),
  selfTrade: z
    .enum(['allow', 'cancel-incoming', 'cancel-resting', 'cancel-both', 'decrement'])
    .describe('what happens when an order would trade with one of the same account'),
  halts: haltsSchema
    .nullable()
    .describe('halts on a day without limits, when the price first moves so far from the open; a call auction resumes'),
  luld: luldSchema
    .nullable()
    .describe('limit up–limit down: a band around the mean price of the last minutes, limit states and pauses'),
  closingPrice: z.enum(['call-then-vwap', 'vwap', 'last-trade']).describe('how the closing price is found'),
  fixedPrice: z
    .strictObject({ entryPhases: z.array(z.enum(Phase)).min(1).describe('phases in which orders for it are taken') })
    .nullable()
    .describe('trading at the closing price in the phase afterHours'),
  throughput: z
    .strictObject({
      messagesPerSecond: z.int().min(1).max(1_000_000_000),
      queue: z.int().min(0).max(10_000_000).describe('requests that may wait in front of the venue'),
    })
    .nullable()
    .describe('what the venue works on in a second'),
  settlement: z.enum(['T+0', 'T+1']).describe('whether what was bought may be sold on the same day (T+0) or not (T+1)'),
} as const;

/** Costs of a trade in parts of its value per 10^8. */
export const feeSchemas = {
  stampDutySell: rate.describe('stamp duty on sales, in parts of the value per 10^8'),
  transferBoth: rate.describe('transfer fee of both sides, in parts of the value per 10^8'),
  handlingBoth: rate.describe('handling fee of the exchange for both sides, in parts of the value per 10^8'),
  levyBoth: rate.describe('regulatory levy on both sides, in parts of the value per 10^8'),
  commission: rate.describe("the broker's, for both sides: a matter of contract; in parts of the value per 10^8"),
} as const;

/** Checks values that were put together or overridden. */
export const ruleValuesSchema = z.strictObject({ ...ruleSchemas, fees: z.strictObject(feeSchemas) });

export type RuleValues = z.infer<typeof ruleValuesSchema>;

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
