import { z } from 'zod';
import { information, latency, seconds } from '../../agents/index.js';
import { Side } from '../../tape/index.js';
import { CampaignRecord } from '../campaign-record.js';
import { cashToBuy } from '../funding.js';
import { GenuineLeg } from '../genuine-leg.js';
import type { KnownOrder } from '../inside-knowledge.js';
import { lotOf, shareOut } from '../lots.js';
import { PacedTrade } from '../paced-trade.js';
import { definePractice, type Manipulator, type PracticeContext } from '../practice.js';
import { betterBy, gainOf, ProfitTaking } from '../profit-taking.js';
import type { Stage } from '../stage.js';
import { StagedCampaign } from '../staged-campaign.js';
import { paceOver } from '../trade-pace.js';
import { tradeQuantity, tradeSize } from '../trade-size.js';

const parameters = z.strictObject({
  victim: z.string().describe('id of the traders whose order it knows: a group that works off an order, as execution'),
  budget: tradeSize.describe('how much it trades ahead of the order, in all'),
  ahead: seconds({ min: 1 }).prefault(60).describe('how long before the order it begins, in seconds'),
  pace: seconds({ min: 0.1 }).prefault(5).describe('time between two parts, in seconds'),
  target: z
    .number()
    .min(0)
    .max(50)
    .default(0.2)
    .describe('how much better than its own average the price must be before it trades back, in per cent'),
  after: seconds()
    .prefault(300)
    .describe('how long after the order it waits for that price at most, in seconds; then it trades back at any'),
  rest: z
    .enum(['cross', 'cancel'])
    .default('cross')
    .describe('what is left of its position then: trade it at any price, or keep it'),
  information: information('order-by-order'),
  latency: latency({ market: 0.005, order: 0.005 }),
});
type Parameters = z.output<typeof parameters>;

/**
 * Front running: a client's order is known before it is worked off. Who knows it takes the same side first, and gives
 * the shares to the client's own purchases, or to those after them, at the price that these have brought about; when the
 * price does not come, the position goes at any. The client pays the difference. Under T+1 what goes are shares that were
 * held when the day opened.
 *
 * Trading after the order is trading that anybody may do; the abuse is the trade ahead.
 */
export const frontRunning = definePractice({
  id: 'front-running',
  summary: 'knows a client’s order before it is worked off, trades ahead of it and back into it',
  source:
    'MAR art. 7(1)(d), 8: information of pending orders of a client; Delegated Regulation (EU) 2016/522 recital 6; ' +
    'FINRA rule 5270; Securities Law of the PRC (2019) art. 54, 利用未公开信息交易 (老鼠仓)',
  parameters,
  attackOnly: Object.keys(parameters.shape),
  purposeLeg: false,
  informationSet: (given) => given.information,
  checkVenue: ({ victim }, context) =>
    knownOrder(victim, context) === undefined
      ? {
          path: 'victim',
          problem: `found "${victim}", expected the id of traders in ${context.instrument.symbol} who work off an order${among(context)}`,
        }
      : undefined,
  funding(given, instrument, accounts) {
    const each = Math.ceil(tradeQuantity(given.budget, Side.buy, instrument, 'budget') / accounts) + LARGEST_LOT;
    return { cash: cashToBuy(each, instrument), holdings: each };
  },
  create,
});

/** Parts are in whole lots. */
const LARGEST_LOT = 200;

function knownOrder(victim: string, { inside, instrumentIndex = 0 }: PracticeContext): KnownOrder | undefined {
  return inside?.orders.find(({ id, instrument }) => id === victim && instrument === instrumentIndex);
}

/** The orders that it might know, for a message. */
function among({ inside }: PracticeContext): string {
  const ids = inside?.orders.map(({ id }) => id) ?? [];
  return ids.length === 0 ? '; nobody does' : `, one of ${ids.join(', ')}`;
}

function create(given: Parameters, context: PracticeContext): Manipulator {
  const { accounts, instrument, rules } = context;
  const { side, window } = knownOrder(given.victim, context)!;
  const record = new CampaignRecord();
  record.beginCycle();
  const [ahead, unwind] = [record.in('ahead'), record.in('unwind')];
  const quantities = shareOut(
    tradeQuantity(given.budget, side, instrument, 'budget'),
    accounts.length,
    lotOf(rules, side),
  );
  const back = side === Side.buy ? Side.sell : Side.buy;
  const legs = (legSide: Side, roles: { readonly genuine: (ticket: number) => void }, wanted?: readonly number[]) =>
    accounts.map((account, index) => {
      const quantity = wanted?.[index] ?? 0;
      return new GenuineLeg({ account, side: legSide, quantity, offset: 0, instrument, rules }, roles);
    });
  const entries = legs(side, { genuine: ahead.intent }, quantities);
  const exits = legs(back, unwind);
  const [startNs, endNs] = window;
  const before = { startNs: startNs - given.ahead, endNs: startNs };
  const entering = paceOver(before, { ...given, style: 'cross', rest: 'cancel' }, rules);
  const leaving = paceOver({ startNs, endNs: endNs + given.after }, { ...given, style: 'cross' }, rules);
  const onTraded = () => record.conclude(gainOf(entries, exits, back) > 0 ? 'profit' : 'gave-up');
  const stages: Stage[] = entries.map((leg) => new PacedTrade(leg, entering));
  if (leaving !== undefined)
    for (const [index, leg] of exits.entries())
      stages.push(
        new ProfitTaking(leg, {
          side: back,
          pace: leaving,
          quantity: () => entries[index].executed,
          wanted: () => betterBy(given.target, entries, back),
          onTraded,
        }),
      );
  return new StagedCampaign({
    practice: 'front-running',
    given,
    context,
    record,
    stages,
    outcomes: () => {
      const [taken, left] = [entries, exits].map((all) => all.reduce((sum, leg) => sum + leg.executed, 0));
      return { takenQuantity: taken, leftQuantity: left, gainTicks: perShare(gainOf(entries, exits, back), left) };
    },
  });
}

/** Hundredths of a tick are enough. */
function perShare(value: number, quantity: number): number {
  return quantity === 0 ? 0 : Math.round((100 * value) / quantity) / 100;
}
