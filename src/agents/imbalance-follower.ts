import { z } from 'zod';
import { exp, exponential, type Stream } from '../random/index.js';
import type { Agent, Desk } from '../simulation/index.js';
import { MINUTE, OrderType, Phase, Side } from '../tape/index.js';
import { type AgentContext, defineAgent } from './agent-definition.js';
import { information, latency } from './agent-parameters.js';
import { purchaseCost } from './purchase-cost.js';

const parameters = z.strictObject({
  ordersPerMinute: z.number().positive().max(600).default(1).describe('orders a minute when the book is balanced'),
  sensitivity: z.number().min(0).max(6).default(1.5).describe('β: log-odds of buying at an imbalance of 1, halved'),
  levels: z.int().min(1).max(5).default(5).describe('levels a side whose quantities it weighs'),
  quantity: z.int().min(100).multipleOf(100).default(500).describe('shares of an order'),
  latency: latency({ market: 0.05, order: 0.05 }),
  information: information('order-by-order'),
});
type Parameters = z.output<typeof parameters>;

/** Standard deviation of the imbalance of five levels in simulated mornings. */
const USUAL_IMBALANCE = 0.3;

/** Takes liquidity on the side that the book leans to, the oftener the more it leans. */
export const imbalanceFollower = defineAgent({
  id: 'imbalance-follower',
  summary: 'takes liquidity in the direction of the book imbalance: what spoofing tries to move',
  source:
    'Cartea, Jaimungal, Wang (2020), Spoofing and price manipulation in order-driven markets: intensities ∝ e^±βI',
  parameters,
  informationSet: (given) => given.information,
  // Orders come at random on both sides: a few hundred of one sign are a long run.
  funding: ({ quantity }, instrument) => ({
    accounts: 1,
    cash: purchaseCost(400 * quantity, instrument),
    holdings: 400 * quantity,
  }),
  expectedTakerShare({ ordersPerMinute, sensitivity, quantity }, model) {
    // The mean of cosh(βI) over normally spread imbalances.
    const mean = exp((sensitivity * sensitivity * USUAL_IMBALANCE * USUAL_IMBALANCE) / 2);
    return (ordersPerMinute * mean * quantity) / 60 / model.file.market.marketableVolumePerSecond;
  },
  create: (given, context) => new ImbalanceFollower(given, context),
});

class ImbalanceFollower implements Agent {
  readonly id: string;
  readonly latency: Parameters['latency'];
  private times: Stream | undefined;
  private choices: Stream | undefined;

  constructor(
    private readonly given: Parameters,
    private readonly context: AgentContext,
  ) {
    this.id = context.id;
    this.latency = given.latency;
  }

  start(desk: Desk): void {
    this.times = desk.stream('times');
    this.choices = desk.stream('choices');
    this.waitForNext(desk);
  }

  /** A Poisson clock at the highest rate the two sides can have, thinned to the rates they have now. */
  onWake(desk: Desk): void {
    this.waitForNext(desk);
    const { sensitivity } = this.given;
    const lean = exp(sensitivity * this.imbalance(desk));
    const draw = this.choices!.uniform() * 2 * exp(sensitivity);
    if (desk.market.phase !== Phase.continuous) return;
    if (draw < lean) this.take(Side.buy, desk);
    else if (draw < lean + 1 / lean) this.take(Side.sell, desk);
  }

  private waitForNext(desk: Desk): void {
    const { ordersPerMinute, sensitivity } = this.given;
    desk.wakeAt(desk.now + (exponential(this.times!) * MINUTE) / (ordersPerMinute * exp(sensitivity)));
  }

  /** (bids − asks) / (bids + asks) over the levels it weighs; 0 when a side is empty. */
  private imbalance({ market }: Desk): number {
    let bids = 0;
    let asks = 0;
    for (let i = 0; i < this.given.levels; i++) {
      bids += market.levelQuantity(Side.buy, i);
      asks += market.levelQuantity(Side.sell, i);
    }
    return bids > 0 && asks > 0 ? (bids - asks) / (bids + asks) : 0;
  }

  private take(side: Side, desk: Desk): void {
    const [account] = this.context.accounts;
    const { quantity } = this.given;
    if (
      side === Side.sell
        ? desk.sellable(account) < quantity
        : desk.cash(account) < purchaseCost(quantity, this.context.instrument)
    )
      return;
    desk.submit(account, side, OrderType.marketIoc, -1, quantity);
  }
}
