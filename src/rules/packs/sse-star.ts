import { defineRulePack } from '../dated-rule-pack.js';
import { inSuccession } from '../effective.js';
import type { RuleValues } from '../rule-pack.js';
import { MAIN_BOARD_REGISTRATION, STAR_OPENS } from './china/boundary-days.js';
import { costs } from './china/costs.js';
import * as market from './china/market-rules.js';
import * as shanghai from './china/shanghai.js';
import * as day from './china/trading-days.js';

const SPECIAL_PROVISIONS = 'STAR special provisions on trading (2019)';
const since = { from: STAR_OPENS, confidence: 'secondary' } as const;

/** STAR, the board for technology of the Shanghai Stock Exchange. Not in here: block trades, market makers' duties. */
export const sseStar = defineRulePack({
  id: 'sse-star',
  summary: 'STAR, the science and technology board of the Shanghai Stock Exchange',
  firstDay: STAR_OPENS,
  opened: true,
  currency: 'CNY',
  tick: 100,
  quantityUnit: 'share',
  rules: {
    phases: inSuccession({
      ...since,
      value: day.dayToAfterHours,
      provenance: `${SPECIAL_PROVISIONS}: fixed-price trading after hours; SSE Trading Rules, hours`,
    }),
    noCancel: inSuccession({
      ...since,
      value: day.lockedCallsAndQuietMinutes,
      provenance: `SSE Trading Rules: no cancels 9:20–9:25 and 14:57–15:00; ${day.QUIET_MINUTES_SOURCE}`,
    }),
    gap: shanghai.gap,
    indicationIntervalNs: market.indicationIntervalNs,
    auction: shanghai.auction,
    limitRates: inSuccession({
      ...since,
      value: { ordinary: 0.2, riskWarning: 0.2, delisting: 0.2 },
      provenance: `${SPECIAL_PROVISIONS}: 20 %; delisting period 20 % from its second day`,
    }),
    newListing: inSuccession<RuleValues['newListing']>({
      ...since,
      value: { days: 5, band: null },
      provenance: `${SPECIAL_PROVISIONS}: no limits on the first five days after listing`,
    }),
    openingRange: market.openingRange,
    cage: inSuccession<RuleValues['cage']>(
      {
        value: { percent: 2, ticks: 0, action: 'reject' },
        from: STAR_OPENS,
        provenance: `${SPECIAL_PROVISIONS}: 102 % and 98 %; that the ten ticks came later is one of two readings, the other is ticks: 10`,
        confidence: 'choice',
      },
      {
        value: { percent: 2, ticks: 10, action: 'reject' },
        from: MAIN_BOARD_REGISTRATION,
        provenance: market.CAGE_OF_2023,
        confidence: 'secondary',
      },
    ),
    lots: inSuccession({
      ...since,
      value: { buy: { minimum: 200, step: 1 }, sell: { minimum: 200, step: 1, oddRemainder: true } },
      provenance: `${SPECIAL_PROVISIONS}: from 200 shares in steps of one; that a remainder below 200 is sold in one order is common knowledge`,
    }),
    maximumLimitQuantity: inSuccession({ ...since, value: 100_000, provenance: `${SPECIAL_PROVISIONS}, limit orders` }),
    maximumMarketQuantity: inSuccession({
      ...since,
      value: 50_000,
      provenance: `${SPECIAL_PROVISIONS}, market orders`,
    }),
    maximumFixedPriceQuantity: inSuccession({
      ...since,
      value: 1_000_000,
      provenance: `${SPECIAL_PROVISIONS}, orders at the closing price`,
    }),
    riskWarningDailyBuy: market.noDailyMaximum,
    orderTypes: inSuccession<RuleValues['orderTypes']>({
      ...since,
      value: [...shanghai.LIMIT_AND_MARKET, 'fixedPrice'],
      provenance: `${SPECIAL_PROVISIONS}: own best and counterparty best beside the two market orders of the main board`,
    }),
    marketOrdersNeedLimit: inSuccession({
      ...since,
      value: false,
      provenance: `${SPECIAL_PROVISIONS}: market orders name a protection price, with limits or without`,
      confidence: 'background',
    }),
    protectionPrice: inSuccession<RuleValues['protectionPrice']>({
      ...since,
      value: 'required',
      provenance: `${SPECIAL_PROVISIONS}: a market order names the worst price that it accepts; brokers put the limit of the day where a client names none`,
    }),
    replace: market.replace,
    partialCancel: market.partialCancel,
    selfTrade: market.selfTrade,
    halts: inSuccession<RuleValues['halts']>({
      ...since,
      value: market.HALTS,
      provenance: `${SPECIAL_PROVISIONS}, days without limits: ${market.HALTS_SOURCE}`,
    }),
    luld: market.luld,
    closingPrice: inSuccession<RuleValues['closingPrice']>({
      ...since,
      value: 'call-then-vwap',
      provenance: day.CLOSE_BY_CALL,
    }),
    fixedPrice: inSuccession<RuleValues['fixedPrice']>({
      ...since,
      value: { entryPhases: day.shanghaiFixedPriceEntry },
      provenance: `${SPECIAL_PROVISIONS}: orders taken 9:30–11:30 and 13:00–15:30`,
    }),
    throughput: market.throughput,
    settlement: market.settlement,
  },
  fees: costs,
});
