import { z } from 'zod';
import { information, latency, seconds } from '../../agents/index.js';
import { SECOND } from '../../tape/index.js';
import { attackWindow, tradingSpans } from '../attack-window.js';
import { CampaignRecord } from '../campaign-record.js';
import { evenCycles } from '../cycle-schedule.js';
import { cashToBuy } from '../funding.js';
import { MessageFlood } from '../message-flood.js';
import { definePractice, type Manipulator, type PracticeContext } from '../practice.js';
import { sideOf, sideOfOrders } from '../purpose.js';
import { StagedCampaign } from '../staged-campaign.js';

const parameters = z.strictObject({
  rate: z.number().min(1).max(100_000).default(400).describe('orders and cancels in a second, together'),
  burst: seconds({ min: 0.01 }).prefault(20).describe('how long a burst lasts, in seconds'),
  cycles: z.int().min(1).max(1_000).default(3).describe('bursts, spread over the window'),
  lifetime: seconds({ min: 0 }).prefault(0.02).describe('from sending an order to asking it back, in seconds'),
  distance: z.int().min(1).max(1_000).default(15).describe('ticks behind the best price at which the orders stand'),
  quantity: z.int().min(1).max(1_000_000).default(100).describe('quantity of an order, in shares'),
  side: sideOfOrders.default('buy').describe('side of the orders'),
  window: attackWindow,
  information: information('order-by-order'),
  latency: latency({ market: 0.0005, order: 0.0005 }),
});
type Parameters = z.output<typeof parameters>;

/**
 * Quote stuffing: orders away from the market in great numbers, each taken back at once, so that others fall behind with
 * reading or the venue with answering. It hurts where a venue has a limit of what it works on (`throughput`), and nobody
 * else: agents here read any number of messages.
 */
export const quoteStuffing = definePractice({
  id: 'quote-stuffing',
  summary: 'great numbers of orders away from the market, each taken back at once',
  source:
    'MAR Annex I A(d) with Delegated Regulation (EU) 2016/522 Annex II 1 (4)(e), quote stuffing; ' +
    'CEA 4c(a)(5)(C), overloading the quotation system; SZSE rules on programme trading (2025), 瞬时申报速率异常, 频繁瞬时撤单',
  parameters,
  attackOnly: Object.keys(parameters.shape),
  purposeLeg: false,
  evasion: {
    refuses: {
      sizeJitter: 'its orders are small and many, and nothing compares their sizes',
      partialFillAcceptance: 'its orders stand away from the market and go at once',
    },
    totals: ['cycles'],
  },
  informationSet: (given) => given.information,
  funding(given, instrument, accounts) {
    const each = Math.ceil(mostOpen(given) / accounts) * Math.max(given.quantity, LARGEST_LOT);
    return given.side === 'buy' ? { cash: cashToBuy(each, instrument), holdings: 0 } : { cash: 0, holdings: each };
  },
  create,
});

/** A small order is a whole lot at least. */
const LARGEST_LOT = 200;

/** Orders that are open at once: for their lifetime and the ways to the venue and back, with as many again in reserve. */
function mostOpen({ rate, lifetime, latency, burst }: Parameters): number {
  const seconds = Math.min(burst, lifetime + latency.order + latency.market) / SECOND;
  return 2 * (Math.ceil((rate / 2) * seconds) + 5);
}

function create(given: Parameters, context: PracticeContext): Manipulator {
  const { accounts, instrument, rules } = context;
  const record = new CampaignRecord();
  const spans = tradingSpans(given.window, rules.phases, given.latency);
  const flood = new MessageFlood(
    {
      side: sideOf(given.side),
      accounts,
      quantity: given.quantity,
      distance: given.distance,
      // Every order is two messages.
      intervalNs: Math.max(1, Math.round((2 * SECOND) / given.rate)),
      lifetimeNs: given.lifetime,
      mostOpen: mostOpen(given),
      rounds: evenCycles(spans, given.cycles, given.burst),
      instrument,
      rules,
    },
    record,
  );
  return new StagedCampaign({
    practice: 'quote-stuffing',
    given,
    context,
    record,
    stages: [flood],
    outcomes: () => ({
      orders: flood.sent,
      cancels: flood.cancelled,
      refused: flood.refused,
      leakedQuantity: record.intentExecuted,
      longestAnswerMilliseconds: Math.round(flood.longestAnswerNs / 1e6),
    }),
  });
}
