import { z } from 'zod';
import { information, latency, seconds } from '../../agents/index.js';
import { Phase, Side } from '../../tape/index.js';
import { attackWindow, tradingSpans } from '../attack-window.js';
import { CampaignRecord } from '../campaign-record.js';
import { displayQuantity, displaySize } from '../display-size.js';
import { cashToBuy } from '../funding.js';
import { LimitWall, limitPrice } from '../limit-wall.js';
import { morningSale } from '../morning-sale.js';
import { definePractice, type Manipulator, type PracticeContext } from '../practice.js';
import { StagedCampaign } from '../staged-campaign.js';
import { paceParameters } from '../trade-pace.js';
import { tradeQuantity, tradeSize } from '../trade-size.js';

const parameters = z.strictObject({
  size: displaySize.describe('what it keeps at the upper limit'),
  budget: tradeSize.describe('how much it is ready to buy there, in all'),
  closing: z
    .union([displaySize, z.literal(0)])
    .default(0)
    .describe('fresh orders at the limit when the closing call begins'),
  window: attackWindow,
  refresh: seconds({ min: 0.1 }).prefault(5).describe('time between two looks at the wall, in seconds'),
  days: z.int().min(1).max(250).default(1).describe('first days of the market on which it keeps the limit'),
  sale: attackWindow
    .optional()
    .describe('from when to when it sells, on the days behind the first, what it has bought, as times of day'),
  keep: z.int().min(0).default(0).describe('shares that every account keeps when it sells what it has bought'),
  ...paceParameters,
  information: information('order-by-order'),
  latency: latency({ market: 0.01, order: 0.01 }),
});
type Parameters = z.output<typeof parameters>;

/**
 * Maintaining the limit price: the price stands at its upper limit, and a wall of bids keeps it there to the close, so
 * that the next day opens higher and the shares can be sold. The bids may trade and often do; what is bought cannot be
 * sold before the next day. Away from the limit it does nothing.
 */
export const limitMaintenance = definePractice({
  id: 'limit-maintenance',
  summary: 'keeps a wall of bids at the upper limit to the close, sells the next morning',
  source:
    'SZSE rules on abnormal trading, 维持涨(跌)幅限制价格; Securities Law of the PRC (2019) art. 55; ' +
    'MAR Annex I A(a) with Delegated Regulation (EU) 2016/522 Annex II 1 (1)(b), floor or ceiling in the price',
  parameters,
  attackOnly: Object.keys(parameters.shape),
  purposeLeg: false,
  informationSet: (given) => given.information,
  checkVenue: (_given, { instrument }) =>
    limitPrice(Side.buy, instrument) >= 0
      ? undefined
      : { path: 'practice', problem: `${instrument.symbol} has no upper limit on this day, expected one that has` },
  funding(given, instrument, accounts) {
    const bought = tradeQuantity(given.budget, Side.buy, instrument, 'budget');
    return { cash: cashToBuy(Math.ceil(bought / accounts), instrument), holdings: 0 };
  },
  create,
});

function create(given: Parameters, context: PracticeContext): Manipulator {
  const { accounts, instrument, rules, day = 0 } = context;
  const record = new CampaignRecord();
  record.spanDays();
  const [startNs, endNs] = given.window;
  const spans = tradingSpans(given.window, rules.phases, given.latency);
  const last = spans[spans.length - 1];
  const closes = rules.phases.some(
    ({ phase, ...call }) => phase === Phase.closeCall && call.startNs < endNs && call.endNs > startNs,
  );
  const plan = {
    side: Side.buy,
    accounts,
    quantity: displayQuantity(given.size, Side.buy, instrument),
    budget: tradeQuantity(given.budget, Side.buy, instrument, 'budget'),
    closingQuantity: given.closing === 0 ? 0 : displayQuantity(given.closing, Side.buy, instrument, 'closing'),
    refreshNs: given.refresh,
    // Where it stays for the closing call, it looks until then; else it is gone when trading ends.
    window: { startNs, endNs: closes || last === undefined ? endNs : last.endNs },
    spans,
    clearNs: closes || last === undefined ? Infinity : last.endNs,
    instrument,
    rules,
  };
  const wall = day < given.days ? new LimitWall(plan, record.in('hold')) : undefined;
  const sale =
    day > 0 && given.sale !== undefined ? morningSale(given.sale, given, context, record.in('unwind'), given.keep) : [];
  return new StagedCampaign({
    practice: 'limit-maintenance',
    given,
    context,
    record,
    stages: wall === undefined ? sale : [wall, ...sale],
    outcomes: () => ({
      wallQuantity: record.intentAccepted,
      boughtQuantity: record.intentExecuted,
      ...(wall === undefined
        ? {}
        : { heldSeconds: Math.round(wall.heldNs / 1e9), greatestShare: rounded(wall.greatestShare) }),
      genuineQuantity: record.genuineExecuted,
    }),
  });
}

function rounded(share: number): number {
  return Math.round(share * 10_000) / 10_000;
}
