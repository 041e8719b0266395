import { z } from 'zod';
import { exponential, type Stream } from '../random/index.js';
import type { Agent, Desk } from '../simulation/index.js';
import { OrderType, Phase, SECOND, Side, UNKNOWN } from '../tape/index.js';
import { type AgentContext, defineAgent } from './agent-definition.js';
import { information, latency, seconds } from './agent-parameters.js';
import { purchaseCost } from './purchase-cost.js';

const parameters = z.strictObject({
  quantity: z.int().min(100).multipleOf(100).default(300).describe('shares of an order'),
  period: seconds({ min: 0.1, max: 3600 }).prefault(20).describe('mean time between two looks, seconds'),
  spread: z
    .int()
    .min(1)
    .max(100)
    .default(1)
    .describe('it trades only when the best prices it sees are at most so many ticks apart'),
  latency: latency({ market: 0.3, order: 0.7 }),
  information: information('l1-snapshot-3s'),
});
type Parameters = z.output<typeof parameters>;

/**
 * Somebody who has to trade, a side at random, and waits until that is cheap: once the spread it sees is small it sends a
 * market order, which executes at whatever the price is when it arrives. So it pays for every quote that was gone by then.
 */
export const slowTrader = defineAgent({
  id: 'slow-trader',
  summary: 'sends market orders when the spread it saw some time ago was small: whom smoking waits for',
  source:
    'Foucault, Kadan, Kandel (2005), Limit order book as a market for liquidity, RFS 18: impatience against the spread; ' +
    'Delegated Regulation (EU) 2016/522 Annex II 1 (5)(g), slow traders',
  parameters,
  informationSet: (given) => given.information,
  // Sides are drawn: a few hundred of one sign are a long run.
  funding: ({ quantity }, instrument) => ({
    accounts: 1,
    cash: purchaseCost(300 * quantity, instrument),
    holdings: 300 * quantity,
  }),
  expectedTakerShare: ({ quantity, period }, model) =>
    (quantity * SECOND) / period / model.file.market.marketableVolumePerSecond,
  create: (given, context) => new SlowTrader(given, context),
});

class SlowTrader implements Agent {
  readonly id: string;
  readonly latency: Parameters['latency'];
  private times: Stream | undefined;
  private sides: Stream | undefined;

  constructor(
    private readonly given: Parameters,
    private readonly context: AgentContext,
  ) {
    this.id = context.id;
    this.latency = given.latency;
  }

  start(desk: Desk): void {
    this.times = desk.stream('times');
    this.sides = desk.stream('sides');
    this.waitForNext(desk);
  }

  onWake(desk: Desk): void {
    this.waitForNext(desk);
    const side = this.sides!.uniform() < 0.5 ? Side.buy : Side.sell;
    const { bestBid, bestAsk, phase } = desk.market;
    if (phase !== Phase.continuous || bestBid === UNKNOWN || bestAsk === UNKNOWN) return;
    if (bestAsk - bestBid > this.given.spread) return;
    const [account] = this.context.accounts;
    const { quantity } = this.given;
    const able =
      side === Side.sell
        ? desk.sellable(account) >= quantity
        : desk.cash(account) >= purchaseCost(quantity, this.context.instrument);
    if (able) desk.submit(account, side, OrderType.marketIoc, -1, quantity);
  }

  private waitForNext(desk: Desk): void {
    desk.wakeAt(desk.now + Math.max(1, Math.round(this.given.period * exponential(this.times!))));
  }
}
