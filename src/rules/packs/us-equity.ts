import { HOUR, MINUTE, Phase, SECOND } from '../../tape/index.js';
import { defineRulePack } from '../dated-rule-pack.js';
import { inSuccession } from '../effective.js';
import type { RuleValues } from '../rule-pack.js';

/** Regulation NMS comes into force in the course of this year. */
const FIRST_DAY = '2007-01-01';
const since = { from: FIRST_DAY, confidence: 'background' } as const;
/** What the venue does not have, or what is left out of it. */
const chosen = { from: FIRST_DAY, confidence: 'choice' } as const;
const noCost = (provenance: string) => inSuccession({ ...chosen, value: 0, provenance });

/**
 * A United States exchange from 09:30 to 16:00 New York time, continuous trading alone. Not in here: opening and closing
 * crosses, midpoint and pegged orders, fees and rebates of the venue.
 */
export const usEquity = defineRulePack({
  id: 'us-equity',
  summary: 'United States equity exchange, continuous trading only',
  firstDay: FIRST_DAY,
  opened: false,
  currency: 'USD',
  tick: 100,
  quantityUnit: 'share',
  rules: {
    phases: inSuccession({
      ...since,
      value: [{ phase: Phase.continuous, startNs: 9 * HOUR + 30 * MINUTE, endNs: 16 * HOUR }],
      provenance: 'regular trading hours; opening and closing crosses are left out',
    }),
    noCancel: inSuccession<RuleValues['noCancel']>({
      ...since,
      value: [],
      provenance: 'orders can be cancelled at any time',
    }),
    gap: inSuccession<RuleValues['gap']>({ ...chosen, value: 'reject', provenance: 'there is no gap' }),
    indicationIntervalNs: inSuccession({
      ...chosen,
      value: SECOND,
      provenance: 'there is no call auction, except at the end of a pause under luld',
    }),
    auction: inSuccession<RuleValues['auction']>({
      ...chosen,
      value: { candidates: 'tick-grid', openCall: 'nearest-previous-close', otherCalls: 'nearest-last-trade' },
      provenance: 'there is no call auction, except at the end of a pause under luld',
    }),
    limitRates: inSuccession<RuleValues['limitRates']>({
      ...since,
      value: { ordinary: null, riskWarning: null, delisting: null },
      provenance: 'no limits of the day',
    }),
    newListing: inSuccession<RuleValues['newListing']>({
      ...since,
      value: { days: 0, band: null },
      provenance: 'no rule of its own for the first days',
    }),
    openingRange: inSuccession<RuleValues['openingRange']>({
      ...chosen,
      value: null,
      provenance: 'there is no opening call',
    }),
    cage: inSuccession<RuleValues['cage']>({
      ...chosen,
      value: null,
      provenance: 'collars on limit orders differ by exchange and are left out; percent, ticks and action set one',
    }),
    lots: inSuccession({
      ...since,
      value: { buy: { minimum: 1, step: 1 }, sell: { minimum: 1, step: 1, oddRemainder: true } },
      provenance: 'odd lots are accepted',
    }),
    maximumLimitQuantity: inSuccession({ ...since, value: 999_999, provenance: 'order entry field of Nasdaq' }),
    maximumMarketQuantity: inSuccession({ ...since, value: 999_999, provenance: 'order entry field of Nasdaq' }),
    maximumFixedPriceQuantity: inSuccession<number | null>({
      ...since,
      value: null,
      provenance: 'no trading at the closing price',
    }),
    riskWarningDailyBuy: inSuccession<number | null>({
      ...since,
      value: null,
      provenance: 'there is no such status',
    }),
    orderTypes: inSuccession<RuleValues['orderTypes']>({
      ...since,
      value: ['limit', 'marketIoc', 'postOnly', 'iceberg'],
      provenance: 'what most exchanges offer; orders pegged to a price or hidden as a whole are left out',
    }),
    marketOrdersNeedLimit: inSuccession({ ...since, value: false, provenance: 'there are no limits of the day' }),
    protectionPrice: inSuccession<RuleValues['protectionPrice']>({
      ...chosen,
      value: 'none',
      provenance: 'collars that the exchanges put on market orders are left out; required asks for one in the order',
    }),
    replace: inSuccession({ ...since, value: true, provenance: 'replace message; the new order goes to the tail' }),
    partialCancel: inSuccession({ ...since, value: true, provenance: 'reduction keeps the place in the queue' }),
    selfTrade: inSuccession<RuleValues['selfTrade']>({
      ...chosen,
      value: 'allow',
      provenance:
        "prevention is an option of the member's: cancel-incoming, cancel-resting, cancel-both or decrement; left off, so that wash trades can be seen",
    }),
    halts: inSuccession<RuleValues['halts']>({
      ...since,
      value: null,
      provenance: 'pauses follow luld, not the distance from the open; market-wide circuit breakers are left out',
    }),
    luld: inSuccession<RuleValues['luld']>({
      ...chosen,
      value: null,
      provenance:
        'limit up–limit down (pilot from 2013-04-08) is off, since files of one exchange hold a part of the trades behind the bands; luld: {} switches it on for a tier 1 stock',
    }),
    closingPrice: inSuccession<RuleValues['closingPrice']>({
      ...chosen,
      value: 'last-trade',
      provenance: 'the closing cross is left out',
    }),
    fixedPrice: inSuccession<RuleValues['fixedPrice']>({
      ...since,
      value: null,
      provenance: 'no trading at the closing price',
    }),
    throughput: inSuccession<RuleValues['throughput']>({
      ...chosen,
      value: null,
      provenance: 'limits of the gateways are not public; switched on by messagesPerSecond and queue',
    }),
    settlement: inSuccession<RuleValues['settlement']>({
      ...since,
      value: 'T+0',
      provenance: 'shares bought may be sold on the same day',
    }),
  },
  fees: {
    stampDutySell: noCost('there is none; the fee of the SEC on sales is left out'),
    transferBoth: noCost('there is none'),
    handlingBoth: noCost('fees and rebates of the venue are left out'),
    levyBoth: noCost('regulatory fees are left out'),
    commission: noCost('brokers without commission'),
  },
});
