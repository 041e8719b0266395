import { z } from 'zod';
import { information, latency, seconds } from '../../agents/index.js';
import { attackWindow, tradingSpans } from '../attack-window.js';
import { CampaignRecord } from '../campaign-record.js';
import { evenCycles } from '../cycle-schedule.js';
import { GenuineLeg } from '../genuine-leg.js';
import { PacedTrade } from '../paced-trade.js';
import { definePractice, type Manipulator, type PracticeContext } from '../practice.js';
import { checkOpposite, purpose, purposeQuantity, purposeSide, sideOf, sideOfOrders } from '../purpose.js';
import { pushFunding, pushingAccounts } from '../push-parameters.js';
import { StagedCampaign } from '../staged-campaign.js';
import { TapePainting } from '../tape-painting.js';
import { paceOver, paceParameters } from '../trade-pace.js';

const paintingKeys = {
  side: sideOfOrders.describe('side of the small orders: buy paints interest in buying'),
  quantity: z.int().min(1).max(1_000_000).default(200).describe('mean quantity of a small order, in shares'),
  gap: seconds({ min: 0.01 }).prefault(5).describe('mean time between two small orders, in seconds'),
  jitter: z
    .number()
    .min(0)
    .max(0.9)
    .default(0.5)
    .describe('part by which their times and quantities are spread around their mean'),
  cycles: z.int().min(1).max(500).default(4).describe('runs of small orders, spread over the window'),
  run: seconds({ min: 1 }).prefault(60).describe('how long a run lasts, in seconds'),
};

const parameters = z.strictObject({
  ...paintingKeys,
  window: attackWindow,
  purpose,
  ...paceParameters,
  information: information('order-by-order'),
  latency: latency({ market: 0.01, order: 0.01 }),
});
type Parameters = z.output<typeof parameters>;

/**
 * Painting the tape: runs of small purchases by linked accounts in turn, so that the tape shows interest and rising
 * prints, while what is really meant, a sale, waits at the best offer. With several accounts the first one sells and the
 * others paint; their owners differ.
 */
export const paintingTheTape = definePractice({
  id: 'painting-the-tape',
  summary: 'runs of small orders of linked accounts at the price of the other side, while a genuine order waits',
  source:
    'MAR Annex I A(c) with Delegated Regulation (EU) 2016/522 Annex II 1 (3)(b); Exchange Act 9(a)(2); ' +
    'Securities Law of the PRC (2019) art. 55 (1)',
  parameters,
  attackOnly: Object.keys(paintingKeys),
  purposeLeg: true,
  evasion: { totals: ['cycles', 'purpose'] },
  informationSet: (given) => given.information,
  check: ({ side, purpose }) => checkOpposite(side, purpose, 'painted tape'),
  funding(given, instrument, accounts) {
    // At the shortest gaps and the greatest quantities, in every run from its beginning to its end.
    const { quantity, gap, jitter, cycles, run } = given;
    const most =
      cycles * (Math.ceil(run / (gap * (1 - jitter))) + 1) * Math.ceil(quantity * (1 + jitter) + LARGEST_LOT);
    return pushFunding(most, sideOf(given.side), instrument, accounts, purposeQuantity(given.purpose));
  },
  create,
});

/** A small order is a whole lot at least. */
const LARGEST_LOT = 200;

function create(given: Parameters, context: PracticeContext): Manipulator {
  const { arm, accounts, instrument, rules } = context;
  const record = new CampaignRecord();
  const side = purposeSide(given.purpose);
  const quantity = purposeQuantity(given.purpose);
  const leg = new GenuineLeg(
    { account: accounts[0], side, quantity, offset: 0, instrument, rules },
    record.in('trade'),
  );
  const [startNs, endNs] = given.window;
  const trade = new PacedTrade(leg, paceOver({ startNs, endNs }, given, rules));
  const spans = tradingSpans(given.window, rules.phases, given.latency);
  const plan = {
    side: sideOf(given.side),
    accounts: pushingAccounts(accounts),
    quantity: given.quantity,
    gapNs: given.gap,
    jitter: given.jitter,
    rounds: evenCycles(spans, given.cycles, given.run),
    instrument,
    rules,
  };
  const painting = arm === 'attack' ? new TapePainting(plan, record.in('paint')) : undefined;
  return new StagedCampaign({
    practice: 'painting-the-tape',
    given,
    context,
    record,
    stages: painting === undefined ? [trade] : [trade, painting],
    outcomes: () => ({
      ...(painting === undefined
        ? {}
        : { prints: painting.prints, upticks: painting.upticks, longestRun: painting.longestRun }),
      paintedQuantity: record.intentExecuted,
      genuineQuantity: record.genuineExecuted,
      genuineLeft: leg.left,
    }),
  });
}
