import { z } from 'zod';
import { information, latency, seconds } from '../../agents/index.js';
import { SECOND, Side } from '../../tape/index.js';
import { attackWindow, tradingSpans } from '../attack-window.js';
import { CampaignRecord } from '../campaign-record.js';
import { type CycleSpan, evenCycles } from '../cycle-schedule.js';
import { cashToBuy } from '../funding.js';
import { GenuineLeg } from '../genuine-leg.js';
import { PacedTrade } from '../paced-trade.js';
import { definePractice, type Manipulator, type PracticeContext } from '../practice.js';
import { sideOf, sideOfOrders } from '../purpose.js';
import { Push } from '../push.js';
import { pushOnly, pushOutcomes, pushParameters } from '../push-parameters.js';
import { StagedCampaign } from '../staged-campaign.js';
import { paceOver, paceParameters } from '../trade-pace.js';
import { tradeQuantity, tradeSize } from '../trade-size.js';

const parameters = z.strictObject({
  ...pushParameters,
  target: pushParameters.target.default(1).describe('how far a burst is to move the price, in per cent'),
  interval: seconds({ min: 0.001 }).prefault(0.15).describe('mean time between two orders of a burst, in seconds'),
  side: sideOfOrders.describe('buy ignites a rise, sell a fall'),
  window: attackWindow,
  cycles: z.int().min(1).max(500).default(3).describe('rounds, spread over the window'),
  position: tradeSize.describe('what is taken passively before the bursts, in all rounds together'),
  prepare: seconds({ min: 1 }).prefault(120).describe('how long a round takes its position, in seconds'),
  burst: seconds({ min: 0.1 }).prefault(3).describe('how long the burst lasts at most, in seconds'),
  exit: seconds({ min: 1 }).prefault(300).describe('how long after the burst it gets out again, in seconds'),
  ...paceParameters,
  information: information('order-by-order'),
  latency: latency({ market: 0.001, order: 0.001 }),
});
type Parameters = z.output<typeof parameters>;

/**
 * Momentum ignition: a position is taken quietly, a burst of aggressive orders starts a move, and the position goes to
 * those who follow it. A round ends with the holdings it began with; under T+1 the shares that go are those that were
 * held when the day opened. The purpose arm takes and gives up the position without the burst.
 */
export const momentumIgnition = definePractice({
  id: 'momentum-ignition',
  summary: 'takes a position quietly, starts a move by a burst of aggressive orders, and gets out to those who follow',
  source:
    'MAR Annex I A(d), A(e) with Delegated Regulation (EU) 2016/522 Annex II 1 (5)(c), momentum ignition; ESMA/2012/122; ' +
    'SZSE rules on programme trading (2025), 频繁拉抬打压',
  parameters,
  attackOnly: [...pushOnly],
  purposeLeg: true,
  evasion: { totals: ['budget', 'position'] },
  informationSet: (given) => given.information,
  funding(given, instrument, _accounts) {
    const side = sideOf(given.side);
    const turnover =
      tradeQuantity(given.position, side, instrument, 'position') +
      tradeQuantity(given.budget, side, instrument, 'budget') +
      LARGEST_LOT * given.cycles;
    return { cash: cashToBuy(turnover, instrument), holdings: turnover };
  },
  create,
});

/** Parts and quantities are in whole lots. */
const LARGEST_LOT = 200;

function create(given: Parameters, context: PracticeContext): Manipulator {
  const { arm, accounts, instrument, rules } = context;
  const record = new CampaignRecord();
  const side = sideOf(given.side);
  const spans = tradingSpans(given.window, rules.phases, given.latency);
  const rounds = evenCycles(spans, given.cycles, given.prepare + given.burst + given.exit);
  const bursts: CycleSpan[] = rounds.map(({ startNs, endNs, cut }) => {
    const from = Math.min(startNs + given.prepare, endNs - 1);
    return { startNs: from, endNs: Math.min(from + given.burst, endNs), cut };
  });
  const position = tradeQuantity(given.position, side, instrument, 'position') / given.cycles;
  const legOf = (account: number, legSide: Side, stage: string) =>
    new GenuineLeg({ account, side: legSide, quantity: 0, offset: 0, instrument, rules }, record.in(stage));
  const opening = new Map<number, number>();
  const entries: GenuineLeg[] = [];
  const exits: GenuineLeg[] = [];
  const stages = rounds.flatMap(({ startNs, endNs }, round) => {
    const takes = paceOver({ startNs, endNs: bursts[round].startNs }, { ...given, rest: 'cancel' }, rules);
    const gives = paceOver({ startNs: bursts[round].endNs + SECOND, endNs }, given, rules);
    const entry = legOf(accounts[0], side, 'prepare');
    entries.push(entry);
    const entering = new PacedTrade(entry, takes, (desk) => {
      if (round === 0) for (const account of accounts) opening.set(account, desk.holdings(account));
      return position;
    });
    const leaving = accounts.map((account) => {
      const exit = legOf(account, side === Side.buy ? Side.sell : Side.buy, 'exit');
      exits.push(exit);
      return new PacedTrade(exit, gives, (desk) => {
        const more = desk.holdings(account) - (opening.get(account) ?? Number.NaN);
        return Number.isFinite(more) ? Math.max(0, side === Side.buy ? more : -more) : 0;
      });
    });
    return [entering, ...leaving];
  });
  const plan = {
    side,
    accounts,
    budget: tradeQuantity(given.budget, side, instrument, 'budget'),
    targetPercent: given.target,
    levels: given.levels,
    intervalNs: given.interval,
    jitter: given.jitter,
    rounds: bursts,
    instrument,
    rules,
  };
  const push = arm === 'attack' ? new Push(plan, record.in('burst')) : undefined;
  return new StagedCampaign({
    practice: 'momentum-ignition',
    given,
    context,
    record,
    stages: push === undefined ? stages : [...stages, push],
    outcomes: () => {
      const [taken, left] = [entries, exits].map((legs) => legs.reduce((sum, leg) => sum + leg.executed, 0));
      return {
        ...pushOutcomes(push),
        takenQuantity: taken,
        leftQuantity: left,
        openPosition: taken + record.intentExecuted - left,
      };
    },
  });
}
