import { z } from 'zod';
import { information, latency, seconds } from '../../agents/index.js';
import { Side } from '../../tape/index.js';
import { attackWindow, tradingSpans } from '../attack-window.js';
import { CampaignRecord, type StageRecord } from '../campaign-record.js';
import { evenCycles } from '../cycle-schedule.js';
import { cashToBuy } from '../funding.js';
import { GenuineLeg } from '../genuine-leg.js';
import { lotOf, shareOut } from '../lots.js';
import { morningSale } from '../morning-sale.js';
import { PacedTrade } from '../paced-trade.js';
import { definePractice, type Manipulator, type PracticeContext } from '../practice.js';
import { Push, type PushPlan } from '../push.js';
import { pushOnly, pushOutcomes, pushParameters } from '../push-parameters.js';
import type { Stage } from '../stage.js';
import { StagedCampaign } from '../staged-campaign.js';
import { paceOver, paceParameters } from '../trade-pace.js';
import { tradeQuantity, tradeSize } from '../trade-size.js';

const parameters = z.strictObject({
  ...pushParameters,
  position: tradeSize.describe('what it gathers before the pump, in all'),
  window: attackWindow,
  gather: z
    .int()
    .min(0)
    .max(200)
    .default(2)
    .describe('first days, on which it buys quietly; 0: it holds the position when the first day opens'),
  pumpDays: z.int().min(1).max(200).default(1).describe('days after them, on which it pushes the price'),
  pump: seconds({ min: 1 })
    .prefault(900)
    .describe('how long it pushes on each of them, from the start of the window, in seconds'),
  ...paceParameters,
  information: information('order-by-order'),
  latency: latency({ market: 0.01, order: 0.01 }),
});
type Parameters = z.output<typeof parameters>;

/**
 * Pump and dump over days: shares are gathered quietly, the price is pushed, and the shares go to those who follow, from
 * the end of the last push on and on the days behind it until none are left. What the push bought goes last, since it
 * cannot be sold on its day. The purpose arm gathers and sells without the push.
 *
 * It is one campaign over days; the truth of those without a push names genuine orders alone.
 */
export const pumpAndDump = definePractice({
  id: 'pump-and-dump',
  summary: 'gathers shares quietly over days, pushes the price, and sells to those who follow',
  source:
    'MAR Annex I A(d) with Delegated Regulation (EU) 2016/522 Annex II 1 (4)(d), pump and dump; Exchange Act 9(a)(2); ' +
    'Securities Law of the PRC (2019) art. 55 (1)',
  parameters,
  attackOnly: [...pushOnly],
  purposeLeg: true,
  informationSet: (given) => given.information,
  funding(given, instrument, accounts) {
    const position = tradeQuantity(given.position, Side.buy, instrument, 'position');
    const budget = tradeQuantity(given.budget, Side.buy, instrument, 'budget');
    const each = (quantity: number) => Math.ceil(quantity / accounts) + LARGEST_LOT;
    const bought = each(budget) + (given.gather === 0 ? 0 : each(position));
    return { cash: cashToBuy(bought, instrument), holdings: given.gather === 0 ? each(position) : 0 };
  },
  create,
});

/** Parts are in whole lots. */
const LARGEST_LOT = 200;

function create(given: Parameters, context: PracticeContext): Manipulator {
  const { arm, rules, day = 0 } = context;
  const record = new CampaignRecord();
  if (arm === 'attack') record.spanDays();
  const pumpEnds = given.gather + given.pumpDays;
  const [startNs, endNs] = given.window;
  const spans = tradingSpans(given.window, rules.phases, given.latency);
  const rounds = evenCycles(spans, 1, given.pump);
  const pumps = day >= given.gather && day < pumpEnds;
  const push = pumps && arm === 'attack' ? new Push(pushPlan(given, context, rounds), record.in('pump')) : undefined;
  const stages: Stage[] = push === undefined ? [] : [push];
  if (day < given.gather) stages.push(...gathering(given, context, record.in('accumulate')));
  if (day >= pumpEnds - 1) {
    const from = pumps && rounds.length > 0 ? rounds[0].endNs : startNs;
    stages.push(...morningSale([from, endNs], given, context, record.in('dump'), 0));
  }
  return new StagedCampaign({
    practice: 'pump-and-dump',
    given,
    context,
    record,
    stages,
    outcomes: () => ({ day, ...pushOutcomes(push), genuineQuantity: record.genuineExecuted }),
  });
}

/** A day's part of the position, shared out over the accounts. What is not filled is left. */
function gathering(given: Parameters, context: PracticeContext, record: StageRecord): PacedTrade[] {
  const { accounts, instrument, rules } = context;
  const position = tradeQuantity(given.position, Side.buy, instrument, 'position');
  const pace = paceOver({ startNs: given.window[0], endNs: given.window[1] }, { ...given, rest: 'cancel' }, rules);
  const today = shareOut(position / given.gather, accounts.length, lotOf(rules, Side.buy));
  return accounts.map((account, index) => {
    const quantity = today[index];
    return new PacedTrade(
      new GenuineLeg({ account, side: Side.buy, quantity, offset: 0, instrument, rules }, record),
      pace,
    );
  });
}

/** Every day of the pump has its part of the budget. */
function pushPlan(given: Parameters, context: PracticeContext, rounds: PushPlan['rounds']): PushPlan {
  const { accounts, instrument, rules } = context;
  return {
    side: Side.buy,
    accounts,
    budget: tradeQuantity(given.budget, Side.buy, instrument, 'budget') / given.pumpDays,
    targetPercent: given.target,
    levels: given.levels,
    intervalNs: given.interval,
    jitter: given.jitter,
    rounds,
    instrument,
    rules,
  };
}
