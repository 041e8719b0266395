import { z } from 'zod';
import { information, latency } from '../../agents/index.js';
import { attackWindow } from '../attack-window.js';
import { CallPush } from '../call-push.js';
import { callPushOutcomes, callPushParameters, callPushPlan, checkCall } from '../call-push-parameters.js';
import { callSpan } from '../call-span.js';
import { CampaignRecord } from '../campaign-record.js';
import { morningSale } from '../morning-sale.js';
import { definePractice, type Manipulator, type PracticeContext } from '../practice.js';
import { sideOf } from '../purpose.js';
import { pushFunding } from '../push-parameters.js';
import { StagedCampaign } from '../staged-campaign.js';
import { paceParameters } from '../trade-pace.js';
import { tradeQuantity } from '../trade-size.js';

const parameters = z.strictObject({
  ...callPushParameters,
  days: z.int().min(1).max(250).default(1).describe('first days of the market on which it marks the close'),
  window: attackWindow
    .optional()
    .describe('from when to when it sells, on the days behind the first, what it has bought, as times of day'),
  keep: z.int().min(0).default(0).describe('shares that every account keeps when it sells what it has bought'),
  ...paceParameters,
  information: information('order-by-order'),
  latency: latency({ market: 0.01, order: 0.01 }),
});
type Parameters = z.output<typeof parameters>;

/**
 * Marking the close: orders in the closing call at the price that the day is to close with. The call takes no cancels, so
 * nothing here is feigned: what the auction leaves rests until the day is over. The profit lies in what hangs on the
 * closing price; the shares go the next morning, since they cannot be sold before.
 */
export const markingTheClose = definePractice({
  id: 'marking-the-close',
  summary: 'trades in the closing call at the price the day is to close with, sells the next morning',
  source:
    'MAR Annex I A(e), A(g) with Delegated Regulation (EU) 2016/522 Annex II 1 (5)(d); CEA 4c(a)(5)(B); ' +
    'SZSE rules on abnormal trading, 拉抬打压 in the closing call, with and without reverse trade before 10:00',
  parameters,
  attackOnly: Object.keys(parameters.shape),
  purposeLeg: false,
  informationSet: (given) => given.information,
  checkVenue: (_given, context) => checkCall('closing', context),
  funding(given, instrument, accounts) {
    const side = sideOf(given.side);
    return pushFunding(tradeQuantity(given.budget, side, instrument, 'budget'), side, instrument, accounts, 0);
  },
  create,
});

function create(given: Parameters, context: PracticeContext): Manipulator {
  const { rules, day = 0 } = context;
  const record = new CampaignRecord();
  record.spanDays();
  const call = callSpan('closing', rules)!;
  const push = day < given.days ? new CallPush(callPushPlan(given, call, context), record.in('mark')) : undefined;
  const sells = day > 0 && given.side === 'buy' && given.window !== undefined;
  const sale = sells ? morningSale(given.window!, given, context, record.in('unwind'), given.keep) : [];
  return new StagedCampaign({
    practice: 'marking-the-close',
    given,
    context,
    record,
    stages: push === undefined ? sale : [push, ...sale],
    outcomes: () => ({ ...callPushOutcomes(push), genuineQuantity: record.genuineExecuted }),
  });
}
