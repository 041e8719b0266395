import { defineRulePack } from '../dated-rule-pack.js';
import { inSuccession } from '../effective.js';
import type { RuleValues } from '../rule-pack.js';
import { MAIN_BOARD_REGISTRATION, RULES_OF_2006, RULES_OF_2026 } from './china/boundary-days.js';
import { costs } from './china/costs.js';
import * as mainBoard from './china/main-board.js';
import * as market from './china/market-rules.js';
import * as shanghai from './china/shanghai.js';
import * as day from './china/trading-days.js';

/** Notice of 2018-08-06: the closing price comes out of a call. */
const CLOSING_CALL = '2018-08-20';

/** Main board of the Shanghai Stock Exchange, shares in yuan. Not in here: block trades, other securities. */
export const sseMain = defineRulePack({
  id: 'sse-main',
  summary: 'main board of the Shanghai Stock Exchange',
  firstDay: RULES_OF_2006,
  opened: false,
  currency: 'CNY',
  tick: 100,
  quantityUnit: 'share',
  rules: {
    phases: inSuccession(
      {
        value: day.dayToContinuousClose,
        from: RULES_OF_2006,
        provenance: 'SSE Trading Rules (2006), hours; continuous trading until 15:00',
        confidence: 'secondary',
      },
      {
        value: day.dayToClosingCall,
        from: CLOSING_CALL,
        provenance: 'SSE Trading Rules (2018), closing call 14:57–15:00',
        confidence: 'secondary',
      },
      {
        value: day.dayToAfterHours,
        from: RULES_OF_2026,
        provenance: 'SSE Trading Rules (2026, 上证发〔2026〕41号): fixed-price trading after hours for all A shares',
        confidence: 'secondary',
      },
    ),
    noCancel: inSuccession(
      {
        value: day.lockedOpeningCall,
        from: RULES_OF_2006,
        provenance: 'SSE Trading Rules: no cancels 9:20–9:25',
        confidence: 'secondary',
      },
      {
        value: day.lockedCalls,
        from: CLOSING_CALL,
        provenance: 'SSE Trading Rules (2018): no cancels 9:20–9:25 and 14:57–15:00',
        confidence: 'secondary',
      },
      {
        value: day.lockedCallsAndQuietMinutes,
        from: RULES_OF_2026,
        provenance: `SSE Trading Rules (2026); ${day.QUIET_MINUTES_SOURCE}`,
        confidence: 'secondary',
      },
    ),
    gap: shanghai.gap,
    indicationIntervalNs: market.indicationIntervalNs,
    auction: shanghai.auction,
    limitRates: mainBoard.limitRates,
    newListing: mainBoard.newListing,
    openingRange: market.openingRange,
    cage: mainBoard.cage,
    lots: market.lotsOfHundred,
    maximumLimitQuantity: mainBoard.maximumLimitQuantity,
    maximumMarketQuantity: mainBoard.maximumMarketQuantity,
    maximumFixedPriceQuantity: mainBoard.maximumFixedPriceQuantity,
    riskWarningDailyBuy: mainBoard.riskWarningDailyBuy('2013-01-01'),
    orderTypes: inSuccession<RuleValues['orderTypes']>(
      {
        value: shanghai.LIMIT_AND_BEST_FIVE,
        from: RULES_OF_2006,
        provenance: 'SSE Trading Rules (2006), market orders on the best five levels',
        confidence: 'secondary',
      },
      {
        value: shanghai.LIMIT_AND_MARKET,
        from: MAIN_BOARD_REGISTRATION,
        provenance:
          'SSE Trading Rules (2023): own best and counterparty best as on STAR; documents of brokers have them without the day',
        confidence: 'background',
      },
      {
        value: [...shanghai.LIMIT_AND_MARKET, 'fixedPrice'],
        from: RULES_OF_2026,
        provenance: 'SSE Trading Rules (2026): orders at the closing price',
        confidence: 'secondary',
      },
    ),
    marketOrdersNeedLimit: shanghai.marketOrdersNeedLimit,
    protectionPrice: inSuccession<RuleValues['protectionPrice']>(
      {
        value: 'none',
        from: RULES_OF_2006,
        provenance: 'SSE Trading Rules (2006): a market order names no price, as documents of brokers say',
        confidence: 'secondary',
      },
      {
        value: 'required',
        from: MAIN_BOARD_REGISTRATION,
        provenance:
          'SSE Trading Rules (2023): a market order names its protection price, as on STAR; documents of brokers say so without the day',
        confidence: 'background',
      },
    ),
    replace: market.replace,
    partialCancel: market.partialCancel,
    selfTrade: market.selfTrade,
    halts: mainBoard.halts,
    luld: market.luld,
    closingPrice: inSuccession<RuleValues['closingPrice']>(
      { value: 'vwap', from: RULES_OF_2006, provenance: day.CLOSE_BY_MEAN, confidence: 'secondary' },
      {
        value: 'call-then-vwap',
        from: CLOSING_CALL,
        provenance: day.CLOSE_BY_CALL,
        confidence: 'secondary',
      },
    ),
    fixedPrice: inSuccession<RuleValues['fixedPrice']>(market.noAfterHours, {
      value: { entryPhases: day.shanghaiFixedPriceEntry },
      from: RULES_OF_2026,
      provenance: 'SSE Trading Rules (2026): orders taken 9:30–11:30 and 13:00–15:30',
      confidence: 'secondary',
    }),
    throughput: market.throughput,
    settlement: market.settlement,
  },
  fees: costs,
});
