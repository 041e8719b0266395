import { z } from 'zod';
import { information, latency, seconds } from '../../agents/index.js';
import { Side } from '../../tape/index.js';
import { attackWindow, tradingSpans } from '../attack-window.js';
import { CampaignRecord } from '../campaign-record.js';
import { drawCycles } from '../cycle-schedule.js';
import { displayQuantity, displaySize } from '../display-size.js';
import { cashToBuy, withReserve } from '../funding.js';
import { GenuineLeg } from '../genuine-leg.js';
import { PacedTrade } from '../paced-trade.js';
import { definePractice, type Manipulator, type PracticeContext } from '../practice.js';
import { purpose, purposeQuantity, purposeSide } from '../purpose.js';
import { Smoke } from '../smoke.js';
import type { Stage } from '../stage.js';
import { StagedCampaign } from '../staged-campaign.js';
import { paceOver, paceParameters } from '../trade-pace.js';

const { style: _style, ...pace } = paceParameters;

const parameters = z.strictObject({
  size: displaySize.default({ shares: 500 }).describe('quantity of the attractive order, in all'),
  purpose,
  window: attackWindow,
  cycles: z.int().min(1).max(1_000).default(10).describe('rounds, spread over the window'),
  patience: seconds({ min: 4 }).prefault(60).describe('how long a round waits for room in the spread, in seconds'),
  show: seconds({ min: 0.01, max: 2.5 })
    .prefault(0.2)
    .describe('how long before the next snapshot of the level-1 feed the attractive order is shown, in seconds'),
  hold: seconds({ max: 2.5 })
    .prefault(0.02)
    .describe('how long after that snapshot it is taken back and the worse one put up, in seconds'),
  stay: seconds({ min: 0.1 })
    .prefault(2.5)
    .describe('how long the worse order waits for those who saw the attractive one, in seconds'),
  worse: z.int().min(1).max(50).default(1).describe('least ticks by which the second price is worse for them'),
  finish: seconds({ min: 1 })
    .prefault(60)
    .describe('time at the end of the window in which what is left of the genuine trade is done, in seconds'),
  ...pace,
  information: information('order-by-order'),
  latency: latency({ market: 0.002, order: 0.002 }),
});
type Parameters = z.output<typeof parameters>;

/**
 * Smoking: an order at an attractive price is shown for the moment in which a snapshot is taken, and before those who see
 * only snapshots can answer it stands at a worse price: their market orders execute there. It lives on others' latency,
 * and needs a spread with room for both prices: the attractive one a tick before the best of the other side, the worse
 * one a tick before the best of its own. Who is as quick as it is executes the attractive order instead. Without anybody
 * who sends market orders on what he saw seconds ago it gains nothing.
 */
export const smoking = definePractice({
  id: 'smoking',
  summary: 'shows an attractive order to slow traders and puts a worse one in its place before their orders arrive',
  source:
    'MAR Annex I A(f) with Delegated Regulation (EU) 2016/522 Annex II 1 (5)(g), smoking; ' +
    'Biais, Woolley (2011), High frequency trading; Securities Law of the PRC (2019) art. 55 (4)',
  parameters,
  attackOnly: ['size'],
  purposeLeg: true,
  evasion: {
    refuses: { timeJitter: 'its times are those of the level-1 feed' },
    totals: ['purpose', 'cycles'],
  },
  informationSet: (given) => given.information,
  check: ({ show, latency }) =>
    show > latency.order
      ? undefined
      : {
          path: 'show',
          problem: `found ${show / 1e9} s with orders that take ${latency.order / 1e9} s to the venue, expected it to arrive before the snapshot`,
        },
  funding(given, instrument) {
    const side = purposeSide(given.purpose);
    const quantity = purposeQuantity(given.purpose) + withReserve(displayQuantity(given.size, side, instrument));
    return side === Side.sell
      ? { cash: 0, holdings: quantity }
      : { cash: cashToBuy(quantity, instrument), holdings: 0 };
  },
  create,
});

function create(given: Parameters, context: PracticeContext): Manipulator {
  const { arm, accounts, instrument, rules } = context;
  const { window, cycles, patience, stay, finish, latency } = given;
  const record = new CampaignRecord();
  const side = purposeSide(given.purpose);
  const quantity = purposeQuantity(given.purpose);
  const leg = new GenuineLeg(
    { account: accounts[0], side, quantity, offset: 0, instrument, rules },
    record.in('trade'),
  );
  const spans = tradingSpans([window[0], window[1] - finish], rules.phases, latency);
  const smoke = new Smoke(
    {
      side,
      accounts,
      quantity: arm === 'attack' ? displayQuantity(given.size, side, instrument) : 0,
      worseTicks: given.worse,
      showNs: given.show,
      holdNs: given.hold,
      stayNs: stay,
      // Rounds begin where their slots do: chance is that of the book.
      rounds: drawCycles({ uniform: () => 0 }, spans, cycles, patience + stay),
      instrument,
      rules,
    },
    leg,
    record,
  );
  const rest = new GenuineLeg(
    { account: accounts[0], side, quantity: 0, offset: 0, instrument, rules },
    record.in('trade'),
  );
  const closing = paceOver({ startNs: window[1] - finish, endNs: window[1] }, { ...given, style: 'rest' }, rules);
  const stages: Stage[] = [smoke, new PacedTrade(rest, closing, () => leg.left)];
  return new StagedCampaign({
    practice: 'smoking',
    given,
    context,
    record,
    stages,
    outcomes: () => ({
      shownQuantity: record.intentAccepted,
      leakedQuantity: record.intentExecuted,
      shown: smoke.shown,
      smokedQuantity: leg.executed,
      gainedTicks: smoke.gainedTicks,
      genuineQuantity: record.genuineExecuted,
      genuineLeft: Math.max(0, leg.left - rest.executed),
    }),
  });
}
