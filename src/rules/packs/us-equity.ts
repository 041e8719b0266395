import { HOUR, MINUTE, Phase, SECOND } from '../../tape/index.js';
import { defineRulePack } from '../dated-rule-pack.js';

const FIRST_DAY = '2007-01-01';

/**
 * A United States exchange from 09:30 to 16:00 New York time, continuous trading alone. Not in here: opening and closing
 * crosses, limit-up–limit-down bands, hidden orders, fees and rebates of the venue.
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
    phases: [
      {
        value: [{ phase: Phase.continuous, startNs: 9 * HOUR + 30 * MINUTE, endNs: 16 * HOUR }],
        from: FIRST_DAY,
        to: null,
        provenance: 'regular trading hours',
        confidence: 'background',
      },
    ],
    noCancel: [{ value: [], from: FIRST_DAY, to: null, provenance: 'continuous trading', confidence: 'background' }],
    gap: [{ value: 'reject', from: FIRST_DAY, to: null, provenance: 'there is no gap', confidence: 'choice' }],
    indicationIntervalNs: [
      { value: SECOND, from: FIRST_DAY, to: null, provenance: 'there is no call auction', confidence: 'choice' },
    ],
    auction: [
      {
        value: {
          candidates: 'tick-grid',
          openCall: 'nearest-previous-close',
          otherCalls: 'nearest-last-trade',
        },
        from: FIRST_DAY,
        to: null,
        provenance: 'there is no call auction',
        confidence: 'choice',
      },
    ],
    limitRates: [
      {
        value: { ordinary: null, riskWarning: null, delisting: null },
        from: FIRST_DAY,
        to: null,
        provenance: 'no daily limit',
        confidence: 'background',
      },
    ],
    cage: [{ value: null, from: FIRST_DAY, to: null, provenance: 'no price cage', confidence: 'background' }],
    lots: [
      {
        value: { buy: { minimum: 1, step: 1 }, sell: { minimum: 1, step: 1, oddRemainder: true } },
        from: FIRST_DAY,
        to: null,
        provenance: 'odd lots are accepted',
        confidence: 'background',
      },
    ],
    maximumLimitQuantity: [
      { value: 999_999, from: FIRST_DAY, to: null, provenance: 'Nasdaq order entry field', confidence: 'background' },
    ],
    maximumMarketQuantity: [
      { value: 999_999, from: FIRST_DAY, to: null, provenance: 'Nasdaq order entry field', confidence: 'background' },
    ],
    newListing: [
      { value: { days: 0, band: null }, from: FIRST_DAY, to: null, provenance: 'x', confidence: 'background' },
    ],
    openingRange: [{ value: null, from: FIRST_DAY, to: null, provenance: 'none', confidence: 'background' }],
    maximumFixedPriceQuantity: [{ value: null, from: FIRST_DAY, to: null, provenance: 'x', confidence: 'background' }],
    riskWarningDailyBuy: [{ value: null, from: FIRST_DAY, to: null, provenance: 'x', confidence: 'background' }],
    orderTypes: [
      {
        value: ['limit', 'marketIoc', 'postOnly', 'iceberg'],
        from: FIRST_DAY,
        to: null,
        provenance: 'x',
        confidence: 'background',
      },
    ],
    marketOrdersNeedLimit: [{ value: false, from: FIRST_DAY, to: null, provenance: 'x', confidence: 'background' }],
    protectionPrice: [{ value: 'none', from: FIRST_DAY, to: null, provenance: 'x', confidence: 'background' }],
    replace: [{ value: true, from: FIRST_DAY, to: null, provenance: 'x', confidence: 'background' }],
    partialCancel: [{ value: true, from: FIRST_DAY, to: null, provenance: 'x', confidence: 'background' }],
    selfTrade: [{ value: 'allow', from: FIRST_DAY, to: null, provenance: 'x', confidence: 'background' }],
    halts: [{ value: null, from: FIRST_DAY, to: null, provenance: 'x', confidence: 'background' }],
    luld: [{ value: null, from: FIRST_DAY, to: null, provenance: 'x', confidence: 'background' }],
    closingPrice: [{ value: 'last-trade', from: FIRST_DAY, to: null, provenance: 'x', confidence: 'background' }],
    fixedPrice: [{ value: null, from: FIRST_DAY, to: null, provenance: 'x', confidence: 'background' }],
    throughput: [{ value: null, from: FIRST_DAY, to: null, provenance: 'x', confidence: 'background' }],
    settlement: [
      {
        value: 'T+0',
        from: FIRST_DAY,
        to: null,
        provenance: 'shares bought may be sold on the same day',
        confidence: 'background',
      },
    ],
  },
  fees: {
    stampDutySell: [{ value: 0, from: FIRST_DAY, to: null, provenance: 'none', confidence: 'background' }],
    transferBoth: [{ value: 0, from: FIRST_DAY, to: null, provenance: 'none', confidence: 'background' }],
    handlingBoth: [
      { value: 0, from: FIRST_DAY, to: null, provenance: 'venue fees and rebates are left out', confidence: 'choice' },
    ],
    levyBoth: [
      { value: 0, from: FIRST_DAY, to: null, provenance: 'regulatory fees are left out', confidence: 'choice' },
    ],
    commission: [
      { value: 0, from: FIRST_DAY, to: null, provenance: 'brokers without commission', confidence: 'choice' },
    ],
  },
});
