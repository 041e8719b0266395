import { z } from 'zod';
import type { Desk } from '../../simulation/index.js';
import { Phase, Side } from '../../tape/index.js';
import { type AgentContext, defineAgent } from '../agent-definition.js';
import { information, latency, seconds, shares, timeOfDay } from '../agent-parameters.js';
import { purchaseCost } from '../purchase-cost.js';
import { OwnOrders } from './own-orders.js';
import { priceAway, sweep } from './prices.js';
import { type TimedAct, TimedTrader, timesFrom } from './timed-trader.js';

const parameters = z.strictObject({
  side: z.enum(['buy', 'sell']).default('buy').describe('buy before others do, or sell what must go: a stop loss'),
  quantity: shares().default(400_000).describe('shares that it wants at a time'),
  premium: z
    .number()
    .min(0)
    .max(30)
    .default(6)
    .describe('how far from the price at which it begins it would go, per cent; within the limits of the day'),
  from: timeOfDay().prefault('10:00').describe('when it begins, as a time of day'),
  span: seconds({ min: 1 }).prefault(150).describe('time in which it wants them, seconds'),
  orders: z.int().min(1).max(1_000).default(10).describe('orders in which it takes them'),
  times: z.int().min(1).max(1_000).default(1).describe('how often it does so'),
  pause: seconds({ min: 1 }).prefault(300).describe('time from one beginning to the next, seconds'),
  reverse: z
    .strictObject({
      quantity: shares().describe('shares'),
      after: seconds({ min: 1 }).prefault(600).describe('time after the last order, seconds'),
    })
    .optional()
    .describe('what it trades the other way later, out of what it held before'),
  latency: latency({ market: 0.05, order: 0.05 }),
  information: information('order-by-order'),
});
type Parameters = z.output<typeof parameters>;

/**
 * Somebody in a hurry: a fund that has read the news and buys before others have, a seller whose stop has been reached, a
 * client who pays for speed. It takes level after level up to its price and wants every share. It meets the tests of
 * pushing in continuous trading (PS-C, with a sale afterwards PS-CR), those of programme trading where it does so often
 * (PT-3) or for much money (PT-4), and that of the order rate in severely abnormal stocks (SR).
 */
export const urgentTrader = defineAgent({
  id: 'urgent-trader',
  summary: 'honest look-alike: buys or sells much in a short time, taking level after level, and wants every share',
  source:
    'Keim, Madhavan (1995), Anatomy of the trading process, Journal of Financial Economics 37: the cost of immediacy; ' +
    'SZSE tests PS-C, PS-CR, SR, PT-3, PT-4',
  parameters,
  informationSet: (given) => given.information,
  funding: ({ side, quantity, times, reverse }, instrument) => ({
    accounts: 1,
    cash: purchaseCost(side === 'buy' ? 2 * times * quantity : (reverse?.quantity ?? 0), instrument),
    holdings: side === 'sell' ? times * quantity : (reverse?.quantity ?? 0),
  }),
  create: (given, context) => createUrgentTrader(given, context),
});

function createUrgentTrader(given: Parameters, { id, accounts: [account], instrument }: AgentContext) {
  const { side: name, quantity, premium, from, span, times, pause, reverse } = given;
  const side = name === 'buy' ? Side.buy : Side.sell;
  const other = (side ^ 1) as Side;
  const orders = new OwnOrders(account, side, instrument);
  const back = new OwnOrders(account, other, instrument);
  /** The worst price that it pays, ticks, and what it had when it began. */
  let [worst, before] = [-1, 0];
  const begin = (desk: Desk) => {
    const { bestBid, bestAsk } = desk.market;
    const price = side === Side.buy ? bestAsk : bestBid;
    worst = price < 0 ? -1 : priceAway(price, side, premium, instrument);
    before = orders.executed;
  };
  const take = (ordersLeft: number) => (desk: Desk) => {
    orders.withdraw(desk);
    const reach = sweep(desk.market, side);
    if (worst < 0 || reach < 0 || desk.market.phase !== Phase.continuous) return;
    const price = side === Side.buy ? Math.min(worst, reach) : Math.max(worst, reach);
    orders.send(desk, price, (quantity - (orders.executed - before)) / ordersLeft);
  };
  const gap = Math.floor(span / given.orders);
  const starts = timesFrom(from, times, pause);
  const acts = starts.flatMap((start): TimedAct[] => [
    { at: start, act: begin },
    ...timesFrom(start, given.orders, gap).map((at, index) => ({ at, act: take(given.orders - index) })),
    { at: start + span, act: (desk) => orders.withdraw(desk) },
  ]);
  if (reverse !== undefined)
    acts.push({
      at: starts[starts.length - 1] + span + reverse.after,
      act(desk) {
        const price = sweep(desk.market, other);
        if (price > 0) back.send(desk, price, reverse.quantity);
      },
    });
  return new TimedTrader(id, given.latency, acts, [orders, back]);
}
