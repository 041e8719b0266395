import { z } from 'zod';
import type { Desk } from '../../simulation/index.js';
import { Phase, Side } from '../../tape/index.js';
import { type AgentContext, defineAgent } from '../agent-definition.js';
import { information, latency, seconds, shares, timeOfDay } from '../agent-parameters.js';
import { purchaseCost } from '../purchase-cost.js';
import { OwnOrders } from './own-orders.js';
import { type TimedAct, TimedTrader, timesFrom } from './timed-trader.js';

const parameters = z.strictObject({
  side: z.enum(['buy', 'sell']).default('buy').describe('buy at the upper limit, or sell at the lower one'),
  quantity: shares().default(1_200_000).describe('shares that it wants'),
  from: timeOfDay().prefault('09:45').describe('when it joins the queue, as a time of day'),
  doubts: z.int().min(0).max(100).default(0).describe('how often it takes its orders back and joins again later'),
  every: seconds({ min: 1 }).prefault(120).describe('how long it waits in the queue before each doubt, seconds'),
  doubt: seconds({ min: 1 }).prefault(30).describe('how long a doubt lasts, seconds'),
  until: timeOfDay().optional().describe('when it gives up for the day, as a time of day'),
  closing: shares({ min: 0 })
    .default(0)
    .describe('shares that it wants besides in the closing call, where the price stands at the limit'),
  closingAt: timeOfDay().prefault('14:57:10').describe('when it orders them, as a time of day'),
  latency: latency({ market: 0.1, order: 0.1 }),
  information: information('l1-snapshot-3s'),
});
type Parameters = z.output<typeof parameters>;

/**
 * A genuine buyer at the upper limit: it wants the shares, nobody sells them lower, and it waits in the queue. With doubts
 * it does what the test of false declaration at the limit (FD-L) counts, by waiting that of maintaining the limit (LM-C),
 * and with an order for the closing call that of LM-X. The one who gives up once at 14:55 meets all of FD-L but the
 * repetition.
 */
export const limitQueuer = defineAgent({
  id: 'limit-queuer',
  summary: 'honest look-alike: wants shares at the price limit and waits in the queue, sometimes in doubt',
  source:
    'Chen, Gao, He, Jiang, Xiong (2019), Daily price limits and destructive market behavior, Journal of Econometrics 208: ' +
    'who buys at the limit; SZSE tests FD-L, LM-C, LM-X',
  parameters,
  informationSet: (given) => given.information,
  funding: ({ side, quantity, closing }, instrument) => ({
    accounts: 1,
    cash: side === 'buy' ? purchaseCost(2 * quantity + closing, instrument) : 0,
    holdings: side === 'sell' ? 2 * quantity + closing : 0,
  }),
  create: (given, context) => createLimitQueuer(given, context),
});

function createLimitQueuer(given: Parameters, { id, accounts, instrument }: AgentContext) {
  const side = given.side === 'buy' ? Side.buy : Side.sell;
  const limit = side === Side.buy ? instrument.upperLimit : instrument.lowerLimit;
  const orders = new OwnOrders(accounts[0], side, instrument);
  const join = (desk: Desk) => {
    const { phase, bestBid, bestAsk } = desk.market;
    if (phase !== Phase.continuous || limit < 0 || (side === Side.buy ? bestBid : bestAsk) !== limit) return;
    orders.send(desk, limit, given.quantity - orders.executed - orders.open(desk));
  };
  const leave = (desk: Desk) => {
    if (desk.market.phase === Phase.continuous) orders.withdraw(desk);
  };
  const round = given.every + given.doubt;
  const acts: TimedAct[] = timesFrom(given.from, given.doubts + 1, round).flatMap((at, index) => [
    { at, act: join },
    ...(index < given.doubts ? [{ at: at + given.every, act: leave }] : []),
  ]);
  if (given.until !== undefined) acts.push({ at: given.until, act: leave });
  if (given.closing > 0)
    acts.push({
      at: given.closingAt,
      act: (desk) => {
        const { phase, lastPrice } = desk.market;
        if (phase === Phase.closeCall && lastPrice === limit) orders.send(desk, limit, given.closing);
      },
    });
  return new TimedTrader(id, given.latency, acts, [orders]);
}
