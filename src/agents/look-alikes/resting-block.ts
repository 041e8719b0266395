import { z } from 'zod';
import type { Agent, Desk, OrderReport } from '../../simulation/index.js';
import { Phase, Side } from '../../tape/index.js';
import { type AgentContext, defineAgent } from '../agent-definition.js';
import { information, latency, seconds, shares, timeOfDay } from '../agent-parameters.js';
import { purchaseCost } from '../purchase-cost.js';
import { OwnOrders } from './own-orders.js';

const parameters = z.strictObject({
  side: z.enum(['buy', 'sell']).default('buy').describe('what it wants'),
  quantity: shares().default(1_200_000).describe('shares that it wants'),
  from: timeOfDay().prefault('09:45').describe('when it comes to the market, as a time of day'),
  moves: z
    .int()
    .min(0)
    .max(10_000)
    .default(6)
    .describe('how often it follows the best price; then it stays where it is'),
  every: seconds({ min: 0.1 }).prefault(15).describe('time between two looks, seconds'),
  until: timeOfDay().optional().describe('when it gives up and takes back what is left, as a time of day'),
  latency: latency({ market: 0.1, order: 0.1 }),
  information: information('l1-snapshot-3s'),
});
type Parameters = z.output<typeof parameters>;

/**
 * A fund that wants a block and will not pay the spread: it rests the whole of it at the best price of its side, and
 * follows that price. Every share of it may be had. Following the price cancels and enters the block anew, so that it
 * can meet every condition of the exchanges' test of false declaration in continuous trading (FD-C); with `moves: 0` and
 * a greater block it meets all of them but the part that is cancelled.
 */
export const restingBlock = defineAgent({
  id: 'resting-block',
  summary: 'honest look-alike: rests a whole block at the best price and follows it, buying what it is sold',
  source:
    'Harris (1998), Optimal dynamic order submission strategies, Financial Markets, Institutions and Instruments 7: ' +
    'patient traders chase the price with limit orders; SZSE test of false declaration (FD-C)',
  parameters,
  informationSet: (given) => given.information,
  funding: ({ side, quantity }, instrument) => ({
    accounts: 1,
    cash: side === 'buy' ? purchaseCost(2 * quantity, instrument) : 0,
    holdings: side === 'sell' ? 2 * quantity : 0,
  }),
  create: (given, context) => new RestingBlock(given, context),
});

class RestingBlock implements Agent {
  readonly id: string;
  readonly latency: Parameters['latency'];
  private readonly side: Side;
  private readonly orders: OwnOrders;
  private price = -1;
  private moves = 0;

  constructor(
    private readonly given: Parameters,
    { id, accounts, instrument }: AgentContext,
  ) {
    this.id = id;
    this.latency = given.latency;
    this.side = given.side === 'buy' ? Side.buy : Side.sell;
    this.orders = new OwnOrders(accounts[0], this.side, instrument);
  }

  start(desk: Desk): void {
    desk.wakeAt(this.given.from);
  }

  onWake(desk: Desk): void {
    const { now, market } = desk;
    const { until = Infinity, every, moves, quantity } = this.given;
    if (now >= until) {
      this.orders.withdraw(desk);
      return;
    }
    desk.wakeAt(Math.min(now + every, until));
    const touch = this.side === Side.buy ? market.bestBid : market.bestAsk;
    if (market.phase !== Phase.continuous || touch < 0 || touch === this.price) return;
    if (this.price >= 0 && this.moves === moves) return;
    if (this.price >= 0) this.moves++;
    this.price = touch;
    this.orders.withdraw(desk);
    this.orders.send(desk, touch, quantity - this.orders.executed);
  }

  onReport(report: OrderReport): void {
    this.orders.take(report);
  }
}
