import { z } from 'zod';
import type { Desk } from '../../simulation/index.js';
import { Phase, Side } from '../../tape/index.js';
import { type AgentContext, defineAgent } from '../agent-definition.js';
import { information, latency, seconds, shares, timeOfDay } from '../agent-parameters.js';
import { purchaseCost } from '../purchase-cost.js';
import { OwnOrders } from './own-orders.js';
import { TimedTrader, timesFrom } from './timed-trader.js';

const parameters = z.strictObject({
  owners: z
    .enum(['one', 'two'])
    .default('one')
    .describe('one: two portfolios of one owner; two: two clients of one manager, or two dealers'),
  quantity: shares().default(100_000).describe('shares that go from the first account to the second'),
  parts: z.int().min(1).max(10_000).default(20).describe('trades in which they go'),
  from: timeOfDay().prefault('10:00').describe('when it begins, as a time of day'),
  every: seconds({ min: 0.1 }).prefault(5).describe('time between two looks for a gap in the book, seconds'),
  until: timeOfDay().prefault('11:00').describe('when it gives up, as a time of day'),
  latency: latency({ market: 0.05, order: 0.05 }),
  information: information('order-by-order'),
});
type Parameters = z.output<typeof parameters>;

/**
 * Moves shares from one portfolio to another through the market: a mandate ends, a fund is merged, one dealer hands
 * inventory to another. One sells and the other buys, both within a gap of the spread, so that they meet; where there is
 * none they wait. The shares do change hands once, and are wanted where they go, but it meets the test of self-trading
 * (WS), and between owners who look linked that of matched trading (WM), as soon as it is large enough.
 */
export const portfolioTransfer = defineAgent({
  id: 'portfolio-transfer',
  summary: 'honest look-alike: moves shares from one portfolio to another through the market, within the spread',
  source:
    'cross trades between accounts under one manager: US Investment Company Act rule 17a-7 (their price); ' +
    'Reiss, Werner (1998), Does risk sharing motivate interdealer trading?, Journal of Finance 53; SZSE tests WS, WM',
  parameters,
  informationSet: (given) => given.information,
  funding: ({ quantity, owners }, instrument) => ({
    accounts: 2,
    cash: purchaseCost(quantity, instrument),
    holdings: quantity,
    ownersApart: owners === 'two',
  }),
  create: (given, context) => createPortfolioTransfer(given, context),
});

function createPortfolioTransfer(given: Parameters, { id, accounts: [from, to], instrument }: AgentContext) {
  const { quantity, parts, every, until } = given;
  const sale = new OwnOrders(from, Side.sell, instrument);
  const purchase = new OwnOrders(to, Side.buy, instrument);
  const transfer = (desk: Desk) => {
    const { phase, bestBid, bestAsk } = desk.market;
    // What a stranger was quicker to take, or what is left, is no transfer any more.
    sale.withdraw(desk);
    purchase.withdraw(desk);
    const left = quantity - purchase.executed;
    if (phase !== Phase.continuous || bestBid < 0 || bestAsk < bestBid + 2 || left < 100) return;
    const price = bestBid + ((bestAsk - bestBid) >> 1);
    const part = Math.min(left, Math.ceil(quantity / parts));
    sale.send(desk, price, part);
    purchase.send(desk, price, part);
  };
  const looks = Math.max(1, Math.floor((until - given.from) / every));
  const acts = timesFrom(given.from, looks, every).map((at) => ({ at, act: transfer }));
  return new TimedTrader(id, given.latency, acts, [sale, purchase]);
}
