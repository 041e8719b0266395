import { z } from 'zod';
import { information, latency, seconds } from '../../agents/index.js';
import { attackWindow, tradingSpans } from '../attack-window.js';
import { CampaignRecord } from '../campaign-record.js';
import { evenCycles } from '../cycle-schedule.js';
import { GenuineLeg } from '../genuine-leg.js';
import { lotOf, shareOut } from '../lots.js';
import { PacedTrade } from '../paced-trade.js';
import { definePractice, type Manipulator, type PracticeContext } from '../practice.js';
import { checkOpposite, purpose, purposeQuantity, purposeSide, sideOf, sideOfOrders } from '../purpose.js';
import { Push } from '../push.js';
import { pushFunding, pushingAccounts, pushOnly, pushOutcomes, pushParameters } from '../push-parameters.js';
import { StagedCampaign } from '../staged-campaign.js';
import { paceOver, paceParameters } from '../trade-pace.js';
import { tradeQuantity } from '../trade-size.js';

const parameters = z.strictObject({
  ...pushParameters,
  side: sideOfOrders.describe('buy pushes the price up, sell presses it down'),
  window: attackWindow,
  cycles: z.int().min(1).max(500).default(1).describe('rounds of pushing and trading back, spread over the window'),
  push: seconds({ min: 1 }).prefault(180).describe('how long a round pushes at most, in seconds'),
  reverse: seconds({ min: 1 }).prefault(1_800).describe('how long after that it trades back at most, in seconds'),
  purpose,
  ...paceParameters,
  information: information('order-by-order'),
  latency: latency({ market: 0.01, order: 0.01 }),
});
type Parameters = z.output<typeof parameters>;

/**
 * Pushing the price in continuous trading: purchases that take level after level until the price is where it should be
 * and keep it there, then the sale of what was held before, to those who follow. Shares bought today cannot be sold
 * today, so who holds none takes no profit today. Pressing it down is the mirror image.
 *
 * With several accounts the first one trades back and the others push.
 */
export const continuousPush = definePractice({
  id: 'continuous-push',
  summary: 'takes level after level until the price has moved, then trades back at the better price',
  source:
    'SZSE rules on abnormal trading, 拉抬打压 in continuous trading, with and without reverse trade; ' +
    'Securities Law of the PRC (2019) art. 55 (1); MAR Annex I A(d); Exchange Act 9(a)(2)',
  parameters,
  attackOnly: [...pushOnly, 'side'],
  purposeLeg: true,
  evasion: { totals: ['budget', 'purpose'] },
  informationSet: (given) => given.information,
  check: ({ side, purpose }) => checkOpposite(side, purpose, 'push'),
  funding(given, instrument, accounts) {
    const side = sideOf(given.side);
    return pushFunding(
      tradeQuantity(given.budget, side, instrument, 'budget'),
      side,
      instrument,
      accounts,
      purposeQuantity(given.purpose),
    );
  },
  create,
});

function create(given: Parameters, context: PracticeContext): Manipulator {
  const { arm, accounts, instrument, rules } = context;
  const record = new CampaignRecord();
  const spans = tradingSpans(given.window, rules.phases, given.latency);
  const cycles = evenCycles(spans, given.cycles, given.push + given.reverse);
  const rounds = cycles.map(({ startNs, endNs, cut }) => ({
    startNs,
    endNs: Math.min(startNs + given.push, endNs),
    cut,
  }));
  const side = purposeSide(given.purpose);
  const parts = shareOut(purposeQuantity(given.purpose), given.cycles, lotOf(rules, side));
  const legs = cycles.map(
    (_, cycle) =>
      new GenuineLeg(
        { account: accounts[0], side, quantity: parts[cycle], offset: 0, instrument, rules },
        record.in('reverse'),
      ),
  );
  const reversals = cycles.map(
    ({ endNs }, cycle) => new PacedTrade(legs[cycle], paceOver({ startNs: rounds[cycle].endNs, endNs }, given, rules)),
  );
  const pushSide = sideOf(given.side);
  const plan = {
    side: pushSide,
    accounts: pushingAccounts(accounts),
    budget: tradeQuantity(given.budget, pushSide, instrument, 'budget'),
    targetPercent: given.target,
    levels: given.levels,
    intervalNs: given.interval,
    jitter: given.jitter,
    rounds,
    instrument,
    rules,
  };
  const push = arm === 'attack' ? new Push(plan, record.in('push')) : undefined;
  return new StagedCampaign({
    practice: 'continuous-push',
    given,
    context,
    record,
    stages: push === undefined ? reversals : [push, ...reversals],
    outcomes: () => ({
      ...pushOutcomes(push),
      genuineQuantity: record.genuineExecuted,
      genuineLeft: legs.reduce((left, leg) => left + leg.left, 0),
    }),
  });
}
