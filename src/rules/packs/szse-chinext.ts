import { HOUR, MINUTE, Phase, SECOND } from '../../tape/index.js';
import { defineRulePack } from '../dated-rule-pack.js';

const FIRST_DAY = '2017-01-01';
const rules2023 = 'SZSE Trading Rules (2023), 深圳证券交易所交易规则';

/**
 * ChiNext, the growth board of the Shenzhen Stock Exchange: ordinary shares after their first five days, without a risk
 * warning. Not in here: days without limits and their halts, after-hours trading at a fixed price, block trades.
 */
export const szseChinext = defineRulePack({
  id: 'szse-chinext',
  summary: 'ChiNext board of the Shenzhen Stock Exchange, ordinary shares',
  firstDay: FIRST_DAY,
  opened: false,
  currency: 'CNY',
  tick: 100,
  quantityUnit: 'share',
  rules: {
    phases: [
      {
        value: [
          { phase: Phase.openCallCancelable, startNs: 9 * HOUR + 15 * MINUTE, endNs: 9 * HOUR + 20 * MINUTE },
          { phase: Phase.openCallLocked, startNs: 9 * HOUR + 20 * MINUTE, endNs: 9 * HOUR + 25 * MINUTE },
          { phase: Phase.preOpenGap, startNs: 9 * HOUR + 25 * MINUTE, endNs: 9 * HOUR + 30 * MINUTE },
          { phase: Phase.continuous, startNs: 9 * HOUR + 30 * MINUTE, endNs: 11 * HOUR + 30 * MINUTE },
          { phase: Phase.lunch, startNs: 11 * HOUR + 30 * MINUTE, endNs: 13 * HOUR },
          { phase: Phase.continuous, startNs: 13 * HOUR, endNs: 14 * HOUR + 57 * MINUTE },
          { phase: Phase.closeCall, startNs: 14 * HOUR + 57 * MINUTE, endNs: 15 * HOUR },
        ],
        from: FIRST_DAY,
        to: null,
        provenance: `${rules2023}, trading hours`,
        confidence: 'secondary',
      },
    ],
    noCancel: [
      {
        value: [Phase.openCallLocked, Phase.closeCall],
        from: FIRST_DAY,
        to: null,
        provenance: `${rules2023}: no cancels 09:20–09:25 and 14:57–15:00`,
        confidence: 'secondary',
      },
    ],
    gap: [
      {
        value: 'queue',
        from: FIRST_DAY,
        to: null,
        provenance: 'the host takes requests from 09:25 to 09:30 and works on them at 09:30',
        confidence: 'background',
      },
    ],
    indicationIntervalNs: [
      {
        value: 3 * SECOND,
        from: FIRST_DAY,
        to: null,
        provenance: 'cadence of the level-1 snapshots',
        confidence: 'background',
      },
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
        provenance: `${rules2023}, price of a call auction; that any tick is a candidate is an inference`,
        confidence: 'secondary',
      },
    ],
    limitRates: [
      {
        value: { ordinary: 0.1, riskWarning: 0.05, delisting: 0.1 },
        from: FIRST_DAY,
        to: '2020-08-23',
        provenance: '10 % limit until the registration reform of ChiNext',
        confidence: 'secondary',
      },
      {
        value: { ordinary: 0.2, riskWarning: 0.2, delisting: 0.2 },
        from: '2020-08-24',
        to: null,
        provenance: 'ChiNext special provisions on trading, 20 % limit',
        confidence: 'secondary',
      },
    ],
    cage: [
      { value: null, from: FIRST_DAY, to: '2020-08-23', provenance: 'no price cage', confidence: 'secondary' },
      {
        value: { percent: 2, ticks: 0, action: 'park' },
        from: '2020-08-24',
        to: '2023-04-09',
        provenance: 'ChiNext special provisions: orders outside 2 % wait until the range reaches them',
        confidence: 'secondary',
      },
      {
        value: { percent: 2, ticks: 10, action: 'reject' },
        from: '2023-04-10',
        to: null,
        provenance: `${rules2023}, valid price range of continuous trading`,
        confidence: 'secondary',
      },
    ],
    lots: [
      {
        value: { buy: { minimum: 100, step: 100 }, sell: { minimum: 1, step: 100, oddRemainder: true } },
        from: FIRST_DAY,
        to: null,
        provenance: `${rules2023}: multiples of 100; a remainder below 100 is sold in one order`,
        confidence: 'secondary',
      },
    ],
    maximumLimitQuantity: [
      {
        value: 1_000_000,
        from: FIRST_DAY,
        to: '2020-08-23',
        provenance: 'general maximum of the exchange',
        confidence: 'background',
      },
      {
        value: 300_000,
        from: '2020-08-24',
        to: null,
        provenance: 'ChiNext special provisions on trading',
        confidence: 'secondary',
      },
    ],
    maximumMarketQuantity: [
      {
        value: 1_000_000,
        from: FIRST_DAY,
        to: '2020-08-23',
        provenance: 'general maximum of the exchange',
        confidence: 'background',
      },
      {
        value: 150_000,
        from: '2020-08-24',
        to: null,
        provenance: 'ChiNext special provisions on trading',
        confidence: 'secondary',
      },
    ],
    newListing: [
      {
        value: { days: 5, band: null },
        from: FIRST_DAY,
        to: null,
        provenance: 'first five days',
        confidence: 'background',
      },
    ],
    openingRange: [{ value: null, from: FIRST_DAY, to: null, provenance: 'none', confidence: 'background' }],
    maximumFixedPriceQuantity: [
      { value: 1_000_000, from: FIRST_DAY, to: null, provenance: 'x', confidence: 'background' },
    ],
    riskWarningDailyBuy: [{ value: null, from: FIRST_DAY, to: null, provenance: 'x', confidence: 'background' }],
    orderTypes: [
      {
        value: ['limit', 'marketIoc', 'counterpartyBest', 'ownBest', 'best5Ioc', 'fillOrKill'],
        from: FIRST_DAY,
        to: null,
        provenance: 'x',
        confidence: 'background',
      },
    ],
    marketOrdersNeedLimit: [{ value: true, from: FIRST_DAY, to: null, provenance: 'x', confidence: 'background' }],
    protectionPrice: [{ value: 'none', from: FIRST_DAY, to: null, provenance: 'x', confidence: 'background' }],
    replace: [{ value: false, from: FIRST_DAY, to: null, provenance: 'x', confidence: 'background' }],
    partialCancel: [{ value: false, from: FIRST_DAY, to: null, provenance: 'x', confidence: 'background' }],
    selfTrade: [{ value: 'allow', from: FIRST_DAY, to: null, provenance: 'x', confidence: 'background' }],
    halts: [
      {
        value: { levels: [0.3, 0.6], durationNs: 10 * MINUTE, lunch: 'stops' },
        from: FIRST_DAY,
        to: null,
        provenance: 'x',
        confidence: 'background',
      },
    ],
    luld: [{ value: null, from: FIRST_DAY, to: null, provenance: 'x', confidence: 'background' }],
    closingPrice: [{ value: 'call-then-vwap', from: FIRST_DAY, to: null, provenance: 'x', confidence: 'background' }],
    fixedPrice: [{ value: null, from: FIRST_DAY, to: null, provenance: 'x', confidence: 'background' }],
    throughput: [{ value: null, from: FIRST_DAY, to: null, provenance: 'x', confidence: 'background' }],
    settlement: [
      {
        value: 'T+1',
        from: FIRST_DAY,
        to: null,
        provenance: `${rules2023}: shares bought cannot be sold on the day; proceeds of sales can be used at once`,
        confidence: 'secondary',
      },
    ],
  },
  fees: {
    stampDutySell: [
      {
        value: 100_000,
        from: FIRST_DAY,
        to: '2023-08-27',
        provenance: 'stamp duty 0.1 % of sales',
        confidence: 'background',
      },
      {
        value: 50_000,
        from: '2023-08-28',
        to: null,
        provenance: 'stamp duty halved to 0.05 % of sales',
        confidence: 'secondary',
      },
    ],
    transferBoth: [
      {
        value: 2_000,
        from: FIRST_DAY,
        to: '2022-04-28',
        provenance: 'ChinaClear transfer fee 0.002 %',
        confidence: 'background',
      },
      {
        value: 1_000,
        from: '2022-04-29',
        to: null,
        provenance: 'ChinaClear transfer fee 0.001 %',
        confidence: 'secondary',
      },
    ],
    handlingBoth: [
      {
        value: 4_870,
        from: FIRST_DAY,
        to: '2023-08-27',
        provenance: 'exchange handling fee 0.00487 %',
        confidence: 'background',
      },
      {
        value: 3_410,
        from: '2023-08-28',
        to: null,
        provenance: 'exchange handling fee 0.00341 %',
        confidence: 'secondary',
      },
    ],
    levyBoth: [
      {
        value: 2_000,
        from: FIRST_DAY,
        to: null,
        provenance: 'regulatory levy 0.002 %, collected by the exchange',
        confidence: 'background',
      },
    ],
    commission: [
      {
        value: 20_000,
        from: FIRST_DAY,
        to: null,
        provenance: 'broker commission 0.02 %, by contract; without the usual minimum of CNY 5 an order',
        confidence: 'choice',
      },
    ],
  },
});
