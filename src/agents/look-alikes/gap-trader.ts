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
  side: z.enum(['buy', 'sell']).default('buy').describe('buy on good news of the night, sell on bad'),
  quantity: shares().default(400_000).describe('shares that it orders in the opening call'),
  premium: z
    .number()
    .min(0)
    .max(30)
    .default(7)
    .describe('how far from the previous close it would go, per cent; within the limits of the day'),
  at: timeOfDay().prefault('09:17').describe('when it orders, as a time of day'),
  withdraw: z
    .strictObject({
      part: z.number().positive().max(1).default(1).describe('part of the order that it takes back'),
      at: timeOfDay().prefault('09:19').describe('when, as a time of day'),
    })
    .optional()
    .describe('it thinks better of it: a denial, or others already pay more'),
  reverse: z
    .strictObject({
      quantity: shares().describe('shares'),
      at: timeOfDay().describe('when, as a time of day'),
    })
    .optional()
    .describe('what it trades the other way afterwards, out of what it held before'),
  latency: latency({ market: 0.1, order: 0.1 }),
  information: information('l1-snapshot-3s'),
});
type Parameters = z.output<typeof parameters>;

/**
 * A trader with an opinion on news of the night: it orders in the opening call at the price that the news is worth to it,
 * sometimes thinks better of it while orders can be taken back, and may take a profit later. With the right size it meets
 * the tests of pushing the open (PS-O, with a sale before ten PS-OR), and when it withdraws and then sells, that of false
 * declaration in the call (FD-O).
 */
export const gapTrader = defineAgent({
  id: 'gap-trader',
  summary:
    'honest look-alike: orders in the opening call on news of the night, may think better of it or take a profit',
  source:
    'Berkman, Koch, Tuttle, Zhang (2012), Paying attention: overnight returns and the hidden cost of buying at the open, ' +
    'Journal of Financial and Quantitative Analysis 47; SZSE tests FD-O, PS-O, PS-OR',
  parameters,
  informationSet: (given) => given.information,
  funding: ({ side, quantity, reverse }, instrument) => ({
    accounts: 1,
    cash: purchaseCost(side === 'buy' ? quantity : (reverse?.quantity ?? 0), instrument),
    holdings: side === 'sell' ? quantity : (reverse?.quantity ?? 0),
  }),
  create: (given, context) => createGapTrader(given, context),
});

function createGapTrader(given: Parameters, { id, accounts: [account], instrument }: AgentContext) {
  const side = given.side === 'buy' ? Side.buy : Side.sell;
  const [doubted, kept, back] = [
    new OwnOrders(account, side, instrument),
    new OwnOrders(account, side, instrument),
    new OwnOrders(account, (side ^ 1) as Side, instrument),
  ];
  const { quantity, withdraw, reverse } = given;
  const price = priceAway(instrument.previousClose, side, given.premium, instrument);
  const inCall = ({ market: { phase } }: Desk) => phase === Phase.openCallCancelable || phase === Phase.openCallLocked;
  const part = Math.ceil(((withdraw?.part ?? 0) * quantity) / 100) * 100;
  const acts: TimedAct[] = [
    {
      at: given.at,
      act(desk) {
        if (!inCall(desk)) return;
        doubted.send(desk, price, part);
        kept.send(desk, price, quantity - part);
      },
    },
  ];
  if (withdraw !== undefined) acts.push({ at: withdraw.at, act: (desk) => doubted.withdraw(desk) });
  if (reverse !== undefined)
    acts.push({
      at: reverse.at,
      act(desk) {
        // In the call the previous close is a price at which others surely trade.
        const goodEnough = inCall(desk) ? instrument.previousClose : sweep(desk.market, (side ^ 1) as Side);
        if (goodEnough > 0) back.send(desk, goodEnough, reverse.quantity);
      },
    });
  return new TimedTrader(id, given.latency, acts, [doubted, kept, back]);
}
