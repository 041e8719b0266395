import { z } from 'zod';
import { exp, exponential, normal, type Stream } from '../random/index.js';
import type { Agent, Desk } from '../simulation/index.js';
import { MINUTE, OrderType, Phase, Side } from '../tape/index.js';
import { type AgentContext, defineAgent } from './agent-definition.js';
import { information, latency, seconds } from './agent-parameters.js';
import { PriceBeliefs } from './price-beliefs.js';
import { purchaseCost } from './purchase-cost.js';

const parameters = z.strictObject({
  ordersPerMinute: z.number().positive().max(600).default(2).describe('times a minute that it comes to the market'),
  values: z.number().min(0).max(1_000).default(3).describe('standard deviation of its private value, ticks'),
  anchor: seconds({ min: 1 })
    .prefault(600)
    .describe('memory of the mean mid price around which its value is drawn, seconds'),
  memory: seconds({ min: 1 }).prefault(120).describe('memory of what was offered, taken and left, seconds'),
  grace: seconds({ min: 0.1 })
    .prefault(15)
    .describe('time after which an order that rests counts as refused, seconds; half that time counts half'),
  reach: z.int().min(0).max(50).default(5).describe('ticks behind the touch at which it would still rest'),
  look: seconds({ min: 0.1, max: 60 }).prefault(1).describe('time between two looks at the market, seconds'),
  quantity: z.int().min(100).multipleOf(100).default(500).describe('shares of an order'),
  latency: latency({ market: 0.05, order: 0.05 }),
  information: information('order-by-order'),
});
type Parameters = z.output<typeof parameters>;

/** Orders on one side that its account can fund. */
const MOST_ORDERS = 400;

/**
 * A heuristic-belief learner: from what was lately bid, offered and taken it forms a belief that an order at a price will
 * be filled, and sends the order whose expected surplus over its private value is greatest, in place of the one before. A
 * large display among the bids teaches it that low bids are not filled. Papers count unit orders; it counts shares.
 */
export const heuristicBelief = defineAgent({
  id: 'heuristic-belief',
  summary:
    'orders at the price of the greatest expected surplus, by a belief learnt from the book: what spoofing misleads',
  source:
    'Gjerstad, Dickhaut (1998), Price formation in double auctions, Games and Economic Behavior 22; ' +
    'Wang, Hoang, Vorobeychik, Wellman (2021), Spoofing the limit order book, Games 12 (2) 46',
  parameters,
  informationSet: (given) => given.information,
  funding: ({ quantity }, instrument) => ({
    accounts: 1,
    cash: purchaseCost(MOST_ORDERS * quantity, instrument),
    holdings: MOST_ORDERS * quantity,
  }),
  expectedTakerShare: ({ ordersPerMinute, quantity }, model) =>
    // About three of ten orders cross the spread in simulated mornings.
    (0.3 * ordersPerMinute * quantity) / 60 / model.file.market.marketableVolumePerSecond,
  create: (given, context) => new HeuristicBelief(given, context),
});

class HeuristicBelief implements Agent {
  readonly id: string;
  readonly latency: Parameters['latency'];
  private readonly beliefs: PriceBeliefs;
  private times: Stream | undefined;
  private values: Stream | undefined;
  private nextOrder = 0;
  private lookedNs = -1;
  private anchor = -1;
  private ticket = -1;

  constructor(
    private readonly given: Parameters,
    private readonly context: AgentContext,
  ) {
    this.id = context.id;
    this.latency = given.latency;
    this.beliefs = new PriceBeliefs(given.memory, given.grace);
  }

  start(desk: Desk): void {
    this.times = desk.stream('times');
    this.values = desk.stream('values');
    this.nextOrder = this.timeAfter(desk.now);
    desk.wakeAt(desk.now + this.given.look);
  }

  onWake(desk: Desk): void {
    const { market, now } = desk;
    const comes = now >= this.nextOrder;
    if (comes) this.nextOrder = this.timeAfter(now);
    desk.wakeAt(Math.min(now + this.given.look, this.nextOrder));
    if (market.phase !== Phase.continuous || market.bestBid < 0 || market.bestAsk < 0) return;
    this.beliefs.look(market, now);
    const mid = (market.bestBid + market.bestAsk) / 2;
    if (this.anchor < 0) this.anchor = mid;
    else this.anchor += (mid - this.anchor) * (1 - exp((this.lookedNs - now) / this.given.anchor));
    this.lookedNs = now;
    if (comes) this.order(desk, mid);
  }

  /** Bids or offers as its value of the moment lies above or below the price, and takes back what it sent before. */
  private order(desk: Desk, mid: number): void {
    const { values, quantity } = this.given;
    const value = this.anchor + values * normal(this.values!);
    if (this.ticket >= 0 && desk.remaining(this.ticket) > 0) desk.cancel(this.ticket);
    const side = value > mid ? Side.buy : Side.sell;
    const price = this.bestPrice(desk, side, value);
    const [account] = this.context.accounts;
    const able =
      side === Side.sell
        ? desk.sellable(account) >= quantity
        : desk.cash(account) >= purchaseCost(quantity, this.context.instrument);
    if (price > 0 && able) this.ticket = desk.submit(account, side, OrderType.limit, price, quantity);
  }

  /** The price of the greatest belief × surplus, from behind the own touch to the opposite one; −1 without a surplus. */
  private bestPrice({ market }: Desk, side: Side, value: number): number {
    const [own, opposite] = side === Side.buy ? [market.bestBid, market.bestAsk] : [market.bestAsk, market.bestBid];
    const step = side === Side.buy ? 1 : -1;
    let [best, chosen] = [0, -1];
    for (let price = own - step * this.given.reach; step * (opposite - price) >= 0; price += step) {
      const filled = price === opposite ? 1 : this.beliefs.filled(side, price);
      const expected = filled * step * (value - price);
      if (price > 0 && expected > best) [best, chosen] = [expected, price];
    }
    return chosen;
  }

  private timeAfter(now: number): number {
    return now + Math.ceil((exponential(this.times!) * MINUTE) / this.given.ordersPerMinute);
  }
}
