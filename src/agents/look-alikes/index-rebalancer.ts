import { z } from 'zod';
import type { Desk } from '../../simulation/index.js';
import { Phase, Side } from '../../tape/index.js';
import { type AgentContext, defineAgent } from '../agent-definition.js';
import { information, latency, shares, timeOfDay } from '../agent-parameters.js';
import { purchaseCost } from '../purchase-cost.js';
import { OwnOrders } from './own-orders.js';
import { priceAway, sweep } from './prices.js';
import { type TimedAct, TimedTrader } from './timed-trader.js';

const parameters = z.strictObject({
  side: z.enum(['buy', 'sell']).default('buy').describe('buy what enters the index, sell what leaves it'),
  quantity: shares().default(400_000).describe('shares that it orders in the closing call'),
  premium: z
    .number()
    .min(0)
    .max(30)
    .default(5)
    .describe(
      'how far from the last price it would go to have them at the close, per cent; within the limits of the day',
    ),
  at: timeOfDay().prefault('14:57:30').describe('when it orders, as a time of day'),
  day: z.int().min(1).max(250).default(1).describe('day on which the index changes'),
  correction: z
    .strictObject({
      quantity: shares().describe('shares'),
      at: timeOfDay().prefault('09:45').describe('when, as a time of day'),
    })
    .optional()
    .describe('what it trades the other way the next morning, when the weights are published'),
  latency: latency({ market: 0.1, order: 0.1 }),
  information: information('l1-snapshot-3s'),
});
type Parameters = z.output<typeof parameters>;

/**
 * A tracker of an index that changes at a close: it must hold the stock at that price, and so orders in the closing call
 * whatever the price, within reason. It meets the test of pushing the close (PS-X); where it corrects its weight the next
 * morning before ten, that with reversal too (PS-XR).
 */
export const indexRebalancer = defineAgent({
  id: 'index-rebalancer',
  summary: 'honest look-alike: a tracker that must trade in the closing call of the day when its index changes',
  source:
    'Harris, Gurel (1986), Price and volume effects associated with changes in the S&P 500 list, Journal of Finance 41; ' +
    'Comerton-Forde, Putnins (2011), Measuring closing price manipulation, Journal of Financial Intermediation 20; ' +
    'SZSE tests PS-X, PS-XR',
  parameters,
  informationSet: (given) => given.information,
  funding: ({ side, quantity, correction }, instrument) => ({
    accounts: 1,
    cash: purchaseCost(side === 'buy' ? quantity : (correction?.quantity ?? 0), instrument),
    holdings: side === 'sell' ? quantity : (correction?.quantity ?? 0),
  }),
  create: (given, context) => createIndexRebalancer(given, context),
});

function createIndexRebalancer(given: Parameters, { id, accounts: [account], instrument, day = 0 }: AgentContext) {
  const side = given.side === 'buy' ? Side.buy : Side.sell;
  const other = (side ^ 1) as Side;
  const orders = new OwnOrders(account, side, instrument);
  const back = new OwnOrders(account, other, instrument);
  const { quantity, premium, correction } = given;
  const acts: TimedAct[] = [];
  if (day + 1 === given.day)
    acts.push({
      at: given.at,
      act(desk: Desk) {
        const { phase, lastPrice } = desk.market;
        if (phase !== Phase.closeCall) return;
        const last = lastPrice > 0 ? lastPrice : instrument.previousClose;
        orders.send(desk, priceAway(last, side, premium, instrument), quantity);
      },
    });
  if (correction !== undefined && day === given.day)
    acts.push({
      at: correction.at,
      act(desk: Desk) {
        const price = sweep(desk.market, other);
        if (price > 0) back.send(desk, price, correction.quantity);
      },
    });
  return new TimedTrader(id, given.latency, acts, [orders, back]);
}
