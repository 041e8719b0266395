import { HOUR, MINUTE, Phase } from '../../tape/index.js';
import { defineRulePack } from '../dated-rule-pack.js';
import { inSuccession } from '../effective.js';
import type { RuleValues } from '../rule-pack.js';
import { RULES_OF_2006, RULES_OF_2026 } from './china/boundary-days.js';
import { costs } from './china/costs.js';
import * as mainBoard from './china/main-board.js';
import * as market from './china/market-rules.js';
import * as shenzhen from './china/shenzhen.js';
import * as day from './china/trading-days.js';

/** From here on the costs are known. */
const FIRST_DAY = '2005-01-24';

/** Main board of the Shenzhen Stock Exchange, shares in yuan. Not in here: block trades, other securities. */
export const szseMain = defineRulePack({
  id: 'szse-main',
  summary: 'main board of the Shenzhen Stock Exchange',
  firstDay: FIRST_DAY,
  opened: false,
  currency: 'CNY',
  tick: 100,
  quantityUnit: 'share',
  rules: {
    phases: inSuccession(
      {
        value: [
          { phase: Phase.openCallCancelable, startNs: 9 * HOUR + 15 * MINUTE, endNs: 9 * HOUR + 25 * MINUTE },
          ...day.dayToContinuousClose.slice(2),
        ],
        from: FIRST_DAY,
        provenance: 'continuous trading until 15:00; the opening call is taken to have been one phase',
        confidence: 'background',
      },
      {
        value: day.dayToClosingCall,
        from: RULES_OF_2006,
        provenance: 'SZSE Trading Rules (2006): opening call without cancels from 09:20, closing call 14:57–15:00',
        confidence: 'secondary',
      },
      {
        value: day.dayToAfterHours,
        from: RULES_OF_2026,
        provenance: 'SZSE Trading Rules (2026, 深证上〔2026〕551号): fixed-price trading after hours for all A shares',
        confidence: 'secondary',
      },
    ),
    noCancel: inSuccession(
      {
        value: [],
        from: FIRST_DAY,
        provenance: 'no phase without cancels is known of before the rules of 2006',
        confidence: 'background',
      },
      {
        value: day.lockedCalls,
        from: RULES_OF_2006,
        provenance: 'SZSE Trading Rules (2006): no cancels 9:20–9:25 and 14:57–15:00',
        confidence: 'secondary',
      },
      {
        value: day.lockedCallsAndQuietMinutes,
        from: RULES_OF_2026,
        provenance: `SZSE Trading Rules (2026); ${day.QUIET_MINUTES_SOURCE}`,
        confidence: 'secondary',
      },
    ),
    gap: shenzhen.gap,
    indicationIntervalNs: market.indicationIntervalNs,
    auction: shenzhen.auction,
    limitRates: mainBoard.limitRates,
    newListing: mainBoard.newListing,
    openingRange: market.openingRange,
    cage: mainBoard.cage,
    lots: market.lotsOfHundred,
    maximumLimitQuantity: mainBoard.maximumLimitQuantity,
    maximumMarketQuantity: mainBoard.maximumMarketQuantity,
    maximumFixedPriceQuantity: mainBoard.maximumFixedPriceQuantity,
    riskWarningDailyBuy: mainBoard.riskWarningDailyBuy('2021-01-04'),
    orderTypes: inSuccession<RuleValues['orderTypes']>(
      {
        value: ['limit'],
        from: FIRST_DAY,
        provenance: 'market orders came with the rules of 2006',
        confidence: 'background',
      },
      {
        value: shenzhen.LIMIT_AND_MARKET,
        from: RULES_OF_2006,
        provenance: 'SZSE Trading Rules (2006), limit orders and five market orders',
        confidence: 'secondary',
      },
      {
        value: [...shenzhen.LIMIT_AND_MARKET, 'fixedPrice'],
        from: RULES_OF_2026,
        provenance: 'SZSE Trading Rules (2026): orders at the closing price',
        confidence: 'secondary',
      },
    ),
    marketOrdersNeedLimit: shenzhen.marketOrdersNeedLimit,
    protectionPrice: shenzhen.protectionPrice,
    replace: market.replace,
    partialCancel: market.partialCancel,
    selfTrade: market.selfTrade,
    halts: mainBoard.halts,
    luld: market.luld,
    closingPrice: inSuccession<RuleValues['closingPrice']>(
      { value: 'vwap', from: FIRST_DAY, provenance: day.CLOSE_BY_MEAN, confidence: 'background' },
      { value: 'call-then-vwap', from: RULES_OF_2006, provenance: day.CLOSE_BY_CALL, confidence: 'secondary' },
    ),
    fixedPrice: inSuccession<RuleValues['fixedPrice']>(market.noAfterHours, {
      value: { entryPhases: day.shenzhenFixedPriceEntry },
      from: RULES_OF_2026,
      provenance: 'SZSE Trading Rules (2026): orders taken 9:15–11:30 and 13:00–15:30',
      confidence: 'secondary',
    }),
    throughput: market.throughput,
    settlement: market.settlement,
  },
  fees: costs,
});
