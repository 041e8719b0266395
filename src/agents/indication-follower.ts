import { z } from 'zod';
import { exponential, type Stream } from '../random/index.js';
import type { Agent, Desk } from '../simulation/index.js';
import { MINUTE, OrderType, Phase, Side } from '../tape/index.js';
import { type AgentContext, defineAgent } from './agent-definition.js';
import { information, latency } from './agent-parameters.js';
import { purchaseCost } from './purchase-cost.js';

const parameters = z.strictObject({
  ordersPerMinute: z.number().positive().max(600).default(1).describe('orders a minute while the call takes them'),
  weight: z
    .number()
    .min(0)
    .max(2)
    .default(0.8)
    .describe('part of the way from the previous close to the indicated price that it goes; 0 does not read it'),
  noise: z
    .number()
    .min(0)
    .max(20)
    .default(2.4)
    .describe('mean distance of its orders from there, per cent of the close'),
  quantity: z.int().min(100).multipleOf(100).default(1_000).describe('shares of an order'),
  latency: latency({ market: 0.2, order: 0.2 }),
  information: information('l1-snapshot-3s'),
});
type Parameters = z.output<typeof parameters>;

/** Orders that its account can fund. */
const MOST_ORDERS = 200;

/**
 * Learns from the indicated price of the opening call: it takes the stock to be worth a point between the previous close
 * and the indication, and more than that to itself if it is a buyer, less if it is a seller, which it is for the day. So it
 * bids or offers at a price that follows the indication; what the opening cross does not fill goes when trading begins.
 * Orders of the real call of 300233 lie 2.4 % of the close from the indicated price; how far they follow it cannot be told
 * from a call in which it hardly moved (slope −0.5 ± 1.9), so the weight is an assumption.
 */
export const indicationFollower = defineAgent({
  id: 'indication-follower',
  summary:
    'bids or offers in the opening call at prices that follow the indicated one: what spoofing the call tries to move',
  source:
    'Biais, Hillion, Spatt (1999), Price discovery and learning during the preopening period in the Paris Bourse, ' +
    'Journal of Political Economy 107; Medrano, Vives (2001), Strategic behavior and price discovery, RAND Journal 32',
  parameters,
  informationSet: (given) => given.information,
  funding: ({ quantity }, instrument) => ({
    accounts: 1,
    cash: purchaseCost(MOST_ORDERS * quantity, instrument),
    holdings: MOST_ORDERS * quantity,
  }),
  create: (given, context) => new IndicationFollower(given, context),
});

class IndicationFollower implements Agent {
  readonly id: string;
  readonly latency: Parameters['latency'];
  private times: Stream | undefined;
  private values: Stream | undefined;
  private side: Side = Side.none;
  private tickets: number[] = [];

  constructor(
    private readonly given: Parameters,
    private readonly context: AgentContext,
  ) {
    this.id = context.id;
    this.latency = given.latency;
  }

  start(desk: Desk): void {
    this.times = desk.stream('times');
    this.values = desk.stream('values');
    this.side = this.values.uniform() < 0.5 ? Side.buy : Side.sell;
    this.waitForNext(desk);
  }

  onWake(desk: Desk): void {
    const { market } = desk;
    if (market.phase === Phase.continuous) {
      for (const ticket of this.tickets) if (desk.remaining(ticket) > 0) desk.cancel(ticket);
      return;
    }
    this.waitForNext(desk);
    const distance = exponential(this.values!);
    if (market.phase !== Phase.openCallCancelable && market.phase !== Phase.openCallLocked) return;
    const { instrument, accounts } = this.context;
    const { weight, noise, quantity } = this.given;
    const close = instrument.previousClose;
    const indicated = market.indicativePrice;
    const centre = indicated > 0 ? close + weight * (indicated - close) : close;
    const away = (distance * noise * close) / 100;
    const { side } = this;
    const value = withinLimits(Math.round(side === Side.buy ? centre + away : centre - away), instrument);
    const [account] = accounts;
    const able =
      side === Side.sell
        ? desk.sellable(account) >= quantity
        : desk.cash(account) >= purchaseCost(quantity, instrument);
    if (able) this.tickets.push(desk.submit(account, side, OrderType.limit, value, quantity));
  }

  private waitForNext(desk: Desk): void {
    desk.wakeAt(desk.now + Math.ceil((exponential(this.times!) * MINUTE) / this.given.ordersPerMinute));
  }
}

function withinLimits(price: number, { lowerLimit, upperLimit }: AgentContext['instrument']): number {
  const capped = upperLimit > 0 ? Math.min(price, upperLimit) : price;
  return Math.max(1, lowerLimit, capped);
}
