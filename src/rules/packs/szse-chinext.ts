import { defineRulePack } from '../dated-rule-pack.js';
import { inSuccession } from '../effective.js';
import type { RuleValues } from '../rule-pack.js';
import { CHINEXT_REGISTRATION, MAIN_BOARD_REGISTRATION } from './china/boundary-days.js';
import { costs } from './china/costs.js';
import * as market from './china/market-rules.js';
import * as shenzhen from './china/shenzhen.js';
import * as day from './china/trading-days.js';

const FIRST_DAY = '2009-10-30';
const SPECIAL_PROVISIONS = 'ChiNext special provisions on trading (2020)';

/** ChiNext, the growth board of the Shenzhen Stock Exchange, shares in yuan. Not in here: block trades. */
export const szseChinext = defineRulePack({
  id: 'szse-chinext',
  summary: 'ChiNext, the growth board of the Shenzhen Stock Exchange',
  firstDay: FIRST_DAY,
  opened: true,
  currency: 'CNY',
  tick: 100,
  quantityUnit: 'share',
  rules: {
    phases: inSuccession(
      {
        value: day.dayToClosingCall,
        from: FIRST_DAY,
        provenance: 'SZSE Trading Rules, hours, as on the main board',
        confidence: 'secondary',
      },
      {
        value: day.dayToAfterHours,
        from: CHINEXT_REGISTRATION,
        provenance: `${SPECIAL_PROVISIONS}: fixed-price trading after hours; SZSE Trading Rules (2023), hours`,
        confidence: 'secondary',
      },
    ),
    noCancel: inSuccession(
      {
        value: day.lockedCalls,
        from: FIRST_DAY,
        provenance: 'SZSE Trading Rules: no cancels 9:20–9:25 and 14:57–15:00',
        confidence: 'secondary',
      },
      {
        value: day.lockedCallsAndQuietMinutes,
        from: CHINEXT_REGISTRATION,
        provenance: `SZSE Trading Rules: no cancels 9:20–9:25 and 14:57–15:00; ${day.QUIET_MINUTES_SOURCE}`,
        confidence: 'secondary',
      },
    ),
    gap: shenzhen.gap,
    indicationIntervalNs: market.indicationIntervalNs,
    auction: shenzhen.auction,
    limitRates: inSuccession(
      {
        value: { ordinary: 0.1, riskWarning: 0.05, delisting: 0.1 },
        from: FIRST_DAY,
        provenance: 'SZSE Trading Rules: 10 %, under risk warning 5 %, until registration',
        confidence: 'secondary',
      },
      {
        value: { ordinary: 0.2, riskWarning: 0.2, delisting: 0.2 },
        from: CHINEXT_REGISTRATION,
        provenance: `${SPECIAL_PROVISIONS}: 20 %; delisting period 20 % from its second day`,
        confidence: 'secondary',
      },
    ),
    newListing: inSuccession<RuleValues['newListing']>(...market.firstDaysBeforeRegistration, {
      value: { days: 5, band: null },
      from: CHINEXT_REGISTRATION,
      provenance: `${SPECIAL_PROVISIONS}: no limits on the first five days after listing`,
      confidence: 'secondary',
    }),
    openingRange: market.openingRange,
    cage: inSuccession<RuleValues['cage']>(
      market.noCage,
      {
        value: { percent: 2, ticks: 0, action: 'park' },
        from: CHINEXT_REGISTRATION,
        provenance: `${SPECIAL_PROVISIONS}: orders outside 2 % wait until the range reaches them`,
        confidence: 'secondary',
      },
      {
        value: { percent: 2, ticks: 10, action: 'reject' },
        from: MAIN_BOARD_REGISTRATION,
        provenance: market.CAGE_OF_2023,
        confidence: 'secondary',
      },
    ),
    lots: market.lotsOfHundred,
    maximumLimitQuantity: inSuccession(market.millionShares, {
      value: 300_000,
      from: CHINEXT_REGISTRATION,
      provenance: `${SPECIAL_PROVISIONS}, limit orders`,
      confidence: 'secondary',
    }),
    maximumMarketQuantity: inSuccession(market.millionSharesAtMarket, {
      value: 150_000,
      from: CHINEXT_REGISTRATION,
      provenance: `${SPECIAL_PROVISIONS}, market orders`,
      confidence: 'secondary',
    }),
    maximumFixedPriceQuantity: inSuccession<number | null>(market.noAfterHours, {
      value: 1_000_000,
      from: CHINEXT_REGISTRATION,
      provenance: `${SPECIAL_PROVISIONS}, orders at the closing price`,
      confidence: 'secondary',
    }),
    riskWarningDailyBuy: market.noDailyMaximum,
    orderTypes: inSuccession<RuleValues['orderTypes']>(
      {
        value: shenzhen.LIMIT_AND_MARKET,
        from: FIRST_DAY,
        provenance: 'SZSE Trading Rules, limit orders and five market orders',
        confidence: 'secondary',
      },
      {
        value: [...shenzhen.LIMIT_AND_MARKET, 'fixedPrice'],
        from: CHINEXT_REGISTRATION,
        provenance: `SZSE Trading Rules; ${SPECIAL_PROVISIONS}: orders at the closing price`,
        confidence: 'secondary',
      },
    ),
    marketOrdersNeedLimit: shenzhen.marketOrdersNeedLimit,
    protectionPrice: shenzhen.protectionPrice,
    replace: market.replace,
    partialCancel: market.partialCancel,
    selfTrade: market.selfTrade,
    halts: inSuccession<RuleValues['halts']>(market.noHalts, {
      value: market.HALTS,
      from: CHINEXT_REGISTRATION,
      provenance: `${SPECIAL_PROVISIONS}, days without limits: ${market.HALTS_SOURCE}`,
      confidence: 'secondary',
    }),
    luld: market.luld,
    closingPrice: inSuccession<RuleValues['closingPrice']>({
      value: 'call-then-vwap',
      from: FIRST_DAY,
      provenance: day.CLOSE_BY_CALL,
      confidence: 'secondary',
    }),
    fixedPrice: inSuccession<RuleValues['fixedPrice']>(market.noAfterHours, {
      value: { entryPhases: day.shenzhenFixedPriceEntry },
      from: CHINEXT_REGISTRATION,
      provenance: `${SPECIAL_PROVISIONS}: orders taken 9:15–11:30 and 13:00–15:30`,
      confidence: 'secondary',
    }),
    throughput: market.throughput,
    settlement: market.settlement,
  },
  fees: costs,
});
