import { z } from 'zod';
import { information, latency, seconds } from '../../agents/index.js';
import { SECOND } from '../../tape/index.js';
import { attackWindow } from '../attack-window.js';
import { CallDisplay } from '../call-display.js';
import { CallOffer } from '../call-offer.js';
import { callSpan } from '../call-span.js';
import { CampaignRecord } from '../campaign-record.js';
import { displayQuantity, displaySize } from '../display-size.js';
import { cashToBuy } from '../funding.js';
import { GenuineLeg } from '../genuine-leg.js';
import { PacedTrade } from '../paced-trade.js';
import { definePractice, type Manipulator, type PracticeContext } from '../practice.js';
import { checkOpposite, purpose, purposeQuantity, purposeSide, sideOf, sideOfOrders } from '../purpose.js';
import { StagedCampaign } from '../staged-campaign.js';
import { paceOver, paceParameters } from '../trade-pace.js';

const displayKeys = {
  size: displaySize,
  side: sideOfOrders.describe('side of the orders that are shown'),
  deviation: z
    .number()
    .min(0)
    .max(50)
    .default(6)
    .describe('how far beyond the previous close the orders that are shown lie, in per cent'),
  orders: z.int().min(1).max(1_000).default(5).describe('orders into which the display is divided'),
  lead: seconds({ min: 1 })
    .prefault(180)
    .describe('how long before the call is locked the first is shown, in seconds; the last half-way to the withdrawal'),
  withdraw: seconds({ min: 0 })
    .prefault(15)
    .describe('how long before the call is locked they are taken back, in seconds, on average'),
  jitter: seconds({ min: 0 })
    .prefault(10)
    .describe('how far from that the withdrawal may lie, in seconds, before and after'),
};

const parameters = z.strictObject({
  ...displayKeys,
  entry: seconds({ min: 0 })
    .prefault(60)
    .describe('how long after the lock of the call the genuine order is entered, in seconds'),
  concession: z
    .int()
    .min(0)
    .max(1_000)
    .default(1)
    .describe('ticks by which the genuine order gives way to the price that is indicated then'),
  window: attackWindow.describe('from when to when the rest of it is traded in continuous trading, as times of day'),
  purpose,
  ...paceParameters,
  information: information('order-by-order'),
  latency: latency({ market: 0.01, order: 0.01 }),
});
type Parameters = z.output<typeof parameters>;

/** Least time that is kept for the cancel to arrive before the lock. */
const MARGIN = SECOND / 10;

/**
 * Spoofing in the opening call: orders far beyond the previous close while they can be taken back, so that the indicated
 * price is not what it will be; they go in the last seconds before the call is locked. The genuine order of the other
 * side follows once nobody can take anything back; what the auction leaves of it is traded afterwards.
 */
export const openingAuctionSpoofing = definePractice({
  id: 'opening-auction-spoofing',
  summary:
    'a display in the opening call that is taken back before the call is locked, a genuine order on the other side',
  source:
    'SZSE rules on abnormal trading, 虚假申报 in the opening call; Securities Law of the PRC (2019) art. 55 (4); ' +
    'MAR Annex I A(f) with Delegated Regulation (EU) 2016/522 Annex II 1 (5)(e)',
  parameters,
  attackOnly: Object.keys(displayKeys),
  purposeLeg: true,
  evasion: {
    refuses: { partialFillAcceptance: 'a call executes nothing before the display is taken back' },
    totals: ['size', 'purpose'],
  },
  informationSet: (given) => given.information,
  check(given, _accounts) {
    const { side, purpose, lead, withdraw, jitter, latency } = given;
    if (lead <= withdraw + jitter)
      return {
        path: 'lead',
        problem: `found ${lead / SECOND} s, by when it may be taken back already, expected more than withdraw and jitter together, ${(withdraw + jitter) / SECOND} s`,
      };
    if (withdraw - jitter < latency.order + MARGIN)
      return {
        path: 'withdraw',
        problem: `found ${withdraw / SECOND} s with a jitter of ${jitter / SECOND} s, expected the cancel to arrive before the lock: at least ${(jitter + latency.order + MARGIN) / SECOND} s`,
      };
    return checkOpposite(side, purpose);
  },
  checkVenue(given, { rules }) {
    const cancelable = callSpan('opening', rules)?.cancelable;
    if (cancelable === undefined)
      return {
        path: 'practice',
        problem:
          'the venue has no opening call in which orders can be taken back on this day, expected a venue with one',
      };
    const most = cancelable.endNs - cancelable.startNs;
    if (given.lead <= most) return undefined;
    return {
      path: 'lead',
      problem: `found ${given.lead / SECOND} s, expected at most the ${most / SECOND} s in which the opening call takes cancels`,
    };
  },
  funding(given, instrument, accounts) {
    const side = sideOf(given.side);
    const shown = Math.ceil(displayQuantity(given.size, side, instrument) / accounts) + ODD_LOTS * given.orders;
    const genuine = purposeQuantity(given.purpose);
    return given.side === 'buy'
      ? { cash: cashToBuy(shown, instrument), holdings: genuine }
      : { cash: cashToBuy(genuine, instrument), holdings: shown };
  },
  create,
});

/** By so much an account may show more of an order than its even part. */
const ODD_LOTS = 200;

function create(given: Parameters, context: PracticeContext): Manipulator {
  const { arm, accounts, instrument, rules } = context;
  const record = new CampaignRecord();
  const call = callSpan('opening', rules)!;
  const cancelable = call.cancelable!;
  const lockedNs = cancelable.endNs;
  const side = purposeSide(given.purpose);
  const quantity = purposeQuantity(given.purpose);
  const leg = new GenuineLeg({ account: accounts[0], side, quantity, offset: 0, instrument, rules }, record);
  const atNs = Math.min(lockedNs + given.entry, call.endNs);
  const offer = new CallOffer(leg, { atNs, endNs: call.endNs, side, concessionTicks: given.concession });
  const [startNs, endNs] = given.window;
  const rest = new PacedTrade(leg, paceOver({ startNs: Math.max(startNs, call.endNs), endNs }, given, rules));
  const shownNs = lockedNs - given.lead;
  const plan = {
    side: sideOf(given.side),
    accounts,
    quantity: displayQuantity(given.size, sideOf(given.side), instrument),
    orders: given.orders,
    deviationPercent: given.deviation,
    shown: { startNs: shownNs, endNs: shownNs + Math.floor((given.lead - given.withdraw - given.jitter) / 2) },
    withdrawn: { startNs: lockedNs - given.withdraw - given.jitter, endNs: lockedNs - given.withdraw + given.jitter },
    cancelable,
    instrument,
    rules,
  };
  const display = arm === 'attack' ? new CallDisplay(plan, record) : undefined;
  return new StagedCampaign({
    practice: 'opening-auction-spoofing',
    given,
    context,
    record,
    stages: display === undefined ? [offer, rest] : [display, offer, rest],
    outcomes: () => ({
      shownQuantity: record.intentAccepted,
      leakedQuantity: record.intentExecuted,
      indicationTicks: display?.movedTicks ?? 0,
      genuineQuantity: record.genuineExecuted,
      genuineLeft: leg.left,
    }),
  });
}
