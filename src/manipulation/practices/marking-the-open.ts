import { z } from 'zod';
import { information, latency } from '../../agents/index.js';
import { attackWindow } from '../attack-window.js';
import { CallPush } from '../call-push.js';
import { callPushOutcomes, callPushParameters, callPushPlan, checkCall } from '../call-push-parameters.js';
import { callSpan } from '../call-span.js';
import { CampaignRecord } from '../campaign-record.js';
import { GenuineLeg } from '../genuine-leg.js';
import { PacedTrade } from '../paced-trade.js';
import { definePractice, type Manipulator, type PracticeContext } from '../practice.js';
import { checkOpposite, purpose, purposeQuantity, purposeSide, sideOf } from '../purpose.js';
import { pushFunding } from '../push-parameters.js';
import { StagedCampaign } from '../staged-campaign.js';
import { paceOver, paceParameters } from '../trade-pace.js';
import { tradeQuantity } from '../trade-size.js';

const parameters = z.strictObject({
  ...callPushParameters,
  window: attackWindow.describe('from when to when it trades back in continuous trading, as times of day'),
  purpose,
  ...paceParameters,
  information: information('order-by-order'),
  latency: latency({ market: 0.01, order: 0.01 }),
});
type Parameters = z.output<typeof parameters>;

/**
 * Marking the open: orders in the last minute of the opening call, when nobody can take orders back any more, at the
 * price that the day is to open with; then the sale of what was held before, while others still believe in it.
 *
 * With several accounts the first one trades back and the others push.
 */
export const markingTheOpen = definePractice({
  id: 'marking-the-open',
  summary: 'trades in the opening call at the price the day is to open with, then trades back',
  source:
    'MAR Annex I A(e), A(g) with Delegated Regulation (EU) 2016/522 Annex II; SZSE rules on abnormal trading, ' +
    '拉抬打压 in the opening call, with and without reverse trade before 10:00',
  parameters,
  attackOnly: Object.keys(callPushParameters),
  purposeLeg: true,
  evasion: { totals: ['budget', 'purpose'] },
  informationSet: (given) => given.information,
  check: ({ side, purpose }) => checkOpposite(side, purpose, 'push'),
  checkVenue: (_given, context) => checkCall('opening', context),
  funding(given, instrument, accounts) {
    const side = sideOf(given.side);
    const budget = tradeQuantity(given.budget, side, instrument, 'budget');
    return pushFunding(budget, side, instrument, accounts, purposeQuantity(given.purpose));
  },
  create,
});

function create(given: Parameters, context: PracticeContext): Manipulator {
  const { arm, accounts, instrument, rules } = context;
  const record = new CampaignRecord();
  const call = callSpan('opening', rules)!;
  const side = purposeSide(given.purpose);
  const quantity = purposeQuantity(given.purpose);
  const leg = new GenuineLeg(
    { account: accounts[0], side, quantity, offset: 0, instrument, rules },
    record.in('unwind'),
  );
  const [startNs, endNs] = given.window;
  const reversal = new PacedTrade(leg, paceOver({ startNs: Math.max(startNs, call.endNs), endNs }, given, rules));
  const push = arm === 'attack' ? new CallPush(callPushPlan(given, call, context), record.in('mark')) : undefined;
  return new StagedCampaign({
    practice: 'marking-the-open',
    given,
    context,
    record,
    stages: push === undefined ? [reversal] : [push, reversal],
    outcomes: () => ({
      ...callPushOutcomes(push),
      genuineQuantity: record.genuineExecuted,
      genuineLeft: leg.left,
    }),
  });
}
